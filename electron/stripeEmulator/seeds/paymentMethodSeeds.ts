import {
  buildBankTransfer,
  buildCard,
  buildDebit,
  type PaymentMethodObject,
} from '../objects/paymentMethod.ts';
import { idAt } from '../state/ids.ts';
import {
  isDeletedCustomer,
  marketOf,
  sendsInvoices,
  type CustomerFacts,
  type SeedContext,
} from './customerFacts.ts';
import { cardFailureOf, isOwing } from './failureSeeds.ts';
import { MARKETS } from './markets.ts';
import { below, letters, mix } from './random.ts';

const BRANDS = ['visa', 'mastercard', 'visa', 'amex'] as const;
/** Positions per customer in the list of payment methods. */
export const METHOD_SLOTS = 3;
const YEAR_SECONDS = 31_557_600;

function paymentMethodIdAt(context: SeedContext, customer: number, slot: number): string {
  return idAt('pm', context.part, customer * METHOD_SLOTS + slot);
}

/** A seeded customer's payment methods, the default one first. */
export function paymentMethodsOf(context: SeedContext, facts: CustomerFacts): PaymentMethodObject[] {
  if (facts.deleted) return [];
  const salt = mix(context.account.salt, facts.index, 81);
  const draw = below(100, salt, 1);
  if (facts.sendsInvoices && draw < 30) return [];
  const direct = facts.market.direct;
  const methods = [
    direct !== null && prefersDebit(draw)
      ? debit(context, facts, 0, salt, direct)
      : card(context, facts, 0, salt),
  ];
  if (draw > 62) methods.push(card(context, facts, 1, mix(salt, 2)));
  if (draw > 94) methods.push(buildBankTransfer(shared(context, facts, 2)));
  return methods;
}

const prefersDebit = (draw: number): boolean => draw % 2 === 0;

/** Whether a customer's default method is a direct debit, which settles days later. */
export function paysByDebit(context: SeedContext, customer: number): boolean {
  return (
    !isDeletedCustomer(context, customer) &&
    !sendsInvoices(context, customer) &&
    MARKETS[marketOf(context, customer)]?.direct !== null &&
    prefersDebit(below(100, mix(context.account.salt, customer, 81), 1))
  );
}

function shared(context: SeedContext, facts: CustomerFacts, slot: number) {
  return {
    id: paymentMethodIdAt(context, facts.index, slot),
    created: facts.created + 600 - slot,
    livemode: context.livemode,
    customer: facts.id,
    name: facts.name,
    email: facts.email,
  };
}

/** Some cards have expired, some are about to. */
function card(context: SeedContext, facts: CustomerFacts, slot: number, salt: number): PaymentMethodObject {
  const thisYear = 1970 + Math.floor(context.history.end / YEAR_SECONDS);
  const declined = slot === 0 && isOwing(facts.service) && cardFailureOf(facts.index) === 'expired_card';
  const hasExpired = declined || below(100, salt, 6) < 8;
  return buildCard({
    ...shared(context, facts, slot),
    brand: BRANDS[below(BRANDS.length, salt, 3)] as string,
    last4: String(below(10_000, salt, 4)).padStart(4, '0'),
    expMonth: below(12, salt, 5) + 1,
    expYear: hasExpired ? thisYear - 1 : thisYear + below(5, salt, 7),
    funding: below(2, salt, 8) === 0 ? 'debit' : 'credit',
    country: facts.market.country,
    fingerprint: letters(16, salt, 9),
  });
}

function debit(
  context: SeedContext,
  facts: CustomerFacts,
  slot: number,
  salt: number,
  type: 'sepa_debit' | 'bacs_debit',
): PaymentMethodObject {
  return buildDebit({
    ...shared(context, facts, slot),
    type,
    last4: String(below(10_000, salt, 4)).padStart(4, '0'),
    country: facts.market.country,
    fingerprint: letters(16, salt, 9),
  });
}
