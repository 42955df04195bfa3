import type { Connection } from '../../sqlite/openDatabase.ts';
import type { WorkspaceDatabase } from '../workspaceDatabaseApi.ts';

type Action = Parameters<WorkspaceDatabase['saveAction']>[0];

/** Keeps what must survive a kill between sending a change and its answer. */
export function saveAction({ statement }: Connection, action: Action): void {
  statement(
    `INSERT INTO actions (id, workspace_id, kind, payload, created_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET payload = excluded.payload`,
  ).run(action.id, action.workspaceId, action.kind, action.payload, action.createdAt);
}

/** Forgets an action whose answer is known. */
export function deleteAction({ statement }: Connection, id: string): void {
  statement('DELETE FROM actions WHERE id = ?').run(id);
}

/** Actions whose answer never came, oldest first. */
export function listActions({ statement }: Connection): Action[] {
  const rows = statement(
    `SELECT id, workspace_id AS workspaceId, kind, payload, created_at AS createdAt FROM actions
     ORDER BY created_at, id`,
  ).all();
  return rows.map((row) => ({ ...row })) as unknown as Action[];
}
