import { ApiError, invalidRequest } from '../contract/apiError.ts';
import { anything, choice, hash, integer, type Params } from '../contract/params.ts';
import { idIn, route, type Route } from '../contract/route.ts';
import type { SubscriptionObject } from '../objects/subscription.ts';
import { collectInvoice, defaultMethodOf } from './collecting.ts';
import { demandSubscription } from './demand.ts';
import type { Cause } from './emit.ts';
import { finalizeInvoice } from './invoiceChanges.ts';
import { draftPeriod, FIRST_PAYMENT_SECONDS, PERIOD_SECONDS } from './subscriptionBilling.ts';
import { changeStatus } from './subscriptionChanges.ts';

const resumeFields = {
  billing_cycle_anchor: hash({ type: choice('now', 'unchanged') }),
  payment_behavior: choice('resume_on_payment_attempt', 'resume_on_payment_success'),
  proration_behavior: choice('always_invoice', 'create_prorations', 'none'),
  proration_date: integer,
};

/** A period that still runs goes on without a bill; otherwise a new one begins now and is billed. */
function startsNewPeriod(cause: Cause, subscription: SubscriptionObject, anchor: string): boolean {
  const end = subscription.items.data[0]?.current_period_end ?? 0;
  return anchor === 'now' || end <= cause.books.now();
}

function resume(cause: Cause, subscription: SubscriptionObject, params: Params<typeof resumeFields>): void {
  const { books } = cause;
  if (!startsNewPeriod(cause, subscription, params.billing_cycle_anchor?.type ?? 'now')) {
    changeStatus(cause, subscription, 'active');
    return;
  }
  const now = books.now();
  for (const item of subscription.items.data) item.current_period_end = now;
  const draft = draftPeriod(cause, subscription, 'subscription_update');
  for (const item of subscription.items.data) {
    item.current_period_start = now;
    item.current_period_end = now + PERIOD_SECONDS;
  }
  subscription.billing_cycle_anchor = now;
  books.subscriptions.put(subscription);
  const at = now + FIRST_PAYMENT_SECONDS;
  books.agenda.add({ at, kind: 'void_resumption', target: draft.id, failure: null });
  const invoice = finalizeInvoice(cause, draft);
  if (invoice.status === 'open' && defaultMethodOf(books, invoice) !== undefined) {
    try {
      collectInvoice(cause, invoice);
    } catch (error) {
      // The decline stays on the invoice; the answer is the subscription as it is now.
      if (!(error instanceof ApiError)) throw error;
    }
  }
  const after = demandSubscription(books, subscription.id);
  const attempted = books.invoices.find(invoice.id)?.attempted === true;
  if (after.status !== 'paused' || !attempted) return;
  if (params.payment_behavior === 'resume_on_payment_success') return;
  books.agenda.cancel('void_resumption', invoice.id);
  changeStatus(cause, after, 'past_due');
}

export const subscriptionPauseRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/v1/subscriptions/:id/pause',
    permission: 'rak_subscription_write',
    fields: {
      bill_for: anything,
      invoicing_behavior: choice('invoice', 'pending_invoice_item'),
      type: choice('subscription'),
    },
    answer(call) {
      const subscription = demandSubscription(call.books, idIn(call));
      if (!['active', 'past_due', 'trialing', 'unpaid'].includes(subscription.status)) {
        throw invalidRequest(`You cannot pause a subscription that is ${subscription.status}.`);
      }
      changeStatus(call, subscription, 'paused', 'pause_requested');
      return subscription;
    },
  }),
  route({
    method: 'POST',
    path: '/v1/subscriptions/:id/resume',
    permission: 'rak_subscription_write',
    fields: resumeFields,
    answer(call) {
      const subscription = demandSubscription(call.books, idIn(call));
      if (subscription.status !== 'paused') {
        throw invalidRequest(
          `You can only resume a subscription that is paused: this one is ${subscription.status}.`,
        );
      }
      if (subscription.collection_method !== 'charge_automatically') {
        throw invalidRequest(
          'Only subscriptions whose collection_method is charge_automatically can be resumed.',
          undefined,
          'collection_method',
        );
      }
      resume(call, subscription, call.params);
      return demandSubscription(call.books, subscription.id);
    },
  }),
];
