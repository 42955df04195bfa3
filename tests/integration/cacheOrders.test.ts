import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { CacheClient, WorkspaceSyncState } from '../../electron/cache/cacheApi.ts';
import type { InputOf } from '../../shared/ipc/contract.ts';
import { openCache } from '../builders/openCache.ts';
import { anInvoice, someMoment } from '../builders/stripeObjects.ts';
import { aPage } from '../builders/stripeObjectsPage.ts';

const workspaceId = 'ws_nl';
const fields = [
  'createdAt',
  'issuedAt',
  'dueAt',
  'number',
  'customerName',
  'total',
  'amountRemaining',
  'status',
] as const satisfies readonly InputOf<'invoices.list'>['sort']['field'][];

const state: WorkspaceSyncState = {
  workspaceId,
  eventCursor: null,
  eventCursorCreated: null,
  eventCursorAt: null,
  withoutEvents: false,
  asOf: someMoment,
  complete: true,
  reconciledAt: null,
  walk: null,
};

function totalsBy(cache: CacheClient, field: (typeof fields)[number]): Promise<number[]> {
  const filter = {
    workspaceIds: null,
    view: 'all',
    status: null,
    customerId: null,
    from: null,
    to: null,
  } as const;
  const page = { sort: { field, direction: 'asc' }, offset: 0, limit: 100 } as const;
  const workspaces = [{ workspaceId, timeZone: 'UTC' }];
  return cache
    .listInvoices({ filter: { ...filter, query: '' }, ...page, workspaces, now: someMoment })
    .then(({ rows }) => rows.map(({ total }) => total));
}

const some = [3, 1, 2].map((order) =>
  anInvoice({ id: `in_${order}`, total: order * 1000, amount_remaining: order, created: someMoment + order }),
);

/** Names of the orders that a cache file has. */
function ordersIn(file: string): string[] {
  const database = new DatabaseSync(file, { readOnly: true });
  const rows = database
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'index' AND name LIKE 'invoices_by_%' ORDER BY name",
    )
    .all();
  database.close();
  return rows.map(({ name }) => name as string);
}

describe('the orders of invoices', () => {
  it('are all there while an account is still being filled, each from the first time it is asked for', async () => {
    const cache = await openCache();
    await cache.writePage({ page: aPage('invoice', some, { workspaceId }) });
    const before = ordersIn(cache.file);
    for (const field of fields) expect(await totalsBy(cache, field), field).toHaveLength(3);
    expect(await totalsBy(cache, 'total')).toEqual([1000, 2000, 3000]);
    expect(ordersIn(cache.file).length).toBe(before.length + fields.length);
  });

  it('follow what is written after they were built', async () => {
    const cache = await openCache();
    await cache.writePage({ page: aPage('invoice', some, { workspaceId }) });
    await totalsBy(cache, 'total');
    const later = anInvoice({ id: 'in_9', total: 1500, created: someMoment + 9 });
    await cache.writePage({ page: aPage('invoice', [later], { workspaceId }) });
    expect(await totalsBy(cache, 'total')).toEqual([1000, 1500, 2000, 3000]);
  });

  it('are built once every account is complete, and not before', async () => {
    const cache = await openCache();
    for (const id of [workspaceId, 'ws_ae'])
      await cache.writePage({ page: aPage('invoice', some, { workspaceId: id }) });
    const filling = ordersIn(cache.file);
    await cache.saveSyncState(state);
    expect(ordersIn(cache.file)).toEqual(filling);
    await cache.saveSyncState({ ...state, workspaceId: 'ws_ae' });
    expect(ordersIn(cache.file)).toEqual(
      expect.arrayContaining(['invoices_by_customer', 'invoices_by_number']),
    );
    expect(ordersIn(cache.file).length).toBe(filling.length + fields.length + 1);
  });

  it('let a write in between when they are built', async () => {
    const cache = await openCache();
    await cache.writePage({ page: aPage('invoice', some, { workspaceId }) });
    const answered: string[] = [];
    const later = anInvoice({ id: 'in_9', total: 1500, created: someMoment + 9 });
    await Promise.all([
      cache.saveSyncState(state).then(() => answered.push('complete')),
      cache
        .writePage({ page: aPage('invoice', [later], { workspaceId }) })
        .then(() => answered.push('written')),
    ]);
    expect(answered).toEqual(['written', 'complete']);
    expect(await totalsBy(cache, 'total')).toEqual([1000, 1500, 2000, 3000]);
  });

  it('are found by an amount while an account is still being filled', async () => {
    const cache = await openCache();
    await cache.writePage({ page: aPage('invoice', some, { workspaceId }) });
    const found = await cache.search({ query: '20,00', workspaceIds: null, limit: 10, now: someMoment });
    expect(found.map(({ id }) => id)).toEqual(['in_2']);
  });
});
