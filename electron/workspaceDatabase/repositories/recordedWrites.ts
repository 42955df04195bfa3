import { inTransaction, type Connection } from '../../sqlite/openDatabase.ts';
import type { PaymentRecords } from '../paymentRecords.ts';
import { appendAudit, settleAudit } from './auditLog.ts';
import { findAttemptAudit, insertAttempt, updateAttempt } from './payments.ts';

type Input<Name extends 'beginAction' | 'settleAction' | 'settleAttempt'> = Parameters<
  PaymentRecords[Name]
>[0];

/** Records a write before it is sent: the audit entry, the action, and for a payment its attempt. */
export function beginAction(connection: Connection, { action, audit, attempt }: Input<'beginAction'>): void {
  inTransaction(connection.database, () => {
    const auditId = appendAudit(connection, audit);
    connection
      .statement(
        'INSERT INTO actions (id, workspace_id, kind, payload, created_at, audit_id) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(action.id, action.workspaceId, action.kind, '{}', action.createdAt, auditId);
    if (attempt) insertAttempt(connection, attempt, auditId);
  });
}

/**
 * Settles a recorded write by its answer; one that is settled already stays as it is. One of which nobody knows what
 * became keeps its action: an event of Stripe's may name it later.
 */
export function settleAction(connection: Connection, { id, ...settlement }: Input<'settleAction'>): void {
  inTransaction(connection.database, () => {
    const row = connection.statement('SELECT audit_id FROM actions WHERE id = ?').get(id);
    if (!row) return;
    settleAudit(connection, { id: row['audit_id'] as number, ...settlement });
    const isOpen = settlement.outcome === 'unknown';
    connection
      .statement(
        isOpen ? `UPDATE actions SET kind = 'unanswered' WHERE id = ?` : 'DELETE FROM actions WHERE id = ?',
      )
      .run(id);
  });
}

/** Settles a payment by its answer or by what was found out later. */
export function settleAttempt(
  connection: Connection,
  { id, verdict, at, ...settlement }: Input<'settleAttempt'>,
): void {
  inTransaction(connection.database, () => {
    settleAudit(connection, { id: findAttemptAudit(connection, id), ...settlement });
    updateAttempt(connection, id, { verdict, at, requestId: settlement.requestId });
    if (verdict.state !== 'unknown') connection.statement('DELETE FROM actions WHERE id = ?').run(id);
  });
}
