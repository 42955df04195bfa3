import { ApiError, invalidRequest } from '../contract/apiError.ts';
import type { InvoiceObject } from '../objects/invoice.ts';
import type { SubscriptionObject } from '../objects/subscription.ts';
import { collectAutomatically, collectInvoice } from './collecting.ts';
import { demandCustomerParameter } from './demand.ts';
import { emit, type Cause } from './emit.ts';
import { finalizeInvoice, markUncollectible, voidInvoice } from './invoiceChanges.ts';
import { lineIdAt, setLines } from './invoiceMath.ts';
import { subscriptionLines } from './invoicePreview.ts';
import { draftFor } from './invoiceWrites.ts';

const DAY = 86_400;
export const PERIOD_SECONDS = 30 * DAY;
/** A first or resuming invoice that nobody pays is given up after this long. */
export const FIRST_PAYMENT_SECONDS = 23 * 3600;

/** The draft for a subscription's next period; it becomes the subscription's newest invoice. */
export function draftPeriod(
  cause: Cause,
  subscription: SubscriptionObject,
  reason: 'subscription_create' | 'subscription_cycle' | 'subscription_update',
): InvoiceObject {
  const { books } = cause;
  const customer = demandCustomerParameter(books, String(subscription.customer));
  const invoice = draftFor(books, customer, {
    id: books.invoices.nextId(),
    currency: subscription.currency,
    subscription: subscription.id,
    reason,
  });
  invoice.collection_method = subscription.collection_method;
  invoice.auto_advance = true;
  if (subscription.days_until_due !== null)
    invoice.due_date = books.now() + subscription.days_until_due * DAY;
  books.invoices.put(invoice);
  const lines =
    subscription.status === 'trialing'
      ? []
      : subscriptionLines(books, invoice, subscription, (i) => lineIdAt(books, invoice.id, i));
  setLines(books, invoice, lines);
  books.invoices.put(invoice);
  subscription.latest_invoice = invoice.id;
  books.subscriptions.put(subscription);
  emit(cause, 'invoice.created', invoice);
  return invoice;
}

/** Bills the first period and collects it; until it is paid the subscription is incomplete, unless that was forbidden. */
export function beginSubscription(
  cause: Cause,
  subscription: SubscriptionObject,
  collects: boolean,
  behavior: string | undefined,
): void {
  const { books } = cause;
  const invoice = finalizeInvoice(cause, draftPeriod(cause, subscription, 'subscription_create'));
  const waits = collects && invoice.status === 'open';
  if (waits) {
    subscription.status = 'incomplete';
    books.subscriptions.put(subscription);
    const at = books.now() + FIRST_PAYMENT_SECONDS;
    books.agenda.add({ at, kind: 'expire_incomplete', target: subscription.id, failure: null });
  }
  emit(cause, 'customer.subscription.created', subscription);
  if (!waits || behavior === 'default_incomplete') return;
  try {
    collectInvoice(cause, invoice, { methodId: subscription.default_payment_method as string | null });
  } catch (error) {
    const isDecline = error instanceof ApiError && error.status === 402;
    if (!isDecline || behavior === 'error_if_incomplete') throw error;
  }
}

/** A new period begins: a paused subscription has none, an unpaid one bills drafts that nobody collects. */
export function billNextPeriod(cause: Cause, subscription: SubscriptionObject): InvoiceObject {
  const { books } = cause;
  if (['canceled', 'incomplete', 'incomplete_expired', 'paused'].includes(subscription.status)) {
    throw invalidRequest(`A subscription that is ${subscription.status} has no next period.`);
  }
  const before = structuredClone(subscription);
  const draft = draftPeriod(cause, subscription, 'subscription_cycle');
  for (const item of subscription.items.data) {
    item.current_period_start = item.current_period_end;
    item.current_period_end += PERIOD_SECONDS;
  }
  books.subscriptions.put(subscription);
  emit(cause, 'customer.subscription.updated', subscription, before);
  const behavior = subscription.pause_collection?.behavior;
  if (subscription.status === 'unpaid' || behavior === 'keep_as_draft') {
    draft.auto_advance = false;
    return books.invoices.put(draft);
  }
  const invoice = finalizeInvoice(cause, draft);
  if (behavior === 'void') voidInvoice(cause, invoice);
  else if (behavior === 'mark_uncollectible') markUncollectible(cause, invoice);
  else if (invoice.collection_method === 'charge_automatically') collectAutomatically(cause, invoice);
  return books.invoices.find(invoice.id) ?? invoice;
}
