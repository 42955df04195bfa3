import type { WorkspaceSyncState } from '../../electron/cache/cacheApi.ts';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { createExportRuns } from '../../electron/documents/exportRuns.ts';
import { createRateLimiter, loopbackLimits } from '../../electron/stripe/rateLimiter.ts';
import { createRequestRecord } from '../../electron/stripe/requestRecord.ts';
import { unwatchedLink } from '../../electron/stripe/stripeLink.ts';
import { createStripeGateway } from '../../electron/stripe/stripeGateway.ts';
import type { EmulatorOptions } from '../../electron/stripeEmulator/emulatorOptions.ts';
import { controlWorker } from '../../electron/stripeEmulator/threadControl.ts';
import { createWorkspaceDatabase } from '../../electron/workspaceDatabase/createWorkspaceDatabase.ts';
import type { WorkspaceRecord } from '../../electron/workspaces/workspaceRegistryApi.ts';
import { keepDocuments } from '../builders/documentKeeping.ts';

/** Exports a month of one account of the sample office M: first from Stripe's side, then what is stored already. */
const office: EmulatorOptions = { size: 'M', accounts: 4, seed: 1, anchor: '2026-11-20' };
const period = { from: '2026-10-01', to: '2026-10-31' };
const built = new URL('../../dist/main/', import.meta.url);

const folder = mkdtempSync(join(tmpdir(), 'kantoor-bench-'));
const emulator = await controlWorker(new Worker(new URL('emulatorWorker.js', built), { workerData: office }));
const workspaceDatabase = await createWorkspaceDatabase({
  file: join(folder, 'workspace.sqlite'),
  backupDir: join(folder, 'backups'),
  workerUrl: new URL('workspaceDatabaseWorker.js', built),
});
const gateway = createStripeGateway({
  key: async () => emulator.accounts[0]?.sampleKey ?? '',
  apiBase: emulator.url,
  fetch,
  limiter: createRateLimiter(loopbackLimits),
  link: unwatchedLink,
  record: createRequestRecord({ now: () => 0, noteRead: () => undefined }),
  backOff: loopbackLimits.backOff,
  timeoutMs: 30_000,
  installationId: 'benchmark',
  appVersion: '0.0.0',
});
const workspace = { id: 'w', name: 'Nederland', timeZone: 'Europe/Amsterdam' } as WorkspaceRecord;
const now = (): number => Math.floor(Date.now() / 1000);
const cache = {
  findObject: async () => null,
  listIds: async () => [],
  getSyncState: async () => ({ complete: true, asOf: now() }) as WorkspaceSyncState,
};
const gateways = { of: async () => gateway };
const { store, documents } = keepDocuments({ folder, cache, gateways, workspaceDatabase, now });
let ids = 0;
const runs = createExportRuns({
  cache,
  gateways,
  registry: { list: () => [workspace], get: () => workspace },
  documents,
  store,
  workspaceDatabase,
  longestPath: 4095,
  retryDelaysMs: [1, 1],
  who: () => 'benchmark',
  now,
  newId: () => `batch-${(ids += 1)}`,
});

async function measureExport(zip: boolean): Promise<{ files: number; seconds: number }> {
  const startedMs = performance.now();
  const { files, complete } = await runs.run(
    {
      ...period,
      workspaceIds: null,
      kinds: ['invoice', 'creditNote'],
      statuses: null,
      directory: join(folder, `export-${ids}`),
      nameTemplate: '{date}_{number}_{customer}.pdf',
      zip,
    },
    { signal: new AbortController().signal, onProgress: () => undefined },
  );
  if (!complete) throw new Error('The export is not complete, so its time says nothing.');
  return { files, seconds: (performance.now() - startedMs) / 1000 };
}

const fetched = await measureExport(false);
const stored = await measureExport(false);
const archived = await measureExport(true);
await workspaceDatabase.close();
await emulator.close();
rmSync(folder, { recursive: true, force: true });

const perSecond = ({ files, seconds }: { files: number; seconds: number }): string =>
  `${Math.round(files / seconds).toLocaleString('en')} /s`;
const size = `${fetched.files.toLocaleString('en')} documents`;
const measurements = [
  { what: 'exported documents, each fetched', size, value: perSecond(fetched) },
  { what: 'exported documents, all stored already', size, value: perSecond(stored) },
  { what: 'exported documents, stored, into one archive', size, value: perSecond(archived) },
];
writeFileSync(process.env['KANTOOR_BENCH_RESULT'] ?? '/dev/stdout', JSON.stringify(measurements));
