import type Stripe from 'stripe';
import { formatAddressLines } from '../../shared/domain/addresses.ts';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import { invoiceStatuses, isOverdue, issuedAt } from '../../shared/domain/invoices.ts';
import type { DocumentState } from '../../shared/domain/documents.ts';
import { findTaxPercentage, sumTaxes } from '../../shared/domain/taxes.ts';
import type { InvoiceDetail, InvoiceRow } from '../../shared/ipc/schemas/invoices.ts';
import type { Wire } from '../stripe/stripeGatewayApi.ts';
import { idOf } from './idOf.ts';
import { toAddress } from './toCustomerDetail.ts';

type Invoice = Wire<Stripe.Invoice>;
type Line = Wire<Stripe.InvoiceLineItem>;
type Tax = NonNullable<Invoice['total_taxes']>[number];
type CreditNote = Wire<Stripe.CreditNote>;
type InvoicePayment = Wire<Stripe.InvoicePayment>;

/** What is known about an invoice besides its own JSON. */
export interface InvoiceContext {
  workspaceId: string;
  now: UnixSeconds;
  asOf: UnixSeconds | null;
  creditNotes: readonly CreditNote[];
  payments: readonly InvoicePayment[];
  /** Ids of invoices and credit notes whose PDF is on this machine. */
  storedDocuments: ReadonlySet<string>;
  customerDeleted: boolean;
  /** When it was last e-mailed, as far as is known. */
  lastSentAt: UnixSeconds | null;
}

/** Whether a payment of an invoice is a direct debit on its way. */
export function isDebitUnderWay({ status, payment }: InvoicePayment): boolean {
  const intent = payment.payment_intent;
  return status === 'open' && typeof intent === 'object' && intent.status === 'processing';
}

/** Maps a cached invoice with its credit notes and payments to what the invoice page shows. */
export function toInvoiceDetail(invoice: Invoice, context: InvoiceContext): InvoiceDetail {
  const subscription = invoice.parent?.subscription_details?.subscription;
  return {
    ...toInvoiceRow(invoice, context),
    overdue: isOverdue(invoice, context.now, context.payments.some(isDebitUnderWay)),
    description: invoice.description,
    footer: invoice.footer,
    billingReason: invoice.billing_reason,
    periodStart: invoice.period_start,
    periodEnd: invoice.period_end,
    subscriptionId: subscription ? idOf(subscription) : null,
    billedTo: toBilledTo(invoice),
    lines: invoice.lines.data.map(toLineItem),
    linesComplete: !invoice.lines.has_more,
    taxes: (invoice.total_taxes ?? []).map(toTaxSummary),
    discounts: (invoice.total_discount_amounts ?? []).map(({ amount }) => ({ amount })),
    payments: context.payments.map(toPayment),
    creditNotes: context.creditNotes.map((note) => ({
      id: note.id,
      number: note.number,
      status: note.status,
      total: note.total,
      createdAt: note.created,
      document: context.storedDocuments.has(note.id) ? 'stored' : 'available',
    })),
    timeline: toTimeline(invoice, context),
    statusReason: invoice.status_details?.uncollectible?.reason ?? null,
    nextAttemptAt: invoice.next_payment_attempt,
    attemptCount: invoice.attempt_count,
    startingBalance: invoice.starting_balance,
    preCreditAmount: invoice.pre_payment_credit_notes_amount,
    postCreditAmount: invoice.post_payment_credit_notes_amount,
    customerDeleted: context.customerDeleted,
    asOf: context.asOf,
    note: null,
  };
}

/** Maps an invoice to a row of the lists. */
export function toInvoiceRow(
  invoice: Invoice,
  context: Pick<InvoiceContext, 'workspaceId' | 'now' | 'storedDocuments' | 'lastSentAt'>,
): InvoiceRow {
  const status = invoiceStatuses.find((known) => known === invoice.status) ?? 'draft';
  return {
    id: invoice.id,
    workspaceId: context.workspaceId,
    number: invoice.number,
    status,
    overdue: isOverdue(invoice, context.now),
    customerId: invoice.customer === null ? null : idOf(invoice.customer),
    customerName: invoice.customer_name,
    currency: invoice.currency,
    subtotal: invoice.subtotal,
    tax: sumTaxes(invoice.total_taxes),
    total: invoice.total,
    amountDue: invoice.amount_due,
    amountPaid: invoice.amount_paid,
    amountRemaining: invoice.amount_remaining,
    createdAt: invoice.created,
    issuedAt: issuedAt(invoice),
    dueAt: invoice.due_date,
    collectionMethod: invoice.collection_method === 'send_invoice' ? 'send_invoice' : 'charge_automatically',
    document: documentStateOf(invoice, context.storedDocuments),
    lastSentAt: context.lastSentAt,
  };
}

function documentStateOf(invoice: Invoice, stored: ReadonlySet<string>): DocumentState {
  if (invoice.status === 'draft') return 'none';
  return stored.has(invoice.id) ? 'stored' : 'available';
}

function toBilledTo(invoice: Invoice): InvoiceDetail['billedTo'] {
  const address = toAddress(invoice.customer_address);
  return {
    name: invoice.customer_name,
    email: invoice.customer_email,
    phone: invoice.customer_phone,
    addressLines: formatAddressLines(address),
    country: address.country,
    taxExempt: toTaxExemption(invoice.customer_tax_exempt),
    taxIds: (invoice.customer_tax_ids ?? []).map(({ type, value }) => ({ type, value })),
  };
}

function toTaxExemption(value: string | null): InvoiceDetail['billedTo']['taxExempt'] {
  return value === 'none' || value === 'exempt' || value === 'reverse' ? value : null;
}

function toLineItem(line: Line): InvoiceDetail['lines'][number] {
  return {
    id: line.id,
    description: line.description,
    quantity: line.quantity,
    unitAmountDecimal: line.pricing?.unit_amount_decimal ?? null,
    amount: line.amount,
    discountAmount: (line.discount_amounts ?? []).reduce((sum, { amount }) => sum + amount, 0),
    periodStart: line.period.start,
    periodEnd: line.period.end,
    taxes: (line.taxes ?? []).map(({ amount, taxable_amount, taxability_reason }) => ({
      amount,
      percentage: findTaxPercentage(amount, taxable_amount),
      reason: taxability_reason,
    })),
  };
}

function toTaxSummary(tax: Tax): InvoiceDetail['taxes'][number] {
  return {
    percentage: findTaxPercentage(tax.amount, tax.taxable_amount),
    taxableAmount: tax.taxable_amount,
    amount: tax.amount,
    inclusive: tax.tax_behavior === 'inclusive',
    reason: tax.taxability_reason,
  };
}

function toPayment(payment: InvoicePayment): InvoiceDetail['payments'][number] {
  return {
    id: payment.id,
    status: payment.status,
    amount: payment.amount_paid ?? payment.amount_requested,
    paidAt: payment.status_transitions.paid_at,
    kind: payment.payment.type,
  };
}

function toTimeline(
  invoice: Invoice,
  { creditNotes, payments, lastSentAt }: Pick<InvoiceContext, 'creditNotes' | 'payments' | 'lastSentAt'>,
): InvoiceDetail['timeline'] {
  type Moment = InvoiceDetail['timeline'][number];
  const { finalized_at, paid_at, marked_uncollectible_at, voided_at } = invoice.status_transitions;
  const moment = (kind: Moment['kind'], at: UnixSeconds | null, amount: number | null = null): Moment[] =>
    at === null ? [] : [{ kind, at, amount }];
  const partial = payments.filter(
    ({ status, status_transitions }) => status === 'paid' && status_transitions.paid_at !== paid_at,
  );
  return [
    ...moment('created', invoice.created),
    ...moment('finalized', finalized_at, invoice.total),
    ...moment('sent', lastSentAt),
    ...moment('due', invoice.due_date),
    ...partial.flatMap((payment) =>
      moment('partiallyPaid', payment.status_transitions.paid_at, payment.amount_paid),
    ),
    ...creditNotes.flatMap((note) => moment('creditNote', note.created, -note.total)),
    ...moment('paid', paid_at, invoice.amount_paid),
    ...moment('uncollectible', marked_uncollectible_at),
    ...moment('voided', voided_at),
  ].toSorted((left, right) => left.at - right.at);
}
