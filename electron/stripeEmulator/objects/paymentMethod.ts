import type Stripe from 'stripe';

import type { Wire } from '../wire.ts';

export type PaymentMethodObject = Wire<Stripe.PaymentMethod>;

interface PaymentMethodBase {
  id: string;
  created: number;
  livemode: boolean;
  customer: string | null;
  name: string | null;
  email: string | null;
}

interface CardInput extends PaymentMethodBase {
  brand: string;
  last4: string;
  expMonth: number;
  expYear: number;
  funding: 'credit' | 'debit';
  country: string;
  fingerprint: string;
}

export function buildCard(input: CardInput): PaymentMethodObject {
  return {
    ...base(input),
    type: 'card',
    card: {
      brand: input.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: input.country,
      display_brand: input.brand,
      exp_month: input.expMonth,
      exp_year: input.expYear,
      fingerprint: input.fingerprint,
      funding: input.funding,
      generated_from: null,
      last4: input.last4,
      networks: { available: [input.brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
  } satisfies PaymentMethodObject;
}

interface DebitInput extends PaymentMethodBase {
  type: 'sepa_debit' | 'bacs_debit';
  last4: string;
  country: string;
  fingerprint: string;
}

export function buildDebit(input: DebitInput): PaymentMethodObject {
  if (input.type === 'bacs_debit') {
    return {
      ...base(input),
      type: 'bacs_debit',
      bacs_debit: { fingerprint: input.fingerprint, last4: input.last4, sort_code: '108800' },
    } satisfies PaymentMethodObject;
  }
  return {
    ...base(input),
    type: 'sepa_debit',
    sepa_debit: {
      bank_code: '37040044',
      branch_code: '',
      country: input.country,
      fingerprint: input.fingerprint,
      generated_from: { charge: null, setup_attempt: null },
      last4: input.last4,
    },
  } satisfies PaymentMethodObject;
}

/** A bank transfer: registered by some customers, never to be collected from. */
export function buildBankTransfer(input: PaymentMethodBase): PaymentMethodObject {
  return { ...base(input), type: 'customer_balance', customer_balance: {} } satisfies PaymentMethodObject;
}

function base(input: PaymentMethodBase): Omit<PaymentMethodObject, 'type'> {
  return {
    id: input.id,
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: { address: null, email: input.email, name: input.name, phone: null, tax_id: null },
    created: input.created,
    customer: input.customer,
    customer_account: null,
    livemode: input.livemode,
    metadata: {},
  };
}
