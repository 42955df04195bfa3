import type Stripe from 'stripe';

import type { Wire } from '../wire.ts';

export type CustomerObject = Wire<Stripe.Customer>;
export type TaxIdObject = Wire<Stripe.TaxId>;

interface CustomerInput {
  id: string;
  created: number;
  livemode: boolean;
  name: string | null;
  email: string | null;
  phone: string | null;
  address: Wire<Stripe.Address> | null;
  currency: string | null;
  delinquent: boolean;
  taxExempt: 'none' | 'exempt' | 'reverse';
  locales: string[];
  invoicePrefix: string;
  defaultPaymentMethod: string | null;
}

export function buildCustomer(input: CustomerInput): CustomerObject {
  return {
    id: input.id,
    object: 'customer',
    address: input.address,
    balance: 0,
    created: input.created,
    currency: input.currency,
    customer_account: null,
    default_source: null,
    delinquent: input.delinquent,
    description: null,
    discount: null,
    email: input.email,
    invoice_prefix: input.invoicePrefix,
    invoice_settings: {
      custom_fields: null,
      default_payment_method: input.defaultPaymentMethod,
      footer: null,
      rendering_options: null,
    },
    livemode: input.livemode,
    metadata: {},
    name: input.name,
    next_invoice_sequence: 1,
    phone: input.phone,
    preferred_locales: input.locales,
    shipping: null,
    tax_exempt: input.taxExempt,
    test_clock: null,
  } satisfies CustomerObject;
}

interface TaxIdInput {
  id: string;
  created: number;
  livemode: boolean;
  customer: string | null;
  type: string;
  value: string;
  country: string | null;
  status: 'pending' | 'unavailable' | 'unverified' | 'verified';
  verifiedName: string | null;
  verifiedAddress: string | null;
}

export function buildTaxId(input: TaxIdInput): TaxIdObject {
  return {
    id: input.id,
    object: 'tax_id',
    country: input.country,
    created: input.created,
    customer: input.customer,
    customer_account: null,
    livemode: input.livemode,
    owner:
      input.customer === null
        ? { customer_account: null, type: 'self' }
        : { customer: input.customer, customer_account: null, type: 'customer' },
    type: input.type,
    value: input.value,
    verification: {
      status: input.status,
      verified_address: input.verifiedAddress,
      verified_name: input.verifiedName,
    },
  } satisfies TaxIdObject;
}
