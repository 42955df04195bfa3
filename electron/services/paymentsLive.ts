import type Stripe from 'stripe';
import {
  expectClearing,
  findCollectionRefusal,
  findDebitInProgress,
  findMethodRefusal,
  suggestMethod,
} from '../../shared/domain/collecting.ts';
import type { CollectionRefusal, MandateState } from '../../shared/domain/collecting.ts';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import { invoiceStatuses } from '../../shared/domain/invoices.ts';
import { isDirectDebit, labelOfPaymentMethod, monthOf } from '../../shared/domain/paymentMethods.ts';
import { effectOfPaying, isStillSuspended } from '../../shared/domain/resuming.ts';
import type { OwedInvoice, ResumableSubscription } from '../../shared/domain/resuming.ts';
import { unlessForbidden } from '../../shared/errors/unlessForbidden.ts';
import type {
  CollectableMethod,
  CollectionOffer,
  DebitInProgress,
} from '../../shared/ipc/schemas/payments.ts';
import type { StripeGateway, StripeGateways, Wire } from '../stripe/stripeGatewayApi.ts';
import type { AttemptRecord } from '../workspaceDatabase/paymentRecords.ts';
import type { WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';
import { idOf } from './idOf.ts';
import { defaultMethodOf, toMethodFacts } from './toPaymentMethods.ts';

export type LiveInvoice = Wire<Stripe.Invoice>;
export type LiveSubscription = Wire<Stripe.Subscription>;
type LiveMethod = Wire<Stripe.PaymentMethod>;
type LiveCustomer = Wire<Stripe.Customer>;

export interface LiveReadDeps {
  gateways: StripeGateways;
  workspaceDatabase: Pick<WorkspaceDatabase, 'listAttempts'>;
  now: () => UnixSeconds;
}

export interface InvoiceRef {
  workspaceId: string;
  invoiceId: string;
}

/** Everything that collecting an invoice is decided by, as Stripe has it this moment. */
export interface LiveCollection {
  invoice: LiveInvoice;
  subscription: LiveSubscription | null;
  offer: CollectionOffer;
}

/** The expansion with which an invoice tells how its payments stand. */
const paymentExpansion = ['payments.data.payment.payment_intent'];

/** An invoice with the state of its payments, read live. */
export function readLiveInvoice(gateway: StripeGateway, invoiceId: string): Promise<LiveInvoice> {
  return gateway.getInvoice(invoiceId, paymentExpansion);
}

/** Reads everything that decides whether and with what an invoice can be collected. */
export async function readLiveCollection(deps: LiveReadDeps, ref: InvoiceRef): Promise<LiveCollection> {
  const gateway = await deps.gateways.of(ref.workspaceId);
  const invoice = await readLiveInvoice(gateway, ref.invoiceId);
  const customerId = invoice.customer === null ? null : idOf(invoice.customer);
  const [customer, subscription, attempts] = await Promise.all([
    customerId === null ? null : readCustomer(gateway, customerId),
    readSubscriptionOf(gateway, invoice),
    listAttemptsOf(deps, ref),
  ]);
  const facts = { deps, ref, gateway, invoice, customer, subscription, attempts };
  const methods = customer === null ? [] : await readMethods(facts, customer);
  return { invoice, subscription, offer: await toOffer(facts, methods) };
}

interface Facts {
  deps: LiveReadDeps;
  ref: InvoiceRef;
  gateway: StripeGateway;
  invoice: LiveInvoice;
  customer: LiveCustomer | null;
  subscription: LiveSubscription | null;
  attempts: readonly AttemptRecord[];
}

async function toOffer(facts: Facts, methods: CollectableMethod[]): Promise<CollectionOffer> {
  const { ref, invoice, customer, subscription, attempts } = facts;
  const open = attempts.find(({ state }) => state === 'unknown' || state === 'sending');
  const precedence = [
    invoice.default_payment_method ?? invoice.default_source,
    subscription?.default_payment_method ?? subscription?.default_source ?? null,
    customer && defaultMethodOf(customer),
  ].map((method) => (method === null ? null : idOf(method)));
  const suggestion = suggestMethod(methods, precedence);
  return {
    ...ref,
    invoiceNumber: invoice.number,
    invoiceStatus: invoiceStatuses.find((known) => known === invoice.status) ?? 'draft',
    customerId: invoice.customer === null ? null : idOf(invoice.customer),
    customerName: customer?.name ?? invoice.customer_name,
    amount: invoice.amount_remaining,
    currency: invoice.currency,
    refusal: refusalOf(facts, open !== undefined, suggestion !== null),
    debit: await findDebit(facts),
    openAttemptId: open?.id ?? null,
    methods,
    suggestedMethodId: suggestion?.id ?? null,
  };
}

function refusalOf(
  { invoice, customer }: Facts,
  isUnknown: boolean,
  hasMethod: boolean,
): CollectionRefusal | null {
  const refusal = findCollectionRefusal(invoice);
  if (refusal !== null) return refusal;
  if (isUnknown) return 'outcomeUnknown';
  if (customer === null) return 'customerDeleted';
  return hasMethod ? null : 'noMethod';
}

async function readCustomer(gateway: StripeGateway, id: string): Promise<LiveCustomer | null> {
  const customer = await gateway.getCustomer(id);
  return customer.deleted ? null : customer;
}

/** The subscription that an invoice belongs to; null where it belongs to none or the key may not read it. */
export async function readSubscriptionOf(
  gateway: StripeGateway,
  invoice: LiveInvoice,
): Promise<LiveSubscription | null> {
  const reference = invoice.parent?.subscription_details?.subscription;
  return reference ? unlessForbidden(gateway.getSubscription(idOf(reference)), null) : null;
}

async function listAttemptsOf(
  { workspaceDatabase }: LiveReadDeps,
  { workspaceId, invoiceId }: InvoiceRef,
): Promise<AttemptRecord[]> {
  const filter = { workspaceIds: [workspaceId], customerId: null, unsettled: false, offset: 0, limit: 100 };
  return (await workspaceDatabase.listAttempts({ ...filter, invoiceId })).rows;
}

async function readMethods(facts: Facts, customer: LiveCustomer): Promise<CollectableMethod[]> {
  const { gateway, subscription } = facts;
  const methods = await gateway.listPaymentMethods(customer.id);
  const hasDebit = methods.some(({ type }) => isDirectDebit(type));
  const [mandates, owed] = await Promise.all([
    hasDebit ? unlessForbidden(gateway.listMandates(customer.id), []) : [],
    listOwed(gateway, subscription),
  ]);
  return methods.map((method) => toMethod(facts, method, mandateOf(method.id, mandates), owed));
}

function toMethod(
  { deps, invoice, customer, subscription, attempts }: Facts,
  method: LiveMethod,
  mandate: MandateState | null,
  owed: readonly OwedInvoiceWithNumber[],
): CollectableMethod {
  const now = deps.now();
  const effect = effectOfPaying({
    invoiceId: invoice.id,
    subscription: subscription && toResumable(subscription),
    owed,
    isDebit: isDirectDebit(method.type),
  });
  const advisedAgainst = attempts.find(
    ({ methodId, adviceCode }) => methodId === method.id && adviceCode === 'do_not_try_again',
  );
  return {
    ...toMethodFacts(method, customer && defaultMethodOf(customer)),
    refusal: findMethodRefusal(method, invoice, { now: monthOf(now), mandate }),
    clearing: expectClearing(method.type, now),
    effect: {
      ...effect,
      restoringInvoiceNumber: owed.find(({ id }) => id === effect.restoringInvoiceId)?.number ?? null,
    },
    advisedAgainst: advisedAgainst ? (advisedAgainst.declineCode ?? advisedAgainst.code) : null,
  };
}

/** STRIPE: mandates are found through the set-up of a method; the newest one counts. */
export function mandateOf(methodId: string, mandates: readonly Wire<Stripe.Mandate>[]): MandateState | null {
  const mandate = mandates.find(({ payment_method }) => idOf(payment_method) === methodId);
  if (!mandate) return null;
  const network = mandate.payment_method_details.bacs_debit?.network_status;
  const trouble = (['pending', 'refused', 'revoked'] as const).find((state) => state === network);
  if (trouble) return trouble;
  if (mandate.status === 'inactive') return 'revoked';
  return mandate.status === 'pending' ? 'pending' : 'active';
}

/** A subscription as the rules about resuming look at it. */
export function toResumable(subscription: LiveSubscription): ResumableSubscription {
  const latest = subscription.latest_invoice;
  return {
    id: subscription.id,
    status: subscription.status,
    pauseType: subscription.status_details?.paused?.subscription?.type ?? null,
    latestInvoiceId: latest === null ? null : idOf(latest),
    collectionMethod: subscription.collection_method,
  };
}

interface OwedInvoiceWithNumber extends OwedInvoice {
  number: string | null;
}

/** What is still owed for a subscription whose service is at stake. */
export async function listOwed(
  gateway: StripeGateway,
  subscription: LiveSubscription | null,
): Promise<OwedInvoiceWithNumber[]> {
  if (!subscription || !isStillSuspended(toResumable(subscription))) return [];
  const newest = await gateway.listSubscriptionInvoices(subscription.id);
  return newest
    .filter(({ status }) => status === 'open' || status === 'draft' || status === 'uncollectible')
    .map(({ id, number, status, created }) => ({
      id,
      number,
      status: status ?? 'draft',
      createdAt: created,
    }));
}

/** What is known about a debit that is on its way; the attempt that began it knows most. */
async function findDebit({ gateway, invoice, attempts }: Facts): Promise<DebitInProgress | null> {
  const intent = findDebitInProgress(invoice);
  if (!intent) return null;
  const attempt = attempts.find(({ state }) => state === 'processing');
  if (attempt)
    return {
      methodLabel: attempt.methodLabel,
      since: attempt.startedAt,
      clearing: expectClearing(attempt.methodType, attempt.startedAt),
    };
  const known = await unlessForbidden(
    gateway.getPaymentIntent(intent.id, ['latest_charge', 'payment_method']),
    null,
  );
  const method = known?.payment_method;
  const charge = known?.latest_charge;
  const since = charge && typeof charge === 'object' ? charge.created : null;
  const isKnown = method && typeof method === 'object';
  return {
    methodLabel: isKnown ? labelOfPaymentMethod(method) : null,
    since,
    clearing: isKnown && since !== null ? expectClearing(method.type, since) : null,
  };
}
