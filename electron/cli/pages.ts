import { UsageError } from './usageError.ts';

/** The largest page that a list method gives at once. */
const pageLimit = 500;

interface RowsAndTotal {
  rows: unknown[];
  total: number;
}

interface Page<List extends RowsAndTotal> {
  items: List['rows'][number][];
  nextCursor: string | null;
  first: List;
}

/** Reads as many pages of a list as a command's `--limit` needs, going on after its `--cursor`. */
export async function readPages<List extends RowsAndTotal>(
  { limit, cursor }: { limit: number; cursor: string | null },
  readPage: (range: { offset: number; limit: number }) => Promise<List>,
): Promise<Page<List>> {
  const start = cursor === null ? 0 : toOffset(cursor);
  const first = await readPage({ offset: start, limit: Math.min(limit, pageLimit) });
  const items: List['rows'][number][] = [...first.rows];
  while (items.length < limit && start + items.length < first.total) {
    const page = await readPage({
      offset: start + items.length,
      limit: Math.min(limit - items.length, pageLimit),
    });
    if (page.rows.length === 0) break;
    items.push(...page.rows);
  }
  const next = start + items.length;
  return { items, nextCursor: next < first.total ? toCursor(next) : null, first };
}

function toCursor(offset: number): string {
  return Buffer.from(`offset:${offset}`).toString('base64url');
}

function toOffset(cursor: string): number {
  const match = /^offset:(\d{1,8})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match) throw new UsageError('--cursor must be the nextCursor of an earlier page.');
  return Number(match[1]);
}
