import type { Stripe } from 'stripe';
import { pageSize, toWire, type CallParts } from './callParts.ts';
import type { StripeGateway } from './stripeGatewayApi.ts';

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

/** Calls around a customer's payment methods and whatever names one of them. */
export function createMethodCalls({ sdk, call, write, collect }: CallParts): MethodCalls {
  return {
    listSubscriptionsOf: (customer) =>
      collect<Stripe.Subscription>(sdk.subscriptions.list({ customer, status: 'all', limit: pageSize })),
    listSchedulesOf: (customer) =>
      collect<Stripe.SubscriptionSchedule>(sdk.subscriptionSchedules.list({ customer, limit: pageSize })),
    listInvoicesToPay: async (customer) => {
      const lists = (['draft', 'open'] as const).map((status) =>
        collect<Stripe.Invoice>(sdk.invoices.list({ customer, status, limit: pageSize })),
      );
      return (await Promise.all(lists)).flat();
    },
    listIntentsSince: (customer, since) =>
      collect<Stripe.PaymentIntent>(
        sdk.paymentIntents.list({ customer, created: { gte: since }, limit: pageSize }),
      ),
    updateSubscription: (id, params, options) =>
      write(options, (request) => sdk.subscriptions.update(id, params, request)),
    updateSchedule: (id, params, options) =>
      write(options, (request) => sdk.subscriptionSchedules.update(id, params, request)),
    updateInvoice: (id, params, options) =>
      write(options, (request) => sdk.invoices.update(id, params, request)),
    detachPaymentMethod: (id, options) =>
      write(options, (request) => sdk.paymentMethods.detach(id, undefined, request)),
    deleteSource: (customerId, id, options) =>
      write(options, (request) => sdk.customers.deleteSource(customerId, id, undefined, request)),
    createSetupSession: (params, options) =>
      write(options, (request) => sdk.checkout.sessions.create({ ...params, mode: 'setup' }, request)),
    getSetupSession: (id, expand = []) =>
      call(async () => toWire(await sdk.checkout.sessions.retrieve(id, { expand }))),
  };
}
