import type { Connection } from '../../sqlite/openDatabase.ts';
import type { KeptThing, WorkspaceDatabase } from '../workspaceDatabaseApi.ts';

/** Keeps an invoice's documents, or all of a customer, on this machine; or lets them go again. */
export function setKept(
  { statement }: Connection,
  { workspaceId, scope, id, at }: Parameters<WorkspaceDatabase['setKept']>[0],
): void {
  if (at === null)
    statement('DELETE FROM document_keeps WHERE workspace_id = ? AND scope = ? AND id = ?').run(
      workspaceId,
      scope,
      id,
    );
  else statement('INSERT OR IGNORE INTO document_keeps VALUES (?, ?, ?, ?)').run(workspaceId, scope, id, at);
}

/** What is kept of a workspace, oldest first. */
export function listKept({ statement }: Connection, workspaceId: string): KeptThing[] {
  const rows = statement(
    'SELECT scope, id, kept_at AS keptAt FROM document_keeps WHERE workspace_id = ? ORDER BY kept_at, scope, id',
  ).all(workspaceId);
  return rows.map((row) => ({ ...row })) as unknown as KeptThing[];
}
