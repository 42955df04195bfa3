import { isAppError } from '../../shared/errors/appError.ts';
import type { PageSummary, SyncCheckpoint } from '../cache/cacheApi.ts';
import { completeLines } from './completeLines.ts';
import type { StripeList } from './syncLists.ts';
import { nowSeconds, writeBytes, type Reader } from './syncRun.ts';

/** STRIPE: the most that a list gives at once. */
const pageSize = 100;

interface PageRead {
  bytes: Uint8Array<ArrayBuffer>;
  readAt: number;
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
async function readPage(
  reader: Reader,
  list: StripeList,
  cursor: string | null,
  expansions: StripeList['expansions'],
): Promise<PageRead> {
  const [expand = [], ...simpler] = expansions;
  const readAt = nowSeconds(reader);
  try {
    const bytes = await reader.gateway.readPage({
      path: list.path,
      params: {
        limit: pageSize,
        ...list.params,
        ...(expand.length > 0 ? { expand } : {}),
        ...(cursor === null ? {} : { starting_after: cursor }),
      },
      priority: reader.priority,
      signal: reader.signal,
    });
    return { bytes, readAt, expansions };
  } catch (error) {
    if (simpler.length > 0 && isAppError(error) && error.code === 'permission_missing')
      return readPage(reader, list, cursor, simpler);
    throw error;
  }
}

async function writePage(
  reader: Reader,
  list: StripeList,
  read: PageRead,
  checkpoint?: SyncCheckpoint,
): Promise<PageSummary> {
  const { bytes, readAt } = read;
  const summary = await writeBytes(reader, list.kind, { bytes, readAt }, checkpoint);
  if (summary.incompleteLines.length > 0) await completeLines(reader, summary.incompleteLines);
  return summary;
}

/** Reads a short list as a whole into the cache. */
export async function readList(
  reader: Reader,
  list: StripeList,
  onPage: (count: number) => void = () => {},
): Promise<void> {
  let { expansions } = list;
  for (let cursor: string | null = null, hasMore = true; hasMore;) {
    const read = await readPage(reader, list, cursor, expansions);
    ({ expansions } = read);
    const summary = await writePage(reader, list, read);
    cursor = summary.lastId;
    hasMore = summary.hasMore && cursor !== null;
    onPage(summary.count);
  }
}

/**
 * Walks a long list to its end from where its checkpoint says; `onPage` hears how far it is after each page.
 * How far a page reaches is known only once the worker has parsed it, so that mark is stored together with the next
 * page: a kill repeats one page at most.
 */
export async function walkList(
  reader: Reader,
  list: StripeList,
  from: SyncCheckpoint,
  onPage: (checkpoint: SyncCheckpoint, count: number) => void,
): Promise<void> {
  let current = from;
  let { expansions } = list;
  while (!current.done) {
    let read: PageRead;
    try {
      read = await readPage(reader, list, current.cursor, expansions);
    } catch (error) {
      if (current.cursor === null || !isAnchorGone(error)) throw error;
      // The object to go on after was deleted meanwhile: begin this list again, everything is upserted.
      current = freshCheckpoint(from.workspaceId, from.step);
      continue;
    }
    ({ expansions } = read);
    const summary = await writePage(reader, list, read, current);
    current = {
      ...current,
      cursor: summary.lastId ?? current.cursor,
      done: !summary.hasMore || summary.lastId === null,
      fetched: current.fetched + summary.count,
    };
    onPage(current, summary.count);
  }
  await reader.cache.saveCheckpoint(current);
}
