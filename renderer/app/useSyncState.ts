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
  /** The newest failure that is not just the missing network. */
  lastError: SyncStatus['lastError'];
  statuses: SyncStatus[];
}

const restingPhases = new Set<SyncStatus['phase']>(['idle', 'paused']);

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
    running: statuses.filter(({ phase }) => !restingPhases.has(phase)),
    paused: statuses.some(({ phase }) => phase === 'paused'),
    lastError: errors.toSorted((left, right) => right.at - left.at)[0] ?? null,
    statuses: [...statuses],
  };
}

/** Sync state of the accounts that the screen is about. */
export function useSyncState(): SyncState {
  const { workspaceIds, current } = useScope();
  const { data = [] } = useIpcQuery('sync.getStatus', {});
  const wanted = current ? [current.id] : workspaceIds;
  return toSyncState(data.filter(({ workspaceId }) => wanted === null || wanted.includes(workspaceId)));
}
