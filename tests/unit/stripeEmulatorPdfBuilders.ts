import type Stripe from 'stripe';
import type { Issuer } from '../../electron/stripeEmulator/pdf/documentModel.ts';
import type { Wire } from '../../electron/stripeEmulator/wire.ts';

type Invoice = Wire<Stripe.Invoice>;
type Line = Wire<Stripe.InvoiceLineItem>;

export const issuer: Issuer = {
  name: 'Kaasboer Groothandel B.V.',
  address: {
    line1: 'Keizersgracht 100',
    line2: null,
    postal_code: '1015 CS',
    city: 'Amsterdam',
    state: null,
    country: 'NL',
  },
  taxIds: ['NL000099998B57'],
  email: 'facturen@kaasboer.example',
  timeZone: 'Europe/Amsterdam',
};

const percentages: Readonly<Record<string, number>> = {
  txr_21: 21,
  txr_9: 9,
  txr_19: 19,
  txr_27: 27,
  txr_5: 5,
  txr_55: 5.5,
  txr_0: 0,
};

export function findTaxRate(id: string): Wire<Stripe.TaxRate> | undefined {
  const percentage = percentages[id];
  return percentage === undefined
    ? undefined
    : {
        id,
        object: 'tax_rate',
        active: true,
        country: null,
        created: 0,
        description: null,
        display_name: 'VAT',
        effective_percentage: null,
        flat_amount: null,
        inclusive: false,
        jurisdiction: null,
        jurisdiction_level: null,
        livemode: false,
        metadata: null,
        percentage,
        rate_type: 'percentage',
        state: null,
        tax_type: 'vat',
      };
}

export function buildAddress(
  country: string,
  city: string,
  postalCode: string | null,
  line1: string,
): Stripe.Address {
  return { line1, line2: null, postal_code: postalCode, city, state: null, country };
}

export function buildCustomer(locales: readonly string[]): Wire<Stripe.Customer> {
  return {
    id: 'cus_1',
    object: 'customer',
    address: null,
    balance: 0,
    created: 1_700_000_000,
    currency: 'eur',
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: 'chef@example.com',
    invoice_prefix: 'ABC',
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: {},
    name: 'Ristorante',
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [...locales],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  };
}

export function buildTax(rate: string, amount: number, taxable: number): Wire<Stripe.Invoice.TotalTax> {
  return {
    amount,
    tax_behavior: 'exclusive',
    tax_rate_details: { tax_rate: rate },
    taxability_reason: 'standard_rated',
    taxable_amount: taxable,
    type: 'tax_rate_details',
  };
}

export function buildLine(overrides: Partial<Line> = {}): Line {
  const quantity = overrides.quantity ?? 2;
  const amount = overrides.amount ?? 25_000;
  return {
    id: 'il_1',
    object: 'line_item',
    amount,
    currency: 'eur',
    description: 'Oude kaas, 12 kg',
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice: 'in_1',
    livemode: false,
    metadata: {},
    parent: null,
    period: { start: 1_793_487_600, end: 1_793_487_600 },
    pretax_credit_amounts: [],
    pricing: { type: 'price_details', unit_amount_decimal: String(amount / quantity) },
    quantity,
    quantity_decimal: String(quantity),
    subscription: null,
    subtotal: amount,
    taxes: [buildTax('txr_9', Math.round(amount * 0.09), amount)],
    ...overrides,
  };
}

export function buildLines(data: Line[]): Invoice['lines'] {
  return { object: 'list', data, has_more: false, url: '/v1/invoices/in_1/lines' };
}

/** An open invoice of 250.00 + 9 % VAT, issued on 1 November 2026 in Amsterdam and due two weeks later. */
export function buildInvoice(overrides: Partial<Invoice> = {}): Invoice {
  return {
    id: 'in_1',
    object: 'invoice',
    account_country: 'NL',
    account_name: issuer.name,
    account_tax_ids: null,
    amount_due: 27_250,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: 27_250,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: null,
    billing_reason: 'manual',
    collection_method: 'send_invoice',
    created: 1_793_487_600,
    currency: 'eur',
    custom_fields: null,
    customer: buildCustomer(['nl']),
    customer_account: null,
    customer_address: buildAddress('NL', 'Utrecht', '3511 AB', 'Oudegracht 1'),
    customer_email: 'chef@example.com',
    customer_name: 'Restaurant De Gouden Lepel',
    customer_phone: null,
    customer_shipping: null,
    customer_tax_exempt: 'none',
    customer_tax_ids: [{ type: 'eu_vat', value: 'NL123456789B01' }],
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    due_date: 1_794_697_200,
    effective_at: 1_793_487_600,
    ending_balance: 0,
    footer: null,
    from_invoice: null,
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    lines: buildLines([buildLine()]),
    livemode: false,
    metadata: {},
    next_payment_attempt: null,
    number: 'KAAS-0001',
    on_behalf_of: null,
    parent: null,
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: 1_793_487_600,
    period_start: 1_793_487_600,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: 0,
    statement_descriptor: null,
    status: 'open',
    status_transitions: {
      finalized_at: 1_793_487_600,
      marked_uncollectible_at: null,
      paid_at: null,
      voided_at: null,
    },
    subtotal: 25_000,
    subtotal_excluding_tax: 25_000,
    test_clock: null,
    total: 27_250,
    total_discount_amounts: [],
    total_excluding_tax: 25_000,
    total_pretax_credit_amounts: [],
    total_taxes: [buildTax('txr_9', 2250, 25_000)],
    webhooks_delivered_at: null,
    ...overrides,
  };
}

export function buildCreditNote(overrides: Partial<Wire<Stripe.CreditNote>> = {}): Wire<Stripe.CreditNote> {
  return {
    id: 'cn_1',
    object: 'credit_note',
    amount: 5450,
    amount_shipping: 0,
    created: 1_793_900_000,
    currency: 'eur',
    customer: 'cus_1',
    customer_account: null,
    customer_balance_transaction: null,
    discount_amount: 0,
    discount_amounts: [],
    effective_at: 1_793_900_000,
    invoice: 'in_1',
    lines: {
      object: 'list',
      data: [
        {
          id: 'cnli_1',
          object: 'credit_note_line_item',
          amount: 5000,
          description: 'Oude kaas, 12 kg',
          discount_amount: 0,
          discount_amounts: [],
          livemode: false,
          metadata: null,
          pretax_credit_amounts: [],
          quantity: 1,
          tax_rates: [],
          taxes: [buildTax('txr_9', 450, 5000)],
          type: 'invoice_line_item',
          unit_amount: 5000,
          unit_amount_decimal: '5000',
        },
      ],
      has_more: false,
      url: '/v1/credit_notes/cn_1/lines',
    },
    livemode: false,
    memo: 'Eén kaas was beschadigd.',
    metadata: {},
    number: 'KAAS-0001-CN-01',
    out_of_band_amount: null,
    pdf: '',
    post_payment_amount: 5450,
    pre_payment_amount: 0,
    pretax_credit_amounts: [],
    reason: 'product_unsatisfactory',
    refunds: [{ amount_refunded: 5450, payment_record_refund: null, refund: 're_1', type: 'refund' }],
    shipping_cost: null,
    status: 'issued',
    subtotal: 5000,
    subtotal_excluding_tax: 5000,
    total: 5450,
    total_excluding_tax: 5000,
    total_taxes: [buildTax('txr_9', 450, 5000)],
    type: 'post_payment',
    voided_at: null,
    ...overrides,
  };
}

type Charge = Wire<Stripe.Charge>;

const visa: Wire<Stripe.Charge.PaymentMethodDetails.Card> = {
  amount_authorized: 27_250,
  authorization_code: null,
  brand: 'visa',
  checks: null,
  country: 'NL',
  electronic_commerce_indicator: null,
  exp_month: 12,
  exp_year: 2029,
  funding: 'debit',
  installments: null,
  last4: '4242',
  mandate: null,
  network: 'visa',
  network_transaction_id: null,
  regulated_status: null,
  three_d_secure: null,
  transaction_link_id: null,
  wallet: null,
};

/** A card payment of the whole of `buildInvoice()`, five days after it was issued. */
export function buildCharge(overrides: Partial<Charge> = {}): Charge {
  return {
    id: 'ch_1',
    object: 'charge',
    amount: 27_250,
    amount_captured: 27_250,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
    calculated_statement_descriptor: null,
    captured: true,
    created: 1_794_000_000,
    currency: 'eur',
    customer: 'cus_1',
    description: null,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: null,
    livemode: false,
    metadata: {},
    on_behalf_of: null,
    outcome: null,
    paid: true,
    payment_intent: null,
    payment_method: 'pm_1',
    payment_method_details: { type: 'card', card: visa },
    receipt_email: null,
    receipt_number: '2345-6789',
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'succeeded',
    transfer_data: null,
    transfer_group: null,
    ...overrides,
  };
}

export function buildDiscount(couponName: string): Wire<Stripe.Discount> {
  return {
    id: 'di_1',
    object: 'discount',
    checkout_session: null,
    customer: null,
    customer_account: null,
    end: null,
    invoice: 'in_1',
    invoice_item: null,
    promotion_code: null,
    source: {
      type: 'coupon',
      coupon: {
        id: 'winter',
        object: 'coupon',
        amount_off: 300,
        created: 0,
        currency: 'eur',
        duration: 'once',
        duration_in_months: null,
        livemode: false,
        max_redemptions: null,
        metadata: {},
        name: couponName,
        percent_off: null,
        redeem_by: null,
        times_redeemed: 0,
        valid: true,
      },
    },
    start: 0,
    subscription: null,
    subscription_item: null,
  };
}
