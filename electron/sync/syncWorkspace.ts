import type { WorkspaceSyncState } from '../cache/cacheApi.ts';
import { backfill } from './backfill.ts';
import {
  catchUp,
  EventFeedLost,
  isCursorTooOld,
  primeEventCursor,
  type EventCursor,
} from './eventCatchUp.ts';
import { findDeleted } from './readAgain.ts';
import { nowSeconds, type SyncRun } from './syncRun.ts';

/** Takes the feed's position and forgets how far earlier walks came; what is cached stays readable meanwhile. */
async function beginAnew(run: SyncRun, state: WorkspaceSyncState): Promise<WorkspaceSyncState> {
  const begun = { ...state, ...(await primeEventCursor(run)), complete: false };
  await run.cache.clearCheckpoints({ workspaceId: run.workspaceId });
  await run.cache.saveSyncState(begun);
  return begun;
}

/** What was cached before this walk began and was not met on it may be gone. */
async function readEverything(run: SyncRun, { asOf, eventCursorAt }: WorkspaceSyncState): Promise<void> {
  await backfill(run);
  if (asOf !== null && eventCursorAt !== null && run.failed.size === 0) await findDeleted(run, eventCursorAt);
}

async function catchUpOrBeginAnew(run: SyncRun, state: WorkspaceSyncState): Promise<EventCursor> {
  try {
    return await catchUp(run, state);
  } catch (error) {
    if (!(error instanceof EventFeedLost)) throw error;
    const begun = await beginAnew(run, state);
    await readEverything(run, begun);
    return catchUp(run, begun);
  }
}

/**
 * Brings the cache of one workspace up to date: everything on the first run or with `full`, else what has changed.
 * Goes on where an earlier run was cut off.
 */
export async function syncWorkspace(run: SyncRun, { full }: { full: boolean }): Promise<void> {
  let state = await run.cache.getSyncState({ workspaceId: run.workspaceId });
  run.progress.update({ asOf: state.asOf, complete: state.complete });
  if (full || isCursorTooOld(state, nowSeconds(run))) state = await beginAnew(run, state);
  run.progress.update({ complete: state.complete });
  if (!state.complete) await readEverything(run, state);
  const cursor = await catchUpOrBeginAnew(run, state);
  const done = { ...state, ...cursor, asOf: cursor.eventCursorAt, complete: run.failed.size === 0 };
  await run.cache.saveSyncState(done);
  run.progress.update({
    asOf: done.asOf,
    complete: done.complete,
    ...(done.complete ? { completeBackTo: null } : {}),
  });
}
