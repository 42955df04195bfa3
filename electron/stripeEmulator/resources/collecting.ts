import { ApiError, invalidRequest } from '../contract/apiError.ts';
import type { InvoiceObject } from '../objects/invoice.ts';
import type { PaymentMethodObject } from '../objects/paymentMethod.ts';
import type { Books } from '../state/books.ts';
import { paymentsOf } from '../state/lookups.ts';
import { chargeIntent, declined } from './charging.ts';
import { setDelinquent } from './delinquency.ts';
import { emit, type Cause } from './emit.ts';
import { openPaymentOf, payInvoice } from './invoiceChanges.ts';
import { endAttempts, fallBehind } from './subscriptionChanges.ts';

const HOUR = 3_600;
const DAY = 86_400;
/** Days until the next automatic attempt, by how many there were; none are left after the last. */
const RETRY_AFTER_DAYS = [3, 5, 7];

interface Collection {
  methodId?: string | null | undefined;
  mandate?: string | null | undefined;
  /** The customer is on the page and answers their bank's questions. */
  onSession?: boolean;
  /** Stripe's own attempt: it counts, and the last one has consequences. */
  automatic?: boolean;
}

/** Stripe's order of precedence: invoice, subscription, customer, and at each a method before a source. */
export function defaultMethodOf(books: Books, invoice: InvoiceObject): string | undefined {
  const subscriptionId = invoice.parent?.subscription_details?.subscription;
  const subscription =
    typeof subscriptionId === 'string' ? books.subscriptions.find(subscriptionId) : undefined;
  const customer = books.customers.find(String(invoice.customer));
  const candidates = [
    invoice.default_payment_method,
    invoice.default_source,
    subscription?.default_payment_method,
    subscription?.default_source,
    customer?.invoice_settings.default_payment_method,
    customer?.default_source,
  ];
  return candidates.find((candidate) => typeof candidate === 'string');
}

function demandMethod(
  books: Books,
  invoice: InvoiceObject,
  given: string | null | undefined,
): PaymentMethodObject {
  const id = given ?? defaultMethodOf(books, invoice);
  if (id === undefined) {
    throw invalidRequest(
      'This customer has no attached payment source or default payment method. Please consider adding a default payment method.',
    );
  }
  const method = books.paymentMethods.find(id);
  if (method === undefined)
    throw invalidRequest(`No such PaymentMethod: '${id}'`, 'resource_missing', 'payment_method');
  if (books.detachedMethods.find(id) !== undefined) {
    throw invalidRequest(
      'This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, ' +
        'and may not be used again.',
      'payment_method_unexpected_state',
      'payment_method',
    );
  }
  if (method.customer !== invoice.customer) {
    throw invalidRequest(
      `The payment method ${id} does not belong to the invoice's customer. The payment method must be attached to the customer.`,
      'payment_method_not_available',
      'payment_method',
    );
  }
  const allowed = invoice.payment_settings.payment_method_types;
  if (allowed && !allowed.includes(method.type)) {
    throw invalidRequest(
      `The payment method type ${method.type} is not among the types this invoice can be paid with: ${allowed.join(', ')}.`,
      'payment_intent_incompatible_payment_method',
      'payment_method',
    );
  }
  return method;
}

export function refuseUnpayable(invoice: InvoiceObject): void {
  if (invoice.status === 'paid') throw invalidRequest('Invoice is already paid');
  if (invoice.status === 'void') throw invalidRequest('Invoice is voided and can no longer be paid');
  if (invoice.status === 'draft') throw invalidRequest('Invoice is a draft: finalize it before paying it');
}

/** Whether money for an invoice is on its way from a bank. */
function isBeingCollected(books: Books, invoice: string): boolean {
  return paymentsOf(books, invoice).some(
    ({ status, payment }) =>
      status === 'open' &&
      typeof payment.payment_intent === 'string' &&
      books.paymentIntents.find(payment.payment_intent)?.status === 'processing',
  );
}

export function refuseWhileCollecting(books: Books, invoice: string): void {
  if (!isBeingCollected(books, invoice)) return;
  throw invalidRequest(
    'A payment for this invoice is already processing. Wait until it has succeeded or failed.',
    'payment_intent_unexpected_state',
  );
}

/** Collects what an invoice still asks for. */
export function collectInvoice(
  cause: Cause,
  invoice: InvoiceObject,
  { methodId, mandate, onSession = false, automatic = false }: Collection = {},
): InvoiceObject {
  const { books } = cause;
  refuseUnpayable(invoice);
  refuseWhileCollecting(books, invoice.id);
  const method = demandMethod(books, invoice, methodId);
  const { payment, intent } = openPaymentOf(books, invoice);
  const outcome = chargeIntent(cause, intent, method, {
    onSession,
    mandate: mandate ?? invoice.payment_settings.default_mandate,
  });
  if (outcome.state === 'declined') {
    failInvoice(cause, invoice, { automatic });
    if (outcome.decline.code === 'authentication_required')
      emit(cause, 'invoice.payment_action_required', invoice);
    throw declined(outcome.decline, outcome.charge, intent, method);
  }
  const before = structuredClone(invoice);
  countAttempt(invoice, automatic);
  if (outcome.state === 'succeeded') {
    payInvoice(cause, invoice, payment);
    return books.invoices.find(invoice.id) ?? invoice;
  }
  // Until the bank or the customer has answered, Stripe tries nothing by itself.
  invoice.next_payment_attempt = null;
  books.agenda.cancel('retry_invoice', invoice.id);
  books.invoices.put(invoice);
  emit(cause, 'invoice.updated', invoice, before);
  if (outcome.state === 'processing') return invoice;
  emit(cause, 'invoice.payment_action_required', invoice);
  fallBehind(cause, invoice);
  throw new ApiError(402, {
    type: 'card_error',
    code: 'invoice_payment_intent_requires_action',
    message:
      'This payment requires additional user action before it can be completed successfully. ' +
      'Payment can be completed using the PaymentIntent associated with the invoice.',
    payment_intent: intent,
    payment_method: method,
  });
}

/** The first attempt counts whoever makes it, after that only Stripe's own do. */
function countAttempt(invoice: InvoiceObject, automatic: boolean): void {
  invoice.attempted = true;
  invoice.attempt_count = automatic ? invoice.attempt_count + 1 : Math.max(1, invoice.attempt_count);
}

/** An attempt was in vain: the invoice stays as it is, Stripe tries again later or gives up. */
export function failInvoice(
  cause: Cause,
  invoice: InvoiceObject,
  { automatic }: { automatic: boolean },
): void {
  const { books } = cause;
  const before = structuredClone(invoice);
  countAttempt(invoice, automatic);
  const isLast = planRetry(books, invoice, automatic);
  books.invoices.put(invoice);
  emit(cause, 'invoice.payment_failed', invoice);
  emit(cause, 'invoice.updated', invoice, before);
  if (automatic) setDelinquent(cause, invoice, true);
  fallBehind(cause, invoice);
  if (isLast) endAttempts(cause, invoice);
}

/** Sets the time of the next automatic attempt; true when the last one has been made. */
function planRetry(books: Books, invoice: InvoiceObject, automatic: boolean): boolean {
  const collects = invoice.collection_method === 'charge_automatically' && invoice.auto_advance === true;
  if (invoice.status !== 'open' || !collects) return false;
  if (!automatic && invoice.next_payment_attempt !== null) return false;
  books.agenda.cancel('retry_invoice', invoice.id);
  const days = RETRY_AFTER_DAYS[invoice.attempt_count - 1];
  invoice.next_payment_attempt = days === undefined ? null : books.now() + days * DAY;
  if (days === undefined) return automatic;
  books.agenda.add({
    at: books.now() + days * DAY,
    kind: 'retry_invoice',
    target: invoice.id,
    failure: null,
  });
  return false;
}

/** An invoice that advances by itself is collected an hour after it was finalised. */
export function planFirstAttempt(books: Books, invoice: InvoiceObject): void {
  const collects = invoice.collection_method === 'charge_automatically' && invoice.auto_advance === true;
  if (invoice.status !== 'open' || !collects) return;
  const at = books.now() + HOUR;
  invoice.next_payment_attempt = at;
  books.invoices.put(invoice);
  books.agenda.add({ at, kind: 'retry_invoice', target: invoice.id, failure: null });
}

/** Stripe's own attempt; whatever becomes of it stays on the invoice. */
export function collectAutomatically(cause: Cause, invoice: InvoiceObject): void {
  const waits = invoice.status === 'open' && !isBeingCollected(cause.books, invoice.id);
  if (!waits || invoice.auto_advance !== true) return;
  if (defaultMethodOf(cause.books, invoice) === undefined) {
    failInvoice(cause, invoice, { automatic: true });
    return;
  }
  try {
    collectInvoice(cause, invoice, { automatic: true });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status !== 402) failInvoice(cause, invoice, { automatic: true });
  }
}
