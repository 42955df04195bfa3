import type { AttemptVerdict } from '../../../shared/domain/collecting.ts';
import type { UnixSeconds } from '../../../shared/domain/dates.ts';
import { AppError } from '../../../shared/errors/appError.ts';
import type { Connection } from '../../sqlite/openDatabase.ts';
import type { AttemptRecord, NewAttempt, PaymentRecords } from '../paymentRecords.ts';

const columns = `id, workspace_id AS workspaceId, invoice_id AS invoiceId, invoice_number AS invoiceNumber,
  customer_id AS customerId, customer_name AS customerName, run_id AS runId, method_id AS methodId,
  method_type AS methodType, method_label AS methodLabel, amount, currency, who, started_at AS startedAt, baseline,
  state, settled_at AS settledAt, code, decline_code AS declineCode, advice_code AS adviceCode,
  request_id AS requestId`;

/** Keeps an attempt before it is sent. *Errors*: `collection_refused` while another one of the invoice has no answer. */
export function insertAttempt({ statement }: Connection, attempt: NewAttempt, auditId: number): void {
  const other = statement(
    `SELECT id FROM payment_attempts WHERE workspace_id = ? AND invoice_id = ? AND state IN ('sending', 'unknown')`,
  ).get(attempt.workspaceId, attempt.invoiceId);
  if (other)
    throw new AppError(
      'collection_refused',
      'This invoice is being collected already, and the answer to that is not known yet. Nothing was sent a second time.',
      { details: { reason: 'underWay', attemptId: other['id'] as string } },
    );
  statement(
    `INSERT INTO payment_attempts (id, workspace_id, invoice_id, invoice_number, customer_id, customer_name, run_id,
       method_id, method_type, method_label, amount, currency, who, started_at, baseline, audit_id, state)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'sending')`,
  ).run(
    attempt.id,
    attempt.workspaceId,
    attempt.invoiceId,
    attempt.invoiceNumber,
    attempt.customerId,
    attempt.customerName,
    attempt.runId,
    attempt.methodId,
    attempt.methodType,
    attempt.methodLabel,
    attempt.amount,
    attempt.currency,
    attempt.who,
    attempt.startedAt,
    JSON.stringify(attempt.baseline),
    auditId,
  );
}

/** The audit entry that tells of an attempt. */
export function findAttemptAudit({ statement }: Connection, id: string): number {
  const row = statement('SELECT audit_id FROM payment_attempts WHERE id = ?').get(id);
  if (!row) throw new Error(`there is no payment attempt ${id}`);
  return row['audit_id'] as number;
}

/** Writes what became of an attempt; a request id that is known is kept. */
export function updateAttempt(
  { statement }: Connection,
  id: string,
  { verdict, at, requestId }: { verdict: AttemptVerdict; at: UnixSeconds; requestId: string | null },
): void {
  statement(
    `UPDATE payment_attempts SET state = ?, settled_at = ?, code = ?, decline_code = ?, advice_code = ?,
       request_id = coalesce(?, request_id) WHERE id = ?`,
  ).run(verdict.state, at, verdict.code, verdict.declineCode, verdict.adviceCode, requestId, id);
}

/** What was being sent when the former process ended has an unknown outcome. */
export function noteInterruptedAttempts({ statement }: Connection): void {
  statement("UPDATE payment_attempts SET state = 'unknown' WHERE state = 'sending'").run();
}

function toAttempt(row: Record<string, unknown>): AttemptRecord {
  return { ...row, baseline: JSON.parse(row['baseline'] as string) as unknown } as AttemptRecord;
}

/** Attempts, newest first. */
export function listAttempts(
  { statement }: Connection,
  input: Parameters<PaymentRecords['listAttempts']>[0],
): { rows: AttemptRecord[]; total: number } {
  const { workspaceIds, invoiceId, customerId, unsettled, offset, limit } = input;
  const terms = ['true'];
  const values: string[] = [];
  if (workspaceIds !== null) {
    terms.push(`workspace_id IN (${workspaceIds.map(() => '?').join(', ')})`);
    values.push(...workspaceIds);
  }
  if (invoiceId !== null) {
    terms.push('invoice_id = ?');
    values.push(invoiceId);
  }
  if (customerId !== null) {
    terms.push('customer_id = ?');
    values.push(customerId);
  }
  if (unsettled) terms.push("state IN ('sending', 'unknown', 'processing')");
  const where = terms.join(' AND ');
  const { total } = statement(`SELECT count(*) AS total FROM payment_attempts WHERE ${where}`).get(
    ...values,
  ) as { total: number };
  const rows = statement(
    `SELECT ${columns} FROM payment_attempts WHERE ${where} ORDER BY started_at DESC, id DESC LIMIT ? OFFSET ?`,
  ).all(...values, limit, offset);
  return { rows: rows.map(toAttempt), total };
}

/** One attempt, or null. */
export function findAttempt({ statement }: Connection, id: string): AttemptRecord | null {
  const row = statement(`SELECT ${columns} FROM payment_attempts WHERE id = ?`).get(id);
  return row ? toAttempt(row) : null;
}
