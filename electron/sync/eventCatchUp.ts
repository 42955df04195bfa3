import { affectedObjectsOf } from './affectedObjects.ts';
import { cursorAfter, nextEvents, type EventCursor } from './eventFeed.ts';
import { readChanged } from './readChanged.ts';
import { reconcile } from './reconcile.ts';
import { nowSeconds, type SyncRun } from './syncRun.ts';

/** Without events the lists of so many days are read at each sync; the nightly comparison goes further back. */
const daysWithoutEvents = 2;

/**
 * Brings the cache up to date with what happened since the cursor and gives the new cursor. `save` keeps each cursor on
 * the way: what is applied is not asked for again.
 * *Errors*: EventFeedLost when the feed no longer reaches back that far.
 */
export async function catchUp(
  run: SyncRun,
  from: EventCursor,
  save: (cursor: EventCursor) => Promise<void>,
): Promise<EventCursor> {
  run.progress.update({ phase: 'catchUp' });
  let cursor = from;
  for (;;) {
    const eventCursorAt = nowSeconds(run);
    const batch = await nextEvents(run, cursor);
    if (batch === null) {
      run.skipped.add('events');
      await reconcile(run, { days: daysWithoutEvents, isWhole: false });
      return { ...cursor, eventCursorAt, withoutEvents: true };
    }
    await readChanged(run, affectedObjectsOf(batch.events));
    await run.noteChanges(batch.events);
    cursor = { ...cursorAfter(run, cursor, batch), eventCursorAt };
    if (!batch.hasMore) return cursor;
    await save(cursor);
  }
}
