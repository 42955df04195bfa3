import { inTransaction, type Connection } from '../../sqlite/openDatabase.ts';
import type { EditAuditEntry, EditSettlement, PendingEdit } from '../pendingEdit.ts';
import type { WorkspaceDatabase } from '../workspaceDatabaseApi.ts';
import { appendAudit, settleAudit } from './auditLog.ts';

type Input<Name extends 'savePendingEdit' | 'deletePendingEdit' | 'listPendingEdits' | 'findPendingEdit'> =
  Parameters<WorkspaceDatabase[Name]>[0];

function settle(connection: Connection, settlements: readonly EditSettlement[]): void {
  for (const settlement of settlements) settleAudit(connection, settlement);
}

/** Keeps an edit together with its new entries and outcomes in the audit log: all of it or nothing. */
export function savePendingEdit(
  connection: Connection,
  { edit, append, settlements }: Input<'savePendingEdit'>,
): PendingEdit {
  return inTransaction(connection.database, () => {
    settle(connection, settlements);
    const appended = append.map((entry): EditAuditEntry => {
      const { action, before, after, outcome } = entry;
      return { id: appendAudit(connection, entry), action, before, after, outcome };
    });
    const saved = { ...edit, audit: [...edit.audit, ...appended] };
    const { workspaceId, customerId, createdAt, state, ...body } = saved;
    connection
      .statement(
        `INSERT INTO pending_edits (workspace_id, customer_id, created_at, state, body) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET created_at = excluded.created_at, state = excluded.state, body = excluded.body`,
      )
      .run(workspaceId, customerId, createdAt, state, JSON.stringify(body));
    return saved;
  });
}

/** Takes an edit away and settles what the audit log says about it. */
export function deletePendingEdit(
  connection: Connection,
  { workspaceId, customerId, settlements }: Input<'deletePendingEdit'>,
): void {
  inTransaction(connection.database, () => {
    settle(connection, settlements);
    connection
      .statement('DELETE FROM pending_edits WHERE workspace_id = ? AND customer_id = ?')
      .run(workspaceId, customerId);
  });
}

interface StoredEdit {
  workspace_id: string;
  customer_id: string;
  created_at: number;
  state: string;
  body: string;
}

function toEdit(row: StoredEdit): PendingEdit {
  return {
    ...(JSON.parse(row.body) as Omit<PendingEdit, 'workspaceId' | 'customerId' | 'createdAt' | 'state'>),
    workspaceId: row.workspace_id,
    customerId: row.customer_id,
    createdAt: row.created_at,
    state: row.state as PendingEdit['state'],
  };
}

/** Every edit of these workspaces (null: of all), oldest first. */
export function listPendingEdits(
  { statement }: Connection,
  { workspaceIds }: Input<'listPendingEdits'>,
): PendingEdit[] {
  const where =
    workspaceIds === null ? '' : `WHERE workspace_id IN (${workspaceIds.map(() => '?').join(', ')})`;
  const rows = statement(
    `SELECT * FROM pending_edits ${where} ORDER BY created_at, workspace_id, customer_id`,
  ).all(...(workspaceIds ?? []));
  return (rows as unknown as StoredEdit[]).map(toEdit);
}

/** The edit of a customer, or null. */
export function findPendingEdit(
  { statement }: Connection,
  { workspaceId, customerId }: Input<'findPendingEdit'>,
): PendingEdit | null {
  const row = statement('SELECT * FROM pending_edits WHERE workspace_id = ? AND customer_id = ?').get(
    workspaceId,
    customerId,
  );
  return row ? toEdit(row as unknown as StoredEdit) : null;
}

/** A save that was under way when the former process ended: its request may have arrived, or never left. */
export function noteInterruptedSaves({ statement }: Connection): void {
  statement(
    `UPDATE pending_edits SET state = iif(body ->> '$.inFlight' IS NULL, 'waiting', 'unknown')
     WHERE state = 'sending'`,
  ).run();
}
