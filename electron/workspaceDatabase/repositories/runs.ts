import { sumByCurrency } from '../../../shared/domain/money.ts';
import { inTransaction, type Connection } from '../../sqlite/openDatabase.ts';
import type { RunKind, RunRecords } from '../runRecords.ts';

type Input<Name extends keyof RunRecords> = Parameters<RunRecords[Name]>[0];
type Output<Name extends keyof RunRecords> = Awaited<ReturnType<RunRecords[Name]>>;

/** Keeps what is to be done before the first of it is. */
export function saveRun(
  { database, statement }: Connection,
  { id, kind, createdAt, who, onFailure, items }: Input<'saveRun'>,
): void {
  inTransaction(database, () => {
    statement(
      "INSERT INTO runs (id, kind, created_at, who, state, on_failure) VALUES (?, ?, ?, ?, 'running', ?)",
    ).run(id, kind, createdAt, who, onFailure);
    for (const [position, item] of items.entries())
      statement(
        `INSERT INTO run_items (run_id, position, workspace_id, invoice_id, invoice_number, customer_name,
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
    `UPDATE run_items SET state = ?, attempt_id = ?, refusal = ?, error = ?
     WHERE run_id = ? AND position = ?`,
  ).run(state, attemptId, refusal, error, runId, position);
}

/** Says how a run ended. */
export function finishRun({ statement }: Connection, { id, state, at }: Input<'finishRun'>): void {
  statement('UPDATE runs SET state = ?, finished_at = ? WHERE id = ?').run(state, at, id);
}

/**
 * A run that was under way when the former process ended is not taken up again by itself. Of a reminder that was being
 * sent nobody knows whether it went out.
 */
export function noteInterruptedRuns({ statement }: Connection): void {
  statement("UPDATE run_items SET state = 'unknown' WHERE state = 'sending'").run();
  statement("UPDATE runs SET state = 'interrupted' WHERE state = 'running'").run();
}

const itemColumns = `items.workspace_id AS workspaceId, items.invoice_id AS invoiceId,
  items.invoice_number AS invoiceNumber, items.customer_name AS customerName, items.amount, items.currency,
  items.refusal, items.error`;

/** An attempt that a kill kept from being noted on its item is found by the run it belongs to. */
const collectedItems = `SELECT ${itemColumns},
    coalesce(attempts.state, CASE items.state WHEN 'tried' THEN 'refused' ELSE items.state END) AS state,
    attempts.method_label AS methodLabel, attempts.code, attempts.decline_code AS declineCode
  FROM run_items AS items
  LEFT JOIN payment_attempts AS attempts ON attempts.run_id = items.run_id
    AND attempts.workspace_id = items.workspace_id AND attempts.invoice_id = items.invoice_id
  WHERE items.run_id = ? ORDER BY items.position`;

/** A reminder without an answer went out after all when the event feed told so later. */
const remindedItems = `SELECT ${itemColumns},
    CASE WHEN items.state = 'unknown' AND sent.at >= runs.created_at THEN 'sent' ELSE items.state END AS state
  FROM run_items AS items
  JOIN runs ON runs.id = items.run_id
  LEFT JOIN invoices_sent AS sent ON sent.workspace_id = items.workspace_id AND sent.invoice_id = items.invoice_id
  WHERE items.run_id = ? ORDER BY items.position`;

/** Runs of a kind, newest first, each with its items as the query gives them. */
function listRuns({ statement }: Connection, kind: RunKind, limit: number, items: string) {
  const runs = statement(
    `SELECT id, created_at AS createdAt, finished_at AS finishedAt, who, state, on_failure AS onFailure
     FROM runs WHERE kind = ? ORDER BY created_at DESC, id DESC LIMIT ?`,
  ).all(kind, limit);
  return runs.map((run) => ({
    ...run,
    items: statement(items)
      .all(run['id'] as string)
      .map((item) => ({ ...item })),
  }));
}

/** Series of collections with what came in. */
export function listCollectionRuns(
  connection: Connection,
  { limit }: { limit: number },
): Output<'listCollectionRuns'> {
  const runs = listRuns(
    connection,
    'collect',
    limit,
    collectedItems,
  ) as unknown as Output<'listCollectionRuns'>;
  return runs.map((run) => ({
    ...run,
    collected: sumByCurrency(run.items.filter(({ state }) => state === 'paid' || state === 'processing')),
  }));
}

/** Series of reminders. */
export function listReminderRuns(
  connection: Connection,
  { limit }: { limit: number },
): Output<'listReminderRuns'> {
  return listRuns(connection, 'remind', limit, remindedItems) as unknown as Output<'listReminderRuns'>;
}
