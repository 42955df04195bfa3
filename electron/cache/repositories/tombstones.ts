import type { Connection } from '../../sqlite/openDatabase.ts';
import type { CachedKind } from '../cacheApi.ts';
import type { ReadMoment } from '../pageContext.ts';

/** Remembers that an object was gone when Stripe was read. */
export function bury(
  { statement }: Connection,
  workspace: number,
  kind: CachedKind,
  id: string,
  { readAt, readOrder }: ReadMoment,
): void {
  statement(
    `INSERT INTO tombstones (workspace, kind, id, read_at, read_order) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET read_at = excluded.read_at, read_order = excluded.read_order
     WHERE excluded.read_order > read_order`,
  ).run(workspace, kind, id, readAt, readOrder);
}

/**
 * Tells of an answer's objects whether they were already known to be gone when it was read; made after the answer's own
 * deletions were noted.
 * PERF: nearly no account has deleted anything, so that is asked once per page and not once per object (benchmark: backfill).
 */
export function createGoneCheck(
  { statement }: Connection,
  workspace: number,
  { readOrder }: ReadMoment,
): (kind: CachedKind, id: string) => boolean {
  const anyGone = new Map<CachedKind, boolean>();
  const isAnyGone = (kind: CachedKind): boolean => {
    const row = statement('SELECT 1 FROM tombstones WHERE workspace = ? AND kind = ? LIMIT 1').get(
      workspace,
      kind,
    );
    anyGone.set(kind, row !== undefined);
    return row !== undefined;
  };
  return (kind, id) => {
    if (!(anyGone.get(kind) ?? isAnyGone(kind))) return false;
    const row = statement(
      'SELECT read_order FROM tombstones WHERE workspace = ? AND kind = ? AND id = ?',
    ).get(workspace, kind, id);
    return row !== undefined && (row['read_order'] as number) >= readOrder;
  };
}
