import { invalidRequest } from '../contract/apiError.ts';
import type { InvoiceObject } from '../objects/invoice.ts';
import {
  buildInvoicePayment,
  buildPaymentIntent,
  type InvoicePaymentObject,
  type PaymentIntentObject,
} from '../objects/payment.ts';
import type { Books } from '../state/books.ts';
import { paymentsOf } from '../state/lookups.ts';
import { DEBIT_TYPES } from './debits.ts';
import { setDelinquent } from './delinquency.ts';
import { emit, type Cause } from './emit.ts';
import { recoverSubscription } from './subscriptionChanges.ts';

const DAY = 86_400;
const DEFAULT_DAYS_UNTIL_DUE = 30;

/** Stores a changed invoice and tells the feed. */
function saveInvoice(cause: Cause, invoice: InvoiceObject, before: InvoiceObject, type: string): void {
  cause.books.invoices.put(invoice);
  emit(cause, type, invoice);
  emit(cause, 'invoice.updated', invoice, before);
}

/** The number after the last one given out. */
function nextNumber(books: Books): string {
  const { account, history } = books.context;
  const since = books.invoices.changedWhere(({ id, number }) => {
    const position = books.invoices.positionOf(id) ?? 0;
    return number !== null && (position >= history.invoices || history.isDraft(position));
  }).length;
  const next = history.numberedBefore(history.invoices) + since + 1;
  return `${account.numberPrefix}-${String(next).padStart(6, '0')}`;
}

/** Freezes a draft: it gets its number, its due date and the payment that is asked for. */
export function finalizeInvoice(cause: Cause, invoice: InvoiceObject): InvoiceObject {
  const { books } = cause;
  if (invoice.status !== 'draft') {
    throw invalidRequest("This invoice is already finalized, you can't re-finalize a non-draft invoice.");
  }
  const before = structuredClone(invoice);
  const now = books.now();
  invoice.number ??= nextNumber(books);
  invoice.status = 'open';
  invoice.status_transitions.finalized_at = now;
  invoice.effective_at ??= now;
  invoice.ending_balance = Math.min(0, invoice.total);
  invoice.automatically_finalizes_at = null;
  if (invoice.collection_method === 'send_invoice') {
    invoice.due_date ??= now + DEFAULT_DAYS_UNTIL_DUE * DAY;
  }
  if (invoice.amount_due > 0) {
    createDefaultPayment(books, invoice);
    saveInvoice(cause, invoice, before, 'invoice.finalized');
  } else {
    saveInvoice(cause, invoice, before, 'invoice.finalized');
    settleInvoice(cause, invoice);
  }
  return books.invoices.find(invoice.id) ?? invoice;
}

function createDefaultPayment(books: Books, invoice: InvoiceObject): void {
  const intent = buildPaymentIntent({
    id: books.paymentIntents.nextId(),
    created: books.now(),
    livemode: books.context.livemode,
    amount: invoice.amount_remaining,
    currency: invoice.currency,
    customer: typeof invoice.customer === 'string' ? invoice.customer : null,
    description: `Payment for Invoice ${invoice.number ?? ''}`,
    status: 'requires_payment_method',
    paymentMethod: null,
    latestCharge: null,
    canceledAt: null,
    lastPaymentError: null,
    paymentMethodTypes: invoice.payment_settings.payment_method_types ?? ['card', ...DEBIT_TYPES],
  });
  books.paymentIntents.put(intent);
  storePayment(books, invoice, { payment_intent: intent.id, type: 'payment_intent' }, true);
}

function storePayment(
  books: Books,
  invoice: InvoiceObject,
  payment: InvoicePaymentObject['payment'],
  isDefault: boolean,
): InvoicePaymentObject {
  return books.invoicePayments.put(
    buildInvoicePayment({
      id: books.invoicePayments.nextId(),
      created: books.now(),
      livemode: books.context.livemode,
      invoice: invoice.id,
      currency: invoice.currency,
      amountRequested: invoice.amount_remaining,
      amountPaid: null,
      isDefault,
      status: 'open',
      payment,
      paidAt: null,
      canceledAt: null,
    }),
  );
}

interface OpenPayment {
  payment: InvoicePaymentObject;
  intent: PaymentIntentObject;
}

/** The payment that an open invoice waits for. */
export function openPaymentOf(books: Books, invoice: InvoiceObject): OpenPayment {
  const find = (): OpenPayment | undefined => {
    for (const payment of paymentsOf(books, invoice.id)) {
      if (payment.status !== 'open' || typeof payment.payment.payment_intent !== 'string') continue;
      const intent = books.paymentIntents.find(payment.payment.payment_intent);
      if (intent !== undefined) return { payment, intent };
    }
    return undefined;
  };
  const known = find();
  if (known !== undefined) return known;
  createDefaultPayment(books, invoice);
  const created = find();
  if (created === undefined) throw new Error(`Invoice ${invoice.id} has no payment to collect.`);
  return created;
}

/** Books a payment that arrived; the invoice is paid when nothing remains. */
export function payInvoice(cause: Cause, invoice: InvoiceObject, payment: InvoicePaymentObject): void {
  const { books } = cause;
  payment.status = 'paid';
  payment.amount_paid = payment.amount_requested;
  payment.status_transitions.paid_at = books.now();
  books.invoicePayments.put(payment);
  emit(cause, 'invoice_payment.paid', payment);
  invoice.amount_paid += payment.amount_requested;
  invoice.amount_remaining = Math.max(0, invoice.amount_due - invoice.amount_paid);
  if (invoice.amount_remaining === 0) settleInvoice(cause, invoice);
  else books.invoices.put(invoice);
}

/** Payment outside Stripe: a payment record takes the place of the intent. */
export function payOutOfBand(cause: Cause, invoice: InvoiceObject): void {
  const { books } = cause;
  const record = `payrec_${books.context.part}${invoice.id.slice(-6)}`;
  cancelOpenPayments(cause, invoice.id);
  payInvoice(
    cause,
    invoice,
    storePayment(books, invoice, { payment_record: record, type: 'payment_record' }, false),
  );
}

/** Nothing remains to be paid: the invoice is paid and what it suspended may run again. */
export function settleInvoice(cause: Cause, invoice: InvoiceObject): void {
  const before = cause.books.invoices.find(invoice.id) ?? invoice;
  cause.books.agenda.cancel('retry_invoice', invoice.id);
  invoice.status = 'paid';
  invoice.status_transitions.paid_at = cause.books.now();
  invoice.next_payment_attempt = null;
  invoice.auto_advance = false;
  delete invoice.status_details;
  saveInvoice(cause, invoice, before, 'invoice.paid');
  emit(cause, 'invoice.payment_succeeded', invoice);
  setDelinquent(cause, invoice, false);
  recoverSubscription(cause, invoice);
}

export function voidInvoice(cause: Cause, invoice: InvoiceObject): void {
  if (invoice.status !== 'open' && invoice.status !== 'uncollectible') {
    throw invalidRequest('You can only void an open or uncollectible invoice.', undefined, 'invoice');
  }
  const before = structuredClone(invoice);
  cancelOpenPayments(cause, invoice.id);
  cause.books.agenda.cancel('retry_invoice', invoice.id);
  cause.books.agenda.cancel('void_resumption', invoice.id);
  invoice.status = 'void';
  invoice.status_transitions.voided_at = cause.books.now();
  invoice.next_payment_attempt = null;
  invoice.auto_advance = false;
  delete invoice.status_details;
  saveInvoice(cause, invoice, before, 'invoice.voided');
}

export function markUncollectible(cause: Cause, invoice: InvoiceObject): void {
  if (invoice.status !== 'open') {
    throw invalidRequest('You can only mark an open invoice as uncollectible.', undefined, 'invoice');
  }
  const before = structuredClone(invoice);
  cause.books.agenda.cancel('retry_invoice', invoice.id);
  invoice.status = 'uncollectible';
  invoice.status_details = { uncollectible: { reason: 'user_forgiven' } };
  invoice.status_transitions.marked_uncollectible_at = cause.books.now();
  invoice.next_payment_attempt = null;
  invoice.auto_advance = false;
  saveInvoice(cause, invoice, before, 'invoice.marked_uncollectible');
  setDelinquent(cause, invoice, false);
  recoverSubscription(cause, invoice);
}

function cancelOpenPayments(cause: Cause, invoice: string): void {
  const { books } = cause;
  for (const payment of paymentsOf(books, invoice)) {
    if (payment.status !== 'open') continue;
    payment.status = 'canceled';
    payment.status_transitions.canceled_at = books.now();
    books.invoicePayments.put(payment);
    const id = payment.payment.payment_intent;
    const intent = typeof id === 'string' ? books.paymentIntents.find(id) : undefined;
    if (intent === undefined) continue;
    intent.status = 'canceled';
    intent.canceled_at = books.now();
    intent.cancellation_reason = 'void_invoice';
    books.paymentIntents.put(intent);
    emit(cause, 'payment_intent.canceled', intent);
  }
}
