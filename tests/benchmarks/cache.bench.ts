import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CacheClient, RawPage } from '../../electron/cache/cacheApi.ts';
import { createCacheClient } from '../../electron/cache/cacheClient.ts';
import { listBytes } from '../builders/stripeObjectsPage.ts';
import { customerPages, invoicePage, officeL, officeXl, personOf, subscriptionsOf } from './cacheOffice.ts';

/** Fills a cache with an office of the size L (KANTOOR_BENCH_SIZE=XL for the largest), then lists and searches it. */
const size = process.env['KANTOOR_BENCH_SIZE'] === 'XL' ? 'XL' : 'L';
const office = size === 'XL' ? officeXl : officeL;
const workerUrl = new URL('../../dist/main/cacheWorker.js', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'kantoor-bench-'));
const file = join(folder, 'cache.sqlite');
const readAt = 1_775_000_000;
/** Pages under way at once, as a sync of several accounts has them. */
const pagesAtOnce = 8;

const workspaces = Array.from({ length: office.accounts }, (_, account) => ({
  workspaceId: `ws_${account}`,
  timeZone: 'Europe/Amsterdam',
}));

function* pages(): Generator<RawPage> {
  for (const [account, { workspaceId }] of workspaces.entries()) {
    for (let from = 0; from < office.invoices / office.accounts; from += 100)
      yield { workspaceId, kind: 'invoice', readAt, readOrder: 1, bytes: invoicePage(office, account, from) };
    for (const page of customerPages(office, account))
      yield { workspaceId, kind: 'customer', readAt, readOrder: 1, bytes: listBytes(page) };
    yield {
      workspaceId,
      kind: 'subscription',
      readAt,
      readOrder: 1,
      bytes: listBytes(subscriptionsOf(office, account)),
    };
  }
}

async function fill(cache: CacheClient): Promise<number> {
  const source = pages();
  const startedMs = performance.now();
  const writers = Array.from({ length: pagesAtOnce }, async () => {
    for (const page of source) await cache.writePage({ page });
  });
  await Promise.all(writers);
  // With the last account the orders are built, as at the end of a backfill.
  for (const { workspaceId } of workspaces)
    await cache.saveSyncState({ ...(await cache.getSyncState({ workspaceId })), complete: true });
  return (performance.now() - startedMs) / 1000;
}

/** The value that 95 of 100 measurements do not exceed, in milliseconds. */
async function p95(calls: readonly (() => Promise<unknown>)[]): Promise<number> {
  const durations: number[] = [];
  for (const call of calls) {
    const startedMs = performance.now();
    await call();
    durations.push(performance.now() - startedMs);
  }
  return durations.toSorted((left, right) => left - right)[Math.ceil(durations.length * 0.95) - 1] ?? NaN;
}

type ListInput = Parameters<CacheClient['listInvoices']>[0];
const nowSeconds = readAt;
const everything: ListInput = {
  filter: {
    workspaceIds: null,
    view: 'all',
    status: null,
    customerId: null,
    query: '',
    from: null,
    to: null,
  },
  sort: { field: 'createdAt', direction: 'desc' },
  offset: 0,
  limit: 100,
  workspaces,
  now: nowSeconds,
};

const filling = await createCacheClient({ file, workerUrl });
const seconds = await fill(filling);
await filling.close();
const bytes = statSync(file).size;

const openedMs = performance.now();
const cache = await createCacheClient({ file, workerUrl });
const customers = {
  filter: {
    workspaceIds: null,
    query: '',
    hasOverdue: false,
    suspended: false,
    vatMissing: false,
    hasPendingEdit: false,
    country: null,
    includeDeleted: false,
  },
  sort: { field: 'name', direction: 'asc' },
  offset: 0,
  limit: 100,
  edited: [],
  suspendedFrom: 'unpaid',
  workspaces,
  now: nowSeconds,
} as const satisfies Parameters<CacheClient['listCustomers']>[0];
await cache.listCustomers(customers);
const coldMs = performance.now() - openedMs;

const fields = [
  'createdAt',
  'issuedAt',
  'dueAt',
  'number',
  'customerName',
  'total',
  'amountRemaining',
  'status',
] as const;
const listAt = (share: number): (() => Promise<unknown>)[] =>
  fields.flatMap((field) =>
    (['asc', 'desc'] as const).map((direction) => () => {
      const offset = Math.floor((office.invoices - 100) * share);
      return cache.listInvoices({ ...everything, sort: { field, direction }, offset });
    }),
  );
const views = (['open', 'overdue', 'paid', 'draft'] as const).flatMap((view) =>
  fields.map(
    (field) => () =>
      cache.listInvoices({
        ...everything,
        filter: { ...everything.filter, view },
        sort: { field, direction: 'desc' },
      }),
  ),
);

/** What a person types, letter by letter: names, numbers, e-mails, VAT numbers, lines, amounts. */
function typedQueries(): string[] {
  const wholes: string[] = [];
  for (let customer = 0; customer < office.customers; customer += Math.floor(office.customers / 12)) {
    const { name, email, vat, city } = personOf(customer);
    wholes.push(name, email, vat, city);
  }
  wholes.push('reserveringen plus', 'kitchen display', 'trattoria bella', 'ACC1-000042', '42', '1.234,50');
  return wholes.flatMap((whole) =>
    Array.from({ length: whole.length }, (_, index) => whole.slice(0, index + 1)),
  );
}

const begin = await p95(listAt(0));
const middle = await p95(listAt(0.5));
const end = await p95(listAt(1));
const byView = await p95(views);
const searches = typedQueries().map(
  (query) => () => cache.search({ query, workspaceIds: null, limit: 20, now: nowSeconds }),
);
const searching = await p95(searches);
const customerPage = await p95(
  Array.from({ length: 40 }, (_, index) => () => cache.listCustomers({ ...customers, offset: index * 300 })),
);
await cache.close();
rmSync(folder, { recursive: true, force: true });

const ms = (value: number): string => `${value.toFixed(1)} ms`;
const measurements = [
  {
    what: 'cache, invoices written',
    size,
    value: `${Math.round(office.invoices / seconds).toLocaleString('en')} /s`,
  },
  {
    what: 'cache, bytes per invoice',
    size,
    value: String(Math.round(bytes / office.invoices)),
    aim: '≤ 2,000',
  },
  { what: 'cache, opened and first customers listed', size, value: ms(coldMs), aim: '≤ 1,000 ms' },
  { what: 'cache, page at the beginning of any order, p95', size, value: ms(begin) },
  { what: 'cache, page in the middle, p95', size, value: ms(middle) },
  { what: 'cache, page at the end, p95', size, value: ms(end) },
  { what: 'cache, first page of a view in any order, p95', size, value: ms(byView) },
  { what: 'cache, page of customers, p95', size, value: ms(customerPage) },
  { what: `cache, search per letter, p95 of ${searches.length}`, size, value: ms(searching), aim: '≤ 10 ms' },
];
const resultFile = process.env['KANTOOR_BENCH_RESULT'];
if (resultFile === undefined) process.stdout.write(`${JSON.stringify(measurements, null, 2)}\n`);
else writeFileSync(resultFile, JSON.stringify(measurements));
