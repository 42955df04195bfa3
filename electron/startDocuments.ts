import { toErrorPayload } from './ipc/toErrorPayload.ts';
import type { CacheClient } from './cache/cacheApi.ts';
import { createDocumentPrefetch } from './documents/documentPrefetch.ts';
import type { DocumentPrefetch } from './documents/documentPrefetch.ts';
import { createDocumentQuota } from './documents/documentQuota.ts';
import type { DocumentQuota } from './documents/documentQuota.ts';
import { createDocuments } from './documents/documents.ts';
import { createDocumentUse } from './documents/documentUse.ts';
import { createPdfStore } from './documents/pdfStore.ts';
import type { PrefetchObstacle } from './documents/prefetchRun.ts';
import type { Connectivity } from './services/connectivity.ts';
import type { DocumentServiceDeps } from './services/documents.ts';
import { createExportServices } from './services/exports.ts';
import type { ExportServices } from './services/exports.ts';
import { createJobs } from './services/jobs.ts';
import type { Jobs } from './services/jobs.ts';
import type { ServicePorts } from './startServices.ts';
import type { StripeGateways } from './stripe/stripeGatewayApi.ts';
import type { WorkspaceDatabase } from './workspaceDatabase/workspaceDatabaseApi.ts';
import type { WorkspaceRegistry } from './workspaces/workspaceRegistryApi.ts';

export interface DocumentSide {
  documentDeps: DocumentServiceDeps;
  jobs: Jobs;
  exports: ExportServices;
  prefetch: DocumentPrefetch;
  /** *Units*: bytes. */
  quotaBytes: () => number;
  quota: DocumentQuota;
  /** Removes all documents of a workspace. */
  deleteDocuments(workspaceId: string): Promise<void>;
  /** Fetches ahead from now on, whenever something is wanted and nothing is in the way. */
  beginPrefetch(): void;
  close(): Promise<void>;
}

interface DocumentSideDeps {
  ports: ServicePorts;
  cache: CacheClient;
  workspaceDatabase: WorkspaceDatabase;
  registry: WorkspaceRegistry;
  gateways: StripeGateways;
  connectivity: Pick<Connectivity, 'isOffline' | 'onBack'>;
  clock: { now: () => number; newId: () => string };
}

const exportRetryDelaysMs = [500, 2_000, 8_000];
const prefetchPauses = { quietMs: 10_000, retryMs: 300_000 };
/** Fetching ahead never fills somebody's disk. */
const freeBytesLeftAlone = 1_000_000_000;

/** Builds what keeps, fetches and exports documents. */
export function startDocuments(deps: DocumentSideDeps): DocumentSide {
  const { ports, workspaceDatabase, registry, clock } = deps;
  const { hub, about, dialogs, shell, printPdf, longestPath } = ports;
  const who = (): string => about.who;
  const parts = openStore(deps);
  const { store, documents, use, quota, quotaBytes } = parts;
  const jobs = createJobs({
    ...clock,
    publishJob: (job) => {
      hub.publish('job.progress', job);
      if (job.state === 'running') return;
      hub.publish('cache.changed', { workspaceId: null, resources: ['jobs'] });
      prefetch.wake();
    },
    toErrorPayload: (error) => toErrorPayload(error, 'job', ports),
  });
  const prefetch = createDocumentPrefetch({
    ...deps,
    ...clock,
    documents,
    findFacts: documents.findFacts,
    findObstacle: (workspaceId) => findObstacle(deps, parts, jobs, workspaceId),
    toErrorPayload: (error) => toErrorPayload(error, 'documents', ports),
    onChanged: gather(() => hub.publish('cache.changed', { workspaceId: null, resources: ['documents'] })),
    pauses: prefetchPauses,
  });
  const exportDeps = { ...deps, ...clock, documents, store, jobs, dialogs, shell, longestPath, who };
  return {
    documentDeps: { documents, workspaceDatabase, registry, dialogs, printPdf, who, now: clock.now },
    jobs,
    exports: createExportServices({ ...exportDeps, retryDelaysMs: exportRetryDelaysMs }),
    prefetch,
    quota,
    quotaBytes,
    deleteDocuments: async (workspaceId) =>
      store.remove(await workspaceDatabase.dropDocuments({ workspaceId })),
    beginPrefetch: () => followChanges(deps, prefetch),
    async close() {
      await prefetch.stop();
      await jobs.stopAll();
      await use.flush();
    },
  };
}

function openStore({ ports, cache, workspaceDatabase, registry, gateways, clock }: DocumentSideDeps) {
  const { profile, log } = ports;
  const store = createPdfStore({
    folder: profile.documentsDir,
    onDamaged: (sha256) => log.error({ sha256 }, 'A stored document was damaged and has been set aside'),
  });
  const quotaBytes = (): number => registry.getSettings().documentQuotaMegabytes * 1_000_000;
  const use = createDocumentUse({ workspaceDatabase, ...clock });
  const quota = createDocumentQuota({ workspaceDatabase, store, use, quotaBytes, ...clock });
  const documents = createDocuments({ cache, gateways, workspaceDatabase, store, use, quota, ...clock });
  return { store, use, quota, quotaBytes, documents };
}

async function findObstacle(
  { connectivity }: DocumentSideDeps,
  { store, quota }: Pick<ReturnType<typeof openStore>, 'store' | 'quota'>,
  jobs: Jobs,
  workspaceId: string,
): Promise<PrefetchObstacle | null> {
  if (connectivity.isOffline(workspaceId)) return 'offline';
  if (jobs.hasRunning()) return 'export';
  if ((await store.freeBytes()) < freeBytesLeftAlone) return 'diskFull';
  return (await quota.hasRoomAhead()) ? null : 'quotaFull';
}

/** A new invoice, a year that is over, a network that is back: all of them may make documents wanted. */
function followChanges(
  { ports, registry, connectivity }: DocumentSideDeps,
  prefetch: DocumentPrefetch,
): void {
  for (const { id } of registry.list()) prefetch.noteChange(id);
  connectivity.onBack(() => prefetch.wake());
  ports.hub.subscribe((event, announcement) => {
    if (event !== 'cache.changed') return;
    const { workspaceId, resources } = announcement as { workspaceId: string | null; resources: string[] };
    if (workspaceId === null) return;
    if (resources.includes('invoices') || resources.includes('creditNotes')) prefetch.noteChange(workspaceId);
  });
}

/** Screens need not look again after each of a thousand documents. */
function gather(tell: () => void): () => void {
  let timer: NodeJS.Timeout | null = null;
  return () => {
    timer ??= setTimeout(() => {
      timer = null;
      tell();
    }, 500).unref();
  };
}
