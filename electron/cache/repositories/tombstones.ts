import type { Connection } from '../../sqlite/openDatabase.ts';
import type { CachedKind } from '../cacheApi.ts';

/** Remembers that an object was gone when Stripe was read at `readAt`. */
export function bury(
  { statement }: Connection,
  workspace: number,
  kind: CachedKind,
  id: string,
  readAt: number,
): void {
  statement(
    `INSERT INTO tombstones (workspace, kind, id, read_at) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET read_at = max(read_at, excluded.read_at)`,
  ).run(workspace, kind, id, readAt);
}

/** Whether an object was already known to be gone when an answer was read. */
export function wasGone(
  { statement }: Connection,
  workspace: number,
  kind: CachedKind,
  id: string,
  readAt: number,
): boolean {
  const row = statement('SELECT read_at FROM tombstones WHERE workspace = ? AND kind = ? AND id = ?').get(
    workspace,
    kind,
    id,
  );
  return row !== undefined && (row['read_at'] as number) >= readAt;
}
