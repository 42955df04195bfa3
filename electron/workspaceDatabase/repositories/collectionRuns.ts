import { sumByCurrency } from '../../../shared/domain/money.ts';
import type { CollectionRun } from '../../../shared/ipc/schemas/payments.ts';
import { inTransaction, type Connection } from '../../sqlite/openDatabase.ts';
import type { PaymentRecords, RunRecord } from '../paymentRecords.ts';

type Input<Name extends 'saveRun' | 'saveRunItem' | 'finishRun'> = Parameters<PaymentRecords[Name]>[0];
type RunItem = CollectionRun['items'][number];

/** Keeps what is to be collected before the first of it is. */
export function saveRun(
  { database, statement }: Connection,
  { id, createdAt, who, onFailure, items }: Input<'saveRun'>,
): void {
  inTransaction(database, () => {
    statement(
      "INSERT INTO collection_runs (id, created_at, who, state, on_failure) VALUES (?, ?, ?, 'running', ?)",
    ).run(id, createdAt, who, onFailure);
    for (const [position, item] of items.entries())
      statement(
        `INSERT INTO collection_run_items (run_id, position, workspace_id, invoice_id, invoice_number, customer_name,
           amount, currency, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting')`,
      ).run(
        id,
        position,
        item.workspaceId,
        item.invoiceId,
        item.invoiceNumber,
        item.customerName,
        item.amount,
        item.currency,
      );
  });
}

/** Says what was done with one invoice of a run. */
export function saveRunItem(
  { statement }: Connection,
  { runId, position, state, attemptId, refusal, error }: Input<'saveRunItem'>,
): void {
  statement(
    `UPDATE collection_run_items SET state = ?, attempt_id = ?, refusal = ?, error = ?
     WHERE run_id = ? AND position = ?`,
  ).run(state, attemptId, refusal, error, runId, position);
}

/** Says how a run ended. */
export function finishRun({ statement }: Connection, { id, state, at }: Input<'finishRun'>): void {
  statement('UPDATE collection_runs SET state = ?, finished_at = ? WHERE id = ?').run(state, at, id);
}

/** A run that was under way when the former process ended is not taken up again by itself. */
export function noteInterruptedRuns({ statement }: Connection): void {
  statement("UPDATE collection_runs SET state = 'interrupted' WHERE state = 'running'").run();
}

/** An attempt that a kill kept from being noted on its item is found by the run it belongs to. */
const itemsOfRun = `SELECT items.workspace_id AS workspaceId, items.invoice_id AS invoiceId,
    items.invoice_number AS invoiceNumber, items.customer_name AS customerName, items.amount, items.currency,
    coalesce(attempts.state, CASE items.state WHEN 'tried' THEN 'refused' ELSE items.state END) AS state,
    attempts.method_label AS methodLabel, items.refusal, attempts.code, attempts.decline_code AS declineCode,
    items.error
  FROM collection_run_items AS items
  LEFT JOIN payment_attempts AS attempts ON attempts.run_id = items.run_id
    AND attempts.workspace_id = items.workspace_id AND attempts.invoice_id = items.invoice_id
  WHERE items.run_id = ? ORDER BY items.position`;

/** Runs, newest first, each with what became of its invoices. */
export function listRuns({ statement }: Connection, { limit }: { limit: number }): RunRecord[] {
  const runs = statement(
    `SELECT id, created_at AS createdAt, finished_at AS finishedAt, who, state, on_failure AS onFailure
     FROM collection_runs ORDER BY created_at DESC, id DESC LIMIT ?`,
  ).all(limit);
  return runs.map((run) => {
    const items = statement(itemsOfRun)
      .all(run['id'] as string)
      .map((item) => ({ ...item })) as unknown as RunItem[];
    const collected = sumByCurrency(items.filter(({ state }) => state === 'paid' || state === 'processing'));
    return { ...run, items, collected } as unknown as RunRecord;
  });
}
