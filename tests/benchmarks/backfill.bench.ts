import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { createCacheClient } from '../../electron/cache/cacheClient.ts';
import { createRateLimiter, loopbackLimits } from '../../electron/stripe/rateLimiter.ts';
import { createRequestRecord } from '../../electron/stripe/requestRecord.ts';
import { unwatchedLink } from '../../electron/stripe/stripeLink.ts';
import { createStripeGateway } from '../../electron/stripe/stripeGateway.ts';
import type { EmulatorOptions } from '../../electron/stripeEmulator/emulatorOptions.ts';
import { controlWorker } from '../../electron/stripeEmulator/threadControl.ts';
import { createSync } from '../../electron/sync/createSync.ts';
import { freeReads } from '../builders/freeReads.ts';
import { toErrorPayload } from '../builders/toErrorPayload.ts';

/** Reads the sample office M with its four accounts through the real gateway into the real cache; no limits. */
const office: EmulatorOptions = { size: 'M', accounts: 4, seed: 1, anchor: '2026-11-20' };
const built = new URL('../../dist/main/', import.meta.url);

const folder = mkdtempSync(join(tmpdir(), 'kantoor-bench-'));
const emulator = await controlWorker(new Worker(new URL('emulatorWorker.js', built), { workerData: office }));
const cache = await createCacheClient({
  file: join(folder, 'cache.sqlite'),
  workerUrl: new URL('cacheWorker.js', built),
});
const gateways = emulator.accounts.map(({ sampleKey }) =>
  createStripeGateway({
    key: async () => sampleKey,
    apiBase: emulator.url,
    fetch,
    limiter: createRateLimiter(loopbackLimits),
    link: unwatchedLink,
    record: createRequestRecord({ now: () => 0, noteRead: () => undefined }),
    backOff: loopbackLimits.backOff,
    timeoutMs: 30_000,
    installationId: 'benchmark',
    appVersion: '0.0.0',
  }),
);

const startedMs = performance.now();
let openAfterMs: number | null = null;
let peakBytes = 0;
const sync = createSync({
  cache,
  gateways: {
    async of(workspaceId) {
      const gateway = gateways[Number(workspaceId)];
      if (!gateway) throw new Error(`No account ${workspaceId}.`);
      return gateway;
    },
  },
  registry: { get: (id) => ({ id, name: id }) as never, save: () => undefined },
  budget: freeReads,
  connectivity: { isOffline: () => false, offlineSince: () => null, onChanged: () => () => undefined },
  now: Date.now,
  publish: ({ done }) => {
    if (done > 0) openAfterMs ??= performance.now() - startedMs;
    peakBytes = Math.max(peakBytes, process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers);
  },
  noteChanges: async () => {},
  toErrorPayload,
  retry: { firstMs: 100, maxMs: 1000 },
});
const results = await Promise.all(gateways.map((_, index) => sync.runOnce(String(index), { full: false })));
const seconds = (performance.now() - startedMs) / 1000;

const invoices = results.reduce((sum, result) => sum + result.invoices, 0);
const fetched = results.reduce((sum, result) => sum + result.fetched, 0);
const perSecond = (count: number): string => `${Math.round(count / seconds).toLocaleString('en')} /s`;
const size = 'M, 4 accounts';
const measurements = [
  { what: 'backfill, invoices in the cache', size, value: perSecond(invoices), aim: '≥ 10,000 /s' },
  { what: 'backfill, objects of all kinds', size, value: perSecond(fetched) },
  { what: 'backfill, whole office', size, value: `${seconds.toFixed(1)} s` },
  { what: 'connect to first open invoices', size, value: `${Math.round(openAfterMs ?? NaN)} ms` },
  { what: 'backfill, most memory in main', size, value: `${Math.round(peakBytes / 1e6)} MB` },
];

await sync.close();
await cache.close();
await emulator.close();
rmSync(folder, { recursive: true, force: true });
const resultFile = process.env['KANTOOR_BENCH_RESULT'];
if (resultFile === undefined) process.stdout.write(`${JSON.stringify(measurements, null, 2)}\n`);
else writeFileSync(resultFile, JSON.stringify(measurements));
