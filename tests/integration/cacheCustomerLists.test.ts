import { describe, expect, it } from 'vitest';
import type { CacheClient } from '../../electron/cache/cacheApi.ts';
import { schemas, type InputOf, type OutputOf } from '../../shared/ipc/contract.ts';
import { customerFilter } from '../builders/customerFilter.ts';
import { openCache } from '../builders/openCache.ts';
import {
  aCustomer,
  anInvoice,
  aSubscription,
  aTaxId,
  someMoment,
  withTaxIds,
} from '../builders/stripeObjects.ts';
import { aPage } from '../builders/stripeObjectsPage.ts';

const day = 86_400;
const workspaces = [{ workspaceId: 'ws_nl', timeZone: 'Europe/Amsterdam' }];
type CustomerListInput = InputOf<'customers.list'>;

function listCustomers(
  cache: CacheClient,
  filter: Partial<CustomerListInput['filter']> = {},
  rest: Partial<Omit<CustomerListInput, 'filter'>> & { now?: number } = {},
): Promise<OutputOf<'customers.list'>> {
  return cache.listCustomers({
    filter: customerFilter(filter),
    suspendedFrom: 'unpaid',
    sort: { field: 'name', direction: 'asc' },
    offset: 0,
    limit: 100,
    edited: [],
    workspaces,
    now: someMoment,
    ...rest,
  });
}

const ids = ({ rows }: { rows: { id: string }[] }): string[] => rows.map(({ id }) => id);

describe('the list of customers', () => {
  it('counts open and overdue invoices and what remains per currency, whichever arrives first', async () => {
    const cache = await openCache();
    const open = anInvoice({ id: 'in_1', due_date: someMoment - day });
    const pounds = anInvoice({ id: 'in_2', currency: 'gbp', amount_remaining: 700 });
    const early = anInvoice({ id: 'in_3', customer: 'cus_2' });
    await cache.writePage({ page: aPage('invoice', [early]) });
    await cache.writePage({
      page: aPage('customer', [aCustomer({ id: 'cus_1' }), aCustomer({ id: 'cus_2', name: 'Zeta' })]),
    });
    await cache.writePage({
      page: aPage('invoice', [open, pounds, anInvoice({ id: 'in_4', status: 'paid' })]),
    });
    const list = await listCustomers(cache);
    expect(schemas['customers.list'].output.parse(list)).toEqual(list);
    expect(list.rows).toMatchObject([
      {
        id: 'cus_1',
        openInvoiceCount: 2,
        overdueInvoiceCount: 1,
        amountRemaining: [
          { amount: 12_100, currency: 'eur' },
          { amount: 700, currency: 'gbp' },
        ],
      },
      { id: 'cus_2', openInvoiceCount: 1, overdueInvoiceCount: 0 },
    ]);
  });

  it('lets overdue counts follow the clock without a new read', async () => {
    const cache = await openCache();
    await cache.writePage({ page: aPage('customer', [aCustomer({ id: 'cus_1' })]) });
    await cache.writePage({
      page: aPage('invoice', [anInvoice({ id: 'in_1', due_date: someMoment + day })]),
    });
    expect(ids(await listCustomers(cache, { hasOverdue: true }))).toEqual([]);
    const tomorrow = await listCustomers(cache, { hasOverdue: true }, { now: someMoment + day + 1 });
    expect(tomorrow).toMatchObject({ rows: [{ overdueInvoiceCount: 1 }], total: 1 });
  });

  it('derives service and VAT state from subscriptions and tax ids, whichever arrives first', async () => {
    const cache = await openCache();
    await cache.writePage({
      page: aPage('subscription', [aSubscription({ id: 'sub_1', customer: 'cus_1', status: 'unpaid' })]),
    });
    const taxId = aTaxId({ id: 'txi_1', customer: 'cus_1' });
    await cache.writePage({
      page: aPage('customer', [
        withTaxIds(aCustomer({ id: 'cus_1' }), [taxId]),
        aCustomer({ id: 'cus_2', name: 'Zeta' }),
      ]),
    });
    await cache.writePage({
      page: aPage('subscription', [aSubscription({ id: 'sub_2', customer: 'cus_2' })]),
    });
    expect((await listCustomers(cache)).rows).toMatchObject([
      { id: 'cus_1', service: 'suspended', vatState: 'verified' },
      { id: 'cus_2', service: 'running', vatState: 'missing' },
    ]);
    expect(ids(await listCustomers(cache, { suspended: true }))).toEqual(['cus_1']);
    expect(ids(await listCustomers(cache, { vatMissing: true }))).toEqual(['cus_2']);
  });

  it('notices when a subscription recovers and a tax id goes', async () => {
    const cache = await openCache();
    const taxId = aTaxId({ id: 'txi_1', customer: 'cus_1' });
    await cache.writePage({ page: aPage('customer', [withTaxIds(aCustomer({ id: 'cus_1' }), [taxId])]) });
    await cache.writePage({
      page: aPage('subscription', [aSubscription({ id: 'sub_1', customer: 'cus_1', status: 'unpaid' })]),
    });
    const readAt = someMoment + 100;
    await cache.writePage({
      page: aPage('subscription', [aSubscription({ id: 'sub_1', customer: 'cus_1' })], { readAt }),
    });
    await cache.replaceOfCustomer({ page: aPage('taxId', [], { readAt }), customerId: 'cus_1' });
    expect((await listCustomers(cache)).rows).toMatchObject([{ service: 'running', vatState: 'missing' }]);
  });

  it('has an order for every field', async () => {
    const cache = await openCache();
    await cache.writePage({
      page: aPage('customer', [
        aCustomer({ id: 'cus_1', name: 'Ünal', email: 'c@x.example' }),
        aCustomer({ id: 'cus_2', name: 'Abel', email: 'b@x.example', created: someMoment + 1 }),
        aCustomer({ id: 'cus_3', name: 'Zeta', email: 'a@x.example', created: someMoment + 2 }),
      ]),
    });
    await cache.writePage({
      page: aPage('invoice', [anInvoice({ id: 'in_1', customer: 'cus_2', due_date: 1 })]),
    });
    const by = async (field: CustomerListInput['sort']['field']): Promise<string[]> =>
      ids(await listCustomers(cache, {}, { sort: { field, direction: 'desc' } }));
    expect(await by('name')).toEqual(['cus_3', 'cus_1', 'cus_2']);
    expect(await by('email')).toEqual(['cus_1', 'cus_2', 'cus_3']);
    expect(await by('createdAt')).toEqual(['cus_3', 'cus_2', 'cus_1']);
    for (const field of ['openInvoiceCount', 'overdueInvoiceCount', 'amountRemaining'] as const)
      expect((await by(field))[0]).toBe('cus_2');
  });

  it('compares what remains within a currency, and never adds two of them up', async () => {
    const cache = await openCache();
    const owed = [
      ['cus_1', 'eur', 90_000],
      ['cus_2', 'eur', 100_000],
      ['cus_3', 'jpy', 200_000],
      ['cus_4', 'gbp', 50],
    ] as const;
    await cache.writePage({
      page: aPage(
        'customer',
        owed.map(([id]) => aCustomer({ id })),
      ),
    });
    const invoices = owed.map(([customer, currency, amount_remaining], index) =>
      anInvoice({ id: `in_${index}`, customer, currency, amount_remaining }),
    );
    const both = anInvoice({ id: 'in_9', customer: 'cus_1', currency: 'gbp', amount_remaining: 80_000 });
    await cache.writePage({ page: aPage('invoice', [...invoices, both]) });
    const sort = { field: 'amountRemaining', direction: 'desc' } as const;
    expect(ids(await listCustomers(cache, {}, { sort }))).toEqual(['cus_3', 'cus_1', 'cus_4', 'cus_2']);
  });

  it('keeps deleted customers, but out of sight', async () => {
    const cache = await openCache();
    await cache.writePage({ page: aPage('customer', [aCustomer({ id: 'cus_1' })]) });
    await cache.markDeleted({
      workspaceId: 'ws_nl',
      kind: 'customer',
      ids: ['cus_1'],
      readAt: someMoment + 100,
      readOrder: someMoment + 100,
    });
    expect(ids(await listCustomers(cache))).toEqual([]);
    expect((await listCustomers(cache, { includeDeleted: true })).rows).toMatchObject([{ deleted: true }]);
    const cached = await cache.findObject({ workspaceId: 'ws_nl', kind: 'customer', id: 'cus_1' });
    expect(JSON.parse(cached?.json ?? '{}')).toMatchObject({ id: 'cus_1', deleted: true });
  });

  it('tells which countries there are', async () => {
    const cache = await openCache();
    const address = { city: 'Wien', country: 'AT', line1: null, line2: null, postal_code: null, state: null };
    await cache.writePage({
      page: aPage('customer', [
        aCustomer({ id: 'cus_1' }),
        aCustomer({ id: 'cus_2', address }),
        aCustomer({ id: 'cus_3', address: null }),
      ]),
    });
    expect(await cache.listCustomerCountries({ workspaceIds: null })).toEqual(['AT', 'NL']);
    expect(ids(await listCustomers(cache, { country: 'AT' }))).toEqual(['cus_2']);
  });
});
