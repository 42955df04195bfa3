/** Service state of a customer, derived from the subscriptions. Source: stripe.md §5.1. */
export const serviceStates = ['running', 'warning', 'suspended', 'paused', 'ended', 'none'] as const;
export type ServiceState = (typeof serviceStates)[number];

export interface SubscriptionFacts {
  status: string;
  /** `status_details.paused.subscription.type`, null when not paused. */
  pauseType: string | null;
}

/** Pauses that Stripe makes because a payment failed: the service is off for non-payment. */
const paymentFailurePauses = new Set(['first_payment_failure', 'final_payment_failure']);

/** Service state that one subscription stands for. */
export function serviceOf({ status, pauseType }: SubscriptionFacts): ServiceState {
  switch (status) {
    case 'trialing':
    case 'active':
      return 'running';
    case 'past_due':
    case 'incomplete':
      return 'warning';
    case 'unpaid':
      return 'suspended';
    case 'paused':
      return pauseType !== null && paymentFailurePauses.has(pauseType) ? 'suspended' : 'paused';
    case 'canceled':
    case 'incomplete_expired':
      return 'ended';
    default:
      return 'none';
  }
}

/** Most urgent first: a customer with one suspended and one running subscription needs attention. */
const urgency: readonly ServiceState[] = ['suspended', 'warning', 'paused', 'running', 'ended', 'none'];

/** Service state of a customer: the most urgent one among the subscriptions. */
export function serviceOfAll(subscriptions: readonly SubscriptionFacts[]): ServiceState {
  return mostUrgentService(subscriptions.map(serviceOf));
}

/** The most urgent one among service states; `none` when there is none. */
export function mostUrgentService(states: readonly string[]): ServiceState {
  return urgency.find((state) => states.includes(state)) ?? 'none';
}

/** Place of a service state in an ordering by urgency, most urgent first. */
export function urgencyRankOf(state: ServiceState): number {
  return urgency.indexOf(state);
}
