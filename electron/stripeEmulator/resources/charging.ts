import { ApiError, invalidRequest } from '../contract/apiError.ts';
import {
  buildCharge,
  chargeMethodDetails,
  type ChargeObject,
  type PaymentIntentObject,
} from '../objects/payment.ts';
import type { PaymentMethodObject } from '../objects/paymentMethod.ts';
import type { Books } from '../state/books.ts';
import { emit, type Cause } from './emit.ts';

interface Decline {
  declineCode: string;
  adviceCode: 'try_again_later' | 'do_not_try_again' | 'confirm_card_data';
  message: string;
}

/** What the last digits of Stripe's test cards do; seeded cards always work. */
const DECLINES: Record<string, Decline> = {
  '0002': {
    declineCode: 'generic_decline',
    adviceCode: 'try_again_later',
    message: 'Your card was declined.',
  },
  '0341': {
    declineCode: 'generic_decline',
    adviceCode: 'try_again_later',
    message: 'Your card was declined.',
  },
  '9995': {
    declineCode: 'insufficient_funds',
    adviceCode: 'try_again_later',
    message: 'Your card has insufficient funds.',
  },
};
const NEEDS_AUTHENTICATION = '3184';

export type Outcome =
  | { state: 'succeeded' | 'processing'; charge: ChargeObject }
  | { state: 'declined'; charge: ChargeObject; decline: Decline }
  | { state: 'requires_action' };

const DEBITS: ReadonlySet<string> = new Set(['sepa_debit', 'bacs_debit']);

/** Collects an intent's amount through a method and stores intent and charge. */
export function chargeIntent(
  cause: Cause,
  intent: PaymentIntentObject,
  method: PaymentMethodObject,
): Outcome {
  const { books } = cause;
  if (method.type !== 'card' && !DEBITS.has(method.type)) {
    throw invalidRequest(
      `The payment method type ${method.type} cannot be used to collect this payment.`,
      'payment_intent_incompatible_payment_method',
      'payment_method',
    );
  }
  intent.payment_method = method.id;
  const last4 = isSeed(books, method) ? '' : (method.card?.last4 ?? '');
  if (last4 === NEEDS_AUTHENTICATION) {
    intent.status = 'requires_action';
    books.paymentIntents.put(intent);
    emit(cause, 'payment_intent.requires_action', intent);
    return { state: 'requires_action' };
  }
  const decline = DECLINES[last4];
  const state = decline !== undefined ? 'declined' : DEBITS.has(method.type) ? 'processing' : 'succeeded';
  const charge = storeCharge(cause, intent, method, decline);
  intent.latest_charge = charge.id;
  intent.status = state === 'declined' ? 'requires_payment_method' : state;
  intent.amount_received = state === 'succeeded' ? intent.amount : 0;
  intent.last_payment_error = decline === undefined ? null : paymentError(decline, charge.id, method);
  books.paymentIntents.put(intent);
  emit(cause, state === 'declined' ? 'payment_intent.payment_failed' : `payment_intent.${state}`, intent);
  return decline === undefined
    ? { state: state === 'processing' ? 'processing' : 'succeeded', charge }
    : { state: 'declined', charge, decline };
}

function isSeed(books: Books, method: PaymentMethodObject): boolean {
  return (books.paymentMethods.positionOf(method.id) ?? 0) < books.paymentMethods.seedCount;
}

function storeCharge(
  cause: Cause,
  intent: PaymentIntentObject,
  method: PaymentMethodObject,
  decline: Decline | undefined,
): ChargeObject {
  const { books } = cause;
  const status = decline !== undefined ? 'failed' : method.type === 'card' ? 'succeeded' : 'pending';
  const charge = buildCharge({
    id: books.charges.nextId(),
    created: books.now(),
    livemode: books.context.livemode,
    amount: intent.amount,
    currency: intent.currency,
    customer: typeof intent.customer === 'string' ? intent.customer : null,
    description: intent.description,
    paymentIntent: intent.id,
    paymentMethod: method.id,
    methodDetails: chargeMethodDetails(method),
    billingName: method.billing_details.name,
    billingEmail: method.billing_details.email,
    status,
    failureCode: decline === undefined ? null : 'card_declined',
    failureMessage: decline?.message ?? null,
    receiptUrl: null,
    receiptNumber: null,
  });
  books.charges.put(charge);
  emit(cause, `charge.${status}`, charge);
  return books.charges.find(charge.id) ?? charge;
}

function paymentError(
  decline: Decline,
  charge: string,
  method: PaymentMethodObject,
): NonNullable<PaymentIntentObject['last_payment_error']> {
  return {
    advice_code: decline.adviceCode,
    charge,
    code: 'card_declined',
    decline_code: decline.declineCode,
    doc_url: 'https://stripe.com/docs/error-codes/card-declined',
    message: decline.message,
    payment_method: method,
    type: 'card_error',
  };
}

/** 402 card_declined with the intent and method embedded. */
export function declined(
  decline: Decline,
  charge: ChargeObject,
  intent: PaymentIntentObject,
  method: PaymentMethodObject,
): ApiError {
  return new ApiError(402, {
    type: 'card_error',
    code: 'card_declined',
    decline_code: decline.declineCode,
    advice_code: decline.adviceCode,
    message: decline.message,
    charge: charge.id,
    payment_intent: intent,
    payment_method: method,
  });
}
