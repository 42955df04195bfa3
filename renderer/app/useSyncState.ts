import type { SyncStatus } from '../../shared/ipc/schemas/workspaces.ts';
import { useIpcQuery } from '../api/useIpcQuery.ts';
import { useScope } from './useScope.ts';

export interface SyncState {
  /** The oldest moment at which the accounts of the screen were known to match Stripe; null when one never was. */
  asOf: number | null;
  /** Since when Stripe cannot be reached for one of them. */
  offlineSince: number | null;
  /** Runs that bring data in at this moment. */
  running: SyncStatus[];
  paused: boolean;
  /** A run was ended by hand. */
  stopped: boolean;
  /** How far back everything is there, where something is still missing; `backTo` is null while that is not known. */
  gap: { backTo: number | null; isClosing: boolean } | null;
  /** The newest failure that is not just the missing network. */
  lastError: SyncStatus['lastError'];
  statuses: SyncStatus[];
}

const restingPhases = new Set<SyncStatus['phase']>(['idle', 'paused', 'cancelled']);

/** Whether nothing is being brought in. */
export function isResting({ phase }: SyncStatus): boolean {
  return restingPhases.has(phase);
}

/** Sums up the state of several accounts: the worst of them decides. */
export function toSyncState(statuses: readonly SyncStatus[]): SyncState {
  const moments = statuses.map((status) => status.asOf);
  const offline = statuses.flatMap(({ offlineSince }) => (offlineSince === null ? [] : [offlineSince]));
  const errors = statuses.flatMap(({ lastError }) => (lastError === null ? [] : [lastError]));
  return {
    asOf: moments.reduce<number | null>(
      (oldest, moment) => (oldest === null || moment === null ? null : Math.min(oldest, moment)),
      moments.length === 0 ? null : Number.MAX_SAFE_INTEGER,
    ),
    offlineSince: offline.length === 0 ? null : Math.min(...offline),
    running: statuses.filter((status) => !isResting(status)),
    paused: statuses.some(({ phase }) => phase === 'paused'),
    stopped: statuses.some(({ phase }) => phase === 'cancelled'),
    gap: toGap(statuses),
    lastError: errors.toSorted((left, right) => right.at - left.at)[0] ?? null,
    statuses: [...statuses],
  };
}

function toGap(statuses: readonly SyncStatus[]): SyncState['gap'] {
  const incomplete = statuses.filter(({ complete }) => !complete);
  if (incomplete.length === 0) return null;
  const moments = incomplete.map(({ completeBackTo }) => completeBackTo);
  const known = moments.filter((moment) => moment !== null);
  return {
    backTo: known.length === moments.length ? Math.max(...known) : null,
    isClosing: incomplete.some((status) => !isResting(status)),
  };
}

/** Sync state of the accounts that the screen is about. */
export function useSyncState(): SyncState {
  const { workspaceIds, current } = useScope();
  const { data = [] } = useIpcQuery('sync.getStatus', {});
  const wanted = current ? [current.id] : workspaceIds;
  return toSyncState(data.filter(({ workspaceId }) => wanted === null || wanted.includes(workspaceId)));
}
