import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';

import type { AppErrorPayload } from '../shared/errors/appError.ts';
import type { Handlers } from '../shared/ipc/contract.ts';
import type { AppInfo, Settings } from '../shared/ipc/schemas/app.ts';
import type { SyncStatus } from '../shared/ipc/schemas/workspaces.ts';
import { createCacheClient } from './cache/cacheClient.ts';
import { openScratchCache } from './cache/scratchCache.ts';
import type { CommandServices } from './cli/commandContext.ts';
import { diagnose } from './cli/diagnose.ts';
import type { Documents } from './documents/documents.ts';
import { combineHandlers } from './ipc/combineHandlers.ts';
import type { EventHub } from './ipc/publishEvent.ts';
import { toErrorPayload, type ErrorReporting } from './ipc/toErrorPayload.ts';
import { measureFiles } from './platform/measureFiles.ts';
import type { Profile } from './platform/profile.ts';
import { createAccountHealthServices } from './services/accountHealth.ts';
import { countPaidInvoices, desktopsOf } from './services/accountReads.ts';
import { createAccountTrafficServices } from './services/accountTraffic.ts';
import { announceChanges } from './services/announceChanges.ts';
import { createAppServices } from './services/app.ts';
import { createAuditServices } from './services/audit.ts';
import { createConnectivity, type Connectivity } from './services/connectivity.ts';
import { createDocumentPolicyServices } from './services/documentPolicy.ts';
import { createDocumentServices, saveDocument, type DocumentServiceDeps } from './services/documents.ts';
import type { ExportServiceDeps } from './services/exports.ts';
import { createForeignChanges } from './services/foreignChanges.ts';
import { createHostedLinkServices } from './services/hostedLink.ts';
import { createInvoiceServices } from './services/invoices.ts';
import { startCustomers, type CustomerSide } from './startCustomers.ts';
import { startDocuments, type DocumentSide } from './startDocuments.ts';
import { createLinkServices } from './services/links.ts';
import { createMailServices } from './services/mail.ts';
import { createPortalServices } from './services/portal.ts';
import { createPublicNames } from './services/publicName.ts';
import { createSearchServices } from './services/search.ts';
import { settleInterruptedWrites } from './services/recordedWrite.ts';
import { createSettingsServices } from './services/settings.ts';
import { createSyncServices } from './services/sync.ts';
import { createTodayServices } from './services/today.ts';
import { createWorkspaceServices } from './services/workspaces.ts';
import { startMethods, type MethodSide } from './startMethods.ts';
import { startPayments, type PaymentSide } from './startPayments.ts';
import { createReadBudget, type ReadBudget } from './stripe/readBudget.ts';
import type { Fetch } from './stripe/stripeTransport.ts';
import type { EmulatorOptions, RunningEmulator } from './stripeEmulator/emulatorOptions.ts';
import { createCompare } from './sync/createCompare.ts';
import { createSync, type Sync } from './sync/createSync.ts';
import { createWorkspaceDatabase } from './workspaceDatabase/createWorkspaceDatabase.ts';
import { createStripeGateways } from './workspaces/createStripeGateways.ts';
import { createKeyring, type KeyVault } from './workspaces/keyring.ts';
import { createSampleOffices } from './workspaces/sampleOffices.ts';
import type { WorkspaceRegistry } from './workspaces/workspaceRegistryApi.ts';

/** What the services need from the machine; main gives Electron's, tests their own. */
export interface ServicePorts extends ErrorReporting {
  profile: Profile;
  registry: WorkspaceRegistry;
  vault: KeyVault;
  fetch: Fetch;
  isOnline: () => boolean;
  hub: EventHub;
  about: Omit<AppInfo, 'vault' | 'notices'>;
  stripeApiBase: string | null;
  /** Characters that a path may have. */
  longestPath: number;
  workerUrls: { cache: URL; workspaceDatabase: URL };
  startEmulator: (options: EmulatorOptions) => Promise<RunningEmulator>;
  dialogs: DocumentServiceDeps['dialogs'] & ExportServiceDeps['dialogs'];
  shell: {
    openExternal(url: string, sampleOrigins: readonly string[]): Promise<void>;
    showItemInFolder(path: string): void;
  };
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
  connectivity: Connectivity;
  budget: ReadBudget;
  readDocument: Documents['readDocument'];
  /** The window's own: watches the network, sends edits that wait, fetches documents ahead. */
  beginBackground(isInUse: () => boolean): void;
  close(): Promise<void>;
}

const requestTimeoutMs = 40_000;
const retry = { firstMs: 2_000, maxMs: 300_000 };
const probe = { timeoutMs: 5_000, firstMs: 1_000, maxMs: 10_000 };

const nowMs = (): number => Date.now();
const now = (): number => Math.floor(nowMs() / 1000);
const newId = (): string => randomUUID();

/** Builds the services of a profile over the machine's ports. Each part gets what it needs from the ones before it. */
export async function startServices(ports: ServicePorts): Promise<RunningServices> {
  const databases = await openDatabases(ports);
  const stripe = connectToStripe(ports, databases);
  const clock = { now, newId };
  const files = startDocuments({ ports, ...databases, ...stripe, clock });
  const customers = startCustomers({ ports, ...databases, ...stripe, clock });
  const payments = await startPayments({ ports, ...databases, ...stripe, jobs: files.jobs, clock });
  const methods = startMethods({ ports, ...databases, ...stripe, clock });
  const sides = { ...files, ...customers, payments, methods };
  const handlers = createHandlers(ports, { ...databases, ...stripe, ...sides });
  return {
    handlers,
    commands: {
      handlers,
      findWorkspacesOf: databases.cache.findWorkspacesOf,
      runSync: ({ workspaceId, ...options }) => stripe.sync.runOnce(workspaceId, options),
      compare: createCompare({
        ...databases,
        ...stripe,
        openScratch: () =>
          openScratchCache({ file: ports.profile.scratchCacheFile, workerUrl: ports.workerUrls.cache }),
      }),
      runExport: files.exports.runExport,
      reminders: payments.reminders,
      resumeExport: files.exports.resumeExport,
      saveDocument: (ref, file) => saveDocument(files.documentDeps, ref, file),
      holdSessionKey: stripe.keyring.holdForSession,
      diagnose: () =>
        diagnose({
          profileDir: ports.profile.dir,
          handlers,
          askAccount: async (workspaceId) => (await stripe.gateways.of(workspaceId)).getAccount(),
        }),
    },
    registry: stripe.registry,
    sync: stripe.sync,
    connectivity: stripe.connectivity,
    budget: stripe.budget,
    readDocument: files.documentDeps.documents.readDocument,
    beginBackground(isInUse) {
      stripe.connectivity.watch(isInUse);
      customers.pendingEdits.begin();
      files.beginPrefetch();
    },
    async close() {
      await customers.pendingEdits.close();
      await files.close();
      await payments.close();
      await methods.close();
      await stripe.sync.close();
      stripe.connectivity.close();
      await stripe.budget.close();
      await stripe.sampleOffices.close();
      await Promise.all([databases.cache.close(), databases.workspaceDatabase.close()]);
    },
  };
}

async function openDatabases({ profile, workerUrls, hub }: ServicePorts) {
  const [database, cache] = await Promise.all([
    createWorkspaceDatabase({
      file: profile.workspaceDatabaseFile,
      workerUrl: workerUrls.workspaceDatabase,
      backupDir: profile.backupDir,
    }),
    createCacheClient({ file: profile.cacheFile, workerUrl: workerUrls.cache }),
  ]);
  cache.onChanged((change) => hub.publish('cache.changed', change));
  const workspaceDatabase = announceChanges(database, hub.publish);
  await settleInterruptedWrites(workspaceDatabase);
  return { workspaceDatabase, cache };
}
type Databases = Awaited<ReturnType<typeof openDatabases>>;

function connectToStripe(ports: ServicePorts, { cache, workspaceDatabase }: Databases) {
  const { profile, registry, vault, fetch, hub, about, startEmulator } = ports;
  const keyring = createKeyring({ registry, vault });
  const sampleOffices = createSampleOffices({
    registry,
    startEmulator,
    officesDir: profile.emulatorDir,
    newId,
  });
  const budget = createReadBudget({
    workspaceDatabase,
    countPaidInvoices: (workspaceId, since) => countPaidInvoices(cache, workspaceId, since),
    desktopsOf: (workspaceId) => desktopsOf(registry.get(workspaceId)),
    now,
  });
  const connectivity = createConnectivity({ fetch, isMachineOnline: ports.isOnline, now, probe });
  const gateways = createStripeGateways({
    registry,
    keyring,
    sampleOffices,
    connectivity,
    fetch,
    appVersion: about.version,
    timeoutMs: requestTimeoutMs,
    noteRead: budget.noteRead,
    now,
  });
  const publish = (status: SyncStatus): void => {
    hub.publish('sync.progress', status);
    const isResting = status.phase === 'idle' || status.phase === 'paused' || status.phase === 'cancelled';
    if (isResting) hub.publish('cache.changed', { workspaceId: status.workspaceId, resources: ['sync'] });
  };
  const explain = (error: unknown): AppErrorPayload => toErrorPayload(error, 'sync', ports);
  const clock = { now: nowMs, retry };
  const sync = createSync({
    cache,
    gateways,
    registry,
    connectivity,
    budget,
    publish,
    noteChanges: createForeignChanges({
      cache,
      workspaceDatabase,
      installationId: registry.installationId,
    }),
    toErrorPayload: explain,
    ...clock,
  });
  const publicNames = createPublicNames({ gateways, registry });
  return { registry, keyring, sampleOffices, gateways, publicNames, connectivity, budget, sync };
}
type StripeSide = ReturnType<typeof connectToStripe>;

function createHandlers(
  ports: ServicePorts,
  parts: Databases &
    StripeSide &
    DocumentSide &
    CustomerSide & { payments: PaymentSide; methods: MethodSide },
): Handlers {
  const { hub, about, vault } = ports;
  const { workspaceDatabase, cache, registry, sync } = parts;
  const listNotices = (): AppInfo['notices'] => (cache.wasSetAside ? ['cacheSetAside'] : []);
  const applySettings = (settings: Settings): void => {
    ports.onSettingsChanged(settings);
    void parts.quota.makeRoom();
    parts.prefetch.wake();
  };
  return combineHandlers(
    createAppServices({ about, vault, listNotices }),
    createSettingsServices({ registry, publishEvent: hub.publish, onChanged: applySettings }),
    createLinkServices({ ...parts, openExternal: ports.shell.openExternal }),
    createWorkspaceServices({
      ...parts,
      vault,
      apiBaseOfNew: ports.stripeApiBase,
      publishEvent: hub.publish,
      forgetEdits: parts.pendingEdits.forget,
      onMoreRights: parts.pendingEdits.noteMoreRights,
      onConnected: (workspaceId) => ports.onConnected(workspaceId, sync),
      who: about.who,
      newId,
      now,
    }),
    createSyncServices({ sync, registry }),
    createAccountHealthServices({ ...parts, measureFiles: () => measureFiles(ports.profile) }),
    createAccountTrafficServices({ ...parts, publishEvent: hub.publish, who: about.who, now }),
    createTodayServices({ cache, workspaceDatabase, registry, now }),
    createSearchServices({ cache, now }),
    parts.customerHandlers,
    parts.pendingEdits.handlers,
    createInvoiceServices({ cache, workspaceDatabase, registry, refreshInvoice: sync.refreshInvoice, now }),
    createDocumentServices(parts.documentDeps),
    createDocumentPolicyServices({ ...parts, publishEvent: hub.publish, now }),
    createHostedLinkServices(parts),
    createMailServices({ registry, dialogs: ports.dialogs, publishEvent: hub.publish }),
    createPortalServices({
      ...parts,
      publishEvent: hub.publish,
      who: () => about.who,
      pause: (ms) => setTimeout(ms, undefined, { ref: false }),
      newId,
      now,
    }),
    parts.payments.handlers,
    parts.methods.handlers,
    parts.exports.handlers,
    parts.jobs.handlers,
    createAuditServices({ workspaceDatabase }),
  );
}
