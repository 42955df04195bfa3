import type { Stripe } from 'stripe';
import type { PaymentCallDeps } from './paymentCalls.ts';
import type { StripeGateway, Wire, Written } from './stripeGatewayApi.ts';

export type MethodCalls = Pick<
  StripeGateway,
  | 'listSubscriptionsOf'
  | 'listSchedulesOf'
  | 'listInvoicesToPay'
  | 'listIntentsSince'
  | 'updateSubscription'
  | 'updateSchedule'
  | 'updateInvoice'
  | 'detachPaymentMethod'
  | 'deleteSource'
  | 'createSetupSession'
  | 'getSetupSession'
>;

const pageSize = 100;

/** Calls around a customer's payment methods and whatever names one of them. */
export function createMethodCalls({ sdk, call, idempotent, toWire }: PaymentCallDeps): MethodCalls {
  async function collect<Value>(pages: AsyncIterable<Value>): Promise<Wire<Value>[]> {
    const found: Wire<Value>[] = [];
    for await (const each of pages) found.push(toWire(each));
    return found;
  }
  async function written(change: Promise<{ lastResponse: { requestId: string } }>): Promise<Written<null>> {
    return { value: null, requestId: (await change).lastResponse.requestId };
  }
  return {
    listSubscriptionsOf: (customer) =>
      call(() =>
        collect<Stripe.Subscription>(sdk.subscriptions.list({ customer, status: 'all', limit: pageSize })),
      ),
    listSchedulesOf: (customer) =>
      call(() =>
        collect<Stripe.SubscriptionSchedule>(sdk.subscriptionSchedules.list({ customer, limit: pageSize })),
      ),
    listInvoicesToPay: (customer) =>
      call(async () => {
        const [drafts, open] = await Promise.all(
          (['draft', 'open'] as const).map((status) =>
            collect<Stripe.Invoice>(sdk.invoices.list({ customer, status, limit: pageSize })),
          ),
        );
        return [...(drafts ?? []), ...(open ?? [])];
      }),
    listIntentsSince: (customer, since) =>
      call(() =>
        collect<Stripe.PaymentIntent>(
          sdk.paymentIntents.list({ customer, created: { gte: since }, limit: pageSize }),
        ),
      ),
    updateSubscription: (id, params, options) =>
      call(() => written(sdk.subscriptions.update(id, params, idempotent(options)))),
    updateSchedule: (id, params, options) =>
      call(() => written(sdk.subscriptionSchedules.update(id, params, idempotent(options)))),
    updateInvoice: (id, params, options) =>
      call(() => written(sdk.invoices.update(id, params, idempotent(options)))),
    detachPaymentMethod: (id, options) =>
      call(() => written(sdk.paymentMethods.detach(id, undefined, idempotent(options)))),
    deleteSource: (customerId, id, options) =>
      call(() => written(sdk.customers.deleteSource(customerId, id, undefined, idempotent(options)))),
    createSetupSession: (params, options) =>
      call(async () => {
        const session = await sdk.checkout.sessions.create({ ...params, mode: 'setup' }, idempotent(options));
        return {
          value: toWire<Stripe.Checkout.Session>(session),
          requestId: session.lastResponse.requestId,
        };
      }),
    getSetupSession: (id) =>
      call(async () => toWire(await sdk.checkout.sessions.retrieve(id, { expand: ['setup_intent'] }))),
  };
}
