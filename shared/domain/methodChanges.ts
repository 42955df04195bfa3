import { takesCurrency, type MandateState } from './collecting.ts';
import { isUsable, type Month, type PaymentMethodFacts } from './paymentMethods.ts';

/** A customer's method with what a live read tells about it. */
export interface HeldMethod extends PaymentMethodFacts {
  /** Null where the type needs none or where it could not be read. */
  mandate: MandateState | null;
}

/** Whatever names a payment method of its own and so shadows the customer's default. */
export interface Shadow {
  kind: 'subscription' | 'schedule' | 'invoice';
  id: string;
  /** Ready to show: product names, or an invoice's number. */
  label: string;
  paymentMethodId: string;
  /** What it asks money in; null where that is not known. */
  currency: string | null;
  /** Stripe does not let subscriptions with Managed Payments be changed, nor a single phase of a schedule. */
  changeable: boolean;
}

/** Everything that decides about a change to a customer's methods, read live in one operation. */
export interface MethodsInUse {
  methods: readonly HeldMethod[];
  /** `invoice_settings.default_payment_method`, or the legacy `default_source`. */
  defaultId: string | null;
  /** What the customer is billed in; null before the first bill. */
  currency: string | null;
  /** Of subscriptions that are not over, their schedules, and draft or open invoices. */
  shadows: readonly Shadow[];
  /** Methods on which a debit is on its way through the bank. */
  debitedIds: readonly string[];
}

/** Why a method cannot be removed; screens translate it. */
export const removalRefusals = [
  'notFound',
  'debitInProgress',
  'onlyUsableMethod',
  'replacementUnusable',
  'replacementCurrency',
  'managedSubscription',
  'scheduledPhase',
] as const;
export type RemovalRefusal = (typeof removalRefusals)[number];

/** Why a method cannot become the default; screens translate it. */
export const defaultRefusals = ['notFound', 'unusable', 'currency', 'alreadyDefault'] as const;
export type DefaultRefusal = (typeof defaultRefusals)[number];

/** One request to Stripe; the order in which they stand is the order in which they are sent. */
export type MethodStep =
  | { kind: 'setDefault'; paymentMethodId: string }
  | { kind: 'repoint'; shadow: Shadow; paymentMethodId: string }
  | { kind: 'clear'; shadow: Shadow }
  | { kind: 'detach'; paymentMethodId: string };

/** Whether invoices can be collected with it as far as is known: an unconfirmed mandate is no foothold to step onto. */
export function canCollectWith(method: HeldMethod, now: Month): boolean {
  return isUsable(method, now) && (method.mandate === null || method.mandate === 'active');
}

function listUsableOthers({ methods }: MethodsInUse, methodId: string, now: Month): HeldMethod[] {
  return methods.filter((method) => method.id !== methodId && canCollectWith(method, now));
}

/** Whether a method can be debited in a currency; one that is not known stands in nobody's way. */
function fits({ type }: HeldMethod, currency: string | null): boolean {
  return currency === null || takesCurrency(type, currency);
}

/**
 * The methods that can take the place of another: usable, in every currency that would be asked of them; the customer's
 * default first.
 */
export function listReplacements(inUse: MethodsInUse, methodId: string, now: Month): HeldMethod[] {
  const moved = inUse.shadows.filter(({ paymentMethodId }) => paymentMethodId === methodId);
  const currencies = [inUse.currency, ...moved.map(({ currency }) => currency)];
  const others = listUsableOthers(inUse, methodId, now).filter((method) =>
    currencies.every((currency) => fits(method, currency)),
  );
  return others.toSorted((a, b) => Number(b.id === inUse.defaultId) - Number(a.id === inUse.defaultId));
}

/**
 * Why a method may not be removed in favour of another, or null. Without a replacement named, whether any will do.
 * *Source*: stripe.md §4.4; Stripe itself would remove the last one without a word.
 */
export function findRemovalRefusal(
  inUse: MethodsInUse,
  { methodId, replacementId, now }: { methodId: string; replacementId: string | null; now: Month },
): RemovalRefusal | null {
  if (!inUse.methods.some(({ id }) => id === methodId)) return 'notFound';
  if (inUse.debitedIds.includes(methodId)) return 'debitInProgress';
  if (listUsableOthers(inUse, methodId, now).length === 0) return 'onlyUsableMethod';
  const replacements = listReplacements(inUse, methodId, now);
  if (replacements.length === 0) return 'replacementCurrency';
  if (replacementId !== null && !replacements.some(({ id }) => id === replacementId))
    return 'replacementUnusable';
  const heldFast = inUse.shadows.find(
    ({ paymentMethodId, changeable }) => paymentMethodId === methodId && !changeable,
  );
  if (!heldFast) return null;
  return heldFast.kind === 'schedule' ? 'scheduledPhase' : 'managedSubscription';
}

/**
 * The requests that remove a method: everything that names it is moved to the replacement first, so that a stop between any
 * two leaves the customer with a default that works. Planned anew from a live read, the rest is what is left to do.
 */
export function planRemoval(inUse: MethodsInUse, methodId: string, replacementId: string): MethodStep[] {
  const moves = inUse.shadows
    .filter(({ paymentMethodId }) => paymentMethodId === methodId)
    .map((shadow): MethodStep => ({ kind: 'repoint', shadow, paymentMethodId: replacementId }));
  return [
    ...(inUse.defaultId === methodId
      ? [{ kind: 'setDefault', paymentMethodId: replacementId } satisfies MethodStep]
      : []),
    ...moves,
    { kind: 'detach', paymentMethodId: methodId },
  ];
}

/** Why a method may not become the customer's default, or null. */
export function findDefaultRefusal(
  inUse: MethodsInUse,
  { methodId, now }: { methodId: string; now: Month },
): DefaultRefusal | null {
  const method = inUse.methods.find(({ id }) => id === methodId);
  if (!method) return 'notFound';
  if (!canCollectWith(method, now)) return 'unusable';
  if (!fits(method, inUse.currency)) return 'currency';
  const isShadowed = inUse.shadows.some(({ paymentMethodId }) => paymentMethodId !== methodId);
  return inUse.defaultId === methodId && !isShadowed ? 'alreadyDefault' : null;
}

/** What to do with subscriptions and invoices that name another method than the new default. */
export const shadowChoices = ['repoint', 'clear', 'leave'] as const;
export type ShadowChoice = (typeof shadowChoices)[number];

/** The requests that make a method the default; what it cannot pay for keeps the method that it has. */
export function planDefault(inUse: MethodsInUse, methodId: string, choice: ShadowChoice): MethodStep[] {
  const method = inUse.methods.find(({ id }) => id === methodId);
  const others = inUse.shadows.filter(
    ({ kind, paymentMethodId, currency, changeable }) =>
      changeable &&
      paymentMethodId !== methodId &&
      (method === undefined || fits(method, currency)) &&
      // STRIPE: the method of a schedule can be replaced, not taken out.
      !(choice === 'clear' && kind === 'schedule'),
  );
  const steps = choice === 'leave' ? [] : others.map((shadow) => shadowStep(shadow, methodId, choice));
  return inUse.defaultId === methodId ? steps : [{ kind: 'setDefault', paymentMethodId: methodId }, ...steps];
}

function shadowStep(shadow: Shadow, paymentMethodId: string, choice: 'repoint' | 'clear'): MethodStep {
  return choice === 'repoint' ? { kind: 'repoint', shadow, paymentMethodId } : { kind: 'clear', shadow };
}

/** What a customer's methods look like once a step was sent: what the next one is judged by. */
export function applyStep(inUse: MethodsInUse, step: MethodStep): MethodsInUse {
  switch (step.kind) {
    case 'setDefault':
      return { ...inUse, defaultId: step.paymentMethodId };
    case 'repoint':
      return { ...inUse, shadows: pointShadow(inUse, step.shadow, step.paymentMethodId) };
    case 'clear':
      return { ...inUse, shadows: pointShadow(inUse, step.shadow, null) };
    case 'detach':
      return { ...inUse, methods: inUse.methods.filter(({ id }) => id !== step.paymentMethodId) };
    default:
      return step satisfies never;
  }
}

function pointShadow({ shadows }: MethodsInUse, target: Shadow, paymentMethodId: string | null): Shadow[] {
  return shadows.flatMap((shadow) => {
    if (shadow.kind !== target.kind || shadow.id !== target.id) return [shadow];
    return paymentMethodId === null ? [] : [{ ...shadow, paymentMethodId }];
  });
}

/** How near the end of its validity a card is; other types do not expire. */
export const expiries = ['expired', 'thisMonth', 'nextMonth', 'later'] as const;
export type Expiry = (typeof expiries)[number];

/** When a card ends. *Units*: calendar months. */
export function expiryOf(method: PaymentMethodFacts, now: Month): Expiry {
  if (!method.card) return 'later';
  const left = method.card.exp_year * 12 + method.card.exp_month - (now.year * 12 + now.month);
  if (left < 0) return 'expired';
  if (left === 0) return 'thisMonth';
  return left === 1 ? 'nextMonth' : 'later';
}
