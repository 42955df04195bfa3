import type { CustomerFacts, SeedContext, Service } from './customerFacts.ts';
import { below, mix } from './random.ts';

/** The services whose newest invoice is what the customer owes. */
const OWING_SERVICES: ReadonlySet<Service> = new Set([
  'past_due',
  'unpaid',
  'paused_first_payment',
  'paused_final_payment',
  'incomplete',
]);

export function isOwing(service: Service): boolean {
  return OWING_SERVICES.has(service);
}

/** As often as banks give them: most failures are about money, few about the card itself. */
const CARD_FAILURES = [
  'insufficient_funds',
  'generic_decline',
  'lost_card',
  'do_not_honor',
  'insufficient_funds',
  'expired_card',
  'authentication_required',
  'insufficient_funds',
  'card_velocity_exceeded',
  'stolen_card',
  'generic_decline',
  'processing_error',
  'do_not_honor',
  'incorrect_cvc',
] as const;

const BANK_FAILURES = [
  'insufficient_funds',
  'refer_to_customer',
  'insufficient_funds',
  'account_closed',
  'debit_not_authorized',
] as const;

/** Reasons that are still there when one tries again; the others pass for most customers. */
const LASTING: ReadonlySet<string> = new Set([
  'account_closed',
  'authentication_required',
  'expired_card',
  'lost_card',
  'stolen_card',
]);

export type CardFailure = (typeof CARD_FAILURES)[number];
export type BankFailure = (typeof BANK_FAILURES)[number];

/** Why a customer's card, if that is how they pay, was declined last. */
export function cardFailureOf(customer: number): CardFailure {
  return CARD_FAILURES[customer % CARD_FAILURES.length] as CardFailure;
}

/** Why a customer's bank, if that is how they pay, sent a debit back. */
export function bankFailureOf(customer: number): BankFailure {
  return BANK_FAILURES[customer % BANK_FAILURES.length] as BankFailure;
}

/** Whether an owing customer's default method fails again today. */
export function stillFails(
  context: SeedContext,
  customer: Pick<CustomerFacts, 'index' | 'service'>,
  reason: CardFailure | BankFailure,
): boolean {
  if (!isOwing(customer.service)) return false;
  return LASTING.has(reason) || below(4, mix(context.account.salt, customer.index, 91)) === 0;
}

/** A few customers have told their bank to pay us no longer. */
export function hasRevokedMandate(context: SeedContext, customer: number): boolean {
  return below(100, mix(context.account.salt, customer, 92)) < 7;
}

/** The debits that were under way when the history ended and will come back, with the bank's reason. */
export function lateFailureOf(context: SeedContext, invoice: number): BankFailure | null {
  return below(10, mix(context.account.salt, invoice, 93)) === 0 ? 'insufficient_funds' : null;
}
