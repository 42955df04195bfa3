import {
  buildBankTransfer,
  buildCard,
  buildDebit,
  type PaymentMethodObject,
} from '../objects/paymentMethod.ts';
import { hashText, letters } from '../seeds/random.ts';
import type { Books } from '../state/books.ts';
import { DEBIT_TYPES, schemeOf, type DebitType } from './debits.ts';

/**
 * Stripe's test cards by the id that stands for them; the digits decide what a charge does. Unlike with Stripe all of
 * them can be attached, so that every decline can be met on an invoice; the one for do_not_honor is this emulator's.
 */
const TEST_CARDS: Record<string, { brand: string; number: string }> = {
  pm_card_visa: { brand: 'visa', number: '4242424242424242' },
  pm_card_mastercard: { brand: 'mastercard', number: '5555555555554444' },
  pm_card_amex: { brand: 'amex', number: '378282246310005' },
  pm_card_chargeCustomerFail: { brand: 'visa', number: '4000000000000341' },
  pm_card_visa_chargeDeclined: { brand: 'visa', number: '4000000000000002' },
  pm_card_visa_chargeDeclinedInsufficientFunds: { brand: 'visa', number: '4000000000009995' },
  pm_card_visa_chargeDeclinedLostCard: { brand: 'visa', number: '4000000000009987' },
  pm_card_visa_chargeDeclinedStolenCard: { brand: 'visa', number: '4000000000009979' },
  pm_card_visa_chargeDeclinedVelocityLimitExceeded: { brand: 'visa', number: '4000000000006975' },
  pm_card_visa_chargeDeclinedDoNotHonor: { brand: 'visa', number: '4000000000005050' },
  pm_card_chargeDeclinedExpiredCard: { brand: 'visa', number: '4000000000000069' },
  pm_card_chargeDeclinedIncorrectCvc: { brand: 'visa', number: '4000000000000127' },
  pm_card_chargeDeclinedProcessingError: { brand: 'visa', number: '4000000000000119' },
  pm_card_chargeDeclinedFraudulent: { brand: 'visa', number: '4100000000000019' },
  pm_card_createDispute: { brand: 'visa', number: '4000000000000259' },
  pm_card_authenticationRequired: { brand: 'visa', number: '4000002760003184' },
  pm_card_authenticationRequiredOnSetup: { brand: 'visa', number: '4000002500003155' },
};

/** Ids of test debits that do not end well, by scheme and last digits; each scheme has one that does, too. */
const TEST_DEBITS: Record<string, { type: DebitType; last4: string }> = {
  pm_sepaDebit: { type: 'sepa_debit', last4: '3000' },
  pm_sepaDebit_failed: { type: 'sepa_debit', last4: '3202' },
  pm_sepaDebit_disputed: { type: 'sepa_debit', last4: '3203' },
  pm_sepaDebit_insufficientFunds: { type: 'sepa_debit', last4: '2227' },
  pm_bacsDebit_success: { type: 'bacs_debit', last4: '2345' },
  pm_bacsDebit_debitNotAuthorized: { type: 'bacs_debit', last4: '3335' },
  pm_bacsDebit_insufficientFunds: { type: 'bacs_debit', last4: '2227' },
  pm_bacsDebit_mandateRefused: { type: 'bacs_debit', last4: '3333' },
  pm_usBankAccount_success: { type: 'us_bank_account', last4: '6789' },
  pm_usBankAccount_accountClosed: { type: 'us_bank_account', last4: '1113' },
  pm_usBankAccount_noAccount: { type: 'us_bank_account', last4: '1116' },
  pm_usBankAccount_insufficientFunds: { type: 'us_bank_account', last4: '2227' },
  pm_usBankAccount_debitNotAuthorized: { type: 'us_bank_account', last4: '3335' },
  ...Object.fromEntries(
    DEBIT_TYPES.map((type) => [`pm_test_${type}`, { type, last4: schemeOf(type).testLast4 }]),
  ),
};

export const TEST_CARD_IDS: readonly string[] = Object.keys(TEST_CARDS);
export const TEST_DEBIT_IDS: readonly string[] = Object.keys(TEST_DEBITS);

interface CardDetails {
  expMonth: number;
  expYear: number;
}

function baseOf(books: Books) {
  return {
    id: books.paymentMethods.nextId(),
    created: books.now(),
    livemode: books.context.livemode,
    customer: null,
    name: null,
    email: null,
  };
}

/** The type of what a test id stands for; undefined when the id is an ordinary one. */
export function typeOfTestMethod(id: string): string | undefined {
  if (id === 'pm_customerBalance') return 'customer_balance';
  return TEST_CARDS[id] === undefined ? TEST_DEBITS[id]?.type : 'card';
}

/** A new method for one of Stripe's test ids; undefined when the id is an ordinary one. */
export function makeTestMethod(books: Books, id: string): PaymentMethodObject | undefined {
  if (id === 'pm_customerBalance') return buildBankTransfer(baseOf(books));
  const debit = TEST_DEBITS[id];
  if (debit !== undefined) return makeDebit(books, debit.type, debit.last4);
  const card = TEST_CARDS[id];
  if (card === undefined) return undefined;
  const nextYear = new Date(books.now() * 1000).getUTCFullYear() + 1;
  return makeCard(books, card, { expMonth: 12, expYear: nextYear });
}

/** A new method for a test card's number; undefined for numbers that are none. */
export function makeMethodOfNumber(
  books: Books,
  number: string,
  details: CardDetails,
): PaymentMethodObject | undefined {
  const digits = number.replaceAll(/[ -]/g, '');
  const card = Object.values(TEST_CARDS).find((known) => known.number === digits);
  return card === undefined ? undefined : makeCard(books, card, details);
}

function makeCard(
  books: Books,
  { brand, number }: { brand: string; number: string },
  details: CardDetails,
): PaymentMethodObject {
  const last4 = number.slice(-4);
  return buildCard({
    ...baseOf(books),
    brand,
    last4,
    ...details,
    funding: 'credit',
    country: 'US',
    fingerprint: letters(16, hashText(last4)),
  });
}

export function makeDebit(books: Books, type: DebitType, last4: string): PaymentMethodObject {
  return buildDebit({
    ...baseOf(books),
    type,
    last4,
    country: schemeOf(type).country,
    fingerprint: letters(16, hashText(`${type}${last4}`)),
  });
}
