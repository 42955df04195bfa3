import type { InvoiceRow } from '../../../shared/ipc/schemas/invoices.ts';
import { isOverdueSince } from '../../../shared/domain/invoices.ts';

/** An invoice as stored, without its JSON. */
export interface StoredInvoiceRow {
  workspace: number;
  id: string;
  number: string | null;
  status: string;
  overdue_from: number | null;
  customer: string | null;
  customer_name: string | null;
  currency: string;
  subtotal: number;
  tax: number;
  total: number;
  amount_due: number;
  amount_paid: number;
  amount_remaining: number;
  created: number;
  issued_at: number | null;
  due_date: number | null;
  collection_method: string;
  has_document: number;
}

/** A row as lists show it; whether its document is stored and when it was sent is not the cache's to know. */
export function toInvoiceRow(row: StoredInvoiceRow, workspaceId: string, now: number): InvoiceRow {
  return {
    id: row.id,
    workspaceId,
    number: row.number,
    status: row.status as InvoiceRow['status'],
    overdue: isOverdueSince(row.overdue_from, now),
    customerId: row.customer,
    customerName: row.customer_name,
    currency: row.currency,
    subtotal: row.subtotal,
    tax: row.tax,
    total: row.total,
    amountDue: row.amount_due,
    amountPaid: row.amount_paid,
    amountRemaining: row.amount_remaining,
    createdAt: row.created,
    issuedAt: row.issued_at,
    dueAt: row.due_date,
    collectionMethod: row.collection_method as InvoiceRow['collectionMethod'],
    document: row.has_document === 1 ? 'available' : 'none',
    lastSentAt: null,
  };
}
