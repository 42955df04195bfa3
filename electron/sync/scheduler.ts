import type { Connectivity } from '../services/connectivity.ts';
import type { ReadBudget } from '../stripe/readBudget.ts';
import type { Sync } from './createSync.ts';

export interface SyncSchedulerDeps {
  sync: Pick<Sync, 'start'>;
  budget: Pick<ReadBudget, 'pollStretch'>;
  connectivity: Pick<Connectivity, 'isOffline' | 'lookNow'>;
  listWorkspaceIds: () => string[];
  /** Whether somebody is looking at the window. */
  isInUse: () => boolean;
}

export interface SyncScheduler {
  /** Syncs everything now and from then on regularly. */
  begin(): void;
  /** Somebody came back to the window: what they see should be of now. */
  noteFocus(): void;
  stop(): void;
}

/**
 * STRIPE: reads are a budget that all desktops of an account share (10,000 a month on a quiet one); one question every
 * few minutes stays well within it. What remains of the budget stretches the pauses.
 */
const shortestPauseMs = 3 * 60_000;
const longestPauseMs = 5 * 60_000;
/** Going back and forth between windows does not ask each time. */
const focusPauseMs = 60_000;
/** While nobody looks each pause is twice as long as the one before, up to this. */
const longestIdlePauseMs = 60 * 60_000;
const tickMs = 15_000;
/** Timers stand still while the machine sleeps: a tick that comes so late means that it woke up. */
const sleptMs = 4 * tickMs;

interface Schedule {
  askedAtMs: number;
  pauseMs: number;
}

/** Spread, so that the desktops of one office do not all ask in the same second. */
function somePauseMs(): number {
  return shortestPauseMs + Math.random() * (longestPauseMs - shortestPauseMs);
}

/** Makes the schedule by which all workspaces are kept up to date, each at its own pace. */
export function createSyncScheduler(deps: SyncSchedulerDeps): SyncScheduler {
  const schedules = new Map<string, Schedule>();
  let timer: NodeJS.Timeout | null = null;
  let tickedAtMs = 0;

  function ask(workspaceId: string): void {
    const last = schedules.get(workspaceId);
    const idlePauseMs = Math.min(longestIdlePauseMs, 2 * (last?.pauseMs ?? longestPauseMs));
    schedules.set(workspaceId, {
      askedAtMs: Date.now(),
      pauseMs: deps.isInUse() ? somePauseMs() : idlePauseMs,
    });
    // Whoever is offline goes on by itself when Stripe can be reached again.
    if (!deps.connectivity.isOffline(workspaceId)) deps.sync.start(workspaceId, { full: false });
  }

  /** Asks for those that were not asked for in so long; a clock that was set back counts as long. */
  function askFor(isDue: (sinceMs: number, schedule: Schedule, workspaceId: string) => boolean): void {
    const nowMs = Date.now();
    for (const workspaceId of deps.listWorkspaceIds()) {
      const schedule = schedules.get(workspaceId);
      const sinceMs = schedule ? nowMs - schedule.askedAtMs : Infinity;
      if (!schedule || sinceMs < 0 || isDue(sinceMs, schedule, workspaceId)) ask(workspaceId);
    }
  }

  function tick(): void {
    const lateMs = Date.now() - tickedAtMs - tickMs;
    tickedAtMs = Date.now();
    if (lateMs >= sleptMs) {
      deps.connectivity.lookNow();
      askFor((sinceMs) => sinceMs >= focusPauseMs);
      return;
    }
    const isInUse = deps.isInUse();
    askFor((sinceMs, { pauseMs }, workspaceId) => {
      const wanted = isInUse ? Math.min(pauseMs, longestPauseMs) : pauseMs;
      return sinceMs >= wanted * deps.budget.pollStretch(workspaceId);
    });
  }

  return {
    begin() {
      tickedAtMs = Date.now();
      askFor(() => true);
      timer = setInterval(tick, tickMs).unref();
    },
    noteFocus() {
      if (timer === null) return;
      askFor((sinceMs, _schedule, workspaceId) => {
        return sinceMs >= focusPauseMs * deps.budget.pollStretch(workspaceId);
      });
    },
    stop() {
      if (timer) clearInterval(timer);
      timer = null;
    },
  };
}
