import { rankWithinCurrency, sumByCurrency, type Money } from '../../../shared/domain/money.ts';
import { mostUrgentStanding, urgencyRankOf } from '../../../shared/domain/subscriptions.ts';
import { vatStateOf } from '../../../shared/domain/vatStates.ts';
import type { Connection } from '../../sqlite/openDatabase.ts';
import { customerWords } from './customerWrites.ts';
import type { WordIndex } from './wordIndex.ts';

interface OpenInvoice {
  currency: string;
  amount_remaining: number;
  overdue_from: number | null;
}

/** Amounts of several currencies have no sum: the one that is last in order decides where the customer stands. */
function rankOf(amounts: readonly Money[]): number {
  return Math.max(0, ...amounts.map(rankWithinCurrency));
}

/**
 * Counts a customer's open invoices again and what of them was overdue at `now`.
 * The row remembers when the next one becomes overdue, so that the counts can follow the clock.
 */
export function refreshInvoiceFigures(
  { statement }: Connection,
  workspace: number,
  customer: string,
  now: number,
): void {
  const open = statement(
    `SELECT currency, amount_remaining, overdue_from FROM invoices INDEXED BY invoices_open_by_customer
     WHERE workspace = ? AND customer = ? AND status = 'open'`,
  ).all(workspace, customer) as unknown as OpenInvoice[];
  let overdue = 0;
  let nextOverdueAt: number | null = null;
  for (const { overdue_from } of open) {
    if (overdue_from === null) continue;
    if (overdue_from < now) overdue += 1;
    else if (nextOverdueAt === null || overdue_from < nextOverdueAt) nextOverdueAt = overdue_from;
  }
  const amounts = sumByCurrency(
    open.map(({ amount_remaining, currency }) => ({ amount: amount_remaining, currency })),
  ).filter(({ amount }) => amount !== 0);
  statement(
    `UPDATE customers SET open_invoice_count = ?, overdue_invoice_count = ?, next_overdue_at = ?,
       amounts_remaining = ?, amount_remaining_rank = ? WHERE workspace = ? AND id = ?`,
  ).run(open.length, overdue, nextOverdueAt, JSON.stringify(amounts), rankOf(amounts), workspace, customer);
}

/** Derives a customer's service state and VAT state again from its subscriptions and tax ids. */
export function refreshRelatedStates({ statement }: Connection, workspace: number, customer: string): void {
  const states = (kind: string): string[] =>
    statement(
      `SELECT state FROM related INDEXED BY related_by_customer WHERE workspace = ? AND customer = ? AND kind = ?`,
    )
      .all(workspace, customer, kind)
      .map((row) => row['state'] as string);
  const service = mostUrgentStanding(states('subscription'));
  statement(
    'UPDATE customers SET service = ?, service_rank = ?, vat_state = ? WHERE workspace = ? AND id = ?',
  ).run(service, urgencyRankOf(service), vatStateOf(states('taxId')), workspace, customer);
}

/** Whether some customer has an invoice that became overdue since its figures were counted. */
export function hasUncountedOverdue({ statement }: Connection, now: number): boolean {
  return statement('SELECT 1 FROM customers WHERE next_overdue_at < ? LIMIT 1').get(now) !== undefined;
}

/** Counts again where an invoice became overdue meanwhile. */
export function countOverdue(connection: Connection, now: number): void {
  const rows = connection
    .statement('SELECT workspace, id FROM customers WHERE next_overdue_at < ?')
    .all(now) as { workspace: number; id: string }[];
  for (const { workspace, id } of rows) refreshInvoiceFigures(connection, workspace, id, now);
}

/** Writes the words under which a customer is found again, from its row and its tax ids. */
export function indexCustomer(
  { statement }: Connection,
  words: WordIndex,
  workspace: number,
  customer: string,
): void {
  const row = statement(
    'SELECT position, name, email, city FROM customers WHERE workspace = ? AND id = ?',
  ).get(workspace, customer) as
    | { position: number; name: string | null; email: string | null; city: string | null }
    | undefined;
  if (!row) return;
  const taxIds = statement(
    "SELECT value FROM related WHERE workspace = ? AND customer = ? AND kind = 'taxId' AND value IS NOT NULL",
  )
    .all(workspace, customer)
    .map(({ value }) => value as string);
  statement('UPDATE customers SET tax_ids = ? WHERE position = ?').run(taxIds.join('\n'), row.position);
  words.replace('customer_text', row.position, customerWords(row, taxIds));
}
