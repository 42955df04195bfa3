import { describe, expect, it } from 'vitest';
import type { CacheClient } from '../../electron/cache/cacheApi.ts';
import { createInvoiceServices } from '../../electron/services/invoices.ts';
import { isOverdue } from '../../shared/domain/invoices.ts';
import { schemas, type InputOf, type OutputOf } from '../../shared/ipc/contract.ts';
import { openCache } from '../builders/openCache.ts';
import { anInvoice, someMoment, type InvoiceChanges } from '../builders/stripeObjects.ts';
import { aPage } from '../builders/stripeObjectsPage.ts';

const day = 86_400;
const workspaces = [
  { workspaceId: 'ws_nl', timeZone: 'Europe/Amsterdam' },
  { workspaceId: 'ws_ae', timeZone: 'Asia/Dubai' },
];
type InvoiceListInput = InputOf<'invoices.list'>;

const everyInvoice: InvoiceListInput['filter'] = {
  workspaceIds: null,
  view: 'all',
  status: null,
  customerId: null,
  query: '',
  from: null,
  to: null,
};

function listInvoices(
  cache: CacheClient,
  filter: Partial<InvoiceListInput['filter']> = {},
  rest: Partial<Omit<InvoiceListInput, 'filter'>> & { now?: number } = {},
): Promise<OutputOf<'invoices.list'>> {
  return cache.listInvoices({
    filter: { ...everyInvoice, ...filter },
    sort: { field: 'createdAt', direction: 'desc' },
    offset: 0,
    limit: 100,
    workspaces,
    now: someMoment,
    ...rest,
  });
}

function sumInvoices(
  cache: CacheClient,
  filter: Partial<InvoiceListInput['filter']> = {},
  liveWorkspaces: readonly string[] = [],
): Promise<OutputOf<'invoices.sum'>> {
  const services = createInvoiceServices({
    cache,
    registry: {
      list: () =>
        workspaces.map(({ workspaceId, timeZone }) => ({
          id: workspaceId,
          timeZone,
          livemode: liveWorkspaces.includes(workspaceId),
        })) as never,
    },
    workspaceDatabase: { listStoredDocuments: async () => [], listInvoicesSent: async () => [] },
    refreshInvoice: async () => undefined,
    now: () => someMoment,
  });
  return services['invoices.sum']({ filter: { ...everyInvoice, ...filter } });
}

async function cacheWith(...invoices: InvoiceChanges[]): Promise<CacheClient> {
  const cache = await openCache();
  await cache.writePage({ page: aPage('invoice', invoices.map(anInvoice)) });
  return cache;
}

const ids = ({ rows }: { rows: { id: string }[] }): string[] => rows.map(({ id }) => id);

describe('the list of invoices', () => {
  it('gives rows that keep the contract, newest first', async () => {
    const cache = await cacheWith({ id: 'in_1' }, { id: 'in_2', created: someMoment + 10 });
    const list = await listInvoices(cache);
    expect(schemas['invoices.list'].output.parse(list)).toEqual(list);
    expect(list.rows).toMatchObject([
      { id: 'in_2', workspaceId: 'ws_nl', number: 'BELLA-0002', tax: 2_100, document: 'available' },
      { id: 'in_1', customerId: 'cus_1', customerName: 'Trattoria Bella', amountRemaining: 12_100 },
    ]);
  });

  it('has an order for every field, and the opposite one', async () => {
    const cache = await cacheWith(
      { id: 'in_1', customer_name: 'Øst', total: 300, amount_remaining: 30, due_date: 3, number: 'B' },
      {
        id: 'in_2',
        customer_name: 'Zeta',
        total: 100,
        amount_remaining: 10,
        due_date: 1,
        number: 'C',
        created: someMoment + 1,
      },
      {
        id: 'in_3',
        customer_name: 'ábel',
        total: 200,
        amount_remaining: 20,
        due_date: 2,
        number: 'A',
        created: someMoment + 2,
      },
    );
    const expected: Record<InvoiceListInput['sort']['field'], string[]> = {
      createdAt: ['in_1', 'in_2', 'in_3'],
      issuedAt: ['in_1', 'in_2', 'in_3'],
      dueAt: ['in_2', 'in_3', 'in_1'],
      number: ['in_3', 'in_1', 'in_2'],
      customerName: ['in_3', 'in_1', 'in_2'],
      total: ['in_2', 'in_3', 'in_1'],
      amountRemaining: ['in_2', 'in_3', 'in_1'],
      status: ['in_1', 'in_2', 'in_3'],
    };
    for (const view of ['all', 'open'] as const)
      for (const [name, order] of Object.entries(expected)) {
        const field = name as keyof typeof expected;
        const up = await listInvoices(cache, { view }, { sort: { field, direction: 'asc' } });
        const down = await listInvoices(cache, { view }, { sort: { field, direction: 'desc' } });
        expect([view, field, ids(up)]).toEqual([view, field, order]);
        expect([view, field, ids(down)]).toEqual([view, field, order.toReversed()]);
      }
  });

  it('puts amounts in order within their currency, because 300 yen are not more than 5 euros', async () => {
    const cache = await cacheWith(
      { id: 'in_1', total: 500, amount_remaining: 500 },
      { id: 'in_2', total: 300, amount_remaining: 300, currency: 'jpy' },
      { id: 'in_3', total: 900, amount_remaining: 900 },
      { id: 'in_4', total: 100, amount_remaining: 100, currency: 'gbp' },
    );
    for (const field of ['total', 'amountRemaining'] as const) {
      const list = await listInvoices(cache, {}, { sort: { field, direction: 'desc' } });
      expect(ids(list)).toEqual(['in_2', 'in_4', 'in_3', 'in_1']);
    }
  });

  it('shows every row exactly once when paged from beginning to end', async () => {
    const cache = await cacheWith(
      ...Array.from({ length: 25 }, (_, index) => ({ id: `in_${index}`, created: someMoment + (index % 7) })),
    );
    const seen: string[] = [];
    for (let offset = 0; offset < 28; offset += 4)
      seen.push(...ids(await listInvoices(cache, {}, { offset, limit: 4 })));
    expect(seen).toHaveLength(25);
    expect(new Set(seen).size).toBe(25);
    expect(seen).toEqual(ids(await listInvoices(cache)));
  });

  it('adds up per currency over the whole filter, not over the page', async () => {
    const cache = await cacheWith(
      { id: 'in_1' },
      { id: 'in_2', status: 'paid' },
      { id: 'in_3', currency: 'gbp', total: 500, amount_remaining: 500 },
    );
    const all = await listInvoices(cache, {}, { limit: 1 });
    expect(all.total).toBe(3);
    expect((await sumInvoices(cache)).totals).toEqual([
      { currency: 'eur', livemode: false, count: 2, total: 24_200, amountRemaining: 12_100 },
      { currency: 'gbp', livemode: false, count: 1, total: 500, amountRemaining: 500 },
    ]);
    const paid = await sumInvoices(cache, { view: 'paid' });
    expect(paid.totals).toEqual([
      { currency: 'eur', livemode: false, count: 1, total: 12_100, amountRemaining: 0 },
    ]);
  });

  it('adds LIVE and TEST accounts up apart', async () => {
    const cache = await cacheWith({ id: 'in_1' });
    const live = [anInvoice({ id: 'in_2' }), anInvoice({ id: 'in_3' })];
    await cache.writePage({ page: aPage('invoice', live, { workspaceId: 'ws_ae' }) });
    const { totals } = await sumInvoices(cache, {}, ['ws_ae']);
    expect(totals.map(({ livemode, count, total }) => [livemode, count, total])).toEqual([
      [true, 2, 24_200],
      [false, 1, 12_100],
    ]);
    const own = await sumInvoices(cache, { workspaceIds: ['ws_ae'] }, ['ws_ae']);
    expect(own.totals.map(({ livemode, count }) => [livemode, count])).toEqual([[true, 2]]);
  });

  it('keeps its sums right when invoices are paid, changed and deleted', async () => {
    const cache = await cacheWith({ id: 'in_1' }, { id: 'in_2' }, { id: 'in_3', status: 'draft' });
    const later = { readAt: someMoment + 100, readOrder: someMoment + 100 };
    await cache.writePage({ page: aPage('invoice', [anInvoice({ id: 'in_1', status: 'paid' })], later) });
    await cache.markDeleted({ workspaceId: 'ws_nl', kind: 'invoice', ids: ['in_3'], ...later });
    for (const view of ['all', 'open', 'paid', 'draft'] as const) {
      // A filter by text adds up row by row, so both ways must agree.
      const added = await sumInvoices(cache, { view, query: 'bella' });
      expect([view, added]).toEqual([view, await sumInvoices(cache, { view })]);
      const counted = await listInvoices(cache, { view });
      expect(counted.total).toBe(counted.rows.length);
    }
  });

  it('calls overdue what the rule calls overdue, at every moment', async () => {
    const invoices = [
      anInvoice({ id: 'in_1', due_date: someMoment + day }),
      anInvoice({ id: 'in_2', due_date: someMoment - day }),
      anInvoice({ id: 'in_3', due_date: someMoment - day, status: 'paid' }),
      anInvoice({ id: 'in_4', due_date: someMoment - day, amount_remaining: 0 }),
      anInvoice({
        id: 'in_5',
        due_date: null,
        collection_method: 'charge_automatically',
        attempted: true,
        attempt_count: 2,
      }),
      anInvoice({ id: 'in_6', due_date: null, collection_method: 'charge_automatically' }),
      anInvoice({ id: 'in_7', due_date: someMoment - day, status: 'uncollectible' }),
    ];
    const cache = await openCache();
    await cache.writePage({ page: aPage('invoice', invoices) });
    for (const now of [
      someMoment - 2 * day,
      someMoment - day,
      someMoment,
      someMoment + day,
      someMoment + 2 * day,
    ]) {
      const expected = invoices.filter((invoice) => isOverdue(invoice, now)).map(({ id }) => id);
      const list = await listInvoices(cache, { view: 'overdue' }, { now });
      expect(ids(list).toSorted()).toEqual(expected);
      const all = await listInvoices(cache, {}, { now });
      expect(ids({ rows: all.rows.filter(({ overdue }) => overdue) }).toSorted()).toEqual(expected);
    }
  });

  it('counts a day by the clock of the account it belongs to', async () => {
    const cache = await openCache();
    // 31 March 2026, 21:30 UTC: still March in Amsterdam (23:30), already April in Dubai (01:30).
    const created = Date.UTC(2026, 2, 31, 21, 30) / 1000;
    for (const workspaceId of ['ws_nl', 'ws_ae'])
      await cache.writePage({
        page: aPage('invoice', [anInvoice({ id: `in_${workspaceId}`, created })], { workspaceId }),
      });
    expect(ids(await listInvoices(cache, { from: '2026-03-01', to: '2026-03-31' }))).toEqual(['in_ws_nl']);
    expect(ids(await listInvoices(cache, { from: '2026-04-01' }))).toEqual(['in_ws_ae']);
    expect(await listInvoices(cache, { to: '2026-03-30' })).toMatchObject({ rows: [], total: 0 });
  });

  it('narrows by account, customer, status and text', async () => {
    const cache = await cacheWith(
      { id: 'in_1' },
      { id: 'in_2', customer: 'cus_2', customer_name: 'Café Ørsted' },
      { id: 'in_3', status: 'void' },
    );
    await cache.writePage({ page: aPage('invoice', [anInvoice({ id: 'in_9' })], { workspaceId: 'ws_ae' }) });
    expect(ids(await listInvoices(cache, { workspaceIds: ['ws_ae'] }))).toEqual(['in_9']);
    expect(ids(await listInvoices(cache, { customerId: 'cus_2' }))).toEqual(['in_2']);
    expect(ids(await listInvoices(cache, { status: 'void' }))).toEqual(['in_3']);
    expect(ids(await listInvoices(cache, { view: 'open', status: 'void' }))).toEqual([]);
    expect(ids(await listInvoices(cache, { query: 'orst' }))).toEqual(['in_2']);
    expect(ids(await listInvoices(cache, { query: '121,00', workspaceIds: ['ws_ae'] }))).toEqual(['in_9']);
    expect(ids(await listInvoices(cache, { query: 'in_3' }))).toEqual(['in_3']);
  });

  it('follows a text filter when what it finds has changed', async () => {
    const cache = await cacheWith({ id: 'in_1' });
    expect(ids(await listInvoices(cache, { query: 'nieuw' }))).toEqual([]);
    await cache.writePage({ page: aPage('invoice', [anInvoice({ id: 'in_2', customer_name: 'Nieuw' })]) });
    expect(ids(await listInvoices(cache, { query: 'nieuw' }))).toEqual(['in_2']);
  });

  it('says as of when, by the account that is furthest behind', async () => {
    const cache = await cacheWith({ id: 'in_1' });
    const never = await cache.getSyncState({ workspaceId: 'ws_nl' });
    const state = { ...never, complete: true };
    await cache.saveSyncState({ ...state, workspaceId: 'ws_nl', asOf: 200 });
    expect((await listInvoices(cache)).asOf).toBeNull();
    await cache.saveSyncState({ ...state, workspaceId: 'ws_ae', asOf: 100 });
    expect((await listInvoices(cache)).asOf).toBe(100);
    expect((await listInvoices(cache, { workspaceIds: ['ws_nl'] })).asOf).toBe(200);
  });
});
