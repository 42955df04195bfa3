import type Stripe from 'stripe';

import type { Wire } from '../wire.ts';
import type { CustomerObject } from './customer.ts';

export type CheckoutSessionObject = Wire<Stripe.Checkout.Session>;

interface CheckoutSessionInput {
  id: string;
  created: number;
  expiresAt: number;
  livemode: boolean;
  customer: CustomerObject | null;
  customerEmail: string | null;
  currency: string | null;
  allowedTypes: string[] | null;
  /** What the page offers. */
  types: string[];
  setupIntent: string;
  successUrl: string;
  cancelUrl: string | null;
  clientReference: string | null;
  locale: string | null;
  metadata: { [key: string]: string };
  url: string;
}

/** A Checkout Session in setup mode: it collects a method and charges nothing. */
export function buildCheckoutSession(input: CheckoutSessionInput): CheckoutSessionObject {
  return {
    ...unusedFields(),
    id: input.id,
    object: 'checkout.session',
    allowed_payment_method_types: input.allowedTypes,
    cancel_url: input.cancelUrl,
    client_reference_id: input.clientReference,
    created: input.created,
    currency: input.currency,
    customer: input.customer?.id ?? null,
    customer_details: input.customer === null ? null : detailsOf(input.customer),
    customer_email: input.customerEmail,
    expires_at: input.expiresAt,
    livemode: input.livemode,
    locale: input.locale,
    metadata: input.metadata,
    mode: 'setup',
    payment_method_types: input.types,
    payment_status: 'no_payment_required',
    setup_intent: input.setupIntent,
    status: 'open',
    success_url: input.successUrl,
    ui_mode: 'hosted_page',
    url: input.url,
  };
}

function detailsOf(customer: CustomerObject): NonNullable<CheckoutSessionObject['customer_details']> {
  return {
    address: customer.address ?? null,
    business_name: customer.business_name ?? null,
    email: customer.email,
    individual_name: customer.individual_name ?? null,
    name: customer.name ?? null,
    phone: customer.phone ?? null,
    tax_exempt: customer.tax_exempt ?? 'none',
    tax_ids: null,
  };
}

function unusedFields() {
  return {
    adaptive_pricing: null,
    after_expiration: null,
    allow_promotion_codes: null,
    amount_subtotal: null,
    amount_total: null,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer_account: null,
    customer_creation: null,
    discounts: null,
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    managed_payments: null,
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: 'always',
    payment_method_configuration_details: null,
    payment_method_options: {},
    permissions: null,
    recovered_from: null,
    saved_payment_method_options: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    submit_type: null,
    subscription: null,
    total_details: null,
    wallet_options: null,
  } satisfies Partial<CheckoutSessionObject>;
}
