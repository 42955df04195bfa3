import { dayOf, type UnixSeconds } from '../../shared/domain/dates.ts';
import { AppError } from '../../shared/errors/appError.ts';
import type { FullWalk } from '../../shared/ipc/schemas/workspaces.ts';
import type { WorkspaceSyncState } from '../cache/cacheApi.ts';
import { backfill } from './backfill.ts';
import { catchUp } from './eventCatchUp.ts';
import { EventFeedLost, feedKeepsGettingLost, isCursorTooOld, primeEventCursor } from './eventFeed.ts';
import { everything, readUnmet } from './readAgain.ts';
import { reconcile } from './reconcile.ts';
import { listsByKind } from './syncLists.ts';
import { nowSeconds, type SyncRun } from './syncRun.ts';

/** Remembers, over kills too, since which read everything is read again: what was not met since then may be gone. */
const renewalStep = 'renewal';

/** A payment may be noticed late, and most that changes without an event is young. */
const reconcileDays = 45;

/** Takes the feed's position and forgets how far earlier walks came; what is cached stays readable meanwhile. */
async function beginAnew(
  run: SyncRun,
  state: WorkspaceSyncState,
  reason: FullWalk['reason'],
): Promise<WorkspaceSyncState> {
  const walk = { reason, begunAt: nowSeconds(run), endedAt: null };
  const begun = { ...state, ...(await primeEventCursor(run)), walk, complete: false };
  await run.cache.clearCheckpoints({ workspaceId: run.workspaceId });
  if (state.asOf !== null) await saveRenewal(run, String(run.cache.nextReadOrder()), false);
  await saveState(run, begun);
  return begun;
}

async function saveState(run: SyncRun, state: WorkspaceSyncState): Promise<void> {
  await run.cache.saveSyncState(state);
  const { walk, reconciledAt, asOf, complete } = state;
  run.progress.update({ walk, reconciledAt, asOf, complete });
}

function saveRenewal({ workspaceId, cache }: SyncRun, cursor: string | null, done: boolean): Promise<void> {
  return cache.saveCheckpoint({ workspaceId, step: renewalStep, cursor, done, fetched: 0 });
}

/** Complete or not: lists that the key was not allowed are tried again, as its rights may have grown; read ones cost nothing. */
async function readEverything(run: SyncRun, state: WorkspaceSyncState): Promise<WorkspaceSyncState> {
  const { workspaceId, cache } = run;
  await backfill(run);
  if (run.failed.size > 0 || run.isDeferred) return state;
  const renewal = (await cache.listCheckpoints({ workspaceId })).find(({ step }) => step === renewalStep);
  if (renewal !== undefined && !renewal.done) {
    await readUnmet(run, everything, Number(renewal.cursor));
    await saveRenewal(run, renewal.cursor, true);
  }
  if (state.walk === null || state.walk.endedAt !== null) return state;
  const endedAt = nowSeconds(run);
  return { ...state, walk: { ...state.walk, endedAt }, reconciledAt: endedAt };
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

/** Why everything has to be read (again), or null where the feed of events tells what has changed. */
function reasonToWalk(state: WorkspaceSyncState, full: boolean, now: UnixSeconds): FullWalk['reason'] | null {
  if (state.eventCursorAt === null) return 'first';
  if (full) return 'asked';
  return isCursorTooOld(state, now) ? 'cursorTooOld' : null;
}

/** Reads everything that no earlier run has read, then what has changed since. */
async function readOn(run: SyncRun, begun: WorkspaceSyncState): Promise<WorkspaceSyncState> {
  const state = await readEverything(run, begun);
  refuseBlindKey(run);
  const cursor = await catchUp(run, state, (on) => saveState(run, { ...state, ...on }));
  return { ...state, ...cursor };
}

/** Once per day of the account, at the first sync of that day: looks for what no event told. */
async function reconcileDaily(run: SyncRun, state: WorkspaceSyncState): Promise<WorkspaceSyncState> {
  const { reconciledAt } = state;
  const now = nowSeconds(run);
  if (reconciledAt !== null && dayOf(reconciledAt, run.timeZone) === dayOf(now, run.timeZone)) return state;
  await reconcile(run, { days: reconcileDays, isWhole: state.withoutEvents });
  return { ...state, reconciledAt: now };
}

/**
 * Brings the cache of one workspace up to date: everything on the first run or with `full`, else what has changed.
 * Goes on where an earlier run was cut off.
 */
export async function syncWorkspace(run: SyncRun, { full }: { full: boolean }): Promise<void> {
  let state = await run.cache.getSyncState({ workspaceId: run.workspaceId });
  const reason = reasonToWalk(state, full, nowSeconds(run));
  if (reason !== null) state = await beginAnew(run, state, reason);
  const { walk, reconciledAt, asOf, complete } = state;
  run.progress.update({ walk, reconciledAt, asOf, complete });
  try {
    state = await readOn(run, state);
  } catch (error) {
    if (!(error instanceof EventFeedLost)) throw error;
    state = await readOnAnew(run, await beginAnew(run, state, error.reason));
  }
  state = await reconcileDaily(run, state);
  const isComplete = run.failed.size === 0 && !run.isDeferred;
  await saveState(run, { ...state, asOf: state.eventCursorAt, complete: isComplete });
  if (isComplete) run.progress.update({ completeBackTo: null });
}

async function readOnAnew(run: SyncRun, begun: WorkspaceSyncState): Promise<WorkspaceSyncState> {
  try {
    return await readOn(run, begun);
  } catch (error) {
    throw error instanceof EventFeedLost ? feedKeepsGettingLost() : error;
  }
}
