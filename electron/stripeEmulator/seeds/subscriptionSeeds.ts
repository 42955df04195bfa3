import {
  buildSubscription,
  buildSubscriptionItem,
  type SubscriptionObject,
} from '../objects/subscription.ts';
import { buildPrice, CURRENCIES } from './catalogue.ts';
import type { CustomerFacts, SeedContext, Service } from './customerFacts.ts';
import { invoiceIdAt, subscriptionItemOf } from './invoiceFacts.ts';
import { paymentMethodsOf } from './paymentMethodSeeds.ts';
import { subscriptionIdAt, subscriptionItemIdAt } from './invoiceSeeds.ts';

const DAY = 86_400;

const STATUS: Record<Exclude<Service, 'none'>, { status: string; pausedBy: string | null }> = {
  active: { status: 'active', pausedBy: null },
  trialing: { status: 'trialing', pausedBy: null },
  past_due: { status: 'past_due', pausedBy: null },
  unpaid: { status: 'unpaid', pausedBy: null },
  paused_first_payment: { status: 'paused', pausedBy: 'first_payment_failure' },
  paused_final_payment: { status: 'paused', pausedBy: 'final_payment_failure' },
  paused_by_request: { status: 'paused', pausedBy: 'pause_requested' },
  paused_after_trial: { status: 'paused', pausedBy: 'trial_end_without_payment_method' },
  collection_paused: { status: 'active', pausedBy: null },
  incomplete: { status: 'incomplete', pausedBy: null },
  incomplete_expired: { status: 'incomplete_expired', pausedBy: null },
  canceled: { status: 'canceled', pausedBy: null },
};

/** Every customer but those without service has one subscription; its newest invoice is the customer's newest. */
export function buildSeedSubscription(
  context: SeedContext,
  facts: CustomerFacts,
): SubscriptionObject | undefined {
  if (facts.service === 'none') return undefined;
  const { history } = context;
  const id = subscriptionIdAt(context, facts.index);
  const last = history.lastInvoiceOf(facts.index);
  const billedAt = history.createdAt(last);
  const { status, pausedBy } = STATUS[facts.service];
  const item = subscriptionItemOf(context, facts.index);
  const price = buildPrice(context, item * CURRENCIES.length + CURRENCIES.indexOf(facts.currency as 'eur'));
  if (price === undefined) throw new Error(`No price of item ${item} in ${facts.currency}.`);
  const ended = facts.deleted || facts.service === 'canceled';
  const sends = facts.sendsInvoices && (status === 'active' || ended);
  return buildSubscription({
    id,
    created: facts.created + 120,
    livemode: context.livemode,
    customer: facts.id,
    currency: facts.currency,
    status: ended ? 'canceled' : status,
    pausedBy: ended ? null : pausedBy,
    pausedAt: billedAt + DAY,
    collection: sends ? 'send_invoice' : 'charge_automatically',
    daysUntilDue: sends ? facts.daysUntilDue : null,
    latestInvoice: invoiceIdAt(context, last),
    items: [
      buildSubscriptionItem({
        id: subscriptionItemIdAt(context, facts.index),
        created: facts.created + 120,
        subscription: id,
        price,
        quantity: 1,
        periodStart: billedAt,
        periodEnd: billedAt + 30 * DAY,
      }),
    ],
    startDate: facts.created + 120,
    canceledAt: ended || facts.service === 'incomplete_expired' ? billedAt + DAY : null,
    cancelReason: ended ? 'cancellation_requested' : null,
    collectionPaused: facts.service === 'collection_paused',
    trialStart: facts.service === 'trialing' ? billedAt : null,
    trialEnd: facts.service === 'trialing' ? billedAt + 60 * DAY : null,
    defaultPaymentMethod: ownMethodOf(context, facts),
  });
}

/** Subscriptions that came from a checkout carry a method of their own, which goes before the customer's default. */
function ownMethodOf(context: SeedContext, facts: CustomerFacts): string | null {
  const [, second] = paymentMethodsOf(context, facts);
  return second?.type === 'card' && facts.index % 3 === 0 ? second.id : null;
}
