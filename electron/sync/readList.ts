import { isAppError } from '../../shared/errors/appError.ts';
import type { PageSummary, RawPage, SyncCheckpoint } from '../cache/cacheApi.ts';
import { readMissingLines } from './completeLines.ts';
import type { StripeList } from './syncLists.ts';
import { beginRead, writeBytes, type Reader, type ReadMoment } from './syncRun.ts';

/** STRIPE: the most that a list gives at once. */
const pageSize = 100;
const attemptsPerPage = 3;

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
async function readPage(
  reader: Reader,
  list: StripeList,
  cursor: string | null,
  expansions: StripeList['expansions'],
): Promise<PageRead> {
  const [expand = [], ...simpler] = expansions;
  const moment = beginRead(reader);
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
    return { bytes, ...moment, expansions };
  } catch (error) {
    if (simpler.length > 0 && isAppError(error) && error.code === 'permission_missing')
      return readPage(reader, list, cursor, simpler);
    throw error;
  }
}

/** The worker found a page cut off that looked whole from outside. */
function isCutOff(error: unknown): boolean {
  return isAppError(error) && error.details['reason'] === 'truncated';
}

/** Reads a page and writes it, once more where it turns out to be cut off; `before` runs in between. */
async function transferPage(
  reader: Reader,
  list: StripeList,
  from: { cursor: string | null; expansions: StripeList['expansions'] },
  before?: () => Promise<SyncCheckpoint>,
): Promise<{ summary: PageSummary; expansions: StripeList['expansions'] }> {
  for (let attempt = 1; ; attempt += 1) {
    const { expansions, ...read } = await readPage(reader, list, from.cursor, from.expansions);
    const checkpoint = await before?.();
    try {
      return { summary: await writeBytes(reader, list.kind, read, checkpoint), expansions };
    } catch (error) {
      if (!isCutOff(error) || attempt === attemptsPerPage) throw error;
    }
  }
}

function writePages({ cache }: Reader, pages: readonly RawPage[]): Promise<PageSummary>[] {
  return pages.map((page) => cache.writePage({ page }));
}

/** Reads a short list as a whole into the cache. */
export async function readList(
  reader: Reader,
  list: StripeList,
  onPage: (count: number) => void = () => {},
): Promise<void> {
  let { expansions } = list;
  for (let cursor: string | null = null, hasMore = true; hasMore;) {
    const { summary, ...transferred } = await transferPage(reader, list, { cursor, expansions });
    ({ expansions } = transferred);
    await Promise.all(writePages(reader, await readMissingLines(reader, summary.incompleteLines)));
    cursor = summary.lastId;
    hasMore = summary.hasMore && cursor !== null;
    onPage(summary.count);
  }
}

/**
 * Walks a long list to its end from where its checkpoint says; `onPage` hears how far it is after each page.
 * How far a page reaches is known only once the worker has parsed it, so that mark is stored together with the next
 * page: a kill repeats one page at most. Missing lines arrive while the next page is on its way.
 *
 * PERF: they are sent to the worker just before that page, so that both are one commit (benchmark: backfill).
 */
export async function walkList(
  reader: Reader,
  list: StripeList,
  from: SyncCheckpoint,
  onPage: (checkpoint: SyncCheckpoint, count: number) => void,
): Promise<void> {
  let current = from;
  let { expansions } = list;
  let missingLines: Promise<RawPage[]> = Promise.resolve([]);
  let writes: Promise<unknown> = Promise.resolve();
  const writeLines = async (): Promise<SyncCheckpoint> => {
    const pages = await missingLines;
    missingLines = Promise.resolve([]);
    // The worker writes in order of arrival: the checkpoint comes after them.
    writes = Promise.all([writes, ...writePages(reader, pages)]);
    // Awaited after the page; until then a failure must not count as unhandled.
    writes.catch(() => {});
    return current;
  };
  while (!current.done) {
    try {
      const { cursor } = current;
      const { summary, ...transferred } = await transferPage(
        reader,
        list,
        { cursor, expansions },
        writeLines,
      );
      ({ expansions } = transferred);
      await writes;
      missingLines = readMissingLines(reader, summary.incompleteLines);
      // Awaited before the next write.
      missingLines.catch(() => {});
      current = {
        ...current,
        cursor: summary.lastId ?? cursor,
        done: !summary.hasMore || summary.lastId === null,
        fetched: current.fetched + summary.count,
      };
      onPage(current, summary.count);
    } catch (error) {
      if (current.cursor === null || !isAnchorGone(error)) throw error;
      // The object to go on after was deleted meanwhile: begin this list again, everything is upserted.
      current = freshCheckpoint(from.workspaceId, from.step);
    }
  }
  const last = await writeLines();
  await writes;
  await reader.cache.saveCheckpoint(last);
}
