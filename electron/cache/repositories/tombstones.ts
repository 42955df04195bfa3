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

/** Whether an object was already known to be gone when an answer was read. */
export function wasGone(
  { statement }: Connection,
  workspace: number,
  kind: CachedKind,
  id: string,
  { readOrder }: ReadMoment,
): boolean {
  const row = statement('SELECT read_order FROM tombstones WHERE workspace = ? AND kind = ? AND id = ?').get(
    workspace,
    kind,
    id,
  );
  return row !== undefined && (row['read_order'] as number) >= readOrder;
}
