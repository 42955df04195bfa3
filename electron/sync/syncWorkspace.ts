import { AppError } from '../../shared/errors/appError.ts';
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
import { listsByKind } from './syncLists.ts';
import { nowSeconds, type SyncRun } from './syncRun.ts';

/** Remembers, over kills too, since when everything is read again: what was not met since then may be gone. */
const renewalStep = 'renewal';

/** Takes the feed's position and forgets how far earlier walks came; what is cached stays readable meanwhile. */
async function beginAnew(run: SyncRun, state: WorkspaceSyncState): Promise<WorkspaceSyncState> {
  const begun = { ...state, ...(await primeEventCursor(run)), complete: false };
  await run.cache.clearCheckpoints({ workspaceId: run.workspaceId });
  if (state.asOf !== null) await saveRenewal(run, String(begun.eventCursorAt), false);
  await run.cache.saveSyncState(begun);
  return begun;
}

function saveRenewal({ workspaceId, cache }: SyncRun, cursor: string | null, done: boolean): Promise<void> {
  return cache.saveCheckpoint({ workspaceId, step: renewalStep, cursor, done, fetched: 0 });
}

async function readEverything(run: SyncRun): Promise<void> {
  const { workspaceId, cache } = run;
  await backfill(run);
  const renewal = (await cache.listCheckpoints({ workspaceId })).find(({ step }) => step === renewalStep);
  if (renewal === undefined || renewal.done || run.failed.size > 0) return;
  await findDeleted(run, Number(renewal.cursor));
  await saveRenewal(run, renewal.cursor, true);
}

async function catchUpOrBeginAnew(run: SyncRun, state: WorkspaceSyncState): Promise<EventCursor> {
  try {
    return await catchUp(run, state);
  } catch (error) {
    if (!(error instanceof EventFeedLost)) throw error;
    const begun = await beginAnew(run, state);
    await readEverything(run);
    return catchUp(run, begun);
  }
}

/** A key that may read nothing at all is no sync with gaps: what is cached must not pass for up to date. */
function refuseBlindKey({ skipped }: SyncRun): void {
  if (!Object.values(listsByKind).every(({ step }) => skipped.has(step))) return;
  throw new AppError(
    'permission_missing',
    'This Stripe key may no longer read anything: customers, invoices, subscriptions and credit notes are all refused. Give it the rights back in the Stripe Dashboard or enter another key. What was read before stays as it was.',
    { details: { permissions: [...skipped] } },
  );
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
  // Complete or not: lists that the key was not allowed are tried again, as its rights may have grown; read ones cost nothing.
  await readEverything(run);
  refuseBlindKey(run);
  const cursor = await catchUpOrBeginAnew(run, state);
  const done = { ...state, ...cursor, asOf: cursor.eventCursorAt, complete: run.failed.size === 0 };
  await run.cache.saveSyncState(done);
  run.progress.update({
    asOf: done.asOf,
    complete: done.complete,
    ...(done.complete ? { completeBackTo: null } : {}),
  });
}
