import type { CacheClient, RawPage } from '../../electron/cache/cacheApi.ts';
import { createCacheClient } from '../../electron/cache/cacheClient.ts';
import { listBytes } from '../builders/stripeObjectsPage.ts';
import { customerPages, invoicePage, subscriptionsOf, type BenchmarkOffice } from './cacheOffice.ts';

const workerUrl = new URL('../../dist/main/cacheWorker.js', import.meta.url);
/** Pages under way at once, as a sync of several accounts has them. */
const pagesAtOnce = 8;

/** When everything in the cache was read, and "now" for what reads it. */
export const readAt = 1_775_000_000;

export interface CachedAccount {
  workspaceId: string;
  timeZone: string;
}

/** The accounts of an office as the cache knows them. */
export function accountsOf(office: BenchmarkOffice): CachedAccount[] {
  return Array.from({ length: office.accounts }, (_, account) => ({
    workspaceId: `ws_${account}`,
    timeZone: 'Europe/Amsterdam',
  }));
}

export function openCache(file: string): Promise<CacheClient> {
  return createCacheClient({ file, workerUrl });
}

/** The invoices of one account in pages, newest first, as an answer to the request of this order. */
export function* invoicePages(
  office: BenchmarkOffice,
  account: number,
  readOrder: number,
): Generator<RawPage> {
  const workspaceId = `ws_${account}`;
  for (let from = 0; from < office.invoices / office.accounts; from += 100)
    yield { workspaceId, kind: 'invoice', readAt, readOrder, bytes: invoicePage(office, account, from) };
}

function* allPages(office: BenchmarkOffice): Generator<RawPage> {
  for (const [account, { workspaceId }] of accountsOf(office).entries()) {
    const common = { workspaceId, readAt, readOrder: 1 };
    yield* invoicePages(office, account, common.readOrder);
    for (const page of customerPages(office, account))
      yield { ...common, kind: 'customer', bytes: listBytes(page) };
    yield { ...common, kind: 'subscription', bytes: listBytes(subscriptionsOf(office, account)) };
  }
}

/** Writes a whole office and builds its orders, as a backfill does. *Units*: seconds. */
export async function fillCache(file: string, office: BenchmarkOffice): Promise<number> {
  const cache = await openCache(file);
  const source = allPages(office);
  const startedMs = performance.now();
  const writers = Array.from({ length: pagesAtOnce }, async () => {
    for (const page of source) await cache.writePage({ page });
  });
  await Promise.all(writers);
  for (const { workspaceId } of accountsOf(office)) {
    const state = await cache.getSyncState({ workspaceId });
    await cache.saveSyncState({ ...state, asOf: readAt, complete: true });
  }
  const seconds = (performance.now() - startedMs) / 1000;
  await cache.close();
  return seconds;
}
