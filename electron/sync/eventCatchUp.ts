import { isAppError } from '../../shared/errors/appError.ts';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import type { WorkspaceSyncState } from '../cache/cacheApi.ts';
import {
  affectedObjectsOf,
  type AffectedObjects,
  type ReadKind,
  type StripeEvent,
} from './affectedObjects.ts';
import { inParallel } from './inParallel.ts';
import { readList } from './readList.ts';
import { isForbidden, markDeleted, objectsAtOnce, readAgain } from './readAgain.ts';
import { readPaymentMethods } from './refreshObjects.ts';
import { firstLists, listsByKind, type SyncList } from './syncLists.ts';
import { nowSeconds, type SyncRun } from './syncRun.ts';

/** STRIPE: events are kept for 30 days; a cursor older than this is not trusted any more. */
const eventRetentionSeconds = 29 * 86_400;
/** The clocks of Stripe and of this machine may differ by this much. */
const clockToleranceSeconds = 300;
/** From here on one walk through the newest objects costs fewer requests than asking for each. */
const relistFrom = 30;
/** Without events, changes are looked for among the objects of the last weeks. */
const relistDays = 45;

export type EventCursor = Pick<WorkspaceSyncState, 'eventCursor' | 'eventCursorAt'>;

interface EventPage {
  data: StripeEvent[];
  has_more: boolean;
}

/** Told apart from other troubles: only reading everything again helps. */
export class EventFeedLost extends Error {}

/** Whether the feed no longer reaches back to where the last sync ended. */
export function isCursorTooOld({ eventCursorAt }: EventCursor, now: UnixSeconds): boolean {
  return eventCursorAt === null || now - eventCursorAt > eventRetentionSeconds;
}

async function readEvents(run: SyncRun, params: Record<string, string | number>): Promise<EventPage> {
  const { priority, signal } = run;
  const bytes = await run.gateway.readPage({ path: 'events', params, priority, signal });
  return JSON.parse(new TextDecoder().decode(bytes)) as EventPage;
}

/** Where the feed stands now; asked for before a backfill, so that nothing that happens meanwhile is missed. */
export async function primeEventCursor(run: SyncRun): Promise<EventCursor> {
  const eventCursorAt = nowSeconds(run);
  try {
    const { data } = await readEvents(run, { limit: 1 });
    return { eventCursor: data[0]?.id ?? null, eventCursorAt };
  } catch (error) {
    if (!isForbidden(error)) throw error;
    run.skipped.add('events');
    return { eventCursor: null, eventCursorAt };
  }
}

/** The events of an account that had none when the cursor was taken. */
async function firstEvents(run: SyncRun, since: UnixSeconds): Promise<StripeEvent[]> {
  const page = await readEvents(run, { limit: 100, 'created[gte]': since - clockToleranceSeconds });
  if (page.has_more) throw new EventFeedLost();
  return page.data;
}

/** STRIPE: `ending_before` gives the page just after the cursor, newest first within the page. */
async function eventsAfter(run: SyncRun, eventCursor: string): Promise<StripeEvent[]> {
  const newestFirst: StripeEvent[] = [];
  for (let cursor = eventCursor, hasMore = true; hasMore;) {
    const page = await readEvents(run, { limit: 100, ending_before: cursor });
    newestFirst.unshift(...page.data);
    hasMore = page.has_more && page.data.length > 0;
    cursor = page.data[0]?.id ?? cursor;
  }
  return newestFirst;
}

async function readEventsSince(
  run: SyncRun,
  { eventCursor, eventCursorAt }: EventCursor,
): Promise<StripeEvent[]> {
  if (eventCursor === null) return firstEvents(run, eventCursorAt ?? 0);
  try {
    return await eventsAfter(run, eventCursor);
  } catch (error) {
    const isLost =
      isAppError(error) && (error.code === 'not_found' || error.details['param'] === 'ending_before');
    throw isLost ? new EventFeedLost() : error;
  }
}

/** Rights can be taken from a key at any time; what it may not list is told as skipped. */
async function relist(run: SyncRun, list: SyncList): Promise<void> {
  const { step } = listsByKind[list.kind];
  if (run.skipped.has(step)) return;
  try {
    await readList(run, list, (count) => run.progress.advance(count, null));
  } catch (error) {
    if (!isForbidden(error)) throw error;
    run.skipped.add(step);
  }
}

function relistSince(run: SyncRun, kind: ReadKind, since: UnixSeconds): Promise<void> {
  const list = listsByKind[kind];
  return relist(run, { ...list, params: { ...list.params, 'created[gte]': since } });
}

/** Young objects that changed in great number (a month's billing run) are listed, all others read one by one. */
async function readChanged(
  run: SyncRun,
  kind: ReadKind,
  changed: Map<string, UnixSeconds>,
  since: UnixSeconds,
) {
  const young = [...changed].filter(([, created]) => created >= since);
  const isRelisted = young.length > relistFrom;
  if (isRelisted) await relistSince(run, kind, Math.min(...young.map(([, created]) => created)));
  const single = [...changed].filter(([, created]) => !isRelisted || created < since);
  await inParallel(single, objectsAtOnce, async ([id]) => {
    await readAgain(run, kind, id);
    run.progress.advance(1, null);
  });
}

async function applyAffected(run: SyncRun, affected: AffectedObjects, since: UnixSeconds): Promise<void> {
  for (const kind of Object.keys(affected.changed) as ReadKind[]) {
    await readChanged(run, kind, affected.changed[kind], since);
    await markDeleted(run, kind, [...affected.deleted[kind]]);
  }
  await inParallel([...affected.paymentMethodsOf], objectsAtOnce, async (customerId) => {
    const { workspaceId } = run;
    const known = await run.cache.listObjects({ workspaceId, kind: 'paymentMethod', customerId });
    // Methods that nobody has looked at yet are read when somebody does.
    if (known.length > 0) await readPaymentMethods(run, customerId);
  });
}

/** Without the right to read events: what is open and what is young is read again. */
async function catchUpByLists(run: SyncRun): Promise<void> {
  const since = nowSeconds(run) - relistDays * 86_400;
  for (const list of firstLists) await relist(run, list);
  for (const kind of Object.keys(listsByKind) as ReadKind[]) await relistSince(run, kind, since);
}

/**
 * Brings the cache up to date with what happened since the cursor and gives the new cursor.
 * *Errors*: EventFeedLost when the feed no longer reaches back that far.
 */
export async function catchUp(run: SyncRun, cursor: EventCursor): Promise<EventCursor> {
  const eventCursorAt = nowSeconds(run);
  run.progress.update({ phase: 'catchUp' });
  if (isCursorTooOld(cursor, eventCursorAt)) throw new EventFeedLost();
  let events: StripeEvent[];
  try {
    events = await readEventsSince(run, cursor);
  } catch (error) {
    if (!isForbidden(error)) throw error;
    run.skipped.add('events');
    await catchUpByLists(run);
    return { eventCursor: null, eventCursorAt };
  }
  const since = (cursor.eventCursorAt ?? eventCursorAt) - clockToleranceSeconds;
  await applyAffected(run, affectedObjectsOf(events), since);
  return { eventCursor: events[0]?.id ?? cursor.eventCursor, eventCursorAt };
}
