import { isAppError } from '../../shared/errors/appError.ts';
import { isForbidden } from '../../shared/errors/unlessForbidden.ts';
import type { ReadKind } from './affectedObjects.ts';
import { inParallel } from './inParallel.ts';
import { readCustomer, readInvoice, readObject } from './refreshObjects.ts';
import { listsByKind, paymentExpansions, unsettledStatuses } from './syncLists.ts';
import { beginRead, type SyncRun } from './syncRun.ts';

/** How many objects are asked for one by one at the same time. */
export const objectsAtOnce = 4;

/** Marks objects in the cache that Stripe no longer has. */
export async function markDeleted(run: SyncRun, kind: ReadKind, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await run.cache.markDeleted({ workspaceId: run.workspaceId, kind, ids, ...beginRead(run) });
}

function readOne(run: SyncRun, kind: ReadKind, id: string): Promise<void> {
  if (kind === 'customer') return readCustomer(run, id);
  if (kind === 'invoice') return readInvoice(run, id);
  const expansions = kind === 'invoicePayment' ? [paymentExpansions, []] : [[]];
  return readObject(run, kind, `${listsByKind[kind].path}/${id}`, expansions);
}

/** Reads one object again; one that is gone is marked so in the cache. */
export async function readAgain(run: SyncRun, kind: ReadKind, id: string): Promise<void> {
  try {
    await readOne(run, kind, id);
    run.progress.advance(1, null);
  } catch (error) {
    if (isForbidden(error)) run.skipped.add(listsByKind[kind].step);
    else if (isAppError(error) && error.code === 'not_found') await markDeleted(run, kind, [id]);
    else throw error;
  }
}

/** Which cached objects lists would have brought if they still were what the cache says. */
export type Expected = readonly { kind: ReadKind; status?: string }[];

/** What is not settled: all of it was listed, so what was not met has changed. */
export const unsettled: Expected = [
  ...unsettledStatuses.map((status) => ({ kind: 'invoice', status }) as const),
  { kind: 'invoicePayment', status: 'open' },
];

/** Everything that a full walk lists. */
export const everything: Expected = [
  { kind: 'customer' },
  { kind: 'subscription' },
  { kind: 'invoice' },
  { kind: 'creditNote' },
  { kind: 'invoicePayment', status: 'open' },
];

/**
 * After lists were read: asks one by one for what they no longer held, as it was settled or deleted meanwhile.
 * `since` is the order of the first read of these lists.
 * STRIPE: lists leave deleted objects out without a word.
 */
export async function readUnmet(run: SyncRun, expected: Expected, since: number): Promise<void> {
  const { workspaceId, cache } = run;
  for (const { kind, ...filter } of expected) {
    const { step } = listsByKind[kind];
    if (run.skipped.has(step) || run.failed.has(step)) continue;
    const ids = await cache.listIds({ workspaceId, kind, readBefore: since, ...filter });
    await inParallel(ids, objectsAtOnce, (id) => readAgain(run, kind, id));
  }
}
