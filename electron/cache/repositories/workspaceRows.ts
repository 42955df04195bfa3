import type { Connection } from '../../sqlite/openDatabase.ts';
import type { FullWalk } from '../../../shared/ipc/schemas/workspaces.ts';
import type { SyncCheckpoint, WorkspaceSyncState } from '../cacheApi.ts';
import type { ReadMoment } from '../pageContext.ts';

/** The short number of a workspace, or null when the cache holds nothing of it. */
export function findWorkspace({ statement }: Connection, workspaceId: string): number | null {
  const row = statement('SELECT workspace FROM workspaces WHERE workspace_id = ?').get(workspaceId);
  return (row?.['workspace'] as number | undefined) ?? null;
}

/** The short number of a workspace; a new one gets the next number. */
export function workspaceNumber(connection: Connection, workspaceId: string): number {
  const known = findWorkspace(connection, workspaceId);
  if (known !== null) return known;
  const { lastInsertRowid } = connection
    .statement('INSERT INTO workspaces (workspace_id) VALUES (?)')
    .run(workspaceId);
  return Number(lastInsertRowid);
}

/** Workspace ids by their numbers, of those asked for; null asks for all. */
export function workspaceIdsByNumber(
  { statement }: Connection,
  workspaceIds: readonly string[] | null,
): Map<number, string> {
  const rows = statement('SELECT workspace, workspace_id FROM workspaces').all() as {
    workspace: number;
    workspace_id: string;
  }[];
  const wanted = workspaceIds === null ? rows : rows.filter((row) => workspaceIds.includes(row.workspace_id));
  return new Map(wanted.map((row) => [row.workspace, row.workspace_id]));
}

interface SyncStateRow {
  event_cursor: string | null;
  event_cursor_created: number | null;
  event_cursor_at: number | null;
  without_events: number;
  as_of: number | null;
  complete: number;
  reconciled_at: number | null;
  walk_reason: FullWalk['reason'] | null;
  walk_begun_at: number | null;
  walk_ended_at: number | null;
}

/** How far a workspace's sync is; a workspace that was never synced has nothing but nulls. */
export function getSyncState({ statement }: Connection, workspaceId: string): WorkspaceSyncState {
  const row = statement(
    `SELECT event_cursor, event_cursor_created, event_cursor_at, without_events, as_of, complete, reconciled_at,
       walk_reason, walk_begun_at, walk_ended_at FROM workspaces WHERE workspace_id = ?`,
  ).get(workspaceId) as SyncStateRow | undefined;
  return {
    workspaceId,
    eventCursor: row?.event_cursor ?? null,
    eventCursorCreated: row?.event_cursor_created ?? null,
    eventCursorAt: row?.event_cursor_at ?? null,
    withoutEvents: row?.without_events === 1,
    asOf: row?.as_of ?? null,
    complete: row?.complete === 1,
    reconciledAt: row?.reconciled_at ?? null,
    walk:
      row && row.walk_reason !== null
        ? { reason: row.walk_reason, begunAt: row.walk_begun_at ?? 0, endedAt: row.walk_ended_at }
        : null,
  };
}

/** Stores how far a workspace's sync is. */
export function saveSyncState(connection: Connection, state: WorkspaceSyncState): void {
  const workspace = workspaceNumber(connection, state.workspaceId);
  connection
    .statement(
      `UPDATE workspaces SET event_cursor = ?, event_cursor_created = ?, event_cursor_at = ?, without_events = ?,
         as_of = ?, complete = ?, reconciled_at = ?, walk_reason = ?, walk_begun_at = ?, walk_ended_at = ?
       WHERE workspace = ?`,
    )
    .run(
      state.eventCursor,
      state.eventCursorCreated,
      state.eventCursorAt,
      state.withoutEvents ? 1 : 0,
      state.asOf,
      state.complete ? 1 : 0,
      state.reconciledAt,
      state.walk?.reason ?? null,
      state.walk?.begunAt ?? null,
      state.walk?.endedAt ?? null,
      workspace,
    );
}

/** Remembers the highest order in which something stored was read. */
export function noteReadOrder({ statement }: Connection, workspace: number, { readOrder }: ReadMoment): void {
  statement('UPDATE workspaces SET read_order = ? WHERE workspace = ? AND read_order < ?').run(
    readOrder,
    workspace,
    readOrder,
  );
}

/** The highest order in which anything stored was read. */
export function lastReadOrder({ statement }: Connection): number {
  const { last } = statement('SELECT coalesce(max(read_order), 0) AS last FROM workspaces').get() as {
    last: number;
  };
  return last;
}

/** The oldest moment of these workspaces' data; null when one of them was never synced. */
export function oldestAsOf(connection: Connection, workspaceIds: readonly string[]): number | null {
  let oldest: number | null = null;
  for (const workspaceId of workspaceIds) {
    const { asOf } = getSyncState(connection, workspaceId);
    if (asOf === null) return null;
    oldest = oldest === null ? asOf : Math.min(oldest, asOf);
  }
  return oldest;
}

/** Progress of every step of a workspace's sync. */
export function listCheckpoints(connection: Connection, workspaceId: string): SyncCheckpoint[] {
  const workspace = findWorkspace(connection, workspaceId);
  if (workspace === null) return [];
  const rows = connection
    .statement('SELECT step, cursor, done, fetched FROM sync_checkpoints WHERE workspace = ? ORDER BY step')
    .all(workspace) as { step: string; cursor: string | null; done: number; fetched: number }[];
  return rows.map((row) => ({ ...row, workspaceId, done: row.done === 1 }));
}

/** Stores the progress of one step. */
export function saveCheckpoint(connection: Connection, checkpoint: SyncCheckpoint): void {
  connection
    .statement(
      `INSERT INTO sync_checkpoints (workspace, step, cursor, done, fetched) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET cursor = excluded.cursor, done = excluded.done, fetched = excluded.fetched`,
    )
    .run(
      workspaceNumber(connection, checkpoint.workspaceId),
      checkpoint.step,
      checkpoint.cursor,
      checkpoint.done ? 1 : 0,
      checkpoint.fetched,
    );
}

/** Forgets the progress of a workspace's sync. */
export function clearCheckpoints(connection: Connection, workspaceId: string): void {
  const workspace = findWorkspace(connection, workspaceId);
  if (workspace !== null)
    connection.statement('DELETE FROM sync_checkpoints WHERE workspace = ?').run(workspace);
}
