import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { EventOf } from '../../shared/ipc/contract.ts';
import type { CacheClient } from '../../electron/cache/cacheApi.ts';
import { createWorkspaceServices, type WorkspaceServices } from '../../electron/services/workspaces.ts';
import type { Fetch } from '../../electron/stripe/stripeTransport.ts';
import type { RunningEmulator } from '../../electron/stripeEmulator/emulatorOptions.ts';
import { startEmulator } from '../../electron/stripeEmulator/startEmulator.ts';
import { createSync, type Sync } from '../../electron/sync/createSync.ts';
import { createWorkspaceDatabase } from '../../electron/workspaceDatabase/createWorkspaceDatabase.ts';
import type { WorkspaceDatabase } from '../../electron/workspaceDatabase/workspaceDatabaseApi.ts';
import {
  createStripeGateways,
  type WorkspaceGateways,
} from '../../electron/workspaces/createStripeGateways.ts';
import {
  createWorkspaceRegistry,
  type ProfileStore,
} from '../../electron/workspaces/createWorkspaceRegistry.ts';
import { createKeyring, type Keyring, type KeyVault } from '../../electron/workspaces/keyring.ts';
import { createSampleOffices } from '../../electron/workspaces/sampleOffices.ts';
import type { WorkspaceRegistry } from '../../electron/workspaces/workspaceRegistryApi.ts';
import { freeReads } from './freeReads.ts';
import { openCache, temporaryFolder } from './openCache.ts';
import { testConnectivity } from './testConnectivity.ts';
import { toErrorPayload } from './toErrorPayload.ts';

/** A vault whose sealed text does not show what it holds; `reseal` plays an operating system that changed its key. */
export function testVault(
  options: { available?: boolean; reseal?: boolean } = {},
): KeyVault & { sealings: number } {
  const { available = true, reseal = false } = options;
  const vault = {
    sealings: 0,
    availability: async () => ({ available, backend: 'test', reason: available ? null : 'no vault' }),
    async seal(text: string) {
      vault.sealings += 1;
      return Buffer.from(`sealed${vault.sealings}:${text}`).toString('base64');
    },
    open: async (sealed: string) => ({
      text: Buffer.from(sealed, 'base64').toString().split(':').slice(1).join(':'),
      reseal,
    }),
  };
  return vault;
}

/** The parts of a profile around connected accounts, with a store that a second opening finds again. */
export interface TestProfile {
  services: WorkspaceServices;
  registry: WorkspaceRegistry;
  keyring: Keyring;
  gateways: WorkspaceGateways;
  sync: Sync;
  cache: CacheClient;
  workspaceDatabase: WorkspaceDatabase;
  folder: string;
  /** Everything that the settings file holds. */
  stored: Map<string, unknown>;
  changedWorkspaces: EventOf<'workspace.changed'>[];
  connected: string[];
  deletedDocuments: string[];
  /** Accounts whose key was said to allow more. */
  moreRights: string[];
  runningEmulators: RunningEmulator[];
}

export interface TestProfileOptions {
  apiBaseOfNew?: string | null;
  vault?: KeyVault;
  fetch?: Fetch;
  stored?: Map<string, unknown>;
  folder?: string;
}

export async function openTestProfile(options: TestProfileOptions = {}): Promise<TestProfile> {
  const folder = options.folder ?? temporaryFolder();
  const stored = options.stored ?? new Map<string, unknown>();
  const store: ProfileStore = {
    get: (key) => structuredClone(stored.get(key)),
    set: (key, value) => void stored.set(key, structuredClone(value)),
  };
  let ids = stored.size;
  const newId = (): string => `id${(ids += 1)}`;
  const vault = options.vault ?? testVault();
  const registry = createWorkspaceRegistry({ store, newId });
  const keyring = createKeyring({ registry, vault });
  const runningEmulators: RunningEmulator[] = [];
  const sampleOffices = createSampleOffices({
    registry,
    officesDir: folder,
    newId,
    startEmulator: async (emulatorOptions) => {
      const running = await startEmulator(emulatorOptions);
      runningEmulators.push(running);
      return running;
    },
  });
  onTestFinished(() => sampleOffices.close());
  const cache = await openCache();
  const workspaceDatabase = await createWorkspaceDatabase({
    file: join(temporaryFolder(), 'workspace.sqlite'),
    backupDir: temporaryFolder(),
    workerUrl: new URL('../../electron/workspaceDatabase/workspaceDatabaseWorker.ts', import.meta.url),
  });
  onTestFinished(() => workspaceDatabase.close());
  const connectivity = testConnectivity(options.fetch);
  onTestFinished(() => connectivity.close());
  const gateways = createStripeGateways({
    connectivity,
    registry,
    keyring,
    sampleOffices,
    fetch: options.fetch ?? fetch,
    appVersion: '0.0.0',
    timeoutMs: 10_000,
    noteRead: () => {},
    now: () => Math.floor(Date.now() / 1000),
  });
  const retry = { firstMs: 20, maxMs: 50 };
  const sync = createSync({
    cache,
    gateways,
    registry,
    connectivity,
    budget: freeReads,
    now: Date.now,
    publish: () => {},
    noteChanges: async () => {},
    toErrorPayload,
    retry,
  });
  onTestFinished(() => sync.close());
  const changedWorkspaces: TestProfile['changedWorkspaces'] = [];
  const connected: string[] = [];
  const deletedDocuments: string[] = [];
  const moreRights: string[] = [];
  const services = createWorkspaceServices({
    registry,
    keyring,
    gateways,
    sampleOffices,
    vault,
    apiBaseOfNew: options.apiBaseOfNew ?? null,
    sync,
    cache,
    workspaceDatabase,
    forgetEdits: async () => {},
    onMoreRights: (id) => void moreRights.push(id),
    deleteDocuments: async (id) => void deletedDocuments.push(id),
    publishEvent: (event, announcement) => {
      if (event === 'workspace.changed') changedWorkspaces.push(announcement as EventOf<'workspace.changed'>);
    },
    onConnected: (id) => connected.push(id),
    who: 'tester',
    newId,
    now: () => Math.floor(Date.now() / 1000),
  });
  return {
    services,
    registry,
    keyring,
    gateways,
    sync,
    cache,
    workspaceDatabase,
    folder,
    stored,
    changedWorkspaces,
    connected,
    deletedDocuments,
    moreRights,
    runningEmulators,
  };
}
