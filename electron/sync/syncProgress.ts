import type { UnixSeconds } from '../../shared/domain/dates.ts';
import type { SyncStatus } from '../../shared/ipc/schemas/workspaces.ts';

/** Speed is what the last seconds show, so that a pause or a slow start does not distort the time left. */
const speedWindowMs = 10_000;
const publishEveryMs = 250;

export interface SyncProgress {
  readonly status: SyncStatus;
  startRun(): void;
  update(change: Partial<SyncStatus>): void;
  /** Objects that arrived; `remaining` is the estimate of what is still to come, null while unknown. */
  advance(count: number, remaining: number | null): void;
}

/** Keeps the status of one workspace and publishes it at most a few times per second. */
export function createSyncProgress(deps: {
  workspaceId: string;
  publish: (status: SyncStatus) => void;
}): SyncProgress {
  let status = idleStatus(deps.workspaceId);
  let samples: { atMs: number; done: number }[] = [];
  let publishedAtMs = 0;

  function publish(isUrgent: boolean): void {
    const nowMs = performance.now();
    if (!isUrgent && nowMs - publishedAtMs < publishEveryMs) return;
    publishedAtMs = nowMs;
    deps.publish(status);
  }

  function objectsPerSecond(done: number): number | null {
    const nowMs = performance.now();
    samples.push({ atMs: nowMs, done });
    const oldestUseful = samples.findLastIndex(({ atMs }) => nowMs - atMs >= speedWindowMs);
    if (oldestUseful > 0) samples = samples.slice(oldestUseful);
    const [first] = samples;
    if (!first || nowMs === first.atMs) return null;
    return Math.round(((done - first.done) * 10_000) / (nowMs - first.atMs)) / 10;
  }

  return {
    get status() {
      return status;
    },
    startRun() {
      samples = [{ atMs: performance.now(), done: 0 }];
      status = {
        ...status,
        phase: 'connecting',
        done: 0,
        expected: null,
        secondsLeft: null,
        objectsPerSecond: null,
      };
      publish(true);
    },
    update(change) {
      const isUrgent = (Object.keys(change) as (keyof SyncStatus)[]).some(
        (key) => key !== 'requests' && key !== 'retries' && change[key] !== status[key],
      );
      status = { ...status, ...change };
      publish(isUrgent);
    },
    advance(count, remaining) {
      const done = status.done + count;
      const speed = objectsPerSecond(done);
      const secondsLeft =
        remaining !== null && speed !== null && speed > 0 ? Math.ceil(remaining / speed) : null;
      const expected = remaining === null ? null : done + remaining;
      status = { ...status, done, objectsPerSecond: speed, expected, secondsLeft };
      publish(false);
    },
  };
}

function idleStatus(workspaceId: string): SyncStatus {
  const unknown: UnixSeconds | null = null;
  return {
    workspaceId,
    phase: 'idle',
    done: 0,
    expected: null,
    secondsLeft: null,
    objectsPerSecond: null,
    requests: 0,
    retries: 0,
    complete: false,
    completeBackTo: unknown,
    asOf: unknown,
    walk: null,
    reconciledAt: unknown,
    offlineSince: unknown,
    lastError: null,
  };
}
