import { lateFrom } from '../../../shared/domain/ageing.ts';
import { sortKeyOf } from '../../../shared/domain/folding.ts';
import { hasDocument, issuedAt, overdueFrom } from '../../../shared/domain/invoices.ts';
import type { SearchableText } from '../../../shared/domain/search.ts';
import type { Connection } from '../../sqlite/openDatabase.ts';
import type { BlockPlace } from '../blockPacks.ts';
import type { ReadMoment } from '../pageContext.ts';
import { isDebitUnderWay } from './debits.ts';
import { idOf, type InvoiceJson } from '../stripeJson.ts';
import type { TotalsPart } from './invoiceTotals.ts';

/** What is known about the row that a write replaces. */
export interface StoredInvoice extends TotalsPart {
  position: number;
  read_order: number;
  customer: string | null;
  block: number;
  text_hash: number | null;
}

/** The stored row of an invoice, if any. */
export function findStoredInvoice(
  { statement }: Connection,
  workspace: number,
  id: string,
): StoredInvoice | undefined {
  return statement(
    `SELECT position, read_order, status, currency, total, amount_remaining, customer, block, text_hash FROM invoices
     WHERE workspace = ? AND id = ?`,
  ).get(workspace, id) as StoredInvoice | undefined;
}

/** The status as stored; Stripe types it as nullable but says that only drafts could lack it. */
export function statusOf(invoice: InvoiceJson): string {
  return invoice.status ?? 'draft';
}

function taxOf(invoice: InvoiceJson): number {
  return (invoice.total_taxes ?? []).reduce((sum, { amount }) => sum + amount, 0);
}

const upsert = `INSERT INTO invoices (position, workspace, id, read_at, read_order, number, status, customer, customer_name,
    customer_name_key, currency, subtotal, tax, total, amount_due, amount_paid, amount_remaining, created, issued_at,
    due_date, overdue_from, late_from, collection_method, has_document, text_hash, block, block_start,
    block_length)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (position) DO UPDATE SET read_at = excluded.read_at, read_order = excluded.read_order, number = excluded.number,
    status = excluded.status, customer = excluded.customer, customer_name = excluded.customer_name,
    customer_name_key = excluded.customer_name_key, currency = excluded.currency, subtotal = excluded.subtotal,
    tax = excluded.tax, total = excluded.total, amount_due = excluded.amount_due,
    amount_paid = excluded.amount_paid, amount_remaining = excluded.amount_remaining,
    issued_at = excluded.issued_at, due_date = excluded.due_date, overdue_from = excluded.overdue_from,
    late_from = excluded.late_from,
    collection_method = excluded.collection_method, has_document = excluded.has_document,
    text_hash = excluded.text_hash, block = excluded.block, block_start = excluded.block_start, block_length = excluded.block_length`;

/** Where and when an object is written. */
export interface RowTarget {
  workspace: number;
  position: number;
  read: ReadMoment;
  place: BlockPlace;
}

/** PERF: few invoices are overdue; only of those the payments are looked at (benchmark: backfill). */
function overdueFromOf(connection: Connection, workspace: number, invoice: InvoiceJson): number | null {
  const from = overdueFrom(invoice);
  return from !== null && isDebitUnderWay(connection, workspace, invoice.id) ? null : from;
}

/** Writes the columns of an invoice. */
export function writeInvoiceRow(
  connection: Connection,
  { workspace, position, read, place }: RowTarget,
  invoice: InvoiceJson,
  textHash: number | null,
): void {
  const overdueFrom = overdueFromOf(connection, workspace, invoice);
  connection
    .statement(upsert)
    .run(
      position,
      workspace,
      invoice.id,
      read.readAt,
      read.readOrder,
      invoice.number,
      statusOf(invoice),
      idOf(invoice.customer),
      invoice.customer_name,
      sortKeyOf(invoice.customer_name),
      invoice.currency,
      invoice.subtotal,
      taxOf(invoice),
      invoice.total,
      invoice.amount_due,
      invoice.amount_paid,
      invoice.amount_remaining,
      invoice.created,
      issuedAt(invoice),
      invoice.due_date,
      overdueFrom,
      lateFrom(invoice, overdueFrom),
      invoice.collection_method ?? 'charge_automatically',
      hasDocument(invoice) ? 1 : 0,
      textHash,
      place.block,
      place.block_start,
      place.block_length,
    );
}

/** What an invoice is found by: the customer as frozen on it, its number, its lines. */
export function invoiceText(invoice: InvoiceJson): SearchableText {
  return {
    number: [invoice.number],
    name: [invoice.customer_name],
    email: [invoice.customer_email],
    vatId: invoice.customer_tax_ids?.map(({ value }) => value) ?? [],
    city: [invoice.customer_address?.city],
    line: [invoice.description, ...(invoice.lines?.data.map(({ description }) => description) ?? [])],
  };
}
