import {
  buildBankTransfer,
  buildCard,
  buildDebit,
  type PaymentMethodObject,
} from '../objects/paymentMethod.ts';
import { hashText, letters } from '../seeds/random.ts';
import type { Books } from '../state/books.ts';

/** The brand and the last four digits of Stripe's test cards; the digits decide what a charge does. */
const TEST_CARDS: Record<string, { brand: string; last4: string }> = {
  pm_card_visa: { brand: 'visa', last4: '4242' },
  pm_card_mastercard: { brand: 'mastercard', last4: '4444' },
  pm_card_amex: { brand: 'amex', last4: '0005' },
  pm_card_chargeCustomerFail: { brand: 'visa', last4: '0341' },
  pm_card_visa_chargeDeclined: { brand: 'visa', last4: '0002' },
  pm_card_visa_chargeDeclinedInsufficientFunds: { brand: 'visa', last4: '9995' },
  pm_card_authenticationRequired: { brand: 'visa', last4: '3184' },
};

const NUMBERS: Record<string, keyof typeof TEST_CARDS> = {
  '4242424242424242': 'pm_card_visa',
  '5555555555554444': 'pm_card_mastercard',
  '378282246310005': 'pm_card_amex',
  '4000000000000341': 'pm_card_chargeCustomerFail',
  '4000000000000002': 'pm_card_visa_chargeDeclined',
  '4000000000009995': 'pm_card_visa_chargeDeclinedInsufficientFunds',
  '4000002760003184': 'pm_card_authenticationRequired',
};

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

/** A new method for one of Stripe's test ids; undefined when the id is an ordinary one. */
export function makeTestMethod(books: Books, id: string): PaymentMethodObject | undefined {
  if (id === 'pm_sepaDebit') return makeDebit(books, 'sepa_debit', '3000');
  if (id === 'pm_bacsDebit_success') return makeDebit(books, 'bacs_debit', '2345');
  if (id === 'pm_customerBalance') return buildBankTransfer(baseOf(books));
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
  const name = NUMBERS[number.replaceAll(/[ -]/g, '')];
  const card = name === undefined ? undefined : TEST_CARDS[name];
  return card === undefined ? undefined : makeCard(books, card, details);
}

function makeCard(
  books: Books,
  card: { brand: string; last4: string },
  details: CardDetails,
): PaymentMethodObject {
  return buildCard({
    ...baseOf(books),
    ...card,
    ...details,
    funding: 'credit',
    country: 'US',
    fingerprint: letters(16, hashText(card.last4)),
  });
}

export function makeDebit(
  books: Books,
  type: 'sepa_debit' | 'bacs_debit',
  last4: string,
): PaymentMethodObject {
  return buildDebit({
    ...baseOf(books),
    type,
    last4,
    country: type === 'sepa_debit' ? 'DE' : 'GB',
    fingerprint: letters(16, hashText(`${type}${last4}`)),
  });
}
