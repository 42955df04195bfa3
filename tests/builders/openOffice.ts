import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { CacheClient } from '../../electron/cache/cacheApi.ts';
import { createCacheClient } from '../../electron/cache/cacheClient.ts';
import { createPublicNames, type PublicNames } from '../../electron/services/publicName.ts';
import type { StripeGateway, StripeGateways } from '../../electron/stripe/stripeGatewayApi.ts';
import type { RunningEmulator } from '../../electron/stripeEmulator/emulatorOptions.ts';
import { createEmulatorServer } from '../../electron/stripeEmulator/server.ts';
import { createSync, type Sync } from '../../electron/sync/createSync.ts';
import { createWorkspaceDatabase } from '../../electron/workspaceDatabase/createWorkspaceDatabase.ts';
import type { WorkspaceDatabase } from '../../electron/workspaceDatabase/workspaceDatabaseApi.ts';
import type { WorkspaceRecord, WorkspaceRegistry } from '../../electron/workspaces/workspaceRegistryApi.ts';
import type { Settings } from '../../shared/ipc/schemas/app.ts';
import { testGateway } from './testGateway.ts';
import { freeReads } from './freeReads.ts';
import { testConnectivity } from './testConnectivity.ts';
import { toErrorPayload } from './toErrorPayload.ts';

/** The anchor day of the offices in tests: history ends on 31 October 2026. */
export const officeAnchor = '2026-10-31';

/** An emulated office with the real cache, databases, gateway and sync around it, in a folder of its own. */
export interface TestOffice {
  folder: string;
  emulator: RunningEmulator;
  cache: CacheClient;
  workspaceDatabase: WorkspaceDatabase;
  registry: Pick<WorkspaceRegistry, 'list' | 'get' | 'getSettings'>;
  gateways: StripeGateways;
  publicNames: PublicNames;
  sync: Sync;
  workspaceIds: string[];
  now: () => number;
  newId: () => string;
  close(): Promise<void>;
}

const settings: Settings = {
  language: 'en',
  formatLocale: 'language',
  colorScheme: 'system',
  exportDirectory: null,
  exportNameTemplate: '{date}_{number}_{customer}.pdf',
  suspendedFrom: 'unpaid',
  documentQuotaMegabytes: 10_000,
};

/** Opens an office of size S; `synced` reads it into the cache first. */
export async function openOffice({
  accounts = 1,
  synced = true,
  nowMs = Date.now,
} = {}): Promise<TestOffice> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kantoor-office-'));
  const emulator = await createEmulatorServer(
    { size: 'S', accounts, seed: 7, anchor: officeAnchor, verificationDelaySeconds: 0 },
    { nowMs },
  );
  const cache = await createCacheClient({
    file: path.join(folder, 'cache.sqlite'),
    workerUrl: new URL('../../electron/cache/cacheWorker.ts', import.meta.url),
  });
  const workspaceDatabase = await createWorkspaceDatabase({
    file: path.join(folder, 'workspace.sqlite'),
    backupDir: path.join(folder, 'backups'),
    workerUrl: new URL('../../electron/workspaceDatabase/workspaceDatabaseWorker.ts', import.meta.url),
  });
  const registry = toRegistry(emulator);
  const gateways = toGateways(emulator);
  const connectivity = testConnectivity();
  const sync = createSync({
    cache,
    gateways,
    registry: { ...registry, save: () => undefined },
    connectivity,
    budget: freeReads,
    now: nowMs,
    publish: () => undefined,
    noteChanges: async () => {},
    toErrorPayload,
    retry: { firstMs: 5, maxMs: 50 },
  });
  const workspaceIds = registry.list().map(({ id }) => id);
  if (synced) for (const id of workspaceIds) await sync.runOnce(id, { full: false });
  let ids = 0;
  return {
    folder,
    emulator,
    cache,
    workspaceDatabase,
    registry,
    gateways,
    publicNames: createPublicNames({ gateways, registry }),
    sync,
    workspaceIds,
    now: () => Math.floor(nowMs() / 1000),
    newId: () => `id-${(ids += 1)}`,
    async close() {
      await sync.close();
      connectivity.close();
      await Promise.all([cache.close(), workspaceDatabase.close(), emulator.close()]);
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

const timeZones = ['Europe/Amsterdam', 'Europe/London', 'Asia/Dubai'];

function toRegistry({ accounts, url }: RunningEmulator): TestOffice['registry'] {
  const records = accounts.map((account, index): WorkspaceRecord => ({
    id: `workspace-${index + 1}`,
    name: account.name,
    color: 'blue',
    livemode: false,
    accountId: account.id,
    country: account.country,
    defaultCurrency: null,
    timeZone: timeZones[index] ?? 'Europe/Amsterdam',
    apiBase: url,
    keyType: 'sample',
    sealedKey: null,
    permissions: [],
    sample: null,
  }));
  return {
    list: () => records,
    get: (id) => {
      const record = records.find((each) => each.id === id);
      if (!record) throw new Error(`No workspace ${id}.`);
      return record;
    },
    getSettings: () => settings,
  };
}

function toGateways({ accounts, url }: RunningEmulator): StripeGateways {
  const made = new Map<string, StripeGateway>(
    accounts.map(({ key }, index) => [`workspace-${index + 1}`, testGateway({ key, apiBase: url })]),
  );
  return {
    async of(workspaceId) {
      const gateway = made.get(workspaceId);
      if (!gateway) throw new Error(`No gateway for ${workspaceId}.`);
      return gateway;
    },
  };
}
