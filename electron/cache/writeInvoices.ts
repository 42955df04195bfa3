import { searchWords } from '../../shared/domain/search.ts';
import type { PageContext } from './pageContext.ts';
import {
  findStoredInvoice,
  invoiceText,
  statusOf,
  writeInvoiceRow,
  type StoredInvoice,
} from './repositories/invoiceWrites.ts';
import { statusMark, workspaceMark } from './repositories/wordIndex.ts';
import { idOf, type InvoiceJson } from './stripeJson.ts';

/** An open invoice, before or after the write, changes what its customer owes. */
function touchFigures({ figures }: PageContext, customer: string | null, status: string): void {
  if (customer !== null && status === 'open') figures.add(customer);
}

function forget(context: PageContext, stored: StoredInvoice): void {
  context.totals.add(stored, -1);
  touchFigures(context, stored.customer, stored.status);
}

/** Writes the invoices of a page, except those of which a newer answer is already there. */
export function writeInvoices(context: PageContext, invoices: readonly InvoiceJson[]): void {
  const { connection, workspace } = context;
  for (const invoice of invoices) {
    const stored = findStoredInvoice(connection, workspace, invoice.id);
    if (!context.mayReplace('invoice', invoice.id, stored)) continue;
    const target = context.place('invoices', invoice, stored);
    writeInvoiceRow(connection, target, invoice);
    if (stored) forget(context, stored);
    const status = statusOf(invoice);
    const { currency, total, amount_remaining } = invoice;
    context.totals.add({ status, currency, total, amount_remaining }, 1);
    touchFigures(context, idOf(invoice.customer), status);
    const { words, beginnings } = searchWords(invoiceText(invoice), context.wordsOf);
    const marks = [workspaceMark(workspace), statusMark(status)];
    const text = { words, beginnings: [...beginnings, ...marks] };
    if (stored) context.words.replace('invoice_text', target.position, text);
    else context.words.add('invoice_text', target.position, text);
    context.written += 1;
  }
}

/** Removes an invoice that Stripe no longer has (only drafts can be deleted there). */
export function removeInvoice(context: PageContext, id: string): void {
  const { connection, workspace, read } = context;
  const stored = findStoredInvoice(connection, workspace, id);
  if (!stored || stored.read_order > read.readOrder) return;
  connection.statement('DELETE FROM invoices WHERE position = ?').run(stored.position);
  context.blocks.release(stored.block);
  context.words.remove('invoice_text', stored.position);
  forget(context, stored);
  context.written += 1;
}
