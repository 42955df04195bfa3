import { CARD_DECLINES, DEBIT_FAILURES, type CardDecline, type DebitFailure } from '../objects/declines.ts';
import type { PaymentMethodObject } from '../objects/paymentMethod.ts';
import { bankFailureOf, cardFailureOf, stillFails } from '../seeds/failureSeeds.ts';
import { METHOD_SLOTS } from '../seeds/paymentMethodSeeds.ts';
import type { Books } from '../state/books.ts';

/**
 * What becomes of a charge. A card's decline comes at once, a bank's days later; `requires_action` waits for the
 * customer, `disputed` works and is taken back afterwards, `blocked` is refused before anything is charged.
 */
export type Behaviour = 'succeeds' | 'requires_action' | 'disputed' | 'blocked' | CardDecline | DebitFailure;

export const BEHAVIOURS: readonly Behaviour[] = [
  ...new Set<Behaviour>([
    'succeeds',
    'requires_action',
    'disputed',
    'blocked',
    ...(Object.keys(CARD_DECLINES) as CardDecline[]),
    ...(Object.keys(DEBIT_FAILURES) as DebitFailure[]),
  ]),
];

/** The last digits of Stripe's test cards. */
const CARDS: Record<string, Behaviour> = {
  '0002': 'generic_decline',
  '0005': 'succeeds',
  '0019': 'fraudulent',
  '0069': 'expired_card',
  '0119': 'processing_error',
  '0127': 'incorrect_cvc',
  '0259': 'disputed',
  '0341': 'generic_decline',
  '3155': 'authentication_required',
  '3184': 'requires_action',
  '5050': 'do_not_honor',
  '6975': 'card_velocity_exceeded',
  '9979': 'stolen_card',
  '9987': 'lost_card',
  '9995': 'insufficient_funds',
};

/** The last digits of Stripe's test bank accounts: the same end means the same in every scheme. */
const BANK_ACCOUNTS: Record<string, Behaviour> = {
  '1113': 'account_closed',
  '1116': 'no_account',
  '1212': 'charge_exceeds_source_limit',
  '2227': 'insufficient_funds',
  '3202': 'payment_method_provider_decline',
  '3203': 'disputed',
  '3205': 'payment_method_provider_decline',
  '3335': 'debit_not_authorized',
  '3434': 'charge_exceeds_source_limit',
  '4321': 'blocked',
  '5559': 'disputed',
};

/** How a method behaves when it is charged: as was laid down for it, else by its place in the seeds or its digits. */
export function behaviourOf(books: Books, method: PaymentMethodObject): Behaviour {
  const laidDown = books.methodBehaviours.find(method.id)?.behaviour;
  if (laidDown !== undefined) return laidDown as Behaviour;
  const position = books.paymentMethods.positionOf(method.id) ?? 0;
  if (position < books.paymentMethods.seedCount) return seededBehaviour(books, method, position);
  if (method.card) return CARDS[method.card.last4] ?? 'succeeds';
  return BANK_ACCOUNTS[last4Of(method)] ?? 'succeeds';
}

function seededBehaviour(books: Books, method: PaymentMethodObject, position: number): Behaviour {
  if (position % METHOD_SLOTS !== 0) return 'succeeds';
  const customer = books.reader.customer(Math.floor(position / METHOD_SLOTS));
  const reason = method.card ? cardFailureOf(customer.index) : bankFailureOf(customer.index);
  if (!stillFails(books.context, customer, reason)) return 'succeeds';
  return reason === 'authentication_required' ? 'requires_action' : reason;
}

export function last4Of(method: PaymentMethodObject): string {
  const account =
    method.sepa_debit ??
    method.bacs_debit ??
    method.au_becs_debit ??
    method.acss_debit ??
    method.nz_bank_account ??
    method.us_bank_account;
  return account?.last4 ?? '';
}
