import type { ChargeFailure, PaymentIntentObject } from './payment.ts';
import type { PaymentMethodObject } from './paymentMethod.ts';

type PaymentError = NonNullable<PaymentIntentObject['last_payment_error']>;
type ErrorCode = NonNullable<PaymentError['code']>;

/** Why a card was declined, as Stripe tells it. */
export interface Decline {
  code: ErrorCode;
  declineCode: string;
  adviceCode: 'confirm_card_data' | 'do_not_try_again' | 'try_again_later' | null;
  networkCode: string;
  message: string;
  param?: string;
}

function declinedBy(
  declineCode: string,
  adviceCode: Decline['adviceCode'],
  networkCode: string,
  message = 'Your card was declined.',
): Decline {
  return { code: 'card_declined', declineCode, adviceCode, networkCode, message };
}

/** Source: https://docs.stripe.com/declines/codes; the network codes are those of ISO 8583. */
export const CARD_DECLINES = {
  generic_decline: declinedBy('generic_decline', 'try_again_later', '01'),
  insufficient_funds: declinedBy(
    'insufficient_funds',
    'try_again_later',
    '51',
    'Your card has insufficient funds.',
  ),
  lost_card: declinedBy('lost_card', 'do_not_try_again', '41'),
  stolen_card: declinedBy('stolen_card', 'do_not_try_again', '43'),
  do_not_honor: declinedBy('do_not_honor', 'try_again_later', '05'),
  fraudulent: declinedBy('fraudulent', 'do_not_try_again', '59'),
  card_velocity_exceeded: declinedBy(
    'card_velocity_exceeded',
    'try_again_later',
    '65',
    'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
  ),
  expired_card: {
    code: 'expired_card',
    declineCode: 'expired_card',
    adviceCode: 'confirm_card_data',
    networkCode: '54',
    message: 'Your card has expired.',
    param: 'exp_month',
  },
  incorrect_cvc: {
    code: 'incorrect_cvc',
    declineCode: 'incorrect_cvc',
    adviceCode: 'confirm_card_data',
    networkCode: 'N7',
    message: "Your card's security code is incorrect.",
    param: 'cvc',
  },
  processing_error: {
    code: 'processing_error',
    declineCode: 'processing_error',
    adviceCode: 'try_again_later',
    networkCode: '06',
    message: 'An error occurred while processing your card. Try again in a little bit.',
  },
  authentication_required: {
    code: 'authentication_required',
    declineCode: 'authentication_required',
    adviceCode: null,
    networkCode: '1A',
    message: 'Your card was declined. This transaction requires authentication.',
  },
} satisfies Record<string, Decline>;

export type CardDecline = keyof typeof CARD_DECLINES;

/** Why a bank sent a debit back. Source: https://docs.stripe.com/payments/sepa-debit and the other debits' pages. */
export const DEBIT_FAILURES = {
  insufficient_funds: "The customer's account has insufficient funds to cover this payment.",
  debit_not_authorized: 'The customer has notified their bank that this payment was unauthorized.',
  account_closed: "The customer's bank account has been closed.",
  no_account: "The customer's bank account could not be located.",
  refer_to_customer: "The customer's bank has refused the payment: refer to the customer.",
  bank_account_restricted: "The customer's bank account does not allow this payment.",
  charge_exceeds_source_limit: "This payment exceeds the limit of the customer's account.",
  payment_method_provider_decline: "The customer's bank could not process this payment.",
} as const satisfies Partial<Record<ErrorCode, string>>;

export type DebitFailure = keyof typeof DEBIT_FAILURES;

/** Everything a decline says of itself, in the words of an error. */
export function toldBy(decline: Decline) {
  return {
    ...(decline.adviceCode === null ? {} : { advice_code: decline.adviceCode }),
    code: decline.code,
    decline_code: decline.declineCode,
    message: decline.message,
    network_decline_code: decline.networkCode,
    ...(decline.param === undefined ? {} : { param: decline.param }),
    type: 'card_error' as const,
  };
}

export function cardError(decline: Decline, charge: string, method: PaymentMethodObject): PaymentError {
  return { ...toldBy(decline), charge, doc_url: docUrl(decline.code), payment_method: method };
}

export function debitError(failure: DebitFailure, charge: string, method: PaymentMethodObject): PaymentError {
  return {
    charge,
    code: failure,
    doc_url: docUrl(failure),
    message: DEBIT_FAILURES[failure],
    payment_method: method,
    type: 'card_error',
  };
}

function docUrl(code: string): string {
  return `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`;
}

export function cardFailure(decline: Decline): ChargeFailure {
  const { code, declineCode, message, adviceCode, networkCode } = decline;
  return { code, reason: declineCode, message, adviceCode, networkCode };
}

export function debitFailure(failure: DebitFailure): ChargeFailure {
  const message = DEBIT_FAILURES[failure];
  return { code: failure, reason: failure, message, adviceCode: null, networkCode: null };
}
