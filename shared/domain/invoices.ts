import type { UnixSeconds } from './dates.ts';

/** Stripe's invoice statuses, verbatim. */
export const invoiceStatuses = ['draft', 'open', 'paid', 'uncollectible', 'void'] as const;
export type InvoiceStatus = (typeof invoiceStatuses)[number];

/** What the rules about an open invoice look at; names as in Stripe's invoice. */
export interface CollectableInvoice {
  status: string | null;
  amount_remaining: number;
  due_date: UnixSeconds | null;
  collection_method: string | null;
  attempted: boolean;
  attempt_count: number;
}

/** Second after which an invoice without a due date is overdue as soon as it counts: any time is later. */
const alwaysOverdue: UnixSeconds = 0;

/**
 * The moment after which an invoice counts as overdue, or null when it never does in its present state.
 * What a direct debit is collecting is not overdue; whether one is under way is told by the invoice's payments.
 * Source: stripe.md §2.4; Stripe has no status of that name.
 */
export function overdueFrom(invoice: CollectableInvoice, isDebitUnderWay = false): UnixSeconds | null {
  if (invoice.status !== 'open' || invoice.amount_remaining <= 0 || isDebitUnderWay) return null;
  if (invoice.due_date !== null) return invoice.due_date;
  const collectionFailed =
    invoice.collection_method === 'charge_automatically' && invoice.attempted && invoice.attempt_count > 0;
  return collectionFailed ? alwaysOverdue : null;
}

/** Whether an invoice with this `overdueFrom` is overdue at a moment. */
export function isOverdueSince(from: UnixSeconds | null, now: UnixSeconds): boolean {
  return from !== null && from < now;
}

/** Whether an invoice is overdue at a moment. */
export function isOverdue(invoice: CollectableInvoice, now: UnixSeconds, isDebitUnderWay = false): boolean {
  return isOverdueSince(overdueFrom(invoice, isDebitUnderWay), now);
}

/** The date printed on the document: `effective_at`, else the moment of finalisation; null for drafts. */
export function issuedAt(invoice: {
  effective_at: UnixSeconds | null;
  status_transitions: { finalized_at: UnixSeconds | null };
}): UnixSeconds | null {
  return invoice.effective_at ?? invoice.status_transitions.finalized_at;
}

/** Whether Stripe has a PDF of an invoice: from its finalisation on. The link itself is secret and not kept. */
export function hasDocument({ status }: { status: string | null }): boolean {
  return status !== null && status !== 'draft';
}
