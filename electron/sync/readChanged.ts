import { isAppError } from '../../shared/errors/appError.ts';
import { isForbidden } from '../../shared/errors/unlessForbidden.ts';
import { noteChanged, type AffectedObjects, type ChangedObjects, type ReadKind } from './affectedObjects.ts';
import { inParallel } from './inParallel.ts';
import { markDeleted, objectsAtOnce, readAgain, readUnmet, unsettled } from './readAgain.ts';
import { relist } from './reconcile.ts';
import { readPaymentMethods } from './refreshObjects.ts';
import { planRelist, type RelistWindow } from './relistWindows.ts';
import { listsByKind } from './syncLists.ts';
import type { SyncRun } from './syncRun.ts';

/** From here on the list of what is still to be paid costs fewer requests than asking for each payment. */
const mostIntents = 30;

/** Lists a window, and asks for those that turn out not to be in it any more. */
async function relistWindow(run: SyncRun, kind: ReadKind, { from, to, ids }: RelistWindow): Promise<void> {
  const { workspaceId, cache } = run;
  const begun = cache.nextReadOrder();
  const list = listsByKind[kind];
  await relist(run, { ...list, params: { ...list.params, 'created[gte]': from, 'created[lte]': to } });
  const rows = await cache.findRows({ workspaceId, kind, ids });
  const met = new Set(rows.filter(({ readOrder }) => readOrder > begun).map(({ id }) => id));
  const unmet = ids.filter((id) => !met.has(id));
  await inParallel(unmet, objectsAtOnce, (id) => readAgain(run, kind, id));
}

/** Events about a part of an object do not say when the object was created; the cache may know. */
async function withCreation(run: SyncRun, kind: ReadKind, changed: ChangedObjects): Promise<ChangedObjects> {
  const { workspaceId, cache } = run;
  const ids = [...changed].filter(([, created]) => created === null).map(([id]) => id);
  if (ids.length === 0) return changed;
  const known = new Map(changed);
  for (const { id, created } of await cache.findRows({ workspaceId, kind, ids })) known.set(id, created);
  return known;
}

/** Reads changed objects of a kind again; gives whether many of them came by lists. */
async function readChangedOf(run: SyncRun, kind: ReadKind, changed: ChangedObjects): Promise<boolean> {
  const { workspaceId, cache } = run;
  const { windows, single } = await planRelist(await withCreation(run, kind, changed), (from, to) =>
    cache.countBetween({ workspaceId, kind, from, to }),
  );
  for (const window of windows) await relistWindow(run, kind, window);
  await inParallel(single, objectsAtOnce, (id) => readAgain(run, kind, id));
  return windows.length > 0;
}

/** Everything that is still to be paid, and what of it was paid meanwhile. */
async function relistOpenPayments(run: SyncRun): Promise<void> {
  const begun = run.cache.nextReadOrder();
  await relist(run, listsByKind.invoicePayment);
  await readUnmet(
    run,
    unsettled.filter(({ kind }) => kind === 'invoicePayment'),
    begun,
  );
}

/** STRIPE: a payment intent does not say which invoice it pays (since 2025-03-31.basil). */
async function readPaymentsOf(run: SyncRun, intents: ReadonlySet<string>): Promise<void> {
  const list = listsByKind.invoicePayment;
  await inParallel([...intents], objectsAtOnce, async (intent) => {
    const params = { 'payment[type]': 'payment_intent', 'payment[payment_intent]': intent };
    await relist(run, { ...list, params });
  });
}

/** Methods that nobody has looked at yet are read when somebody does. */
async function readMethodsOf(run: SyncRun, customerId: string): Promise<void> {
  const { workspaceId, cache } = run;
  const readAt = await cache.listReadAt({ workspaceId, kind: 'paymentMethod', customerId });
  if (readAt === null) return;
  try {
    await readPaymentMethods(run, customerId);
  } catch (error) {
    // Refused for a customer that was deleted meanwhile, and for a key that may not read methods any more.
    if (!isForbidden(error) && !(isAppError(error) && error.code === 'not_found')) throw error;
  }
}

/** STRIPE: a draft shows its customer as it is now, and no event of the draft tells that this changed. */
async function noteDraftsOf({ workspaceId, cache }: SyncRun, { changed }: AffectedObjects): Promise<void> {
  const customerIds = [...changed.customer.keys()];
  if (customerIds.length === 0) return;
  const drafts = { workspaceId, kind: 'invoice', status: 'draft', customerIds } as const;
  for (const id of await cache.listIds(drafts)) noteChanged(changed.invoice, id, null);
}

/** Reads again what events concern, in whatever order they came, and marks what is gone. */
export async function readChanged(run: SyncRun, affected: AffectedObjects): Promise<void> {
  await noteDraftsOf(run, affected);
  let cameByLists = false;
  for (const kind of Object.keys(affected.changed) as ReadKind[]) {
    await markDeleted(run, kind, [...affected.deleted[kind]]);
    const byLists = await readChangedOf(run, kind, affected.changed[kind]);
    cameByLists ||= byLists && kind === 'invoice';
  }
  // Invoices bring their payments only when they are read one by one.
  if (cameByLists || affected.intents.size > mostIntents) await relistOpenPayments(run);
  else await readPaymentsOf(run, affected.intents);
  await inParallel([...affected.paymentMethodsOf], objectsAtOnce, (id) => readMethodsOf(run, id));
}
