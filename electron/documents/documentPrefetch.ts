import { scopeOfPolicy } from '../../shared/domain/documents.ts';
import type { DocumentPolicy } from '../../shared/domain/documents.ts';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import { isAppError } from '../../shared/errors/appError.ts';
import type { AppErrorPayload } from '../../shared/errors/appError.ts';
import type { PrefetchStatus } from '../../shared/ipc/schemas/documents.ts';
import type { CacheReads } from '../cache/cacheApi.ts';
import type { WorkspaceRecord, WorkspaceRegistry } from '../workspaces/workspaceRegistryApi.ts';
import { fetchWishes } from './prefetchRun.ts';
import type { PrefetchObstacle, PrefetchRunDeps } from './prefetchRun.ts';

export interface DocumentPrefetchDeps extends PrefetchRunDeps {
  cache: PrefetchRunDeps['cache'] & Pick<CacheReads, 'getSyncState'>;
  registry: Pick<WorkspaceRegistry, 'list' | 'get'>;
  now: () => UnixSeconds;
  /** Says what went wrong; the unexpected goes to the log with an incident id. */
  toErrorPayload: (error: unknown) => AppErrorPayload;
  /** The status of a workspace is another one now. */
  onChanged: () => void;
  /** *Units*: milliseconds; changes are gathered for `quietMs`, what is in the way is looked at again after `retryMs`. */
  pauses: { quietMs: number; retryMs: number };
}

/** Keeps on this machine what the policies and people want of each workspace, in the background. */
export interface DocumentPrefetch {
  /** Something may be wanted now: objects were read, the policy is another one, something is kept. */
  noteChange(workspaceId: string): void;
  /** Other documents are wanted than before: a round that is under way ends and a new one begins. */
  notePolicy(workspaceId: string): void;
  /** What was in the way may be gone. */
  wake(): void;
  getStatus(workspaceId: string): PrefetchStatus;
  /** Fetches what a workspace wants and waits for it. */
  runOnce(workspaceId: string, signal: AbortSignal): Promise<PrefetchStatus>;
  /** Ends what is under way; what was fetched stays. */
  stop(): Promise<void>;
}

const idle: PrefetchStatus = { state: 'idle', done: 0, wanted: 0, failed: 0, error: null };

/** One workspace in the queue. */
interface Place {
  status: PrefetchStatus;
  isDue: boolean;
  /** Due, but something is in the way. */
  isBlocked: boolean;
  isQueued: boolean;
  givenUp: Set<string>;
  /** Ends the round that is under way. */
  round: AbortController;
}

/** Makes the prefetch of all workspaces: one after the other, so that the most is seen of the first. */
export function createDocumentPrefetch(deps: DocumentPrefetchDeps): DocumentPrefetch {
  return new PrefetchQueue(deps);
}

class PrefetchQueue implements DocumentPrefetch {
  readonly #deps: DocumentPrefetchDeps;
  readonly #places = new Map<string, Place>();
  readonly #closing = new AbortController();
  /** What runs, one after the other. */
  #lane: Promise<unknown> = Promise.resolve();
  #quiet: NodeJS.Timeout | null = null;
  #retry: NodeJS.Timeout | null = null;

  constructor(deps: DocumentPrefetchDeps) {
    this.#deps = deps;
  }

  noteChange(workspaceId: string): void {
    const place = this.#placeOf(workspaceId);
    place.isDue = true;
    if (place.status.state === 'history' || place.status.state === 'failed') place.isBlocked = false;
    this.#soon();
  }

  notePolicy(workspaceId: string): void {
    const place = this.#placeOf(workspaceId);
    place.round.abort();
    place.isBlocked = false;
    this.noteChange(workspaceId);
  }

  wake(): void {
    for (const place of this.#places.values()) place.isBlocked = false;
    this.#soon();
  }

  getStatus(workspaceId: string): PrefetchStatus {
    const place = this.#places.get(workspaceId);
    if (!place) return idle;
    return place.isQueued && place.status.state === 'idle' ? { ...idle, state: 'waiting' } : place.status;
  }

  runOnce(workspaceId: string, signal: AbortSignal): Promise<PrefetchStatus> {
    const run = this.#lane.then(() => this.#serve(workspaceId, signal));
    this.#lane = run;
    return run;
  }

  async stop(): Promise<void> {
    this.#closing.abort();
    if (this.#quiet) clearTimeout(this.#quiet);
    if (this.#retry) clearTimeout(this.#retry);
    await this.#lane;
  }

  #placeOf(workspaceId: string): Place {
    const known = this.#places.get(workspaceId);
    if (known) return known;
    const made: Place = {
      status: idle,
      isDue: false,
      isBlocked: false,
      isQueued: false,
      givenUp: new Set(),
      round: new AbortController(),
    };
    this.#places.set(workspaceId, made);
    return made;
  }

  #soon(): void {
    if (this.#closing.signal.aborted) return;
    this.#quiet ??= setTimeout(() => {
      this.#quiet = null;
      for (const [workspaceId, place] of this.#places) {
        if (!place.isDue || place.isBlocked || place.isQueued) continue;
        place.isQueued = true;
        void this.runOnce(workspaceId, this.#closing.signal);
      }
      this.#deps.onChanged();
    }, this.#deps.pauses.quietMs).unref();
  }

  async #serve(workspaceId: string, asked: AbortSignal): Promise<PrefetchStatus> {
    const place = this.#placeOf(workspaceId);
    place.round = new AbortController();
    const signal = AbortSignal.any([asked, place.round.signal, this.#closing.signal]);
    place.isDue = false;
    place.isBlocked = false;
    place.isQueued = false;
    try {
      const obstacle = await this.#fetch(workspaceId, place, signal);
      this.#tell(place, { state: obstacle === null || obstacle === 'stopped' ? 'idle' : obstacle });
      place.isBlocked = obstacle !== null && obstacle !== 'stopped';
    } catch (error) {
      if (signal.aborted) {
        this.#tell(place, idle);
        return idle;
      }
      place.isBlocked = true;
      const isOffline = isAppError(error) && error.code === 'offline';
      const isDiskFull = isAppError(error) && error.code === 'disk_full';
      const { code, message, reference } = this.#deps.toErrorPayload(error);
      this.#tell(place, {
        state: isOffline ? 'offline' : isDiskFull ? 'diskFull' : 'failed',
        error: isOffline || isDiskFull ? null : { code, message, reference },
      });
    }
    if (place.isBlocked) this.#retryLater(place);
    return place.status;
  }

  async #fetch(
    workspaceId: string,
    place: Place,
    signal: AbortSignal,
  ): Promise<PrefetchObstacle | 'history' | null> {
    const { cache, registry, workspaceDatabase, now } = this.#deps;
    const workspace = registry.list().find(({ id }) => id === workspaceId);
    if (!workspace) return null;
    const scope = scopeOfPolicy(policyOf(workspace), now(), workspace.timeZone);
    const kept = await workspaceDatabase.listKept({ workspaceId });
    if (scope === null && kept.length === 0) return null;
    /* Until the history is there every read is better spent on it. */
    if (!(await cache.getSyncState({ workspaceId })).complete) return 'history';
    this.#tell(place, { ...idle, state: 'comparing' });
    const { obstacle } = await fetchWishes(this.#deps, {
      workspaceId,
      scope,
      signal,
      givenUp: place.givenUp,
      onProgress: (progress) => this.#tell(place, { ...progress, state: 'fetching' }),
    });
    return obstacle;
  }

  #tell(place: Place, { state, ...rest }: Pick<PrefetchStatus, 'state'> & Partial<PrefetchStatus>): void {
    const { done, wanted, failed, error } = { ...place.status, error: null, ...rest };
    place.status = { state, done, wanted, failed, error };
    this.#deps.onChanged();
  }

  #retryLater(place: Place): void {
    place.isDue = true;
    if (this.#closing.signal.aborted) return;
    this.#retry ??= setTimeout(() => {
      this.#retry = null;
      this.wake();
    }, this.#deps.pauses.retryMs).unref();
  }
}

/** The policy of a workspace; until somebody chooses, nothing is fetched ahead. */
export function policyOf({ documentPolicy }: Pick<WorkspaceRecord, 'documentPolicy'>): DocumentPolicy {
  return documentPolicy ?? 'onDemand';
}
