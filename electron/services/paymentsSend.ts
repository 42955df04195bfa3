import {
  baselineOf,
  findCollectionRefusal,
  findTraceOf,
  isMethodUnusable,
  judgeAnswer,
  judgeRefusal,
} from '../../shared/domain/collecting.ts';
import type { AttemptVerdict, CollectionRefusal } from '../../shared/domain/collecting.ts';
import { invoiceStatuses } from '../../shared/domain/invoices.ts';
import { toDecimalString } from '../../shared/domain/money.ts';
import { findResumeRefusal, isPausedForPayment, isStillSuspended } from '../../shared/domain/resuming.ts';
import { serviceOf, standingOf } from '../../shared/domain/subscriptions.ts';
import type { ServiceState, SuspensionThreshold } from '../../shared/domain/subscriptions.ts';
import { AppError, isAppError } from '../../shared/errors/appError.ts';
import type { AppErrorCode } from '../../shared/errors/appError.ts';
import type {
  CollectableMethod,
  CollectionOffer,
  CollectionResult,
} from '../../shared/ipc/schemas/payments.ts';
import type { StripeGateway } from '../stripe/stripeGatewayApi.ts';
import type { AttemptRecord, NewAttempt } from '../workspaceDatabase/paymentRecords.ts';
import type { WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';
import { collectionRefused, methodRefused } from './collectionRefused.ts';
import { readLiveCollection, readLiveInvoice, toResumable } from './paymentsLive.ts';
import type { InvoiceRef, LiveCollection, LiveInvoice, LiveSubscription } from './paymentsLive.ts';
import {
  demandAttempt,
  refreshShown,
  settleOpenAttempts,
  settleWith,
  toAuditAfter,
  toPaymentAttempt,
} from './paymentsSettle.ts';
import type { SettleDeps } from './paymentsSettle.ts';
import { isUnclear, pendingEntry, sendUntilAnswered } from './recordedWrite.ts';
import type { RecordedWriteDeps } from './recordedWrite.ts';

export interface CollectDeps extends SettleDeps, Omit<RecordedWriteDeps, 'workspaceDatabase'> {
  /** What counts as a suspended service: the person's setting. */
  suspendedFrom: () => SuspensionThreshold;
  workspaceDatabase: SettleDeps['workspaceDatabase'] & Pick<WorkspaceDatabase, 'beginAction'>;
}

export interface WantedCollection extends InvoiceRef {
  /** Null: the one that is suggested. */
  paymentMethodId: string | null;
  /** What the person confirmed. */
  amount: number;
  currency: string;
  runId: string | null;
}

/** Kind under which an attempt waits for its answer. */
const collectKind = 'invoicePayment';

const unreachable: ReadonlySet<AppErrorCode> = new Set(['offline', 'timeout', 'stripe_unavailable']);

/** Collects one invoice: live re-read, rule, record, send, settle, re-read. */
export async function collectInvoice(deps: CollectDeps, wanted: WantedCollection): Promise<CollectionResult> {
  const live = await readBeforeSending(deps, wanted);
  const method = chooseMethod(live.offer, wanted);
  const gateway = await deps.gateways.of(wanted.workspaceId);
  const attempt = await beginAttempt(deps, wanted, live, method);
  const answered = await sendAttempt(deps, gateway, attempt);
  const settled = await settleWith(deps, attempt, answered.verdict, answered.requestId);
  const invoice = await readLiveInvoice(gateway, wanted.invoiceId).catch(
    () => answered.invoice ?? live.invoice,
  );
  const service = await followService(deps, gateway, live.subscription, settled.state === 'paid');
  await refreshShown(deps, attempt);
  return {
    attempt: toPaymentAttempt(settled),
    refusal: settled.state === 'refused' ? refusalAfter(invoice, settled) : null,
    invoiceStatus: invoiceStatuses.find((known) => known === invoice.status) ?? 'draft',
    amountPaid: invoice.amount_paid,
    amountRemaining: invoice.amount_remaining,
    service,
  };
}

async function readBeforeSending(deps: CollectDeps, ref: InvoiceRef): Promise<LiveCollection> {
  try {
    await settleOpenAttempts(deps, ref);
    return await readLiveCollection(deps, ref);
  } catch (error) {
    if (!isAppError(error) || !unreachable.has(error.code)) throw error;
    throw new AppError(
      error.code,
      `${error.message} Nothing was collected: money is only moved while Stripe can be asked.`,
      { reference: error.reference, details: error.details, cause: error },
    );
  }
}

function chooseMethod(offer: CollectionOffer, wanted: WantedCollection): CollectableMethod {
  if (offer.refusal !== null && offer.refusal !== 'noMethod') throw collectionRefused(offer.refusal);
  if (offer.amount !== wanted.amount || offer.currency !== wanted.currency)
    throw collectionRefused(
      'amountChanged',
      { confirmed: wanted.amount, live: offer.amount, currency: offer.currency },
      `${textOf(wanted)} was confirmed, but ${textOf(offer)} is to be paid by now.`,
    );
  const id = wanted.paymentMethodId ?? offer.suggestedMethodId;
  const method = offer.methods.find((known) => known.id === id);
  if (!method) throw collectionRefused(wanted.paymentMethodId === null ? 'noMethod' : 'methodGone');
  if (method.refusal !== null) throw methodRefused(method.label, method.refusal);
  return method;
}

function textOf(money: { amount: number; currency: string }): string {
  return `${toDecimalString(money)} ${money.currency.toUpperCase()}`;
}

/** Keeps audit entry, idempotency key and attempt before anything leaves. */
async function beginAttempt(
  deps: CollectDeps,
  { workspaceId, invoiceId, runId }: WantedCollection,
  { invoice, offer }: LiveCollection,
  method: CollectableMethod,
): Promise<AttemptRecord> {
  const attempt: NewAttempt = {
    id: deps.newId(),
    workspaceId,
    invoiceId,
    invoiceNumber: offer.invoiceNumber,
    customerId: offer.customerId,
    customerName: offer.customerName,
    runId,
    methodId: method.id,
    methodType: method.type,
    methodLabel: method.label,
    amount: offer.amount,
    currency: offer.currency,
    who: deps.who(),
    startedAt: deps.now(),
    baseline: baselineOf(invoice),
  };
  await deps.workspaceDatabase.beginAction({
    action: { id: attempt.id, workspaceId, kind: collectKind, createdAt: attempt.startedAt },
    audit: pendingEntry(deps, {
      workspaceId,
      action: 'invoice.collected',
      target: offer.customerId ?? invoiceId,
      targetName: offer.customerName,
      before: {},
      after: toAuditAfter(attempt, null),
    }),
    attempt,
  });
  return demandAttempt(deps, attempt.id);
}

interface Answered {
  verdict: AttemptVerdict;
  requestId: string | null;
  /** As Stripe gave it with its answer. */
  invoice: LiveInvoice | null;
}

/** Sends an attempt. Trouble of our own (a right that is missing, too many requests) is no outcome: Stripe did nothing. */
async function sendAttempt(
  deps: CollectDeps,
  gateway: StripeGateway,
  attempt: AttemptRecord,
): Promise<Answered> {
  try {
    return await send(deps, gateway, attempt);
  } catch (error) {
    await settleWith(deps, attempt, refusedWith(error), referenceOf(error));
    throw error;
  }
}

/** Sends under the attempt's key until there is an answer, and looks for traces where there is none. */
async function send(deps: CollectDeps, gateway: StripeGateway, attempt: AttemptRecord): Promise<Answered> {
  const { id, invoiceId, customerId, methodId, baseline } = attempt;
  const options = { actionId: id, customerId: customerId ?? invoiceId };
  try {
    const { value, requestId } = await sendUntilAnswered(deps, () =>
      gateway.payInvoice(invoiceId, { paymentMethodId: methodId }, options),
    );
    return { verdict: judgeAnswer(value) ?? unknownVerdict, requestId, invoice: value };
  } catch (error) {
    const requestId = referenceOf(error);
    if (!isUnclear(error)) return { verdict: judgeError(error), requestId, invoice: null };
    const invoice = await readLiveInvoice(gateway, invoiceId).catch(() => null);
    const found = invoice && findTraceOf(invoice, baseline);
    return { verdict: found ?? unknownVerdict, requestId, invoice };
  }
}

const unknownVerdict: AttemptVerdict = { state: 'unknown', code: null, declineCode: null, adviceCode: null };

function referenceOf(error: unknown): string | null {
  return isAppError(error) ? error.reference : null;
}

/** What Stripe's refusal means; errors that say nothing about the payment are thrown on. */
function judgeError(error: unknown): AttemptVerdict {
  if (!isAppError(error) || (error.code !== 'stripe_refused' && error.code !== 'not_found')) throw error;
  const { status, stripeCode, declineCode, adviceCode } = error.details;
  return judgeRefusal({
    status: typeof status === 'number' ? status : null,
    code: wordOf(stripeCode),
    declineCode: wordOf(declineCode),
    adviceCode: wordOf(adviceCode),
  });
}

function wordOf(detail: unknown): string | null {
  return typeof detail === 'string' ? detail : null;
}

function refusedWith(error: unknown): AttemptVerdict {
  const code = isAppError(error) ? error.code : 'internal';
  return { state: 'refused', code, declineCode: null, adviceCode: null };
}

/** Why Stripe did not try: what the invoice shows now says more than the refusal. */
function refusalAfter(invoice: LiveInvoice, { code }: AttemptRecord): CollectionRefusal | null {
  const refusal = findCollectionRefusal(invoice);
  if (refusal !== null) return refusal;
  if (code === 'resource_missing') return 'methodGone';
  return isMethodUnusable(code) ? 'methodUnusable' : null;
}

/** Stripe moves the subscription within moments of the payment: a few looks are enough. */
const subscriptionLooksMs = [0, 1000, 2000, 4000];

/** The service before and after its invoice was settled; the subscription is looked at until it has moved. */
export async function followService(
  { pause, suspendedFrom }: Pick<CollectDeps, 'pause' | 'suspendedFrom'>,
  gateway: StripeGateway,
  before: LiveSubscription | null,
  isSettled: boolean,
): Promise<CollectionResult['service']> {
  if (!before) return null;
  let after = before;
  if (isSettled && isStillSuspended(toResumable(before)))
    for (const lookMs of subscriptionLooksMs) {
      await pause(lookMs);
      after = await gateway.getSubscription(before.id).catch(() => after);
      if (!isStillSuspended(toResumable(after))) break;
    }
  const facts = toResumable(after);
  return {
    subscriptionId: before.id,
    before: serviceOfSubscription(before, suspendedFrom()),
    after: serviceOfSubscription(after, suspendedFrom()),
    canResume: isSettled && isPausedForPayment(facts) && findResumeRefusal(facts) === null,
  };
}

/** Service state of a subscription as it was read. */
export function serviceOfSubscription(
  subscription: LiveSubscription,
  suspendedFrom: SuspensionThreshold,
): ServiceState {
  return serviceOf(standingOf(toResumable(subscription)), suspendedFrom);
}
