import type Stripe from 'stripe';

import type { Wire } from '../wire.ts';

export type InvoicePaymentObject = Wire<Stripe.InvoicePayment>;
export type PaymentIntentObject = Wire<Stripe.PaymentIntent>;
export type ChargeObject = Wire<Stripe.Charge>;
export type RefundObject = Wire<Stripe.Refund>;

interface InvoicePaymentInput {
  id: string;
  created: number;
  livemode: boolean;
  invoice: string;
  currency: string;
  amountRequested: number;
  amountPaid: number | null;
  isDefault: boolean;
  status: 'open' | 'paid' | 'canceled';
  payment: InvoicePaymentObject['payment'];
  paidAt: number | null;
  canceledAt: number | null;
}

export function buildInvoicePayment(input: InvoicePaymentInput): InvoicePaymentObject {
  return {
    id: input.id,
    object: 'invoice_payment',
    amount_paid: input.amountPaid,
    amount_requested: input.amountRequested,
    created: input.created,
    currency: input.currency,
    invoice: input.invoice,
    is_default: input.isDefault,
    livemode: input.livemode,
    payment: input.payment,
    status: input.status,
    status_transitions: { canceled_at: input.canceledAt, paid_at: input.paidAt },
  } satisfies InvoicePaymentObject;
}

interface PaymentIntentInput {
  id: string;
  created: number;
  livemode: boolean;
  amount: number;
  currency: string;
  customer: string | null;
  description: string | null;
  status: string;
  paymentMethod: string | null;
  latestCharge: string | null;
  canceledAt: number | null;
  lastPaymentError: PaymentIntentObject['last_payment_error'];
  paymentMethodTypes: string[];
}

export function buildPaymentIntent(input: PaymentIntentInput): PaymentIntentObject {
  return {
    id: input.id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: input.amount,
    amount_capturable: 0,
    amount_received: input.status === 'succeeded' ? input.amount : 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: input.canceledAt,
    cancellation_reason: input.canceledAt === null ? null : 'void_invoice',
    capture_method: 'automatic',
    client_secret: `${input.id}_secret_emulated`,
    confirmation_method: 'automatic',
    created: input.created,
    currency: input.currency,
    customer: input.customer,
    customer_account: null,
    description: input.description,
    excluded_payment_method_types: null,
    last_payment_error: input.lastPaymentError,
    latest_charge: input.latestCharge,
    livemode: input.livemode,
    managed_payments: null,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: input.paymentMethod,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: input.paymentMethodTypes,
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: input.status,
    transfer_group: null,
  } satisfies PaymentIntentObject;
}

/** Why a charge failed: the code on the charge, the reason that the bank gave. */
export interface ChargeFailure {
  code: string;
  reason: string;
  message: string;
  adviceCode: string | null;
  networkCode: string | null;
}

interface ChargeInput {
  id: string;
  created: number;
  livemode: boolean;
  amount: number;
  currency: string;
  customer: string | null;
  description: string | null;
  paymentIntent: string | null;
  paymentMethod: string | null;
  methodDetails: ChargeObject['payment_method_details'];
  billingName: string | null;
  billingEmail: string | null;
  status: 'succeeded' | 'pending' | 'failed';
  failure: ChargeFailure | null;
  receiptUrl: string | null;
  receiptNumber: string | null;
}

export function buildCharge(input: ChargeInput): ChargeObject {
  const succeeded = input.status === 'succeeded';
  return {
    id: input.id,
    object: 'charge',
    amount: input.amount,
    amount_captured: succeeded ? input.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: {
      address: null,
      email: input.billingEmail,
      name: input.billingName,
      phone: null,
      tax_id: null,
    },
    calculated_statement_descriptor: 'TAFELWERK',
    captured: input.status !== 'failed',
    created: input.created,
    currency: input.currency,
    customer: input.customer,
    description: input.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: input.failure?.code ?? null,
    failure_message: input.failure?.message ?? null,
    fraud_details: {},
    livemode: input.livemode,
    metadata: {},
    on_behalf_of: null,
    outcome: outcomeOf(input.failure),
    paid: input.status !== 'failed',
    payment_intent: input.paymentIntent,
    payment_method: input.paymentMethod,
    payment_method_details: input.methodDetails,
    receipt_email: null,
    receipt_number: input.receiptNumber,
    receipt_url: input.receiptUrl,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: input.status,
    transfer_data: null,
    transfer_group: null,
  } satisfies ChargeObject;
}

export function outcomeOf(failure: ChargeFailure | null): NonNullable<ChargeObject['outcome']> {
  return {
    advice_code: failure?.adviceCode ?? null,
    network_advice_code: null,
    network_decline_code: failure?.networkCode ?? null,
    network_status: failure === null ? 'approved_by_network' : 'declined_by_network',
    reason: failure?.reason ?? null,
    risk_level: 'normal',
    seller_message: failure === null ? 'Payment complete.' : 'The bank declined.',
    type: failure === null ? 'authorized' : 'issuer_declined',
  };
}
