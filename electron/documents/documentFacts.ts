import type Stripe from 'stripe';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import type { DocumentKind } from '../../shared/domain/documents.ts';
import { issuedAt } from '../../shared/domain/invoices.ts';
import { sumTaxes } from '../../shared/domain/taxes.ts';
import type { Wire } from '../stripe/stripeGatewayApi.ts';
import { sha256Of } from './pdfStore.ts';

type Invoice = Wire<Stripe.Invoice>;
type CreditNote = Wire<Stripe.CreditNote>;

/** What is known about a document without having it. */
export interface DocumentFacts {
  kind: DocumentKind;
  /** The invoice's id for invoices and receipts, else the credit note's. */
  objectId: string;
  number: string | null;
  issuedAt: UnixSeconds | null;
  customerId: string | null;
  customerName: string | null;
  status: string;
  currency: string;
  /** *Units*: minor units; negative for credit notes. */
  subtotal: number;
  tax: number;
  total: number;
  /** Changes whenever Stripe would draw another PDF. */
  version: string;
}

/** Facts of an invoice's PDF. */
export function toInvoiceFacts(invoice: Invoice): DocumentFacts {
  return {
    kind: 'invoice',
    objectId: invoice.id,
    number: invoice.number,
    issuedAt: issuedAt(invoice),
    ...customerOf(invoice),
    status: invoice.status ?? 'draft',
    currency: invoice.currency,
    subtotal: invoice.subtotal,
    tax: sumTaxes(invoice.total_taxes),
    total: invoice.total,
    version: invoiceVersion(invoice),
  };
}

/** Facts of the receipt for an invoice's payment. */
export function toReceiptFacts(invoice: Invoice): DocumentFacts {
  return { ...toInvoiceFacts(invoice), kind: 'receipt', issuedAt: invoice.status_transitions.paid_at };
}

/** Facts of a credit note's PDF; the customer's name is the one on the credited invoice where that came along. */
export function toCreditNoteFacts(note: CreditNote): DocumentFacts {
  const invoice = typeof note.invoice === 'object' ? note.invoice : null;
  const customer = typeof note.customer === 'object' ? note.customer : null;
  const currentName = customer && !customer.deleted ? (customer.name ?? null) : null;
  return {
    kind: 'creditNote',
    objectId: note.id,
    number: note.number,
    issuedAt: note.effective_at ?? note.created,
    customerId: customer?.id ?? (typeof note.customer === 'string' ? note.customer : null),
    customerName: invoice?.customer_name ?? currentName,
    status: note.status,
    currency: note.currency,
    subtotal: 0 - note.subtotal,
    tax: 0 - sumTaxes(note.total_taxes),
    total: 0 - note.total,
    version: versionOf([note.status, note.total, note.memo, note.reason, note.effective_at, note.voided_at]),
  };
}

/** The fields after whose change Stripe draws another PDF. Source: stripe.md §2.8. */
function invoiceVersion(invoice: Invoice): string {
  return versionOf([
    invoice.status,
    invoice.number,
    invoice.total,
    invoice.amount_paid,
    invoice.amount_remaining,
    invoice.pre_payment_credit_notes_amount,
    invoice.post_payment_credit_notes_amount,
    invoice.rendering,
    invoice.footer,
    invoice.description,
    invoice.effective_at,
  ]);
}

function versionOf(values: readonly unknown[]): string {
  return sha256Of(JSON.stringify(values)).slice(0, 32);
}

function customerOf(invoice: Invoice): Pick<DocumentFacts, 'customerId' | 'customerName'> {
  const { customer } = invoice;
  return {
    customerId: typeof customer === 'string' ? customer : (customer?.id ?? null),
    customerName: invoice.customer_name,
  };
}
