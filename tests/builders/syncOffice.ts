import { onTestFinished } from 'vitest';
import type { CacheClient } from '../../electron/cache/cacheApi.ts';
import type { EmulatorOptions, RunningEmulator } from '../../electron/stripeEmulator/emulatorOptions.ts';
import { startEmulator } from '../../electron/stripeEmulator/startEmulator.ts';
import type { StripeGateway } from '../../electron/stripe/stripeGatewayApi.ts';
import type { StripeEvent } from '../../electron/sync/affectedObjects.ts';
import { createSync, type Sync } from '../../electron/sync/createSync.ts';
import type { SyncDeps } from '../../electron/sync/workspaceSync.ts';
import type { SyncStatus } from '../../shared/ipc/schemas/workspaces.ts';
import { freeReads } from './freeReads.ts';
import { openCache } from './openCache.ts';
import { testConnectivity } from './testConnectivity.ts';
import { testGateway } from './testGateway.ts';
import { toErrorPayload } from './toErrorPayload.ts';

/** Size S spread over so many accounts that one of them has 600 invoices. */
export const smallOffice = { size: 'S', accounts: 20, seed: 3, anchor: '2026-11-20' } as const;

/** A sample office, a cache and the sync between them; workspace `ws0` is its first account. */
export interface SyncOffice {
  emulator: RunningEmulator;
  cache: CacheClient & { file: string };
  sync: Sync;
  gateway: StripeGateway;
  /** Paths with queries of all API requests so far. */
  requests: string[];
  statuses: SyncStatus[];
  /** Events of which the sync told that they are applied. */
  noted: StripeEvent[];
}

export async function startOffice(options: Partial<EmulatorOptions> = {}): Promise<RunningEmulator> {
  const emulator = await startEmulator({ ...smallOffice, verificationDelaySeconds: 0, ...options });
  onTestFinished(() => emulator.close());
  return emulator;
}

export async function openSyncOffice(
  options: {
    emulator?: RunningEmulator;
    key?: string;
    cacheFile?: string;
    now?: () => number;
    retry?: { firstMs: number; maxMs: number };
    budget?: SyncDeps['budget'];
    /** *Units*: milliseconds for one attempt of a request. */
    timeoutMs?: number;
    /** Hears the path with its query before a request of the sync leaves. */
    onRequest?: (path: string) => void;
  } = {},
): Promise<SyncOffice> {
  const emulator = options.emulator ?? (await startOffice());
  const cache = await openCache(options.cacheFile);
  const requests: string[] = [];
  const statuses: SyncStatus[] = [];
  const noted: StripeEvent[] = [];
  const connectivity = testConnectivity();
  onTestFinished(() => connectivity.close());
  const gateways = emulator.accounts.map((account, index) =>
    testGateway({
      link: connectivity.linkOf(`ws${index}`, emulator.url),
      key: index === 0 ? (options.key ?? account.sampleKey) : account.sampleKey,
      apiBase: emulator.url,
      timeoutMs: options.timeoutMs ?? 10_000,
      fetch: (url, init) => {
        const path = decodeURIComponent(url.slice(emulator.url.length));
        requests.push(path);
        options.onRequest?.(path);
        return fetch(url, init);
      },
    }),
  );
  const gatewayOf = (workspaceId: string): StripeGateway => {
    const gateway = gateways[Number(workspaceId.slice('ws'.length))];
    if (!gateway) throw new Error(`No account for ${workspaceId}.`);
    return gateway;
  };
  const sync = createSync({
    cache,
    gateways: { of: async (workspaceId) => gatewayOf(workspaceId) },
    connectivity,
    registry: { get: (id) => ({ id, name: `Account ${id}` }) as never, save: () => {} },
    budget: options.budget ?? freeReads,
    now: options.now ?? Date.now,
    publish: (status) => statuses.push(status),
    noteChanges: async (_workspaceId, events) => void noted.push(...events),
    toErrorPayload,
    retry: options.retry ?? { firstMs: 20, maxMs: 50 },
  });
  onTestFinished(() => sync.close());
  return { emulator, cache, sync, gateway: gatewayOf('ws0'), requests, statuses, noted };
}

interface ListedObject {
  id: string;
  created: number;
  status?: string;
  lines?: { data: unknown[]; has_more: boolean };
}

/** Everything that a list of the sample office holds, read page by page. */
export async function listAll(
  { gateway }: Pick<SyncOffice, 'gateway'>,
  path: 'customers' | 'invoices' | 'credit_notes' | 'subscriptions' | 'invoice_payments',
  params: Record<string, string> = {},
): Promise<ListedObject[]> {
  const all: ListedObject[] = [];
  for (let cursor: string | undefined, hasMore = true; hasMore; cursor = all.at(-1)?.id) {
    const bytes = await gateway.readPage({
      path,
      params: { limit: 100, ...params, ...(cursor === undefined ? {} : { starting_after: cursor }) },
      priority: 'foreground',
    });
    const page = JSON.parse(new TextDecoder().decode(bytes)) as { data: ListedObject[]; has_more: boolean };
    all.push(...page.data);
    hasMore = page.has_more;
  }
  return all;
}
