import { isAppError, type AppError } from '../../shared/errors/appError.ts';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import type { ReadKind } from './affectedObjects.ts';
import { inParallel } from './inParallel.ts';
import { readCustomer, readInvoice } from './refreshObjects.ts';
import { listsByKind } from './syncLists.ts';
import { beginRead, writeBytes, type SyncRun } from './syncRun.ts';

/** How many objects are asked for one by one at the same time. */
export const objectsAtOnce = 4;

/** Tells whether the key may not read what was asked for. */
export function isForbidden(error: unknown): error is AppError {
  return isAppError(error) && error.code === 'permission_missing';
}

async function readRelated(run: SyncRun, kind: 'creditNote' | 'subscription', id: string): Promise<void> {
  const { priority, signal } = run;
  const moment = beginRead(run);
  const bytes = await run.gateway.readObject({ path: `${listsByKind[kind].path}/${id}`, priority, signal });
  await writeBytes(run, kind, { bytes, ...moment });
}

/** Marks objects in the cache that Stripe no longer has. */
export async function markDeleted(run: SyncRun, kind: ReadKind, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await run.cache.markDeleted({ workspaceId: run.workspaceId, kind, ids, ...beginRead(run) });
}

/** Reads one object again; one that is gone is marked so in the cache. */
export async function readAgain(run: SyncRun, kind: ReadKind, id: string): Promise<void> {
  try {
    if (kind === 'customer') await readCustomer(run, id);
    else if (kind === 'invoice') await readInvoice(run, id);
    else await readRelated(run, kind, id);
  } catch (error) {
    if (isForbidden(error)) run.skipped.add(listsByKind[kind].step);
    else if (isAppError(error) && error.code === 'not_found') await markDeleted(run, kind, [id]);
    else throw error;
  }
}

/**
 * After everything was read again: looks for what the lists no longer held.
 * STRIPE: lists leave deleted objects out without a word, and only customers and drafts can be deleted.
 */
export async function findDeleted(run: SyncRun, begunAt: UnixSeconds): Promise<void> {
  const { workspaceId, cache } = run;
  for (const [kind, filter] of [
    ['customer', {}],
    ['invoice', { status: 'draft' }],
  ] as const) {
    if (run.skipped.has(listsByKind[kind].step)) continue;
    const ids = await cache.listIds({ workspaceId, kind, ...filter });
    await inParallel(ids, objectsAtOnce, async (id) => {
      const object = await cache.findObject({ workspaceId, kind, id });
      if (object !== null && object.readAt < begunAt) await readAgain(run, kind, id);
    });
  }
}
