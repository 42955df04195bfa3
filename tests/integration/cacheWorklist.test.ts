import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { CacheClient, CachedWorklist } from '../../electron/cache/cacheApi.ts';
import { createCacheClient } from '../../electron/cache/cacheClient.ts';
import { addDays, startOfDay } from '../../shared/domain/dates.ts';
import type { SuspensionThreshold } from '../../shared/domain/subscriptions.ts';
import { cacheWorkerUrl } from '../builders/cacheWorkerUrl.ts';
import { openCache } from '../builders/openCache.ts';
import {
  aCard,
  aCustomer,
  anInvoice,
  aSubscription,
  aTaxId,
  someMoment,
  withTaxIds,
  type InvoiceChanges,
} from '../builders/stripeObjects.ts';
import { aPage } from '../builders/stripeObjectsPage.ts';

const zone = 'Europe/Amsterdam';
const workspaces = [
  { workspaceId: 'ws_nl', timeZone: zone },
  { workspaceId: 'ws_us', timeZone: 'America/New_York' },
];
/** Three in the afternoon in Amsterdam, so no day ends anywhere. */
const now = startOfDay('2026-11-22', zone) + 54_000;
const dayDue = (days: number): number => startOfDay(addDays('2026-11-22', -days), zone) + 43_200;

function read(
  cache: CacheClient,
  changes: { suspendedFrom?: SuspensionThreshold; limit?: number; now?: number } = {},
): Promise<CachedWorklist> {
  return cache.readWorklist({ workspaces, suspendedFrom: 'unpaid', now, limit: 10, ...changes });
}

function write(
  cache: CacheClient,
  invoices: readonly InvoiceChanges[],
  workspaceId = 'ws_nl',
): Promise<unknown> {
  return cache.writePage({ page: aPage('invoice', invoices.map(anInvoice), { workspaceId }) });
}

/** An invoice that was to be collected and was not. */
const failed = (id: string, created: number): InvoiceChanges => ({
  id,
  created,
  due_date: null,
  collection_method: 'charge_automatically',
  attempted: true,
  attempt_count: 2,
});

const amounts = (worklist: CachedWorklist, workspaceId = 'ws_nl'): Record<string, number[]> =>
  Object.fromEntries(
    worklist.ageing
      .filter((own) => own.workspaceId === workspaceId)
      .map(({ currency, buckets }) => [currency, buckets.map(({ amount }) => amount)]),
  );

describe('what is open and how old it is', () => {
  it('is told per account and currency, by the days since it was due', async () => {
    const cache = await openCache();
    await write(cache, [
      { id: 'in_1', total: 1, due_date: dayDue(-5) },
      { id: 'in_2', total: 20, due_date: dayDue(30) },
      { id: 'in_3', total: 300, due_date: dayDue(31) },
      { id: 'in_4', total: 4_000, due_date: dayDue(90) },
      { id: 'in_5', total: 50_000, due_date: dayDue(91) },
      { id: 'in_6', total: 600_000, due_date: dayDue(91), status: 'paid' },
      { id: 'in_7', total: 7, currency: 'gbp', due_date: dayDue(1) },
    ]);
    await write(cache, [{ id: 'in_8', total: 100_000, due_date: dayDue(40) }], 'ws_us');
    expect(amounts(await read(cache))).toEqual({
      eur: [1, 20, 300, 4_000, 50_000],
      gbp: [0, 7, 0, 0, 0],
    });
    expect(amounts(await read(cache), 'ws_us')).toEqual({ eur: [0, 0, 100_000, 0, 0] });
    expect((await read(cache)).overdue.total).toBe(6);
  });

  it('follows the clock without anything being written', async () => {
    const cache = await openCache();
    await write(cache, [{ id: 'in_1', total: 10, due_date: now + 60 }]);
    expect(amounts(await read(cache))).toEqual({ eur: [10, 0, 0, 0, 0] });
    expect(amounts(await read(cache, { now: now + 61 }))).toEqual({ eur: [0, 10, 0, 0, 0] });
    expect((await read(cache)).overdue.total).toBe(0);
  });

  it('counts what failed to be collected from the day on which it was issued', async () => {
    const cache = await openCache();
    await write(cache, [
      failed('in_1', dayDue(70)),
      failed('in_2', dayDue(3)),
      { id: 'in_3', due_date: dayDue(80) },
    ]);
    const { failedCollections, overdue } = await read(cache);
    expect(failedCollections.rows.map(({ invoice }) => invoice.id)).toEqual(['in_2', 'in_1']);
    expect(overdue.rows.map(({ invoice }) => invoice.id)).toEqual(['in_3', 'in_1', 'in_2']);
    expect(amounts(await read(cache))).toEqual({ eur: [0, 12_100, 0, 24_200, 0] });
  });

  it('forgets what is paid, and what a debit is collecting', async () => {
    const cache = await openCache();
    await write(cache, [failed('in_1', dayDue(3)), failed('in_2', dayDue(4))]);
    await cache.writePage({
      page: aPage('invoice', [anInvoice({ ...failed('in_1', dayDue(3)), status: 'paid' })], { readAt: now }),
    });
    const payment = {
      id: 'inpay_2',
      object: 'invoice_payment',
      created: now,
      invoice: 'in_2',
      status: 'open',
      payment: { type: 'payment_intent', payment_intent: { id: 'pi_2', status: 'processing' } },
    };
    await cache.writePage({ page: aPage('invoicePayment', [payment], { readAt: now }) });
    const { failedCollections, debits, overdue, ageing } = await read(cache);
    expect([failedCollections.total, overdue.total]).toEqual([0, 0]);
    expect(debits.rows.map(({ id }) => id)).toEqual(['in_2']);
    expect(ageing[0]?.buckets[0]).toEqual({ bucket: 'notDue', count: 1, amount: 12_100 });
  });

  it('gives the most urgent rows of all accounts, and how many there are', async () => {
    const cache = await openCache();
    await write(
      cache,
      [5, 40, 7].map((days) => ({ id: `in_${days}`, due_date: dayDue(days) })),
    );
    await write(
      cache,
      [6, 50].map((days) => ({ id: `in_${days}`, due_date: dayDue(days) })),
      'ws_us',
    );
    const { overdue } = await read(cache, { limit: 3 });
    expect(overdue.total).toBe(5);
    expect(overdue.rows.map(({ invoice }) => invoice.id)).toEqual(['in_50', 'in_40', 'in_7']);
    const alone = await cache.readWorklist({
      workspaces: workspaces.slice(0, 1),
      suspendedFrom: 'unpaid',
      now,
      limit: 3,
    });
    expect(alone.overdue.total).toBe(3);
  });
});

/** A customer with a default card and a running subscription. */
function withCard(id: string, expMonth: number, expYear: number): object {
  const customer = aCustomer({ id });
  const method = aCard({ id: `pm_${id}`, customer: id });
  const card = { ...method.card, exp_month: expMonth, exp_year: expYear };
  const settings = { ...customer.invoice_settings, default_payment_method: { ...method, card } };
  return { ...customer, invoice_settings: settings };
}

describe('customers that need somebody', () => {
  it('are suspended ones by urgency, as far as the setting says so', async () => {
    const cache = await openCache();
    await cache.writePage({
      page: aPage(
        'customer',
        ['cus_1', 'cus_2', 'cus_3'].map((id) => aCustomer({ id })),
      ),
    });
    await cache.writePage({
      page: aPage('subscription', [
        aSubscription({ id: 'sub_1', customer: 'cus_1', status: 'past_due' }),
        aSubscription({ id: 'sub_2', customer: 'cus_2', status: 'unpaid' }),
        aSubscription({ id: 'sub_3', customer: 'cus_3' }),
      ]),
    });
    expect((await read(cache)).suspended.rows.map(({ id }) => id)).toEqual(['cus_2']);
    const { suspended } = await read(cache, { suspendedFrom: 'pastDue' });
    expect(suspended.rows.map(({ id }) => id)).toEqual(['cus_2', 'cus_1']);
  });

  it('have cards that end, while they still use or owe something', async () => {
    const cache = await openCache();
    const customers = [
      withCard('cus_ended', 10, 2026),
      withCard('cus_this', 11, 2026),
      withCard('cus_next', 12, 2026),
      withCard('cus_later', 1, 2027),
      withCard('cus_gone', 10, 2026),
    ];
    await cache.writePage({ page: aPage('customer', customers) });
    await cache.writePage({
      page: aPage(
        'subscription',
        ['cus_ended', 'cus_this', 'cus_next', 'cus_later'].map((customer) =>
          aSubscription({ id: `sub_${customer}`, customer }),
        ),
      ),
    });
    const { expiringCards } = await read(cache);
    expect(expiringCards.total).toBe(3);
    expect(expiringCards.rows.map(({ id }) => id)).toEqual(['cus_ended', 'cus_this', 'cus_next']);
  });

  it('have VAT IDs that the tax office does not know', async () => {
    const cache = await openCache();
    const taxId = aTaxId({
      id: 'txi_1',
      customer: 'cus_1',
      verification: { status: 'unverified', verified_address: null, verified_name: null },
    });
    await cache.writePage({
      page: aPage('customer', [withTaxIds(aCustomer({ id: 'cus_1' }), [taxId]), aCustomer({ id: 'cus_2' })]),
    });
    const { unverifiedVatIds } = await read(cache);
    expect(unverifiedVatIds.total).toBe(1);
    expect(unverifiedVatIds.rows[0]).toMatchObject({ id: 'cus_1', taxIds: ['NL123456789B12'] });
  });

  it('are not those that were deleted', async () => {
    const cache = await openCache();
    await cache.writePage({ page: aPage('customer', [aCustomer({ id: 'cus_1' })]) });
    await cache.writePage({
      page: aPage('subscription', [aSubscription({ id: 'sub_1', customer: 'cus_1', status: 'unpaid' })]),
    });
    expect((await read(cache)).suspended.total).toBe(1);
    await cache.markDeleted({
      workspaceId: 'ws_nl',
      kind: 'customer',
      ids: ['cus_1'],
      readAt: now,
      readOrder: now,
    });
    expect((await read(cache)).suspended.total).toBe(0);
  });
});

describe('a cache from before there was a worklist', () => {
  it('knows what is late, and reads customers once more for their cards', async () => {
    const cache = await openCache();
    await write(cache, [
      failed('in_1', dayDue(70)),
      { id: 'in_2', due_date: dayDue(10) },
      { id: 'in_3', status: 'paid' },
    ]);
    const state = {
      workspaceId: 'ws_nl',
      complete: true,
      eventCursor: 'evt_1',
      eventCursorCreated: someMoment,
    };
    const rest = { eventCursorAt: now, withoutEvents: false, asOf: now, reconciledAt: now, walk: null };
    await cache.saveSyncState({ ...state, ...rest });
    for (const step of ['customers', 'invoices:open'])
      await cache.saveCheckpoint({ workspaceId: 'ws_nl', step, cursor: null, done: true, fetched: 1 });
    const before = await read(cache);
    await cache.close();
    const database = new DatabaseSync(cache.file);
    database.exec(`DROP INDEX invoices_late; DROP INDEX related_debits; DROP INDEX customers_cards;
      DROP INDEX customers_troubled; DROP INDEX customers_unverified;
      ALTER TABLE invoices DROP COLUMN late_from; ALTER TABLE invoices DROP COLUMN text_hash;
      ALTER TABLE customers DROP COLUMN card_ends;
      DELETE FROM migrations WHERE version >= 7`);
    database.close();
    const again = await createCacheClient({ file: cache.file, workerUrl: cacheWorkerUrl });
    expect(again.wasSetAside).toBe(false);
    expect(await read(again)).toEqual(before);
    expect(await again.listCheckpoints({ workspaceId: 'ws_nl' })).toMatchObject([{ step: 'invoices:open' }]);
    expect(await again.getSyncState({ workspaceId: 'ws_nl' })).toMatchObject({
      complete: false,
      eventCursor: 'evt_1',
    });
    await again.close();
  });
});
