import { setTimeout as sleep } from 'node:timers/promises';
import { isAppError, type AppErrorCode, type AppErrorPayload } from '../../shared/errors/appError.ts';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import type { SyncStatus } from '../../shared/ipc/schemas/workspaces.ts';
import type { CacheClient, CacheCounts } from '../cache/cacheApi.ts';
import type { Connectivity } from '../services/connectivity.ts';
import type { ReadBudget } from '../stripe/readBudget.ts';
import type { StripeGateways } from '../stripe/stripeGatewayApi.ts';
import type { WorkspaceRegistry } from '../workspaces/workspaceRegistryApi.ts';
import type { StripeEvent } from './affectedObjects.ts';
import { createSyncProgress, type SyncProgress } from './syncProgress.ts';
import type { SyncRun } from './syncRun.ts';
import { syncWorkspace } from './syncWorkspace.ts';

export interface SyncDeps {
  cache: CacheClient;
  gateways: StripeGateways;
  registry: Pick<WorkspaceRegistry, 'get' | 'save'>;
  budget: Pick<ReadBudget, 'refresh' | 'mayReadHistory'>;
  connectivity: Pick<Connectivity, 'isOffline' | 'offlineSince' | 'onChanged'>;
  /** *Units*: Unix milliseconds. */
  now: () => number;
  publish: (status: SyncStatus) => void;
  /** Hears of every event once it is applied; after a kill of some again. */
  noteChanges: (workspaceId: string, events: readonly StripeEvent[]) => Promise<void>;
  /** Says what went wrong; the unexpected goes to the log with an incident id. */
  toErrorPayload: (error: unknown) => AppErrorPayload;
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

const passing: ReadonlySet<AppErrorCode> = new Set([
  'offline',
  'proxy_authentication',
  'certificate_untrusted',
  'timeout',
  'rate_limited',
  'stripe_unavailable',
]);

function codeOf(error: unknown): AppErrorCode {
  return isAppError(error) ? error.code : 'internal';
}

/** The sync of one workspace: at most one run at a time. */
export class WorkspaceSync {
  readonly #deps: SyncDeps;
  readonly #workspaceId: string;
  readonly #progress: SyncProgress;
  #running: Promise<SyncResult> | null = null;
  /** The repetition until done; `#wake` ends its waiting for the network. */
  #keepingUp: Promise<void> | null = null;
  #abort = new AbortController();
  #wake = new AbortController();
  /** Kept over restarts: who pauses, e.g. on a costly network, decides when it goes on. */
  #isPaused: boolean;
  /** Until somebody asks again, or until the next start. */
  #isCancelled = false;
  #isStopped = false;
  #isLoaded = false;
  #skipped: string[] = [];

  constructor(deps: SyncDeps, workspaceId: string) {
    this.#deps = deps;
    this.#workspaceId = workspaceId;
    this.#progress = createSyncProgress({ workspaceId, publish: deps.publish });
    this.#isPaused = deps.registry.get(workspaceId).syncPaused ?? false;
  }

  runOnce(options: SyncOptions): Promise<SyncResult> {
    this.#goOn();
    this.#running ??= this.#run(options).finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  start(options: { full: boolean }): void {
    if (this.#isHeld) return;
    // Who asks again while this waits for the network wants to know now.
    this.#wake.abort();
    this.#keepingUp ??= this.#keepUp(options).finally(() => {
      this.#keepingUp = null;
    });
  }

  async startNow(options: { full: boolean }): Promise<void> {
    // A run that was called off, or that reads less than is wanted now, may still be on its way out.
    const isEnding = this.#abort.signal.aborted;
    if (options.full && this.#running !== null) this.#abort.abort();
    this.#goOn();
    this.#wake.abort();
    if (isEnding || options.full) await this.#end();
    this.start(options);
  }

  pause(): void {
    this.#notePause(true);
    this.#halt('paused');
  }

  cancel(): void {
    this.#isCancelled = true;
    this.#halt('cancelled');
  }

  async readMissing(): Promise<void> {
    const { cache } = this.#deps;
    this.#halt('idle');
    await this.#end();
    const state = await cache.getSyncState({ workspaceId: this.#workspaceId });
    if (state.complete) await cache.saveSyncState({ ...state, complete: false });
    this.start({ full: false });
  }

  /** Stripe went out of reach for this account, or is back: what waited for that goes on at once. */
  noteConnectivity(): void {
    const offlineSince = this.#offlineSince();
    this.#progress.update({ offlineSince });
    if (offlineSince === null) this.#wake.abort();
  }

  /** Ends for good what is under way; what was read is kept. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#wake.abort();
    this.#abort.abort();
    await this.#end();
  }

  get skipped(): string[] {
    return this.#skipped;
  }

  async status(): Promise<SyncStatus> {
    if (!this.#isLoaded && this.#running === null) {
      const state = await this.#deps.cache.getSyncState({ workspaceId: this.#workspaceId });
      const { asOf, complete, walk, reconciledAt } = state;
      if (this.#running === null)
        this.#progress.update({
          asOf,
          complete,
          walk,
          reconciledAt,
          phase: this.#restingPhase,
          offlineSince: this.#offlineSince(),
        });
    }
    this.#isLoaded = true;
    return this.#progress.status;
  }

  async #run(options: SyncOptions): Promise<SyncResult> {
    const { cache, registry } = this.#deps;
    const workspaceId = this.#workspaceId;
    const startedMs = performance.now();
    this.#abort = new AbortController();
    this.#progress.startRun();
    try {
      const run = await this.#prepare(options);
      const before = { ...run.gateway.stats };
      await syncWorkspace(run, options);
      this.#skipped = [...run.skipped];
      const [failure = null] = run.failed.values();
      const lastError = failure === null ? null : this.#describe(failure);
      this.#progress.update({ phase: this.#restingPhase, lastError, secondsLeft: null });
      return {
        id: workspaceId,
        name: registry.get(workspaceId).name,
        ...(await cache.counts({ workspaceId })),
        fetched: run.fetched,
        requests: run.gateway.stats.requests - before.requests,
        retries: run.gateway.stats.retries - before.retries,
        skipped: this.#skipped,
        durationMs: Math.round(performance.now() - startedMs),
        complete: this.#progress.status.complete,
      };
    } catch (error) {
      this.#noteTrouble(error);
      throw error;
    }
  }

  async #prepare({ rate, signal }: SyncOptions): Promise<SyncRun> {
    const { cache, gateways, registry, budget, now } = this.#deps;
    const gateway = await gateways.of(this.#workspaceId);
    gateway.limitRate(rate ?? null);
    await budget.refresh(this.#workspaceId);
    return {
      workspaceId: this.#workspaceId,
      cache,
      gateway,
      progress: this.#progress,
      timeZone: registry.get(this.#workspaceId).timeZone,
      noteChanges: (events) => this.#deps.noteChanges(this.#workspaceId, events),
      priority: 'background',
      signal: signal ? AbortSignal.any([this.#abort.signal, signal]) : this.#abort.signal,
      now,
      fetched: 0,
      skipped: new Set(),
      failed: new Map(),
      mayReadHistory: () => budget.mayReadHistory(this.#workspaceId),
      isDeferred: false,
    };
  }

  async #keepUp({ full }: { full: boolean }): Promise<void> {
    const { firstMs, maxMs } = this.#deps.retry;
    for (let repetition = 0; ; repetition += 1) {
      try {
        await this.runOnce({ full: full && repetition === 0 });
        return;
      } catch (error) {
        if (this.#isHeld || !passing.has(codeOf(error))) return;
        await this.#rest(Math.min(maxMs, firstMs * 2 ** repetition));
        if (this.#isHeld) return;
      }
    }
  }

  /** Waits before a repetition: for a time, and while offline for the network; whoever asks meanwhile ends it. */
  async #rest(pauseMs: number): Promise<void> {
    this.#wake = new AbortController();
    const { signal } = this.#wake;
    await sleep(pauseMs, undefined, { signal, ref: false }).catch(() => {});
    if (signal.aborted || !this.#deps.connectivity.isOffline(this.#workspaceId)) return;
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  }

  /** Nothing starts by itself. */
  get #isHeld(): boolean {
    return this.#isPaused || this.#isCancelled || this.#isStopped;
  }

  get #restingPhase(): 'idle' | 'paused' | 'cancelled' {
    if (this.#isCancelled) return 'cancelled';
    return this.#isPaused ? 'paused' : 'idle';
  }

  #halt(phase: SyncStatus['phase']): void {
    this.#wake.abort();
    this.#abort.abort();
    this.#progress.update({ phase, secondsLeft: null });
  }

  /** Asking for a sync ends a pause and a cancellation. */
  #goOn(): void {
    this.#isCancelled = false;
    if (this.#isPaused) this.#notePause(false);
    if (this.#running === null) this.#progress.update({ phase: 'idle' });
  }

  #notePause(isPaused: boolean): void {
    const { registry } = this.#deps;
    this.#isPaused = isPaused;
    const { syncPaused: _, ...record } = registry.get(this.#workspaceId);
    registry.save(isPaused ? { ...record, syncPaused: true } : record);
  }

  /** Resolves when nothing is under way any more. */
  async #end(): Promise<void> {
    await Promise.allSettled([this.#keepingUp, this.#running]);
  }

  #offlineSince(): UnixSeconds | null {
    return this.#deps.connectivity.offlineSince(this.#workspaceId);
  }

  #noteTrouble(error: unknown): void {
    const phase = this.#restingPhase;
    if (codeOf(error) === 'cancelled') {
      this.#progress.update({ phase });
      return;
    }
    this.#progress.update({ phase, lastError: this.#describe(error), offlineSince: this.#offlineSince() });
  }

  #describe(error: unknown): NonNullable<SyncStatus['lastError']> {
    const { code, message, reference } = this.#deps.toErrorPayload(error);
    return { code, message, reference, at: Math.floor(this.#deps.now() / 1000) };
  }
}
