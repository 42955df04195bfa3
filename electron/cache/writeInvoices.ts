import type { PageContext } from './pageContext.ts';
import {
  findStoredInvoice,
  invoiceText,
  statusOf,
  writeInvoiceRow,
  type StoredInvoice,
} from './repositories/invoiceWrites.ts';
import { statusMark, workspaceMark } from './repositories/wordIndex.ts';
import { hashOfText } from './textHash.ts';
import { idOf, type InvoiceJson } from './stripeJson.ts';

/** An open invoice, before or after the write, changes what its customer owes. */
function touchFigures({ figures }: PageContext, customer: string | null, status: string): void {
  if (customer !== null && status === 'open') figures.add(customer);
}

function forget(context: PageContext, stored: StoredInvoice): void {
  context.totals.add(context.workspace, stored, -1);
  touchFigures(context, stored.customer, stored.status);
}

/** Indexes the words of an invoice; gives what tells whether they are others the next time, null where they are not indexed yet. */
function indexInvoice(
  { texts, words, workspace }: PageContext,
  { position }: { position: number },
  invoice: InvoiceJson,
  stored: StoredInvoice | undefined,
): number | null {
  // Its other lines are being read, and bring its words. PERF: a text that is replaced costs every merge (benchmark: backfill).
  if (!stored && invoice.lines?.has_more === true) return null;
  const { text, fresh } = texts.of(invoiceText(invoice));
  const marked = `${text}${workspaceMark(workspace)} ${statusMark(statusOf(invoice))}`;
  const hash = hashOfText(marked);
  if (!stored) words.add('invoice_text', position, { text: marked, fresh });
  else if (stored.text_hash !== hash) words.replace('invoice_text', position, { text: marked, fresh });
  return hash;
}

/** Writes the invoices of a page, except those of which a newer answer is already there. */
export function writeInvoices(context: PageContext, invoices: readonly InvoiceJson[]): void {
  const { connection, workspace } = context;
  for (const invoice of invoices) {
    const stored = findStoredInvoice(connection, workspace, invoice.id);
    if (!context.mayReplace('invoice', invoice.id, stored)) continue;
    const target = context.place('invoices', invoice, stored);
    writeInvoiceRow(connection, target, invoice, indexInvoice(context, target, invoice, stored));
    if (stored) forget(context, stored);
    const status = statusOf(invoice);
    const { currency, total, amount_remaining } = invoice;
    context.totals.add(workspace, { status, currency, total, amount_remaining }, 1);
    touchFigures(context, idOf(invoice.customer), status);
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
