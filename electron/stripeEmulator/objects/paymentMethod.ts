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
  type: 'acss_debit' | 'au_becs_debit' | 'bacs_debit' | 'nz_bank_account' | 'sepa_debit' | 'us_bank_account';
  last4: string;
  country: string;
  fingerprint: string;
}

export function buildDebit(input: DebitInput): PaymentMethodObject {
  return { ...base(input), type: input.type, ...accountOf(input) } satisfies PaymentMethodObject;
}

const TEST_BANK = 'STRIPE TEST BANK';

/** The hash of the method's type; everybody banks with the test bank of their country. */
function accountOf({ type, last4, country, fingerprint, name }: DebitInput): Partial<PaymentMethodObject> {
  switch (type) {
    case 'bacs_debit':
      return { bacs_debit: { fingerprint, last4, sort_code: '108800' } };
    case 'au_becs_debit':
      return { au_becs_debit: { bsb_number: '000000', fingerprint, last4 } };
    case 'acss_debit': {
      const bank = { bank_name: TEST_BANK, institution_number: '000', transit_number: '11000' };
      return { acss_debit: { ...bank, fingerprint, last4 } };
    }
    case 'nz_bank_account': {
      const bank = { bank_code: '11', bank_name: TEST_BANK, branch_code: '0000', suffix: '010' };
      return { nz_bank_account: { ...bank, account_holder_name: name, last4 } };
    }
    case 'us_bank_account':
      return {
        us_bank_account: {
          account_holder_type: 'company',
          account_type: 'checking',
          bank_name: TEST_BANK,
          financial_connections_account: null,
          fingerprint,
          last4,
          networks: { preferred: 'ach', supported: ['ach'] },
          routing_number: '110000000',
          status_details: null,
        },
      };
    case 'sepa_debit': {
      const bank = { bank_code: '37040044', branch_code: '', country };
      return {
        sepa_debit: { ...bank, fingerprint, generated_from: { charge: null, setup_attempt: null }, last4 },
      };
    }
  }
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
