import type { CheckoutSessionObject } from '../objects/checkoutSession.ts';
import type { CreditNoteObject } from '../objects/creditNote.ts';
import type { InvoiceObject } from '../objects/invoice.ts';
import type { ChargeObject } from '../objects/payment.ts';
import type { SeedContext } from '../seeds/customerFacts.ts';
import { documentLinks } from '../seeds/documentLinks.ts';

const LINK_SECONDS = 30 * 86_400;

/** Stored objects get new links whenever they are read: old ones name an earlier port or have expired. */
export function refreshInvoiceLinks(context: SeedContext, invoice: InvoiceObject, today: number): void {
  const finalizedAt = invoice.status_transitions.finalized_at;
  if (finalizedAt === null) return;
  const until = (invoice.due_date ?? finalizedAt) + LINK_SECONDS;
  const links = documentLinks(context, 'invoice', invoice.id, until, today);
  invoice.hosted_invoice_url = links.hosted;
  invoice.invoice_pdf = links.pdf;
}

export function refreshCreditNoteLinks(context: SeedContext, note: CreditNoteObject, today: number): void {
  note.pdf = documentLinks(context, 'credit_note', note.id, note.created + LINK_SECONDS, today).pdf;
}

export function refreshChargeLinks(context: SeedContext, charge: ChargeObject, today: number): void {
  if (charge.status !== 'succeeded') return;
  charge.receipt_url = documentLinks(
    context,
    'receipt',
    charge.id,
    charge.created + LINK_SECONDS,
    today,
  ).hosted;
}

export function refreshSessionLink(context: SeedContext, session: CheckoutSessionObject): void {
  if (session.url !== null) session.url = context.documentsUrl + new URL(session.url).pathname;
}
