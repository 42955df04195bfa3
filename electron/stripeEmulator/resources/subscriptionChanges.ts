import type { InvoiceObject } from '../objects/invoice.ts';
import type { SubscriptionObject } from '../objects/subscription.ts';
import { emit, type Cause } from './emit.ts';

const PAUSED_FOR_NON_PAYMENT: ReadonlySet<string> = new Set([
  'first_payment_failure',
  'final_payment_failure',
]);

/** Ends a subscription now. */
export function endSubscription(
  cause: Cause,
  subscription: SubscriptionObject,
  reason: 'cancellation_requested' | 'payment_failed' = 'cancellation_requested',
): SubscriptionObject {
  if (subscription.status === 'canceled') return subscription;
  const { books } = cause;
  subscription.status = 'canceled';
  subscription.canceled_at = books.now();
  subscription.ended_at = books.now();
  subscription.cancel_at_period_end = false;
  delete subscription.status_details;
  subscription.cancellation_details = {
    comment: null,
    feedback: null,
    feedback_option: null,
    reason,
  };
  books.subscriptions.put(subscription);
  emit(cause, 'customer.subscription.deleted', subscription);
  stopCollecting(cause, subscription);
  return subscription;
}

/** What an ended subscription still owes can be paid, but Stripe tries nothing by itself any more. */
function stopCollecting(cause: Cause, subscription: SubscriptionObject): void {
  const { books } = cause;
  const invoice = books.invoices.find(String(subscription.latest_invoice));
  if (invoice?.status !== 'open' || invoice.auto_advance !== true) return;
  const before = structuredClone(invoice);
  invoice.auto_advance = false;
  invoice.next_payment_attempt = null;
  books.agenda.cancel('retry_invoice', invoice.id);
  books.invoices.put(invoice);
  emit(cause, 'invoice.updated', invoice, before);
}

/** The subscription that an invoice bills, if the invoice is the one that decides about it: the newest. */
function decidedBy(cause: Cause, invoice: InvoiceObject): SubscriptionObject | undefined {
  const id = invoice.parent?.subscription_details?.subscription;
  const subscription = typeof id === 'string' ? cause.books.subscriptions.find(id) : undefined;
  return subscription?.latest_invoice === invoice.id ? subscription : undefined;
}

/** Stores a new status and tells the feed; a reason makes it a pause. */
export function changeStatus(
  cause: Cause,
  subscription: SubscriptionObject,
  status: string,
  pausedBy: string | null = null,
): void {
  const { books } = cause;
  const before = structuredClone(subscription);
  subscription.status = status;
  delete subscription.status_details;
  if (pausedBy !== null) {
    subscription.status_details = {
      paused: { subscription: { type: pausedBy }, transitioned_at: books.now(), type: 'subscription' },
    };
  }
  books.subscriptions.put(subscription);
  if (pausedBy !== null) emit(cause, 'customer.subscription.paused', subscription);
  if (before.status === 'paused') emit(cause, 'customer.subscription.resumed', subscription);
  emit(cause, 'customer.subscription.updated', subscription, before);
}

/**
 * A paid or written-off invoice brings its subscription back when it is the newest one (past_due, unpaid, incomplete),
 * the one that paused it and the account resumes by itself, or the one that was made to resume it.
 */
export function recoverSubscription(cause: Cause, invoice: InvoiceObject): void {
  const { books } = cause;
  const subscription = decidedBy(cause, invoice);
  if (subscription === undefined) return;
  if (subscription.status === 'paused') {
    const pausedBy = subscription.status_details?.paused.subscription.type;
    const [settings] = books.settings.list({ limit: 1 }).data;
    const resumes =
      books.agenda.has('void_resumption', invoice.id) ||
      (settings?.autoResume === true && PAUSED_FOR_NON_PAYMENT.has(pausedBy ?? ''));
    books.agenda.cancel('void_resumption', invoice.id);
    if (resumes) changeStatus(cause, subscription, 'active');
    return;
  }
  if (!['past_due', 'unpaid', 'incomplete'].includes(subscription.status)) return;
  books.agenda.cancel('expire_incomplete', subscription.id);
  changeStatus(cause, subscription, 'active');
}

/** The newest invoice could not be collected: a running subscription is behind from now on. */
export function fallBehind(cause: Cause, invoice: InvoiceObject): void {
  const subscription = decidedBy(cause, invoice);
  if (subscription?.status === 'active' || subscription?.status === 'trialing') {
    changeStatus(cause, subscription, 'past_due');
  }
}

/** Stripe has made its last attempt: the account's settings say what becomes of the subscription. */
export function endAttempts(cause: Cause, invoice: InvoiceObject): void {
  const subscription = decidedBy(cause, invoice);
  const [settings] = cause.books.settings.list({ limit: 1 }).data;
  if (subscription?.status !== 'past_due' || settings === undefined) return;
  const { afterFinalFailure } = settings;
  if (afterFinalFailure === 'canceled') endSubscription(cause, subscription, 'payment_failed');
  else if (afterFinalFailure === 'paused') {
    changeStatus(cause, subscription, 'paused', 'final_payment_failure');
  } else if (afterFinalFailure === 'unpaid') changeStatus(cause, subscription, 'unpaid');
}

/** 23 hours have passed without a first payment: the subscription never starts and its invoice is void. */
export function expireIncomplete(cause: Cause, subscriptionId: string): string | undefined {
  const subscription = cause.books.subscriptions.find(subscriptionId);
  if (subscription?.status !== 'incomplete') return undefined;
  subscription.ended_at = cause.books.now();
  changeStatus(cause, subscription, 'incomplete_expired');
  return typeof subscription.latest_invoice === 'string' ? subscription.latest_invoice : undefined;
}
