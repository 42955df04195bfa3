import { AppError, isAppError } from '../../shared/errors/appError.ts';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import type { FullWalk } from '../../shared/ipc/schemas/workspaces.ts';
import type { WorkspaceSyncState } from '../cache/cacheApi.ts';
import type { StripeEvent } from './affectedObjects.ts';
import { isForbidden } from '../../shared/errors/unlessForbidden.ts';
import { nowSeconds, type SyncRun } from './syncRun.ts';

/** STRIPE: events are kept for 30 days; a cursor older than this is not trusted any more. */
const eventRetentionSeconds = 29 * 86_400;
const eventsPerPage = 100;
/** So many events are gathered before they are applied: of one object they are one read, and a kill repeats no more. */
const pagesPerBatch = 10;

export type EventCursor = Pick<
  WorkspaceSyncState,
  'eventCursor' | 'eventCursorCreated' | 'eventCursorAt' | 'withoutEvents'
>;

/** What happened after a cursor: all of it, or its oldest part. */
export interface EventBatch {
  events: StripeEvent[];
  hasMore: boolean;
}

/** Told apart from other troubles: only reading everything again helps. */
export class EventFeedLost extends Error {
  readonly reason: FullWalk['reason'];
  constructor(reason: FullWalk['reason']) {
    super(`The event feed does not go on where the last sync ended: ${reason}.`);
    this.reason = reason;
  }
}

/** Whether the feed no longer reaches back to where the last sync ended. */
export function isCursorTooOld(
  { eventCursorAt }: Pick<EventCursor, 'eventCursorAt'>,
  now: UnixSeconds,
): boolean {
  return eventCursorAt === null || now - eventCursorAt > eventRetentionSeconds;
}

/** The cursor after events of a batch, newest first. */
export function cursorAfter(
  run: SyncRun,
  before: EventCursor,
  { events: [newest] }: EventBatch,
): EventCursor {
  const moved = newest && { eventCursor: newest.id, eventCursorCreated: newest.created };
  return { ...before, ...moved, eventCursorAt: nowSeconds(run), withoutEvents: false };
}

async function readEvents(
  { gateway, priority, signal }: SyncRun,
  params: Record<string, string | number>,
): Promise<EventBatch> {
  const bytes = await gateway.readPage({ path: 'events', params, priority, signal });
  const page = JSON.parse(new TextDecoder().decode(bytes)) as { data: StripeEvent[]; has_more: boolean };
  return { events: page.data, hasMore: page.has_more && page.data.length > 0 };
}

/** Where the feed stands now; asked for before a backfill, so that nothing that happens meanwhile is missed. */
export async function primeEventCursor(run: SyncRun): Promise<EventCursor> {
  const none = { eventCursor: null, eventCursorCreated: null, eventCursorAt: nowSeconds(run) };
  try {
    return cursorAfter(run, { ...none, withoutEvents: false }, await readEvents(run, { limit: 1 }));
  } catch (error) {
    if (!isForbidden(error)) throw error;
    run.skipped.add('events');
    return { ...none, withoutEvents: true };
  }
}

/** The events of a feed of which nothing was seen yet, or nothing that is still kept. */
async function wholeFeed(run: SyncRun): Promise<EventBatch> {
  const page = await readEvents(run, { limit: eventsPerPage });
  if (page.hasMore) throw new EventFeedLost('feedLost');
  return page;
}

/** STRIPE: `ending_before` gives the page just after the cursor, newest first within the page. */
async function eventsAfter(run: SyncRun, eventCursor: string): Promise<EventBatch> {
  const batch: EventBatch = { events: [], hasMore: true };
  for (let page = 0, cursor = eventCursor; batch.hasMore && page < pagesPerBatch; page += 1) {
    const next = await readEvents(run, { limit: eventsPerPage, ending_before: cursor });
    batch.events.unshift(...next.events);
    batch.hasMore = next.hasMore;
    cursor = next.events[0]?.id ?? cursor;
  }
  return batch;
}

/** Stripe forgets events, so a quiet account's cursor becomes unknown although nothing was missed. */
function isForgotten(run: SyncRun, { eventCursorCreated }: EventCursor): boolean {
  return eventCursorCreated !== null && nowSeconds(run) - eventCursorCreated > eventRetentionSeconds;
}

function isUnknownCursor(error: unknown): boolean {
  return isAppError(error) && (error.code === 'not_found' || error.details['param'] === 'ending_before');
}

/**
 * The next batch of events after the cursor, newest first; null where the key may not read events.
 * *Errors*: EventFeedLost when the feed no longer reaches back that far.
 */
export async function nextEvents(run: SyncRun, cursor: EventCursor): Promise<EventBatch | null> {
  if (isCursorTooOld(cursor, nowSeconds(run))) throw new EventFeedLost('cursorTooOld');
  try {
    if (cursor.eventCursor === null) {
      const feed = await wholeFeed(run);
      // Lists alone may have missed changes of older objects.
      if (cursor.withoutEvents) throw new EventFeedLost('rightsChanged');
      return feed;
    }
    return await eventsAfter(run, cursor.eventCursor);
  } catch (error) {
    if (isForbidden(error)) return null;
    if (!isUnknownCursor(error)) throw error;
    if (cursor.withoutEvents) throw new EventFeedLost('rightsChanged');
    if (isForgotten(run, cursor)) return wholeFeed(run);
    throw new EventFeedLost('feedLost');
  }
}

/** What a run ends with when each walk is followed by news that the feed is lost again. */
export function feedKeepsGettingLost(): AppError {
  return new AppError(
    'stripe_unavailable',
    'Stripe gave no dependable list of what changed, twice in a row. Everything was read, but changes made meanwhile may be missing; the next sync reads everything again.',
  );
}
