import type Stripe from 'stripe';

import type { Wire } from '../wire.ts';

export type SubscriptionObject = Wire<Stripe.Subscription>;
export type SubscriptionItemObject = Wire<Stripe.SubscriptionItem>;
export type PriceObject = Wire<Stripe.Price>;

interface SubscriptionInput {
  id: string;
  created: number;
  livemode: boolean;
  customer: string;
  currency: string;
  status: string;
  pausedBy: string | null;
  pausedAt: number;
  collection: 'charge_automatically' | 'send_invoice';
  daysUntilDue: number | null;
  latestInvoice: string | null;
  items: SubscriptionItemObject[];
  startDate: number;
  canceledAt: number | null;
  cancelReason: string | null;
  collectionPaused: boolean;
  trialStart: number | null;
  trialEnd: number | null;
  defaultPaymentMethod: string | null;
}

export function buildSubscription(input: SubscriptionInput): SubscriptionObject {
  const subscription: SubscriptionObject = {
    id: input.id,
    object: 'subscription',
    ...unusedSubscriptionFields(),
    billing_cycle_anchor: input.startDate,
    canceled_at: input.canceledAt,
    cancellation_details: {
      comment: null,
      feedback: null,
      feedback_option: null,
      reason: input.cancelReason,
    },
    collection_method: input.collection,
    created: input.created,
    currency: input.currency,
    customer: input.customer,
    days_until_due: input.daysUntilDue,
    default_payment_method: input.defaultPaymentMethod,
    ended_at: input.canceledAt,
    items: {
      object: 'list',
      data: input.items,
      has_more: false,
      url: `/v1/subscription_items?subscription=${input.id}`,
    },
    latest_invoice: input.latestInvoice,
    livemode: input.livemode,
    pause_collection: input.collectionPaused ? { behavior: 'keep_as_draft', resumes_at: null } : null,
    start_date: input.startDate,
    status: input.status,
    trial_end: input.trialEnd,
    trial_settings: {
      end_behavior: { billing_cycle_anchor: null, missing_payment_method: 'create_invoice' },
    },
    trial_start: input.trialStart,
  };
  if (input.pausedBy !== null) {
    subscription.status_details = {
      paused: {
        subscription: { type: input.pausedBy },
        transitioned_at: input.pausedAt,
        type: 'subscription',
      },
    };
  }
  return subscription;
}

/** What no subscription of the emulator starts with; fresh each time, because callers change what they hold. */
function unusedSubscriptionFields() {
  return {
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible' },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    customer_account: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    managed_payments: null,
    metadata: {},
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    test_clock: null,
    transfer_data: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: 'off',
    },
  } satisfies Partial<SubscriptionObject>;
}

interface SubscriptionItemInput {
  id: string;
  created: number;
  subscription: string;
  price: PriceObject;
  quantity: number;
  periodStart: number;
  periodEnd: number;
}

export function buildSubscriptionItem(input: SubscriptionItemInput): SubscriptionItemObject {
  return {
    id: input.id,
    object: 'subscription_item',
    billing_thresholds: null,
    created: input.created,
    current_period_end: input.periodEnd,
    current_period_start: input.periodStart,
    current_trial: null,
    discounts: [],
    metadata: {},
    plan: planOf(input.price),
    price: input.price,
    quantity: input.quantity,
    subscription: input.subscription,
    tax_rates: [],
  } satisfies SubscriptionItemObject;
}

/** The old face of a price, still part of every subscription item. */
function planOf(price: PriceObject): Wire<Stripe.Plan> {
  return {
    id: price.id,
    object: 'plan',
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: 'per_unit',
    created: price.created,
    currency: price.currency,
    interval: price.recurring?.interval ?? 'month',
    interval_count: price.recurring?.interval_count ?? 1,
    livemode: price.livemode,
    metadata: {},
    meter: null,
    nickname: null,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  } satisfies Wire<Stripe.Plan>;
}
