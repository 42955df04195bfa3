import { isAppError } from '../../shared/errors/appError.ts';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import type { SyncCheckpoint } from '../cache/cacheApi.ts';
import { findOldestMonth, monthOf, startOfMonth, type Month } from './historyMonths.ts';
import { inParallel } from './inParallel.ts';
import { freshCheckpoint, walkList } from './readList.ts';
import { firstLists, laterLists, listsByKind, type HistoryPlan, type SyncList } from './syncLists.ts';
import { nowSeconds, type SyncRun } from './syncRun.ts';

/**
 * STRIPE: a page takes about 0.4 s, so the 15 requests a second that a live account may have need six at a time.
 * PERF: pages that arrive together are committed together, which costs the writer a tenth less (benchmark: backfill).
 */
const listsAtOnce = 6;
const planStep = 'plan';

type Checkpoints = Map<string, SyncCheckpoint>;

/** STRIPE: there is no count and no ascending order; one object before a moment tells whether there is more. */
async function newestInvoiceBefore(run: SyncRun, moment: UnixSeconds): Promise<UnixSeconds | null> {
  const bytes = await run.gateway.readPage({
    path: 'invoices',
    params: { limit: 1, 'created[lt]': moment },
    priority: 'background',
    signal: run.signal,
  });
  const page = JSON.parse(new TextDecoder().decode(bytes)) as { data: { created: UnixSeconds }[] };
  return page.data[0]?.created ?? null;
}

/** The span of months to read; kept, so that a run that goes on later reads the same windows. */
async function planHistory(run: SyncRun, checkpoints: Checkpoints): Promise<HistoryPlan> {
  const [oldest, newest] = checkpoints.get(planStep)?.cursor?.split('..') ?? [];
  if (oldest !== undefined && newest !== undefined) return { oldest, newest };
  const now = nowSeconds(run);
  const plan = { oldest: monthOf(now), newest: monthOf(now) };
  // Not kept: with the right to read invoices there is more to plan.
  if (run.skipped.has(listsByKind.invoice.step)) return plan;
  plan.oldest = await findOldestMonth(now, (moment) => newestInvoiceBefore(run, moment));
  await run.cache.saveCheckpoint({
    workspaceId: run.workspaceId,
    step: planStep,
    cursor: `${plan.oldest}..${plan.newest}`,
    done: true,
    fetched: 0,
  });
  return plan;
}

/** What is still to come, judged by the months that are here already; null while none is. */
function estimateRemaining(lists: readonly SyncList[], checkpoints: Checkpoints): number | null {
  const months = lists.filter(({ phase }) => phase === 'history').map(({ step }) => checkpoints.get(step));
  const finished = months.filter((month) => month?.done);
  if (finished.length === 0) return null;
  const perMonth = finished.reduce((sum, month) => sum + (month?.fetched ?? 0), 0) / finished.length;
  const remaining = months
    .filter((month) => !month?.done)
    .reduce((sum, month) => sum + Math.max(0, perMonth - (month?.fetched ?? 0)), 0);
  return Math.round(remaining);
}

/** Start of the oldest month down to which there is no gap; null where the newest month is not complete. */
function completeBackTo(lists: readonly SyncList[], checkpoints: Checkpoints): UnixSeconds | null {
  const months = lists.filter(({ phase }) => phase === 'history');
  const gap = months.findIndex(({ step }) => !checkpoints.get(step)?.done);
  const oldest: Month | undefined = months.at(gap === -1 ? -1 : gap - 1)?.step.slice('invoices:'.length);
  return gap === 0 || oldest === undefined ? null : startOfMonth(oldest);
}

async function readLists(run: SyncRun, lists: readonly SyncList[], checkpoints: Checkpoints): Promise<void> {
  const isOpen = ({ step }: SyncList): boolean => !checkpoints.get(step)?.done;

  async function readOne(list: SyncList): Promise<void> {
    const checkpoint = checkpoints.get(list.step) ?? freshCheckpoint(run.workspaceId, list.step);
    if (run.skipped.has(listsByKind[list.kind].step)) return;
    // A list at a time: what is open is always read, and a month that was begun is finished.
    if (list.phase !== 'openInvoices' && !(await run.mayReadHistory())) {
      run.isDeferred = true;
      return;
    }
    run.progress.update({ phase: lists.find(isOpen)?.phase ?? list.phase });
    try {
      await walkList(run, list, checkpoint, (current, count) => {
        checkpoints.set(list.step, current);
        run.progress.update({ ...run.gateway.stats });
        run.progress.advance(count, estimateRemaining(lists, checkpoints));
      });
    } catch (error) {
      noteFailedList(run, list, error);
    }
    run.progress.update({ completeBackTo: completeBackTo(lists, checkpoints) });
  }

  await inParallel(lists.filter(isOpen), listsAtOnce, readOne);
}

/** Troubles that concern one list only; with all others nothing further would succeed either. */
function noteFailedList(run: SyncRun, list: SyncList, error: unknown): void {
  const code = isAppError(error) ? error.code : null;
  if (code === 'permission_missing') run.skipped.add(listsByKind[list.kind].step);
  else if (code === 'stripe_refused' || code === 'not_found')
    run.failed.set(listsByKind[list.kind].step, error);
  else throw error;
}

/** Reads a whole account, open invoices first, and goes on where an earlier run was cut off. */
export async function backfill(run: SyncRun): Promise<void> {
  const stored = await run.cache.listCheckpoints({ workspaceId: run.workspaceId });
  const checkpoints: Checkpoints = new Map(stored.map((checkpoint) => [checkpoint.step, checkpoint]));
  await readLists(run, firstLists, checkpoints);
  const plan = await planHistory(run, checkpoints);
  await readLists(run, laterLists(plan), checkpoints);
}
