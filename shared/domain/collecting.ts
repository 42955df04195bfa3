import type { UnixSeconds } from './dates.ts';
import { isCollectableType, isExpired } from './paymentMethods.ts';
import type { Month, PaymentMethodFacts } from './paymentMethods.ts';

/** Why a payment method cannot be used to collect an invoice; screens translate it. */
export const methodRefusals = [
  'bankTransfer',
  'typeNotAllowed',
  'notForThisInvoice',
  'currency',
  'expired',
  'mandatePending',
  'mandateRefused',
  'mandateRevoked',
] as const;
export type MethodRefusal = (typeof methodRefusals)[number];

/** Why an invoice cannot be collected now; screens translate it. */
export const collectionRefusals = [
  'draft',
  'paid',
  'void',
  'nothingToPay',
  'debitInProgress',
  'outcomeUnknown',
  'underWay',
  'amountChanged',
  'customerDeleted',
  'noMethod',
  'methodGone',
  'methodUnusable',
] as const;
export type CollectionRefusal = (typeof collectionRefusals)[number];

/** What a collection came to. `refused`: Stripe did not try; `notCollected`: it never reached Stripe. */
export const attemptStates = [
  'sending',
  'unknown',
  'paid',
  'processing',
  'declined',
  'authentication_required',
  'refused',
  'failed',
  'notCollected',
] as const;
export type AttemptState = (typeof attemptStates)[number];

/** The part of a payment intent that the rules look at; names as in Stripe. */
export interface IntentFacts {
  id: string;
  status: string;
  payment_method?: string | { id: string } | null;
  latest_charge?: string | { id: string } | null;
  last_payment_error?: {
    code?: string;
    decline_code?: string;
    advice_code?: string;
    payment_method?: { id: string };
  } | null;
}

/** The part of an invoice that the rules look at; names as in Stripe. */
export interface InvoiceFacts {
  status: string | null;
  amount_remaining: number;
  currency: string;
  payment_settings?: { payment_method_types: readonly string[] | null } | null;
  payments?: {
    data: readonly {
      status: string;
      payment: { type: string; payment_intent?: string | IntentFacts };
    }[];
  };
}

export type MandateState = 'active' | 'pending' | 'refused' | 'revoked';

/** Currencies that a direct debit scheme can take. *Source*: Stripe, "Bank debits" (stripe.md §2.6). */
const debitCurrencies: Readonly<Record<string, readonly string[]>> = {
  sepa_debit: ['eur'],
  bacs_debit: ['gbp'],
  au_becs_debit: ['aud'],
  acss_debit: ['cad', 'usd'],
  us_bank_account: ['usd'],
  nz_bank_account: ['nzd'],
};

/** Whether a type can take a currency at all: direct debits belong to one, cards to none. */
export function takesCurrency(type: string, currency: string): boolean {
  return debitCurrencies[type]?.includes(currency) ?? true;
}

/** The direct debits that can take a currency. */
export function debitTypesFor(currency: string): string[] {
  return Object.keys(debitCurrencies).filter((type) => debitCurrencies[type]?.includes(currency));
}

/**
 * Working days until a direct debit is usually known to have arrived, and until it is known at the latest.
 * *Source*: Stripe, "Bank debits": settlement timing per scheme.
 */
const clearingDays: Readonly<Record<string, { usual: readonly [number, number]; latest: number }>> = {
  sepa_debit: { usual: [5, 6], latest: 14 },
  bacs_debit: { usual: [4, 6], latest: 7 },
  au_becs_debit: { usual: [3, 4], latest: 5 },
  acss_debit: { usual: [4, 5], latest: 6 },
  us_bank_account: { usual: [3, 4], latest: 5 },
  nz_bank_account: { usual: [3, 4], latest: 5 },
};

const mandateRefusals: Readonly<Record<Exclude<MandateState, 'active'>, MethodRefusal>> = {
  pending: 'mandatePending',
  refused: 'mandateRefused',
  revoked: 'mandateRevoked',
};

/** Why a method cannot be used for an invoice, or null; the reason that lasts longest comes first. */
export function findMethodRefusal(
  method: PaymentMethodFacts,
  invoice: Pick<InvoiceFacts, 'currency' | 'payment_settings'>,
  { now, mandate }: { now: Month; mandate: MandateState | null },
): MethodRefusal | null {
  if (method.type === 'customer_balance') return 'bankTransfer';
  if (!isCollectableType(method.type)) return 'typeNotAllowed';
  if (!takesCurrency(method.type, invoice.currency)) return 'currency';
  const types = invoice.payment_settings?.payment_method_types ?? [];
  if (types.length > 0 && !types.includes(method.type)) return 'notForThisInvoice';
  if (isExpired(method, now)) return 'expired';
  return mandate === null || mandate === 'active' ? null : mandateRefusals[mandate];
}

/** The method that Stripe would take by itself, if it can be used; else the first that can. */
export function suggestMethod<Method extends { id: string; refusal: MethodRefusal | null }>(
  methods: readonly Method[],
  precedence: readonly (string | null)[],
): Method | null {
  const usable = methods.filter(({ refusal }) => refusal === null);
  for (const id of precedence) {
    const found = usable.find((method) => method.id === id);
    if (found) return found;
  }
  return usable[0] ?? null;
}

/** Every payment intent of an invoice that was read with its payments. */
function intentsOf(invoice: InvoiceFacts): IntentFacts[] {
  return (invoice.payments?.data ?? []).flatMap(({ payment }) =>
    typeof payment.payment_intent === 'object' ? [payment.payment_intent] : [],
  );
}

/** The payment of an invoice that is on its way through a bank, or null. */
export function findDebitInProgress(invoice: InvoiceFacts): IntentFacts | null {
  return intentsOf(invoice).find(({ status }) => status === 'processing') ?? null;
}

/** Why an invoice cannot be collected, by its live state; null when it can. */
export function findCollectionRefusal(invoice: InvoiceFacts): CollectionRefusal | null {
  if (invoice.status === 'draft') return 'draft';
  if (invoice.status === 'paid') return 'paid';
  if (invoice.status === 'void') return 'void';
  if (findDebitInProgress(invoice)) return 'debitInProgress';
  return invoice.amount_remaining > 0 ? null : 'nothingToPay';
}

/** What an attempt ended with; the codes are Stripe's own words. */
export interface AttemptVerdict {
  state: AttemptState;
  code: string | null;
  declineCode: string | null;
  adviceCode: string | null;
}

function verdict(state: AttemptState, codes: Partial<Omit<AttemptVerdict, 'state'>> = {}): AttemptVerdict {
  return { state, code: null, declineCode: null, adviceCode: null, ...codes };
}

const authenticationCodes = new Set([
  'authentication_required',
  'authentication_not_handled',
  'authentication_failure',
  'invoice_payment_intent_requires_action',
  'payment_intent_action_required',
  'payment_intent_authentication_failure',
  'subscription_payment_intent_requires_action',
]);

/** Codes with which Stripe says that a method cannot be used for the invoice at all. */
const unusableMethodCodes = new Set([
  'billing_invalid_mandate',
  'invoice_no_payment_method_types',
  'payment_intent_incompatible_payment_method',
  'payment_intent_mandate_invalid',
  'payment_method_bank_account_blocked',
  'payment_method_currency_mismatch',
  'payment_method_not_available',
  'payment_method_unsupported_type',
  'resource_missing',
  'sepa_unsupported_account',
]);

/** Whether a code of Stripe means that the method cannot be used for the invoice. */
export function isMethodUnusable(code: string | null): boolean {
  return code !== null && unusableMethodCodes.has(code);
}

/**
 * What a refusal of `pay` means. The code decides, never the kind of error.
 * STRIPE: the same outcome comes as 402 and as 400 (stripe.md §2.6).
 */
export function judgeRefusal(refusal: {
  status: number | null;
  code: string | null;
  declineCode: string | null;
  adviceCode: string | null;
}): AttemptVerdict {
  const { status, code, declineCode, adviceCode } = refusal;
  const codes = { code, declineCode, adviceCode };
  if (authenticationCodes.has(code ?? '') || authenticationCodes.has(declineCode ?? ''))
    return verdict('authentication_required', codes);
  if (isMethodUnusable(code)) return verdict('refused', codes);
  if (status === 402 || declineCode !== null || code === 'debit_not_authorized')
    return verdict('declined', { ...codes, declineCode: declineCode ?? code });
  return verdict('refused', codes);
}

function idOf(reference: string | { id: string } | null | undefined): string | null {
  return typeof reference === 'object' ? (reference?.id ?? null) : (reference ?? null);
}

/** What an invoice looked like before an attempt was sent: what a later look is compared with. */
export interface AttemptBaseline {
  /** The newest charge of each payment intent. */
  charges: readonly string[];
}

/** Notes what a later look at the invoice is compared with. */
export function baselineOf(invoice: InvoiceFacts): AttemptBaseline {
  return { charges: intentsOf(invoice).flatMap(({ latest_charge }) => idOf(latest_charge) ?? []) };
}

/**
 * What a live read of the invoice shows of an attempt whose answer is not known; null when it shows no trace of it.
 * A paid invoice counts as paid whoever paid it: what matters is that nothing is collected twice.
 */
export function findTraceOf(invoice: InvoiceFacts, baseline: AttemptBaseline): AttemptVerdict | null {
  if (invoice.status === 'paid') return verdict('paid');
  if (findDebitInProgress(invoice)) return verdict('processing');
  const intents = intentsOf(invoice);
  if (intents.some(({ status }) => status === 'requires_action')) return verdict('authentication_required');
  const touched = intents.find(({ latest_charge, last_payment_error }) => {
    const charge = idOf(latest_charge);
    return last_payment_error && charge !== null && !baseline.charges.includes(charge);
  });
  return touched ? toDecline(touched) : null;
}

/** What an answer of `pay` that is not an error means. */
export function judgeAnswer(invoice: InvoiceFacts): AttemptVerdict | null {
  return findTraceOf(invoice, { charges: [] });
}

/** Stripe works on a request for less than this; an attempt of which nothing shows after it never arrived. */
const arrivesWithinSeconds = 120;

/** Nothing of the attempt is to be seen at Stripe, so nothing was charged. */
export const notCollected: AttemptVerdict = verdict('notCollected');

/**
 * Whether an attempt of which nothing shows can be given up. The clock decides only how long it is waited: a second
 * charge is refused by Stripe, whatever the clock says, and one that was set back makes nobody wait.
 */
export function isLongAgo(startedAt: UnixSeconds, now: UnixSeconds): boolean {
  return now < startedAt || now - startedAt >= arrivesWithinSeconds;
}

/** How a debit that was in progress ended; null while it still is. */
export function judgeDebit(invoice: InvoiceFacts): AttemptVerdict | null {
  if (invoice.status === 'paid') return verdict('paid');
  if (findDebitInProgress(invoice)) return null;
  const failed = intentsOf(invoice).find(({ last_payment_error }) => last_payment_error);
  return failed ? { ...toDecline(failed), state: 'failed' } : verdict('failed');
}

function toDecline({ last_payment_error: error }: IntentFacts): AttemptVerdict {
  return verdict('declined', {
    code: error?.code ?? null,
    declineCode: error?.decline_code ?? error?.code ?? null,
    adviceCode: error?.advice_code ?? null,
  });
}

export interface Clearing {
  /** The usual days, and the last day on which it is known. */
  from: UnixSeconds;
  to: UnixSeconds;
  latest: UnixSeconds;
}

const daySeconds = 86_400;

/** When a debit that began at a moment is expected to have arrived; null for what arrives at once. Bank holidays are not known. */
export function expectClearing(type: string, since: UnixSeconds): Clearing | null {
  const days = clearingDays[type];
  if (!days) return null;
  const [from, to] = days.usual;
  return {
    from: addWorkingDays(since, from),
    to: addWorkingDays(since, to),
    latest: addWorkingDays(since, days.latest),
  };
}

function addWorkingDays(since: UnixSeconds, count: number): UnixSeconds {
  let moment = since;
  for (let left = count; left > 0;) {
    moment += daySeconds;
    const weekday = new Date(moment * 1000).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return moment;
}
