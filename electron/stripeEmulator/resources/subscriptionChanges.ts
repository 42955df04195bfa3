import type { SubscriptionObject } from '../objects/subscription.ts';
import { emit, type Cause } from './emit.ts';

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
