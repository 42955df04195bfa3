import { ApiError, invalidRequest } from '../contract/apiError.ts';
import { chargeMethodDetails } from '../objects/chargeMethod.ts';
import {
  CARD_DECLINES,
  cardError,
  cardFailure,
  DEBIT_FAILURES,
  toldBy,
  type CardDecline,
  type Decline,
} from '../objects/declines.ts';
import {
  buildCharge,
  type ChargeFailure,
  type ChargeObject,
  type PaymentIntentObject,
} from '../objects/payment.ts';
import type { PaymentMethodObject } from '../objects/paymentMethod.ts';
import { checkAmount } from './amounts.ts';
import { isDebit, schemeOf, type DebitType } from './debits.ts';
import { createDispute } from './disputes.ts';
import { emit, type Cause } from './emit.ts';
import { demandMandate } from './mandates.ts';
import { behaviourOf, type Behaviour } from './methodBehaviour.ts';

export type Outcome =
  | { state: 'succeeded' | 'processing'; charge: ChargeObject }
  | { state: 'declined'; charge: ChargeObject; decline: Decline }
  | { state: 'requires_action' };

interface ChargeOptions {
  /** The customer is there and answers their bank's questions. */
  onSession?: boolean;
  mandate?: string | null | undefined;
}

/** Collects an intent's amount through a method and stores intent and charge. */
export function chargeIntent(
  cause: Cause,
  intent: PaymentIntentObject,
  method: PaymentMethodObject,
  { onSession = false, mandate: mandateId }: ChargeOptions = {},
): Outcome {
  const { books } = cause;
  const behaviour = behaviourOf(books, method);
  refuseUnusable(intent, method, behaviour);
  checkAmount(intent.amount, intent.currency);
  const mandate = demandMandate(books, method, mandateId);
  intent.payment_method = method.id;
  intent.next_action = null;
  if (isDebit(method.type)) return submitDebit(cause, intent, method, method.type, mandate?.id ?? null);
  if (behaviour === 'requires_action' && !onSession) return waitForCustomer(cause, intent);
  const decline = isDecline(behaviour, onSession) ? CARD_DECLINES[behaviour] : undefined;
  return decline === undefined
    ? takeFromCard(cause, intent, method, behaviour)
    : declineCard(cause, intent, method, decline);
}

function refuseUnusable(
  intent: PaymentIntentObject,
  { type }: PaymentMethodObject,
  behaviour: Behaviour,
): void {
  if (type !== 'card' && !isDebit(type)) {
    throw invalidRequest(
      `The payment method type ${type} cannot be used to collect this payment.`,
      'payment_intent_incompatible_payment_method',
      'payment_method',
    );
  }
  if (isDebit(type) && !schemeOf(type).currencies.includes(intent.currency)) {
    throw invalidRequest(
      `The currency ${intent.currency} does not match the currency of the attached payment method. ` +
        `Payments by ${type} are made in ${schemeOf(type).currencies.join(' or ')}.`,
      'payment_method_currency_mismatch',
      'payment_method',
    );
  }
  if (behaviour === 'blocked') {
    throw invalidRequest(
      'The bank account of this payment method is blocked because of earlier failed or disputed payments.',
      'payment_method_bank_account_blocked',
      'payment_method',
    );
  }
}

function isDecline(behaviour: Behaviour, onSession: boolean): behaviour is CardDecline {
  if (onSession && behaviour === 'authentication_required') return false;
  return Object.hasOwn(CARD_DECLINES, behaviour);
}

function takeFromCard(
  cause: Cause,
  intent: PaymentIntentObject,
  method: PaymentMethodObject,
  behaviour: Behaviour,
): Outcome {
  const charge = storeCharge(cause, intent, method, { status: 'succeeded', failure: null, mandate: null });
  storeIntent(cause, intent, { status: 'succeeded', charge, error: null, event: 'payment_intent.succeeded' });
  if (behaviour === 'disputed') createDispute(cause, charge, 'fraudulent');
  return { state: 'succeeded', charge };
}

function declineCard(
  cause: Cause,
  intent: PaymentIntentObject,
  method: PaymentMethodObject,
  decline: Decline,
): Outcome {
  const failure = cardFailure(decline);
  const charge = storeCharge(cause, intent, method, { status: 'failed', failure, mandate: null });
  storeIntent(cause, intent, {
    status: 'requires_payment_method',
    charge,
    error: cardError(decline, charge.id, method),
    event: 'payment_intent.payment_failed',
  });
  return { state: 'declined', charge, decline };
}

/** A debit goes to the bank: whether the money comes is known when the scheme's time has passed. */
function submitDebit(
  cause: Cause,
  intent: PaymentIntentObject,
  method: PaymentMethodObject,
  scheme: DebitType,
  mandate: string | null,
): Outcome {
  const { books } = cause;
  const charge = storeCharge(cause, intent, method, { status: 'pending', failure: null, mandate });
  storeIntent(cause, intent, {
    status: 'processing',
    charge,
    error: null,
    event: 'payment_intent.processing',
  });
  const behaviour = behaviourOf(books, method);
  books.agenda.add({
    at: books.now() + (books.debitSeconds ?? schemeOf(scheme).settleSeconds),
    kind: 'settle_debit',
    target: intent.id,
    failure: Object.hasOwn(DEBIT_FAILURES, behaviour) || behaviour === 'disputed' ? behaviour : null,
  });
  return { state: 'processing', charge };
}

function waitForCustomer(cause: Cause, intent: PaymentIntentObject): Outcome {
  intent.status = 'requires_action';
  intent.last_payment_error = null;
  intent.next_action = { type: 'use_stripe_sdk', use_stripe_sdk: {} };
  cause.books.paymentIntents.put(intent);
  emit(cause, 'payment_intent.requires_action', intent);
  return { state: 'requires_action' };
}

interface IntentChange {
  status: 'processing' | 'requires_payment_method' | 'succeeded';
  charge: ChargeObject;
  error: PaymentIntentObject['last_payment_error'];
  event: string;
}

function storeIntent(cause: Cause, intent: PaymentIntentObject, change: IntentChange): void {
  intent.status = change.status;
  intent.latest_charge = change.charge.id;
  intent.amount_received = change.status === 'succeeded' ? intent.amount : 0;
  intent.last_payment_error = change.error;
  cause.books.paymentIntents.put(intent);
  emit(cause, change.event, intent);
}

function storeCharge(
  cause: Cause,
  intent: PaymentIntentObject,
  method: PaymentMethodObject,
  result: {
    status: 'failed' | 'pending' | 'succeeded';
    failure: ChargeFailure | null;
    mandate: string | null;
  },
): ChargeObject {
  const { books } = cause;
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
    methodDetails: chargeMethodDetails(method, result.mandate),
    billingName: method.billing_details.name,
    billingEmail: method.billing_details.email,
    status: result.status,
    failure: result.failure,
    receiptUrl: null,
    receiptNumber: null,
  });
  books.charges.put(charge);
  emit(cause, `charge.${result.status}`, charge);
  return books.charges.find(charge.id) ?? charge;
}

/** 402 with the intent and the method embedded. */
export function declined(
  decline: Decline,
  charge: ChargeObject,
  intent: PaymentIntentObject,
  method: PaymentMethodObject,
): ApiError {
  return new ApiError(402, {
    ...toldBy(decline),
    charge: charge.id,
    payment_intent: intent,
    payment_method: method,
  });
}
