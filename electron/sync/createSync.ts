import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, isAppError, type AppErrorCode } from '../../shared/errors/appError.ts';
import type { SyncStatus } from '../../shared/ipc/schemas/workspaces.ts';
import type { CacheClient, CacheCounts } from '../cache/cacheApi.ts';
import type { StripeGateways } from '../stripe/stripeGatewayApi.ts';
import type { WorkspaceRegistry } from '../workspaces/workspaceRegistryApi.ts';
import { refreshCustomer, refreshInvoice } from './refreshObjects.ts';
import { createSyncProgress, type SyncProgress } from './syncProgress.ts';
import type { Reader, SyncRun } from './syncRun.ts';
import { syncWorkspace } from './syncWorkspace.ts';

export interface SyncDeps {
  cache: CacheClient;
  gateways: StripeGateways;
  registry: Pick<WorkspaceRegistry, 'list' | 'get'>;
  /** *Units*: Unix milliseconds. */
  now: () => number;
  publish: (status: SyncStatus) => void;
  /** *Units*: milliseconds before the first and at most before any repetition while Stripe cannot be reached. */
  retry: { firstMs: number; maxMs: number };
}

export interface SyncOptions {
  full: boolean;
  /** Requests per second and endpoint, below the ceiling of the account; null is that ceiling. */
  rate?: number | null;
  signal?: AbortSignal;
}

/** What one run did, as the command line prints it. */
export interface SyncResult extends CacheCounts {
  id: string;
  name: string;
  fetched: number;
  requests: number;
  retries: number;
  /** Kinds that the key may not read. */
  skipped: string[];
  durationMs: number;
  complete: boolean;
}

export interface Sync {
  /** One run; joins the run that is under way. *Errors*: the first trouble ends it, what was read stays. */
  runOnce(workspaceId: string, options: SyncOptions): Promise<SyncResult>;
  /** Runs until done, waiting while Stripe cannot be reached; a workspace that is paused or running is left alone. */
  start(workspaceId: string, options: { full: boolean }): void;
  pause(workspaceId: string): void;
  /** Ends the pause and tries at once, also while waiting for the network. */
  resume(workspaceId: string): void;
  /** Stops and forgets a workspace that is being disconnected. */
  forget(workspaceId: string): Promise<void>;
  getStatus(workspaceId: string): Promise<SyncStatus>;
  refreshCustomer(workspaceId: string, customerId: string): Promise<void>;
  refreshInvoice(workspaceId: string, invoiceId: string): Promise<void>;
  close(): Promise<void>;
}

interface WorkspaceSync {
  progress: SyncProgress;
  isLoaded: boolean;
  isPaused: boolean;
  abort: AbortController;
  running: Promise<SyncResult> | null;
  /** The repetition of `start`; `wake` ends its waiting. */
  keepingUp: Promise<void> | null;
  wake: AbortController;
}

const unreachable: ReadonlySet<AppErrorCode> = new Set([
  'offline',
  'proxy_authentication',
  'certificate_untrusted',
]);
const passing: ReadonlySet<AppErrorCode> = new Set([
  ...unreachable,
  'timeout',
  'rate_limited',
  'stripe_unavailable',
]);

function codeOf(error: unknown): AppErrorCode {
  return isAppError(error) ? error.code : 'internal';
}

/** Makes the sync of all workspaces; they run side by side, each through its own gateway. */
export function createSync(deps: SyncDeps): Sync {
  const { cache, gateways, registry, now } = deps;
  const workspaces = new Map<string, WorkspaceSync>();
  let isClosed = false;

  function syncOf(workspaceId: string): WorkspaceSync {
    const known = workspaces.get(workspaceId);
    if (known) return known;
    const made: WorkspaceSync = {
      progress: createSyncProgress({ workspaceId, publish: deps.publish }),
      isLoaded: false,
      isPaused: false,
      abort: new AbortController(),
      running: null,
      keepingUp: null,
      wake: new AbortController(),
    };
    workspaces.set(workspaceId, made);
    return made;
  }

  function noteTrouble({ progress, isPaused }: WorkspaceSync, error: unknown): void {
    const code = codeOf(error);
    const phase = isPaused ? 'paused' : 'idle';
    if (code === 'cancelled') {
      progress.update({ phase });
      return;
    }
    const at = Math.floor(now() / 1000);
    const message =
      error instanceof AppError ? error.message : 'Something unexpected happened while syncing.';
    const reference = error instanceof AppError ? error.reference : null;
    const offlineSince = unreachable.has(code) ? (progress.status.offlineSince ?? at) : null;
    progress.update({ phase, offlineSince, lastError: { code, message, reference, at } });
  }

  async function runNow(workspaceId: string, sync: WorkspaceSync, options: SyncOptions): Promise<SyncResult> {
    const startedMs = performance.now();
    sync.abort = new AbortController();
    sync.progress.startRun();
    try {
      const gateway = await gateways.of(workspaceId);
      gateway.limitRate(options.rate ?? null);
      const before = { ...gateway.stats };
      const signal = options.signal
        ? AbortSignal.any([sync.abort.signal, options.signal])
        : sync.abort.signal;
      const run: SyncRun = {
        workspaceId,
        cache,
        gateway,
        progress: sync.progress,
        priority: 'background',
        signal,
        now,
        fetched: 0,
        skipped: new Set(),
        failed: new Map(),
      };
      await syncWorkspace(run, options);
      sync.progress.update({
        phase: 'idle',
        offlineSince: null,
        lastError: null,
        secondsLeft: null,
        expected: null,
      });
      return {
        id: workspaceId,
        name: registry.get(workspaceId).name,
        ...(await cache.counts({ workspaceId })),
        fetched: run.fetched,
        requests: gateway.stats.requests - before.requests,
        retries: gateway.stats.retries - before.retries,
        skipped: [...run.skipped],
        durationMs: Math.round(performance.now() - startedMs),
        complete: sync.progress.status.complete,
      };
    } catch (error) {
      noteTrouble(sync, error);
      throw error;
    }
  }

  async function runOnce(workspaceId: string, options: SyncOptions): Promise<SyncResult> {
    const sync = syncOf(workspaceId);
    sync.isPaused = false;
    sync.running ??= runNow(workspaceId, sync, options).finally(() => {
      sync.running = null;
    });
    return sync.running;
  }

  async function keepUp(workspaceId: string, sync: WorkspaceSync, full: boolean): Promise<void> {
    for (let repetition = 0; !isClosed; repetition += 1) {
      try {
        await runOnce(workspaceId, { full: full && repetition === 0 });
        return;
      } catch (error) {
        if (sync.isPaused || !passing.has(codeOf(error))) return;
        sync.wake = new AbortController();
        const waitMs = Math.min(deps.retry.maxMs, deps.retry.firstMs * 2 ** repetition);
        await sleep(waitMs, undefined, { signal: sync.wake.signal, ref: false }).catch(() => {});
        if (sync.isPaused || !workspaces.has(workspaceId)) return;
      }
    }
  }

  function start(workspaceId: string, { full }: { full: boolean }): void {
    const sync = syncOf(workspaceId);
    if (sync.isPaused || isClosed) return;
    sync.keepingUp ??= keepUp(workspaceId, sync, full).finally(() => {
      sync.keepingUp = null;
    });
  }

  async function stop(sync: WorkspaceSync): Promise<void> {
    sync.isPaused = true;
    sync.wake.abort();
    sync.abort.abort();
    await Promise.allSettled([sync.keepingUp, sync.running]);
  }

  async function readerOf(workspaceId: string): Promise<Reader> {
    const gateway = await gateways.of(workspaceId);
    const { signal } = new AbortController();
    return { workspaceId, cache, gateway, priority: 'foreground', signal, now, fetched: 0 };
  }

  return {
    runOnce,
    start,
    pause(workspaceId) {
      const sync = syncOf(workspaceId);
      sync.isPaused = true;
      sync.wake.abort();
      sync.abort.abort();
      sync.progress.update({ phase: 'paused' });
    },
    resume(workspaceId) {
      const sync = syncOf(workspaceId);
      // A run that the pause ended may still be on its way out; what waits for the network begins at once.
      const ending = sync.abort.signal.aborted ? sync.keepingUp : null;
      sync.isPaused = false;
      if (sync.progress.status.phase === 'paused') sync.progress.update({ phase: 'idle' });
      sync.wake.abort();
      void Promise.resolve(ending).then(() => start(workspaceId, { full: false }));
    },
    async forget(workspaceId) {
      const sync = workspaces.get(workspaceId);
      workspaces.delete(workspaceId);
      if (sync) await stop(sync);
    },
    async getStatus(workspaceId) {
      const sync = syncOf(workspaceId);
      if (!sync.isLoaded && sync.running === null) {
        const { asOf, complete } = await cache.getSyncState({ workspaceId });
        if (sync.running === null) sync.progress.update({ asOf, complete });
      }
      sync.isLoaded = true;
      return sync.progress.status;
    },
    refreshCustomer: async (workspaceId, customerId) =>
      refreshCustomer(await readerOf(workspaceId), customerId),
    refreshInvoice: async (workspaceId, invoiceId) => refreshInvoice(await readerOf(workspaceId), invoiceId),
    async close() {
      isClosed = true;
      await Promise.all([...workspaces.values()].map(stop));
    },
  };
}
