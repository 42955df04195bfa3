import { invalidRequest, missingParameterObject, parameterMissing } from '../contract/apiError.ts';
import { boolean, choice, hash, integer, list, metadata, text, type Params } from '../contract/params.ts';
import { idIn, route, type Route } from '../contract/route.ts';
import {
  buildSubscription,
  buildSubscriptionItem,
  type SubscriptionItemObject,
  type SubscriptionObject,
} from '../objects/subscription.ts';
import type { Books } from '../state/books.ts';
import { idAt } from '../state/ids.ts';
import { demandCustomerParameter, demandSubscription } from './demand.ts';
import { emit } from './emit.ts';
import { mergeMetadata } from './merge.ts';
import { beginSubscription, PERIOD_SECONDS } from './subscriptionBilling.ts';
import { endSubscription } from './subscriptionChanges.ts';

const DAY = 86_400;

const itemFields = { id: text, price: text, quantity: integer, deleted: boolean };

const sharedFields = {
  cancel_at_period_end: boolean,
  collection_method: choice('charge_automatically', 'send_invoice'),
  days_until_due: integer,
  default_payment_method: text,
  default_source: text,
  description: text,
  items: list(hash(itemFields), 20),
  metadata,
  off_session: boolean,
  proration_behavior: choice('always_invoice', 'create_prorations', 'none'),
};

type SharedParams = Params<typeof sharedFields>;

function buildItems(
  books: Books,
  subscription: string,
  items: SharedParams['items'],
  start: number,
): SubscriptionItemObject[] {
  return (items ?? []).map((item, i) => {
    const price = item?.price ? books.prices.find(item.price) : undefined;
    if (price === undefined) throw missingParameterObject('price', item?.price ?? '', `items[${i}][price]`);
    if (price.recurring === null) {
      throw invalidRequest(
        'The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.',
        undefined,
        `items[${i}]`,
      );
    }
    const position = books.subscriptions.positionOf(subscription) ?? books.subscriptions.size;
    return buildSubscriptionItem({
      id: idAt('si', books.context.part, position, i === 0 ? '' : String(i)),
      created: books.now(),
      subscription,
      price,
      quantity: item?.quantity ?? 1,
      periodStart: start,
      periodEnd: start + PERIOD_SECONDS,
    });
  });
}

function checkMethod(books: Books, customer: string, id: string | null | undefined): void {
  if (id && books.paymentMethods.find(id)?.customer !== customer) {
    throw missingParameterObject('PaymentMethod', id, 'default_payment_method');
  }
}

const createRoute = route({
  method: 'POST',
  path: '/v1/subscriptions',
  permission: 'rak_subscription_write',
  fields: {
    ...sharedFields,
    customer: text,
    payment_behavior: choice('allow_incomplete', 'default_incomplete', 'error_if_incomplete'),
    trial_period_days: integer,
    trial_end: integer,
  },
  answer(call) {
    const { books, params } = call;
    if (!params.customer) throw parameterMissing('customer');
    if (!params.items?.length) throw parameterMissing('items');
    const customer = demandCustomerParameter(books, params.customer);
    checkMethod(books, customer.id, params.default_payment_method);
    const id = books.subscriptions.nextId();
    const now = books.now();
    const items = buildItems(books, id, params.items, now);
    const trialEnd =
      params.trial_end ?? (params.trial_period_days ? now + params.trial_period_days * DAY : null);
    if (params.collection_method === 'send_invoice' && params.days_until_due === undefined) {
      throw invalidRequest(
        "`days_until_due` is required when `collection_method` is 'send_invoice'.",
        'parameter_missing',
        'days_until_due',
      );
    }
    const collects = params.collection_method !== 'send_invoice' && trialEnd === null;
    const hasMethod =
      params.default_payment_method ??
      params.default_source ??
      customer.invoice_settings.default_payment_method ??
      customer.default_source;
    if (collects && !hasMethod && params.payment_behavior !== 'default_incomplete') {
      throw invalidRequest(
        'This customer has no attached payment source or default payment method. Please consider adding a default payment method.',
        'resource_missing',
      );
    }
    const subscription = buildSubscription({
      id,
      created: now,
      livemode: books.context.livemode,
      customer: customer.id,
      currency: items[0]?.price.currency ?? 'eur',
      status: trialEnd === null ? 'active' : 'trialing',
      pausedBy: null,
      pausedAt: 0,
      collection: params.collection_method ?? 'charge_automatically',
      daysUntilDue: params.days_until_due ?? null,
      latestInvoice: null,
      items,
      startDate: now,
      canceledAt: null,
      cancelReason: null,
      collectionPaused: false,
      trialStart: trialEnd === null ? null : now,
      trialEnd,
      defaultPaymentMethod: params.default_payment_method ?? null,
    });
    subscription.metadata = mergeMetadata({}, params.metadata);
    subscription.description = params.description ?? null;
    subscription.cancel_at_period_end = params.cancel_at_period_end ?? false;
    books.subscriptions.put(subscription);
    beginSubscription(call, subscription, collects, params.payment_behavior);
    return demandSubscription(books, id);
  },
});

function applyShared(books: Books, subscription: SubscriptionObject, params: SharedParams): void {
  if (params.default_payment_method !== undefined) {
    checkMethod(books, String(subscription.customer), params.default_payment_method);
    subscription.default_payment_method = params.default_payment_method;
  }
  if (params.default_source !== undefined) {
    checkMethod(books, String(subscription.customer), params.default_source);
    subscription.default_source = params.default_source;
  }
  if (params.collection_method !== undefined) subscription.collection_method = params.collection_method;
  if (params.days_until_due !== undefined) subscription.days_until_due = params.days_until_due;
  if (params.description !== undefined) subscription.description = params.description;
  if (params.cancel_at_period_end !== undefined) {
    subscription.cancel_at_period_end = params.cancel_at_period_end;
    subscription.cancel_at = params.cancel_at_period_end
      ? (subscription.items.data[0]?.current_period_end ?? null)
      : null;
    subscription.canceled_at = params.cancel_at_period_end ? books.now() : null;
  }
  subscription.metadata = mergeMetadata(subscription.metadata, params.metadata);
  for (const change of params.items ?? []) applyItem(books, subscription, change);
}

type ItemChange = NonNullable<SharedParams['items']>[number];

function applyItem(books: Books, subscription: SubscriptionObject, change: ItemChange): void {
  if (change === null) return;
  const items = subscription.items.data;
  if (!change.id) {
    items.push(
      ...buildItems(books, subscription.id, [change], items[0]?.current_period_start ?? books.now()),
    );
    return;
  }
  const index = items.findIndex(({ id }) => id === change.id);
  const item = items[index];
  if (item === undefined) throw missingParameterObject('subscription item', change.id, 'items[0][id]');
  if (change.deleted) {
    items.splice(index, 1);
    return;
  }
  if (change.quantity !== undefined) item.quantity = change.quantity;
  if (change.price) {
    const [replaced] = buildItems(
      books,
      subscription.id,
      [{ price: change.price, quantity: item.quantity ?? 1 }],
      item.current_period_start,
    );
    if (replaced !== undefined) items[index] = { ...replaced, id: item.id };
  }
}

export const subscriptionWriteRoutes: Route[] = [
  createRoute,
  route({
    method: 'POST',
    path: '/v1/subscriptions/:id',
    permission: 'rak_subscription_write',
    fields: {
      ...sharedFields,
      pause_collection: hash({
        behavior: choice('keep_as_draft', 'mark_uncollectible', 'void'),
        resumes_at: integer,
      }),
    },
    answer(call) {
      const { books, params } = call;
      const before = demandSubscription(books, idIn(call));
      if (before.status === 'canceled') {
        throw invalidRequest(
          'A canceled subscription can only update its cancellation_details and metadata.',
        );
      }
      const subscription = structuredClone(before);
      applyShared(books, subscription, params);
      if (params.pause_collection !== undefined) {
        subscription.pause_collection =
          params.pause_collection === null
            ? null
            : {
                behavior: params.pause_collection.behavior ?? 'keep_as_draft',
                resumes_at: params.pause_collection.resumes_at ?? null,
              };
      }
      books.subscriptions.put(subscription);
      if (JSON.stringify(before) !== JSON.stringify(subscription)) {
        emit(call, 'customer.subscription.updated', subscription, before);
      }
      return subscription;
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/subscriptions/:id',
    permission: 'rak_subscription_write',
    fields: { invoice_now: boolean, prorate: boolean },
    answer(call) {
      const subscription = demandSubscription(call.books, idIn(call));
      if (subscription.status === 'canceled')
        throw missingParameterObject('subscription', subscription.id, 'id');
      return endSubscription(call, subscription);
    },
  }),
];
