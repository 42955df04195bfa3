import type { InvoiceObject } from '../objects/invoice.ts';
import type { SubscriptionObject } from '../objects/subscription.ts';
import { emit, type Cause } from './emit.ts';

const PAUSED_FOR_NON_PAYMENT: ReadonlySet<string> = new Set([
  'first_payment_failure',
  'final_payment_failure',
]);

/** Ends a subscription now. */
export function endSubscription(cause: Cause, subscription: SubscriptionObject): SubscriptionObject {
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
    reason: 'cancellation_requested',
  };
  books.subscriptions.put(subscription);
  emit(cause, 'customer.subscription.deleted', subscription);
  return subscription;
}

/**
 * A paid or written-off invoice brings its subscription back when it is the newest one (past_due, unpaid, incomplete)
 * or the one that paused it. The emulated accounts have auto-resume switched on.
 */
export function recoverSubscription(cause: Cause, invoice: InvoiceObject): void {
  const { books } = cause;
  const id = invoice.parent?.subscription_details?.subscription;
  const subscription = typeof id === 'string' ? books.subscriptions.find(id) : undefined;
  if (subscription === undefined || subscription.latest_invoice !== invoice.id) return;
  const pausedBy = subscription.status_details?.paused.subscription.type;
  const wasPaused = subscription.status === 'paused' && PAUSED_FOR_NON_PAYMENT.has(pausedBy ?? '');
  const owed = ['past_due', 'unpaid', 'incomplete'].includes(subscription.status);
  if (!wasPaused && !owed) return;
  const before = structuredClone(subscription);
  subscription.status = 'active';
  delete subscription.status_details;
  books.subscriptions.put(subscription);
  if (wasPaused) emit(cause, 'customer.subscription.resumed', subscription);
  emit(cause, 'customer.subscription.updated', subscription, before);
}
