import { listPage, pageQuery } from '../contract/pagination.ts';
import { choice, pageFields, text, timeRange } from '../contract/params.ts';
import { idIn, route, type Route } from '../contract/route.ts';
import type { SubscriptionObject } from '../objects/subscription.ts';
import { demandSubscription } from './demand.ts';

const STATUSES = [
  'active',
  'all',
  'canceled',
  'ended',
  'incomplete',
  'incomplete_expired',
  'past_due',
  'paused',
  'trialing',
  'unpaid',
] as const;

/** Without a status, canceled subscriptions stay away. */
function hasStatus(subscription: SubscriptionObject, wanted: (typeof STATUSES)[number] | undefined): boolean {
  const { status } = subscription;
  if (wanted === 'all') return true;
  if (wanted === undefined) return status !== 'canceled';
  if (wanted === 'ended') return status === 'canceled' || status === 'incomplete_expired';
  return status === wanted;
}

export const subscriptionReadRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/v1/subscriptions',
    permission: 'rak_subscription_read',
    fields: {
      ...pageFields,
      collection_method: choice('charge_automatically', 'send_invoice'),
      created: timeRange,
      current_period_end: timeRange,
      current_period_start: timeRange,
      customer: text,
      price: text,
      status: choice(...STATUSES),
    },
    answer({ books, params }) {
      const position = params.customer ? (books.customers.positionOf(params.customer) ?? -1) : undefined;
      const { collection_method: collection, current_period_end: end, current_period_start: start } = params;
      const matches = (subscription: SubscriptionObject): boolean => {
        const item = subscription.items.data[0];
        return (
          hasStatus(subscription, params.status) &&
          (!params.customer || subscription.customer === params.customer) &&
          (collection === undefined || subscription.collection_method === collection) &&
          (!params.price || subscription.items.data.some(({ price }) => price.id === params.price)) &&
          (end === undefined || isWithin(item?.current_period_end, end)) &&
          (start === undefined || isWithin(item?.current_period_start, start))
        );
      };
      return listPage(
        books.subscriptions,
        {
          ...pageQuery(params),
          created: params.created,
          candidates: position === undefined ? undefined : [position],
          matches,
          matchesSeed(index) {
            const seed = books.subscriptions.seedAt(index);
            return seed !== undefined && matches(seed);
          },
        },
        'subscription',
        '/v1/subscriptions',
      );
    },
  }),
  route({
    method: 'GET',
    path: '/v1/subscriptions/:id',
    permission: 'rak_subscription_read',
    fields: {},
    answer: (call) => demandSubscription(call.books, idIn(call)),
  }),
];

function isWithin(time: number | undefined, range: { from: number; to: number }): boolean {
  return time !== undefined && time >= range.from && time <= range.to;
}
