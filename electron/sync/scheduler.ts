import type { Sync } from './createSync.ts';

export interface SyncSchedulerDeps {
  sync: Pick<Sync, 'start'>;
  listWorkspaceIds: () => string[];
  /** Whether somebody is looking at the window. */
  isInUse: () => boolean;
}

export interface SyncScheduler {
  /** Syncs everything now and from then on regularly. */
  begin(): void;
  /** Somebody came back to the window: what they see should be of now. */
  noteFocus(): void;
  /** A workspace that is new, or that somebody asks for. */
  syncSoon(workspaceId: string): void;
  stop(): void;
}

/**
 * STRIPE: reads are a budget that all desktops of an account share (10,000 a month on a quiet one); one question every
 * few minutes, and none while nobody looks, stays well within it.
 */
const shortestPauseMs = 3 * 60_000;
const longestPauseMs = 5 * 60_000;
/** Going back and forth between windows does not ask each time. */
const focusPauseMs = 60_000;

/** Makes the schedule by which all workspaces are kept up to date. */
export function createSyncScheduler({ sync, listWorkspaceIds, isInUse }: SyncSchedulerDeps): SyncScheduler {
  let timer: NodeJS.Timeout | null = null;
  let lastRoundMs = 0;

  function startRound(): void {
    lastRoundMs = Date.now();
    for (const workspaceId of listWorkspaceIds()) sync.start(workspaceId, { full: false });
  }

  function wait(): void {
    // Spread, so that the desktops of one office do not all ask in the same second.
    const pauseMs = shortestPauseMs + Math.random() * (longestPauseMs - shortestPauseMs);
    timer = setTimeout(() => {
      if (isInUse()) startRound();
      wait();
    }, pauseMs);
    timer.unref();
  }

  return {
    begin() {
      startRound();
      wait();
    },
    noteFocus() {
      if (timer !== null && Date.now() - lastRoundMs >= focusPauseMs) startRound();
    },
    syncSoon(workspaceId) {
      sync.start(workspaceId, { full: false });
    },
    stop() {
      if (timer) clearTimeout(timer);
      timer = null;
    },
  };
}
