import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CacheClient } from '../../electron/cache/cacheApi.ts';
import { officeL } from './cacheOffice.ts';
import { accountsOf, fillCache, openCache, readAt } from './filledCache.ts';
import { measureReads } from './measureReads.ts';
import { quantile, timeEach, type Measurement } from './measurement.ts';
import { customerFilter } from '../builders/customerFilter.ts';

/** Fills a cache with an office of the size L, then lists and searches it. */
const office = officeL;
const size = 'L';
const folder = mkdtempSync(join(tmpdir(), 'kantoor-bench-'));
const file = join(folder, 'cache.sqlite');
const customers = {
  filter: customerFilter(),
  sort: { field: 'name', direction: 'asc' },
  offset: 0,
  limit: 50,
  edited: [],
  suspendedFrom: 'unpaid',
  workspaces: accountsOf(office),
  now: readAt,
} as const satisfies Parameters<CacheClient['listCustomers']>[0];

const seconds = await fillCache(file, office);
const bytes = statSync(file).size;
const openedMs = performance.now();
const cache = await openCache(file);
await cache.listCustomers(customers);
const coldMs = performance.now() - openedMs;
const customerPages = await timeEach(
  Array.from({ length: 40 }, (_, index) => () => cache.listCustomers({ ...customers, offset: index * 300 })),
);
const reads = await measureReads(cache, office, size);
await cache.close();
rmSync(folder, { recursive: true, force: true });

const inMs = (value: number): string => `${value.toFixed(1)} ms`;
const measurements: Measurement[] = [
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
  { what: 'cache, opened and first customers listed', size, value: inMs(coldMs), aim: '≤ 1,000 ms' },
  { what: 'cache, page of customers, p95', size, value: inMs(quantile(customerPages, 0.95)) },
  ...reads,
];
const resultFile = process.env['KANTOOR_BENCH_RESULT'];
if (resultFile === undefined) process.stdout.write(`${JSON.stringify(measurements, null, 2)}\n`);
else writeFileSync(resultFile, JSON.stringify(measurements));
