import type Stripe from 'stripe';
import { daysLate } from '../../shared/domain/ageing.ts';
import { expectClearing } from '../../shared/domain/collecting.ts';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import { isExpired, labelOfPaymentMethod, monthOf } from '../../shared/domain/paymentMethods.ts';
import { findRestoringInvoice } from '../../shared/domain/resuming.ts';
import { mostUrgentStanding, standingOf, suspendedStandings } from '../../shared/domain/subscriptions.ts';
import type { SuspensionThreshold } from '../../shared/domain/subscriptions.ts';
import type { InvoiceRow } from '../../shared/ipc/schemas/invoices.ts';
import type { PaymentAttempt } from '../../shared/ipc/schemas/payments.ts';
import type {
  DebitUnderWay,
  ExpiringCard,
  FailedCollection,
  LateInvoice,
  SuspendedCustomer,
} from '../../shared/ipc/schemas/today.ts';
import type { CachedWorklist, CacheReads, ScopeOfWorkspace, TroubledCustomer } from '../cache/cacheApi.ts';
import type { Wire } from '../stripe/stripeGatewayApi.ts';
import { parseCached } from './cachedObjects.ts';
import { idOf } from './idOf.ts';
import { toResumable } from './paymentsLive.ts';

/** What the rows of Today are completed with. */
export interface RowReads {
  cache: CacheReads;
  workspaces: ScopeOfWorkspace[];
  suspendedFrom: SuspensionThreshold;
  now: UnixSeconds;
}

type LateRow = CachedWorklist['overdue']['rows'][number];

/** An overdue invoice with its age in days of its account. */
export function toLateInvoice({ workspaces, now }: RowReads, { invoice, lateFrom }: LateRow): LateInvoice {
  const zone = workspaces.find(({ workspaceId }) => workspaceId === invoice.workspaceId)?.timeZone ?? 'UTC';
  return { invoice, daysLate: daysLate(lateFrom, now, zone) };
}

/** The payment intents of an invoice's payments, newest first, as far as they were read along. */
async function listIntents(
  { cache }: RowReads,
  { workspaceId, id }: InvoiceRow,
): Promise<Wire<Stripe.PaymentIntent>[]> {
  const payments = await cache.listObjects({ workspaceId, kind: 'invoicePayment', invoiceId: id });
  return payments
    .map((object) => parseCached('invoicePayment', object).payment.payment_intent)
    .filter((intent) => typeof intent === 'object')
    .toSorted((left, right) => right.created - left.created);
}

/** An invoice whose collection failed, with what Stripe said. */
export async function toFailedCollection(reads: RowReads, row: LateRow): Promise<FailedCollection> {
  const intents = await listIntents(reads, row.invoice);
  const error = intents.find(({ last_payment_error }) => last_payment_error)?.last_payment_error;
  return { ...toLateInvoice(reads, row), declineCode: error?.decline_code ?? error?.code ?? null };
}

/** A debit that is on its way; the attempt that began it knows most. */
export async function toDebit(
  reads: RowReads,
  invoice: InvoiceRow,
  attempts: readonly PaymentAttempt[],
): Promise<DebitUnderWay> {
  const attempt = attempts.find(({ invoiceId, state }) => invoiceId === invoice.id && state === 'processing');
  if (attempt) return { invoice, methodLabel: attempt.methodLabel, clearing: attempt.clearing };
  const { workspaceId } = invoice;
  const intent = (await listIntents(reads, invoice)).find(({ status }) => status === 'processing');
  const methodId = intent?.payment_method ? idOf(intent.payment_method) : null;
  const [method, cachedInvoice] = await Promise.all([
    methodId === null ? null : findMethod(reads, invoice, methodId),
    reads.cache.findObject({ workspaceId, kind: 'invoice', id: invoice.id }),
  ]);
  // STRIPE: an intent is as old as the invoice; only of a first attempt that is also when the debit was sent.
  const isFirst = cachedInvoice !== null && parseCached('invoice', cachedInvoice).attempt_count <= 1;
  return {
    invoice,
    methodLabel: method && labelOfPaymentMethod(method),
    clearing: method && intent && isFirst ? expectClearing(method.type, intent.created) : null,
  };
}

/** A method as far as it is known here: among those of the customer's page, or as the customer's default. */
async function findMethod(
  { cache }: RowReads,
  { workspaceId, customerId }: InvoiceRow,
  id: string,
): Promise<Wire<Stripe.PaymentMethod> | null> {
  const cached = await cache.findObject({ workspaceId, kind: 'paymentMethod', id });
  if (cached) return parseCached('paymentMethod', cached);
  const method = customerId === null ? null : await findDefaultMethod(cache, workspaceId, customerId);
  return method?.id === id ? method : null;
}

/** The customer's default method, which comes along with the customer. */
async function findDefaultMethod(
  cache: CacheReads,
  workspaceId: string,
  customerId: string,
): Promise<Wire<Stripe.PaymentMethod> | null> {
  const cached = await cache.findObject({ workspaceId, kind: 'customer', id: customerId });
  const customer = cached && parseCached('customer', cached);
  if (!customer || customer.deleted) return null;
  const method = customer.invoice_settings.default_payment_method;
  return typeof method === 'object' ? method : null;
}

/** So many of a customer's newest invoices are looked through for the one that brings the service back. */
const newestInvoices = 50;

/** A customer without service, with the invoice whose payment ends that as far as is known here. */
export async function toSuspendedCustomer(
  reads: RowReads,
  customer: TroubledCustomer,
): Promise<SuspendedCustomer> {
  return {
    ...toTroubled(customer),
    standing: customer.standing,
    restoring: await findRestoring(reads, customer),
  };
}

async function findRestoring(
  { cache, workspaces, suspendedFrom, now }: RowReads,
  { workspaceId, id: customerId }: TroubledCustomer,
): Promise<InvoiceRow | null> {
  const [objects, newest] = await Promise.all([
    cache.listObjects({ workspaceId, kind: 'subscription', customerId }),
    cache.listInvoices({
      filter: {
        workspaceIds: [workspaceId],
        view: 'all',
        status: null,
        customerId,
        query: '',
        from: null,
        to: null,
      },
      sort: { field: 'createdAt', direction: 'desc' },
      offset: 0,
      limit: newestInvoices,
      workspaces,
      now,
    }),
  ]);
  const owed = newest.rows.filter(({ status }) => status !== 'paid' && status !== 'void');
  const suspended = objects
    .map((object) => toResumable(parseCached('subscription', object)))
    .filter((subscription) => suspendedStandings(suspendedFrom).includes(standingOf(subscription)));
  const mostUrgent = mostUrgentStanding(suspended.map(standingOf));
  const subscription = suspended.find((one) => standingOf(one) === mostUrgent);
  if (!subscription) return null;
  const ofSubscription = await Promise.all(
    owed.map(async (row) => {
      const cached = await cache.findObject({ workspaceId, kind: 'invoice', id: row.id });
      const parent = cached && parseCached('invoice', cached).parent?.subscription_details?.subscription;
      return parent && idOf(parent) === subscription.id ? [row] : [];
    }),
  );
  const restoring = findRestoringInvoice(subscription, ofSubscription.flat());
  return owed.find(({ id }) => id === restoring?.id) ?? null;
}

/** A customer's default card that ends soon or has ended; nothing where the card changed meanwhile. */
export async function toExpiringCard(
  { cache, now }: RowReads,
  customer: TroubledCustomer,
): Promise<ExpiringCard[]> {
  const method = await findDefaultMethod(cache, customer.workspaceId, customer.id);
  if (!method?.card) return [];
  const { exp_month: expMonth, exp_year: expYear } = method.card;
  return [
    {
      ...toTroubled(customer),
      methodLabel: labelOfPaymentMethod(method),
      expMonth,
      expYear,
      hasExpired: isExpired(method, monthOf(now)),
    },
  ];
}

/** What every row about a customer tells. */
export function toTroubled({ workspaceId, id, name, amountRemaining }: TroubledCustomer): {
  workspaceId: string;
  customerId: string;
  customerName: string | null;
  amountRemaining: TroubledCustomer['amountRemaining'];
} {
  return { workspaceId, customerId: id, customerName: name, amountRemaining };
}
