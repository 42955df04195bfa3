import { readList } from './readList.ts';
import { isForbidden } from '../../shared/errors/unlessForbidden.ts';
import { readUnmet, unsettled, type Expected } from './readAgain.ts';
import { firstLists, listsByKind, type SyncList } from './syncLists.ts';
import { nowSeconds, type SyncRun } from './syncRun.ts';
import type { ReadKind } from './affectedObjects.ts';

const secondsPerDay = 86_400;

/** How far back a comparison looks, and whether it reads what has no end of its own as a whole. */
export interface ReconcileScope {
  days: number;
  /** Customers and subscriptions can change at any age; without events only their whole lists tell. */
  isWhole: boolean;
}

const agelessKinds: Expected = [{ kind: 'customer' }, { kind: 'subscription' }];

/** Rights can be taken from a key at any time; what it may not list is told as skipped. */
export async function relist(run: SyncRun, list: SyncList): Promise<void> {
  const { step } = listsByKind[list.kind];
  if (run.skipped.has(step)) return;
  try {
    await readList(run, list, (count) => run.progress.advance(count, null));
  } catch (error) {
    if (!isForbidden(error)) throw error;
    run.skipped.add(step);
  }
}

/** Lists what of a kind was created since. */
export function listSince(kind: ReadKind, since: number): SyncList {
  const list = listsByKind[kind];
  return { ...list, params: { ...list.params, 'created[gte]': since } };
}

/** Compares with Stripe what is not settled and what is young, without any help of events. */
export async function reconcile(run: SyncRun, { days, isWhole }: ReconcileScope): Promise<void> {
  const begun = run.cache.nextReadOrder();
  const since = nowSeconds(run) - days * secondsPerDay;
  const ageless = isWhole
    ? [listsByKind.customer, listsByKind.subscription]
    : [listSince('customer', since), listSince('subscription', since)];
  for (const list of [...firstLists, listSince('invoice', since), listSince('creditNote', since), ...ageless])
    await relist(run, list);
  await readUnmet(run, isWhole ? [...unsettled, ...agelessKinds] : unsettled, begun);
}
