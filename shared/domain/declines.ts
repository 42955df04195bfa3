/** Why a bank, a card network or Stripe declined; screens have a sentence for each. */
export const declineReasons = [
  'accountClosed',
  'accountInvalid',
  'accountRestricted',
  'amountInvalid',
  'authentication',
  'blockedByRules',
  'cardDataWrong',
  'cardLost',
  'cardNotSupported',
  'cardReplaced',
  'cardStolen',
  'currencyNotSupported',
  'cvcWrong',
  'debitNotAuthorized',
  'debitStopped',
  'duplicate',
  'expired',
  'fraudSuspected',
  'generic',
  'insufficientFunds',
  'issuerUnavailable',
  'limitExceeded',
  'mandateInvalid',
  'notPermitted',
  'pinNeeded',
  'postalCodeWrong',
  'processingError',
  'restricted',
  'testCard',
  'tryAgainLater',
  'unknownCode',
] as const;
export type DeclineReason = (typeof declineReasons)[number];

/** What helps against a decline; screens have a sentence for each. */
export const declineAdvices = [
  'askBank',
  'askOtherMethod',
  'checkStripe',
  'newMandate',
  'payOnline',
  'tryLater',
  'updateCard',
] as const;
export type DeclineAdvice = (typeof declineAdvices)[number];

export interface DeclineMeaning {
  reason: DeclineReason;
  advice: DeclineAdvice;
}

type Meanings = Readonly<Record<string, readonly [DeclineReason, DeclineAdvice]>>;

/** *Source*: Stripe, "Decline codes" (API 2026-10-28.endive). */
const cardDeclines: Meanings = {
  approve_with_id: ['generic', 'tryLater'],
  authentication_not_handled: ['authentication', 'payOnline'],
  authentication_required: ['authentication', 'payOnline'],
  call_issuer: ['generic', 'askBank'],
  card_not_supported: ['cardNotSupported', 'askOtherMethod'],
  card_velocity_exceeded: ['limitExceeded', 'askBank'],
  currency_not_supported: ['currencyNotSupported', 'askOtherMethod'],
  do_not_honor: ['generic', 'askBank'],
  do_not_try_again: ['generic', 'askOtherMethod'],
  duplicate_transaction: ['duplicate', 'checkStripe'],
  expired_card: ['expired', 'updateCard'],
  fraudulent: ['fraudSuspected', 'askOtherMethod'],
  generic_decline: ['generic', 'askBank'],
  highest_risk_level: ['blockedByRules', 'checkStripe'],
  incorrect_address: ['postalCodeWrong', 'updateCard'],
  incorrect_cvc: ['cvcWrong', 'updateCard'],
  incorrect_number: ['cardDataWrong', 'updateCard'],
  incorrect_pin: ['pinNeeded', 'askOtherMethod'],
  incorrect_zip: ['postalCodeWrong', 'updateCard'],
  insufficient_funds: ['insufficientFunds', 'tryLater'],
  invalid_account: ['accountInvalid', 'askOtherMethod'],
  invalid_amount: ['amountInvalid', 'askBank'],
  invalid_cvc: ['cvcWrong', 'updateCard'],
  invalid_expiry_month: ['cardDataWrong', 'updateCard'],
  invalid_expiry_year: ['cardDataWrong', 'updateCard'],
  invalid_number: ['cardDataWrong', 'updateCard'],
  invalid_pin: ['pinNeeded', 'askOtherMethod'],
  issuer_not_available: ['issuerUnavailable', 'tryLater'],
  lost_card: ['cardLost', 'askOtherMethod'],
  merchant_blacklist: ['blockedByRules', 'checkStripe'],
  new_account_information_available: ['cardReplaced', 'updateCard'],
  no_action_taken: ['generic', 'askBank'],
  not_permitted: ['notPermitted', 'askBank'],
  offline_pin_required: ['pinNeeded', 'askOtherMethod'],
  online_or_offline_pin_required: ['pinNeeded', 'askOtherMethod'],
  pickup_card: ['cardLost', 'askOtherMethod'],
  pin_try_exceeded: ['pinNeeded', 'askOtherMethod'],
  previously_declined_do_not_retry: ['generic', 'askOtherMethod'],
  processing_error: ['processingError', 'tryLater'],
  reenter_transaction: ['processingError', 'tryLater'],
  restricted_card: ['restricted', 'askOtherMethod'],
  revocation_of_all_authorizations: ['debitStopped', 'askOtherMethod'],
  revocation_of_authorization: ['debitStopped', 'askOtherMethod'],
  security_violation: ['generic', 'askBank'],
  service_not_allowed: ['notPermitted', 'askBank'],
  stolen_card: ['cardStolen', 'askOtherMethod'],
  stop_payment_order: ['debitStopped', 'askOtherMethod'],
  testmode_decline: ['testCard', 'checkStripe'],
  transaction_not_allowed: ['notPermitted', 'askBank'],
  try_again_later: ['tryAgainLater', 'tryLater'],
  withdrawal_count_limit_exceeded: ['limitExceeded', 'tryLater'],
};

/** Why direct debits fail. *Source*: Stripe, "Blocked and failed bank debits" and the SDK's list of error codes. */
const debitFailures: Meanings = {
  account_closed: ['accountClosed', 'askOtherMethod'],
  account_number_invalid: ['accountInvalid', 'askOtherMethod'],
  bank_account_declined: ['generic', 'askBank'],
  bank_account_restricted: ['accountRestricted', 'askBank'],
  bank_account_unusable: ['accountInvalid', 'askOtherMethod'],
  bank_ownership_changed: ['accountRestricted', 'askOtherMethod'],
  billing_invalid_mandate: ['mandateInvalid', 'newMandate'],
  branch_does_not_exist: ['accountInvalid', 'askOtherMethod'],
  charge_exceeds_source_limit: ['limitExceeded', 'tryLater'],
  charge_exceeds_transaction_limit: ['limitExceeded', 'tryLater'],
  charge_exceeds_weekly_limit: ['limitExceeded', 'tryLater'],
  could_not_process: ['processingError', 'tryLater'],
  debit_authorization_not_match: ['mandateInvalid', 'newMandate'],
  debit_disputed: ['debitStopped', 'askBank'],
  debit_not_authorized: ['debitNotAuthorized', 'newMandate'],
  generic_could_not_process: ['processingError', 'tryLater'],
  incorrect_account_holder_name: ['accountInvalid', 'askOtherMethod'],
  invalid_account_number: ['accountInvalid', 'askOtherMethod'],
  invalid_currency: ['currencyNotSupported', 'askOtherMethod'],
  no_account: ['accountInvalid', 'askOtherMethod'],
  payment_intent_mandate_invalid: ['mandateInvalid', 'newMandate'],
  payment_method_bank_account_blocked: ['accountRestricted', 'askOtherMethod'],
  payment_method_customer_decline: ['debitStopped', 'askOtherMethod'],
  payment_method_provider_decline: ['generic', 'askBank'],
  payment_method_provider_timeout: ['issuerUnavailable', 'tryLater'],
  recipient_deceased: ['accountClosed', 'askOtherMethod'],
  refer_to_customer: ['generic', 'askBank'],
  sepa_unsupported_account: ['accountInvalid', 'askOtherMethod'],
};

/** Codes that Stripe gives beside or instead of a decline code. */
const otherCodes: Meanings = {
  amount_too_large: ['amountInvalid', 'checkStripe'],
  amount_too_small: ['amountInvalid', 'checkStripe'],
  card_decline_rate_limit_exceeded: ['limitExceeded', 'tryLater'],
  card_declined: ['generic', 'askBank'],
  expired_payment_method: ['expired', 'updateCard'],
  incorrect_postal_code: ['postalCodeWrong', 'updateCard'],
  payment_intent_payment_attempt_failed: ['generic', 'askBank'],
};

const meanings: Meanings = { ...otherCodes, ...debitFailures, ...cardDeclines };

/** Every code that has a meaning of its own. */
export const knownDeclineCodes: readonly string[] = Object.keys(meanings);

/** What a decline or failure code means and what helps; a code that is not known is to be quoted. */
export function explainDecline(code: string | null): DeclineMeaning {
  const meaning = code === null ? undefined : Object.hasOwn(meanings, code) ? meanings[code] : undefined;
  if (meaning) return { reason: meaning[0], advice: meaning[1] };
  return { reason: code === null ? 'generic' : 'unknownCode', advice: 'askBank' };
}
