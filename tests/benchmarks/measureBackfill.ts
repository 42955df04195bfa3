import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { createCacheClient } from '../../electron/cache/cacheClient.ts';
import { createRateLimiter, loopbackLimits } from '../../electron/stripe/rateLimiter.ts';
import { createRequestRecord } from '../../electron/stripe/requestRecord.ts';
import { createStripeGateway } from '../../electron/stripe/stripeGateway.ts';
import { unwatchedLink } from '../../electron/stripe/stripeLink.ts';
import type { Fetch } from '../../electron/stripe/stripeTransport.ts';
import type { EmulatorOptions } from '../../electron/stripeEmulator/emulatorOptions.ts';
import { controlWorker } from '../../electron/stripeEmulator/threadControl.ts';
import { createSync } from '../../electron/sync/createSync.ts';
import { freeReads } from '../builders/freeReads.ts';
import { toErrorPayload } from '../builders/toErrorPayload.ts';
import { watchTurns } from './watchTurns.mjs';

const built = new URL('../../dist/main/', import.meta.url);

/** What it took to read a whole office. *Units*: milliseconds, bytes; CPU in seconds, of all threads. */
export interface BackfillMeasured {
  invoices: number;
  fetched: number;
  seconds: number;
  openAfterMs: number;
  longestBlock: { wallMs: number; cpuMs: number };
  peakBytes: number;
  fileBytes: number;
  cpu: { all: number; main: number; emulator: number };
}

interface Options {
  office: EmulatorOptions;
  /** Of `kantoor sync --rate`; absent: as fast as it goes. */
  rate?: number;
  /** Node's own unless requests are watched. */
  fetch?: Fetch;
}

function secondsOf({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1e6;
}

/** Reads a sample office through the real gateway into the real cache. */
export async function measureBackfill({
  office,
  rate,
  fetch = globalThis.fetch,
}: Options): Promise<BackfillMeasured> {
  const folder = mkdtempSync(join(tmpdir(), 'kantoor-bench-'));
  const file = join(folder, 'cache.sqlite');
  const thread = new Worker(new URL('emulatorWorker.js', built), { workerData: office });
  const emulator = await controlWorker(thread);
  const cache = await createCacheClient({ file, workerUrl: new URL('cacheWorker.js', built) });
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
  let openAfterMs = NaN;
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
      if (done > 0 && Number.isNaN(openAfterMs)) openAfterMs = performance.now() - startedMs;
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      peakBytes = Math.max(peakBytes, heapUsed + arrayBuffers);
    },
    noteChanges: async () => {},
    toErrorPayload,
    retry: { firstMs: 100, maxMs: 1000 },
  });
  const before = {
    all: process.cpuUsage(),
    main: process.threadCpuUsage(),
    emulator: await thread.cpuUsage(),
  };
  const turns = watchTurns();
  const results = await Promise.all(
    gateways.map((_, index) => sync.runOnce(String(index), { full: false, ...(rate ? { rate } : {}) })),
  );
  turns.stop();
  const seconds = (performance.now() - startedMs) / 1000;
  const cpu = {
    all: secondsOf(process.cpuUsage(before.all)),
    main: secondsOf(process.threadCpuUsage(before.main)),
    emulator: secondsOf(await thread.cpuUsage(before.emulator)),
  };
  await sync.close();
  await cache.close();
  const fileBytes = statSync(file).size;
  await emulator.close();
  rmSync(folder, { recursive: true, force: true });
  return {
    invoices: results.reduce((sum, result) => sum + result.invoices, 0),
    fetched: results.reduce((sum, result) => sum + result.fetched, 0),
    seconds,
    openAfterMs,
    longestBlock: turns.take(),
    peakBytes,
    fileBytes,
    cpu,
  };
}
