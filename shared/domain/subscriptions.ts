/** Service state of a customer, derived from the subscriptions. Source: stripe.md §5.1. */
export const serviceStates = ['running', 'warning', 'suspended', 'paused', 'ended', 'none'] as const;
export type ServiceState = (typeof serviceStates)[number];

/**
 * How a subscription stands, most urgent first. Which of these count as suspended is the person's setting, so this is
 * what the cache keeps, and `serviceOf` is applied when it is read.
 */
export const standings = [
  'pausedForPayment',
  'unpaid',
  'pastDue',
  'incomplete',
  'paused',
  'running',
  'ended',
  'none',
] as const;
export type Standing = (typeof standings)[number];

/** The least urgent standing that counts as suspended; everything more urgent does, too. */
export const suspensionThresholds = ['pausedForPayment', 'unpaid', 'pastDue'] as const;
export type SuspensionThreshold = (typeof suspensionThresholds)[number];

export interface SubscriptionFacts {
  status: string;
  /** `status_details.paused.subscription.type`, null when not paused. */
  pauseType: string | null;
}

/** Pauses that Stripe makes because a payment failed: the service is off for non-payment. */
const paymentFailurePauses = new Set(['first_payment_failure', 'final_payment_failure']);

/** How one subscription stands. */
export function standingOf({ status, pauseType }: SubscriptionFacts): Standing {
  switch (status) {
    case 'trialing':
    case 'active':
      return 'running';
    case 'past_due':
      return 'pastDue';
    case 'incomplete':
      return 'incomplete';
    case 'unpaid':
      return 'unpaid';
    case 'paused':
      return pauseType !== null && paymentFailurePauses.has(pauseType) ? 'pausedForPayment' : 'paused';
    case 'canceled':
    case 'incomplete_expired':
      return 'ended';
    default:
      return 'none';
  }
}

/** The most urgent one among standings; `none` when there is none. */
export function mostUrgentStanding(known: readonly string[]): Standing {
  return standings.find((standing) => known.includes(standing)) ?? 'none';
}

/** Place of a standing in an ordering by urgency, most urgent first. */
export function urgencyRankOf(standing: Standing): number {
  return standings.indexOf(standing);
}

/** The standings that count as suspended under a setting. */
export function suspendedStandings(suspendedFrom: SuspensionThreshold): Standing[] {
  return standings.slice(0, standings.indexOf(suspendedFrom) + 1);
}

/** What a standing means for the service. */
export function serviceOf(standing: Standing, suspendedFrom: SuspensionThreshold): ServiceState {
  switch (standing) {
    case 'pausedForPayment':
    case 'unpaid':
    case 'pastDue':
      return suspendedStandings(suspendedFrom).includes(standing) ? 'suspended' : 'warning';
    case 'incomplete':
      return 'warning';
    case 'paused':
    case 'running':
    case 'ended':
    case 'none':
      return standing;
    default:
      return standing satisfies never;
  }
}

/** Service state of a customer: that of the most urgent one among the subscriptions. */
export function serviceOfAll(
  subscriptions: readonly SubscriptionFacts[],
  suspendedFrom: SuspensionThreshold,
): ServiceState {
  return serviceOf(mostUrgentStanding(subscriptions.map(standingOf)), suspendedFrom);
}
