import { randomUUID } from 'node:crypto';

import type { Handlers } from '../shared/ipc/contract.ts';
import type { AppInfo, Settings } from '../shared/ipc/schemas/app.ts';
import { createCacheClient } from './cache/cacheClient.ts';
import type { CommandServices } from './cli/commandContext.ts';
import { diagnose } from './cli/diagnose.ts';
import { createDocuments, type Documents } from './documents/documents.ts';
import { createPdfStore } from './documents/pdfStore.ts';
import { combineHandlers } from './ipc/combineHandlers.ts';
import type { EventHub } from './ipc/publishEvent.ts';
import { toErrorPayload, type ErrorReporting } from './ipc/toErrorPayload.ts';
import type { Profile } from './platform/profile.ts';
import { createAppServices } from './services/app.ts';
import { createAuditServices } from './services/audit.ts';
import { createCustomerServices } from './services/customers.ts';
import { createDocumentServices, saveDocument, type DocumentServiceDeps } from './services/documents.ts';
import { createExportServices, type ExportServiceDeps } from './services/exports.ts';
import { createInvoiceServices } from './services/invoices.ts';
import { createJobs } from './services/jobs.ts';
import { createLinkServices } from './services/links.ts';
import { createSearchServices } from './services/search.ts';
import { createSettingsServices } from './services/settings.ts';
import { createSyncServices } from './services/sync.ts';
import { createWorkspaceServices } from './services/workspaces.ts';
import type { Fetch } from './stripe/stripeTransport.ts';
import type { EmulatorOptions, RunningEmulator } from './stripeEmulator/emulatorOptions.ts';
import { createSync, type Sync } from './sync/createSync.ts';
import { createWorkspaceDatabase } from './workspaceDatabase/createWorkspaceDatabase.ts';
import { createStripeGateways } from './workspaces/createStripeGateways.ts';
import { createWorkspaceRegistry, type ProfileStore } from './workspaces/createWorkspaceRegistry.ts';
import { createKeyring, type KeyVault } from './workspaces/keyring.ts';
import { createSampleOffices } from './workspaces/sampleOffices.ts';
import type { WorkspaceRegistry } from './workspaces/workspaceRegistryApi.ts';

/** What the services need from the machine; main gives Electron's, tests their own. */
export interface ServicePorts extends ErrorReporting {
  profile: Profile;
  store: ProfileStore;
  vault: KeyVault;
  fetch: Fetch;
  hub: EventHub;
  about: Omit<AppInfo, 'vault' | 'notices'>;
  /** Whether the app runs without the Electron binary. */
  isStandIn: boolean;
  stripeApiBase: string | null;
  /** Characters that a path may have. */
  longestPath: number;
  workerUrls: { cache: URL; workspaceDatabase: URL };
  startEmulator: (options: EmulatorOptions) => Promise<RunningEmulator>;
  dialogs: DocumentServiceDeps['dialogs'] & ExportServiceDeps['dialogs'];
  shell: { openExternal(url: string): Promise<void>; showItemInFolder(path: string): void };
  printPdf: (bytes: Uint8Array) => Promise<void>;
  onSettingsChanged: (settings: Settings) => void;
  /** A workspace is new: the window begins to sync it, the command line waits to be told. */
  onConnected: (workspaceId: string, sync: Sync) => void;
}

export interface RunningServices {
  handlers: Handlers;
  commands: CommandServices;
  registry: WorkspaceRegistry;
  sync: Sync;
  readDocument: Documents['readDocument'];
  close(): Promise<void>;
}

const requestTimeoutMs = 80_000;
const retry = { firstMs: 2_000, maxMs: 300_000 };

/** Builds the services of a profile over the machine's ports. The order is the order in which they need each other. */
export async function startServices(ports: ServicePorts): Promise<RunningServices> {
  const { profile, hub, about } = ports;
  const nowMs = (): number => Date.now();
  const now = (): number => Math.floor(nowMs() / 1000);
  const newId = (): string => randomUUID();
  const who = (): string => about.who;

  const [workspaceDatabase, cache] = await Promise.all([
    createWorkspaceDatabase({
      file: profile.workspaceDatabaseFile,
      workerUrl: ports.workerUrls.workspaceDatabase,
      backupDir: profile.backupDir,
    }),
    createCacheClient({ file: profile.cacheFile, workerUrl: ports.workerUrls.cache }),
  ]);
  cache.onChanged((change) => hub.publish('cache.changed', change));

  const registry = createWorkspaceRegistry({ store: ports.store, newId });
  const keyring = createKeyring({ registry, vault: ports.vault });
  const sampleOffices = createSampleOffices({
    registry,
    startEmulator: ports.startEmulator,
    officesDir: profile.emulatorDir,
    newId,
  });
  const gateways = createStripeGateways({
    registry,
    keyring,
    sampleOffices,
    fetch: ports.fetch,
    appVersion: about.version,
    timeoutMs: requestTimeoutMs,
  });
  const sync = createSync({
    cache,
    gateways,
    registry,
    now: nowMs,
    publish: (status) => hub.publish('sync.progress', status),
    retry,
  });

  const store = createPdfStore({ folder: profile.documentsDir });
  const documents = createDocuments({ cache, gateways, workspaceDatabase, store, now });
  const jobs = createJobs({
    now,
    newId,
    publishJob: (job) => hub.publish('job.progress', job),
    toErrorPayload: (error) => toErrorPayload(error, 'job', ports),
  });
  const { dialogs, shell, printPdf } = ports;
  const exports = createExportServices({
    cache,
    gateways,
    workspaceDatabase,
    registry,
    documents,
    store,
    jobs,
    dialogs,
    shell,
    longestPath: ports.longestPath,
    who,
    now,
    newId,
  });
  const documentDeps = { documents, workspaceDatabase, registry, dialogs, printPdf, who, now };

  const handlers: Handlers = combineHandlers(
    createAppServices({
      about,
      vault: ports.vault,
      listNotices: () => listNotices(cache.wasSetAside, ports),
    }),
    createSettingsServices({ registry, publishEvent: hub.publish, onChanged: ports.onSettingsChanged }),
    createLinkServices({ registry, openExternal: shell.openExternal }),
    createWorkspaceServices({
      registry,
      keyring,
      gateways,
      sampleOffices,
      sync,
      cache,
      workspaceDatabase,
      vault: ports.vault,
      apiBaseOfNew: ports.stripeApiBase,
      deleteDocuments: async (workspaceId) =>
        store.remove(await workspaceDatabase.dropDocuments({ workspaceId })),
      publishEvent: hub.publish,
      onConnected: (workspaceId) => ports.onConnected(workspaceId, sync),
      who: about.who,
      newId,
      now,
    }),
    createSyncServices({ sync, registry }),
    createSearchServices({ cache, now }),
    createCustomerServices({
      cache,
      workspaceDatabase,
      registry,
      gateways,
      refreshCustomer: sync.refreshCustomer,
      who,
      now,
      newId,
    }),
    createInvoiceServices({ cache, workspaceDatabase, registry, refreshInvoice: sync.refreshInvoice, now }),
    createDocumentServices(documentDeps),
    exports.handlers,
    jobs.handlers,
    createAuditServices({ workspaceDatabase }),
  );

  return {
    handlers,
    commands: {
      handlers,
      findWorkspacesOf: cache.findWorkspacesOf,
      runSync: ({ workspaceId, ...options }) => sync.runOnce(workspaceId, options),
      runExport: exports.runExport,
      saveDocument: (ref, file) => saveDocument(documentDeps, ref, file),
      holdSessionKey: keyring.holdForSession,
      diagnose: () =>
        diagnose({
          profileDir: profile.dir,
          handlers,
          askAccount: async (workspaceId) => (await gateways.of(workspaceId)).getAccount(),
        }),
    },
    registry,
    sync,
    readDocument: documents.readDocument,
    async close() {
      await jobs.stopAll();
      await sync.close();
      await sampleOffices.close();
      await Promise.all([cache.close(), workspaceDatabase.close()]);
    },
  };
}

function listNotices(cacheWasSetAside: boolean, { isStandIn }: ServicePorts): AppInfo['notices'] {
  return [
    ...(cacheWasSetAside ? (['cacheSetAside'] as const) : []),
    ...(isStandIn ? (['runsOnStandIn'] as const) : []),
  ];
}
