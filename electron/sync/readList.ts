import { isAppError, type AppErrorCode } from '../../shared/errors/appError.ts';
import { isForbidden } from '../../shared/errors/unlessForbidden.ts';
import type { PageSummary, RawPage, SyncCheckpoint, WrittenWithPage } from '../cache/cacheApi.ts';
import { readMissingLines } from './completeLines.ts';
import type { StripeList } from './syncLists.ts';
import { beginRead, writeBytes, type Reader, type ReadMoment } from './syncRun.ts';

/** STRIPE: the most that a list gives at once. */
const largestPage = 100;
const smallestPage = 10;
const attemptsPerPage = 3;

/** Troubles of one answer that a smaller page may not have. */
const passing: ReadonlySet<AppErrorCode> = new Set(['timeout', 'stripe_unavailable']);

/** The worker finds pages cut off that looked whole from outside; for anything else a person does not wait twice. */
function mayPass({ priority }: Reader, error: unknown): boolean {
  if (!isAppError(error) || !passing.has(error.code)) return false;
  return priority === 'background' || error.details['reason'] === 'truncated';
}

/** Where in a list the next page begins, and how it is asked for. */
interface Place {
  cursor: string | null;
  limit: number;
  expansions: StripeList['expansions'];
}

interface PageRead extends ReadMoment {
  bytes: Uint8Array<ArrayBuffer>;
  expansions: StripeList['expansions'];
}

/** The checkpoint of a list that was never begun. */
export function freshCheckpoint(workspaceId: string, step: string): SyncCheckpoint {
  return { workspaceId, step, cursor: null, done: false, fetched: 0 };
}

function isAnchorGone(error: unknown): boolean {
  return isAppError(error) && (error.code === 'not_found' || error.details['param'] === 'starting_after');
}

/** Asks for one page, without the expansions that the key has no right to. */
async function readPage(reader: Reader, list: StripeList, place: Place): Promise<PageRead> {
  const { cursor, limit, expansions } = place;
  const [expand = [], ...simpler] = expansions;
  const moment = beginRead(reader);
  try {
    const bytes = await reader.gateway.readPage({
      path: list.path,
      params: {
        limit,
        ...list.params,
        ...(expand.length > 0 ? { expand } : {}),
        ...(cursor === null ? {} : { starting_after: cursor }),
      },
      priority: reader.priority,
      signal: reader.signal,
    });
    return { bytes, ...moment, expansions };
  } catch (error) {
    if (simpler.length > 0 && isForbidden(error))
      return readPage(reader, list, { ...place, expansions: simpler });
    throw error;
  }
}

/** A page that was too much for once tells how much goes; after it, pages grow again. */
function nextLimit({ limit }: Place, { count, hasMore }: PageSummary): number {
  return hasMore && count < limit ? Math.max(smallestPage, count) : Math.min(largestPage, limit * 2);
}

/**
 * Reads a page and writes it, again and smaller where it turns out to be cut off or too slow; `before` runs in between.
 * The gateway has by then asked several times itself; what it gives may still be cut off in the middle.
 */
async function transferPage(
  reader: Reader,
  list: StripeList,
  from: Place,
  before?: () => Promise<WrittenWithPage>,
): Promise<{ summary: PageSummary; place: Place }> {
  let place = from;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { expansions, ...read } = await readPage(reader, list, place);
      const summary = await writeBytes(reader, list.kind, read, await before?.());
      return { summary, place: { cursor: summary.lastId, limit: nextLimit(place, summary), expansions } };
    } catch (error) {
      if (!mayPass(reader, error) || attempt === attemptsPerPage) throw error;
      place = { ...place, limit: Math.max(smallestPage, Math.floor(place.limit / 2)) };
    }
  }
}

async function writePages({ cache }: Reader, pages: readonly RawPage[]): Promise<void> {
  await Promise.all(pages.map((page) => cache.writePage({ page })));
}

/** Reads a short list as a whole into the cache. */
export async function readList(
  reader: Reader,
  list: StripeList,
  onPage: (count: number) => void = () => {},
): Promise<void> {
  let place: Place = { cursor: null, limit: largestPage, expansions: list.expansions };
  for (let hasMore = true; hasMore;) {
    const { summary, place: next } = await transferPage(reader, list, place);
    await writePages(reader, await readMissingLines(reader, summary.incomplete));
    place = next;
    hasMore = summary.hasMore && summary.lastId !== null;
    onPage(summary.count);
  }
}

/**
 * The same list from the creation of an object on that was deleted meanwhile; null where the cache does not know it.
 * STRIPE: `starting_after` takes the id of an object that exists.
 */
async function listFrom(reader: Reader, list: StripeList, anchor: string): Promise<StripeList | null> {
  const { workspaceId, cache } = reader;
  const [row] = await cache.findRows({ workspaceId, kind: list.kind, ids: [anchor] });
  if (!row) return null;
  const { 'created[lt]': _end, ...params } = list.params;
  return { ...list, params: { ...params, 'created[lte]': row.created } };
}

/**
 * Walks a long list to its end from where its checkpoint says; `onPage` hears how far it is after each page.
 * How far a page reaches is known only once the worker has parsed it, so that mark is stored together with the next
 * page, and so are the lines that were missing: a kill repeats one page at most, with its lines.
 */
export async function walkList(
  reader: Reader,
  list: StripeList,
  from: SyncCheckpoint,
  onPage: (checkpoint: SyncCheckpoint, count: number) => void,
): Promise<void> {
  let walked = list;
  let current = from;
  let place: Place = { cursor: from.cursor, limit: largestPage, expansions: list.expansions };
  let completed: Promise<RawPage[]> = Promise.resolve([]);
  const soFar = async (): Promise<WrittenWithPage> => ({ checkpoint: current, completed: await completed });
  while (!current.done) {
    try {
      const { summary, place: next } = await transferPage(reader, walked, place, soFar);
      completed = readMissingLines(reader, summary.incomplete);
      // Awaited before the next write; until then a failure must not count as unhandled.
      completed.catch(() => {});
      current = {
        ...current,
        cursor: summary.lastId ?? place.cursor,
        done: !summary.hasMore || summary.lastId === null,
        fetched: current.fetched + summary.count,
      };
      place = next;
      onPage(current, summary.count);
    } catch (error) {
      if (place.cursor === null || !isAnchorGone(error)) throw error;
      // Without the anchor's creation the list begins again: everything is upserted.
      walked = (await listFrom(reader, list, place.cursor)) ?? list;
      place = { ...place, cursor: null };
      if (walked === list) current = freshCheckpoint(from.workspaceId, from.step);
    }
  }
  await writePages(reader, await completed);
  await reader.cache.saveCheckpoint(current);
}
