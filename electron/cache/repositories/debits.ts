import { lateFrom } from '../../../shared/domain/ageing.ts';
import { overdueFrom } from '../../../shared/domain/invoices.ts';
import type { Connection } from '../../sqlite/openDatabase.ts';
import type { BlockPlace } from '../blockPacks.ts';
import { readJson } from '../rawBlocks.ts';
import type { InvoiceJson } from '../stripeJson.ts';

/** State of a payment whose direct debit is under way. */
export const debitUnderWay = 'processing';

/** Whether a direct debit for an invoice is under way: what is being collected is not overdue. */
export function isDebitUnderWay({ statement }: Connection, workspace: number, invoice: string): boolean {
  const payment = statement(
    "SELECT 1 FROM related WHERE workspace = ? AND invoice = ? AND kind = 'invoicePayment' AND state = ? LIMIT 1",
  ).get(workspace, invoice, debitUnderWay);
  return payment !== undefined;
}

/** Derives again since when an invoice is overdue, after a debit for it began or ended; gives its customer. */
export function refreshOverdue(connection: Connection, workspace: number, invoice: string): string | null {
  const { statement } = connection;
  const row = statement(
    'SELECT position, customer, block, block_start, block_length FROM invoices WHERE workspace = ? AND id = ?',
  ).get(workspace, invoice) as ({ position: number; customer: string | null } & BlockPlace) | undefined;
  if (!row) return null;
  const json = JSON.parse(readJson(connection, row)) as InvoiceJson;
  const from = overdueFrom(json, isDebitUnderWay(connection, workspace, invoice));
  statement('UPDATE invoices SET overdue_from = ?, late_from = ? WHERE position = ?').run(
    from,
    lateFrom(json, from),
    row.position,
  );
  return row.customer;
}
