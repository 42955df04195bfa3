/** What paying an invoice does to the service of a subscription. Source: stripe.md §5.2. */

/** How a subscription stands for these rules; names as in Stripe's subscription. */
export interface ResumableSubscription {
  id: string;
  status: string;
  /** `status_details.paused.subscription.type`, null when not paused. */
  pauseType: string | null;
  latestInvoiceId: string | null;
  collectionMethod: string;
}

/** An invoice of the subscription that is not settled yet. */
export interface OwedInvoice {
  id: string;
  status: string;
  createdAt: number;
}

export const serviceEffects = [
  /** Nothing is suspended: paying changes nothing about the service. */
  'unchanged',
  /** The service resumes as soon as the invoice is paid. */
  'resumes',
  /** The service resumes once the direct debit has cleared. */
  'resumesAfterClearing',
  /** Paying this does not restore the service; `reason` says why. */
  'doesNotRestore',
] as const;
export type ServiceEffect = (typeof serviceEffects)[number];

export const effectReasons = [
  'ended',
  'pausedByPerson',
  /** Another invoice of the subscription is the one that counts. */
  'otherInvoice',
  /** The newest invoice is a draft: it has to be finalised and paid. */
  'draftInvoice',
  'notOfSubscription',
] as const;
export type EffectReason = (typeof effectReasons)[number];

export interface EffectOfPaying {
  effect: ServiceEffect;
  reason: EffectReason | null;
  /** The invoice that brings the service back, when it is another one than the one to be paid. */
  restoringInvoiceId: string | null;
}

const suspendedStatuses = new Set(['past_due', 'unpaid', 'incomplete']);
const paymentFailurePauses = new Set(['first_payment_failure', 'final_payment_failure']);
const payable = new Set(['open', 'uncollectible']);

/** Whether Stripe paused the subscription because a payment failed. */
export function isPausedForPayment({
  status,
  pauseType,
}: Pick<ResumableSubscription, 'status' | 'pauseType'>): boolean {
  return status === 'paused' && pauseType !== null && paymentFailurePauses.has(pauseType);
}

/**
 * The invoice of a suspended subscription whose payment brings the service back, or null when there is none. Stripe
 * looks at the latest invoice only; for a pause after a failed payment it is the newest one that is still payable.
 */
export function findRestoringInvoice(
  subscription: ResumableSubscription,
  owed: readonly OwedInvoice[],
): OwedInvoice | null {
  const isPaused = isPausedForPayment(subscription);
  if (!isPaused && !suspendedStatuses.has(subscription.status)) return null;
  const newestFirst = owed.toSorted((left, right) => right.createdAt - left.createdAt);
  const draft = newestFirst.find(({ status }) => status === 'draft');
  const latest = newestFirst.find(({ id }) => id === subscription.latestInvoiceId);
  const newestPayable = newestFirst.find(({ status }) => payable.has(status)) ?? null;
  if (isPaused) return latest && payable.has(latest.status) ? latest : newestPayable;
  if (draft && (!latest || draft.createdAt >= latest.createdAt)) return draft;
  return latest ?? newestPayable;
}

/** What paying an invoice does to the service of its subscription. */
export function effectOfPaying(input: {
  invoiceId: string;
  subscription: ResumableSubscription | null;
  /** Drafts, open and uncollectible invoices of the subscription, the one to be paid among them. */
  owed: readonly OwedInvoice[];
  /** Money by direct debit arrives days later. */
  isDebit: boolean;
}): EffectOfPaying {
  const { invoiceId, subscription, owed, isDebit } = input;
  if (!subscription) return { effect: 'unchanged', reason: 'notOfSubscription', restoringInvoiceId: null };
  const { status } = subscription;
  if (status === 'canceled' || status === 'incomplete_expired') return doesNotRestore('ended', null);
  if (status === 'paused' && !isPausedForPayment(subscription)) return doesNotRestore('pausedByPerson', null);
  const restoring = findRestoringInvoice(subscription, owed);
  if (restoring === null) return { effect: 'unchanged', reason: null, restoringInvoiceId: null };
  if (restoring.id !== invoiceId)
    return doesNotRestore(restoring.status === 'draft' ? 'draftInvoice' : 'otherInvoice', restoring.id);
  return { effect: isDebit ? 'resumesAfterClearing' : 'resumes', reason: null, restoringInvoiceId: null };
}

function doesNotRestore(reason: EffectReason, restoringInvoiceId: string | null): EffectOfPaying {
  return { effect: 'doesNotRestore', reason, restoringInvoiceId };
}

export const resumeRefusals = ['notPaused', 'sendInvoice', 'ended'] as const;
export type ResumeRefusal = (typeof resumeRefusals)[number];

/** Why a subscription cannot be resumed by request, or null. STRIPE: only those that are charged automatically can. */
export function findResumeRefusal(
  subscription: Pick<ResumableSubscription, 'status' | 'collectionMethod'>,
): ResumeRefusal | null {
  if (subscription.status === 'canceled' || subscription.status === 'incomplete_expired') return 'ended';
  if (subscription.status !== 'paused') return 'notPaused';
  return subscription.collectionMethod === 'charge_automatically' ? null : 'sendInvoice';
}

/** Whether a subscription still has to move after its invoice was paid: then it is looked at again. */
export function isStillSuspended(subscription: Pick<ResumableSubscription, 'status' | 'pauseType'>): boolean {
  return isPausedForPayment(subscription) || suspendedStatuses.has(subscription.status);
}
