import type { Stripe } from 'stripe';
import { isLegacyMethod } from '../../shared/domain/paymentMethods.ts';
import { pageSize, toWire, type CallParts } from './callParts.ts';
import type { StripeGateway, Wire } from './stripeGatewayApi.ts';

export type PaymentCalls = Pick<
  StripeGateway,
  | 'payInvoice'
  | 'listPaymentMethods'
  | 'listMandates'
  | 'getPaymentIntent'
  | 'getSubscription'
  | 'listSubscriptionInvoices'
  | 'resumeSubscription'
>;

/** Where a payment's state lies. STRIPE: four levels are as deep as an expansion may go (stripe.md §1.12). */
export const paymentExpansion = 'payments.data.payment.payment_intent';
/** What a suspended subscription still owes is among its newest invoices. */
const newestInvoices = 30;

/** Calls around collecting: what is charged is always named, nothing is left to defaults. */
export function createPaymentCalls({ sdk, call, write, collect }: CallParts): PaymentCalls {
  return {
    payInvoice: (id, { paymentMethodId }, options) => {
      const given = isLegacyMethod(paymentMethodId)
        ? { source: paymentMethodId }
        : { payment_method: paymentMethodId };
      const params = { ...given, off_session: true, expand: [paymentExpansion] };
      return write(options, (request) => sdk.invoices.pay(id, params, request));
    },
    listPaymentMethods: (customerId) =>
      collect<Stripe.PaymentMethod>(sdk.customers.listPaymentMethods(customerId, { limit: pageSize })),
    listMandates: async (customer) => {
      const page = { customer, limit: pageSize, expand: ['data.mandate'] };
      const intents = await collect<Stripe.SetupIntent>(sdk.setupIntents.list(page));
      return intents.flatMap(({ mandate }): Wire<Stripe.Mandate>[] =>
        mandate !== null && typeof mandate === 'object' ? [mandate] : [],
      );
    },
    getPaymentIntent: (id, expand = []) =>
      call(async () => toWire(await sdk.paymentIntents.retrieve(id, { expand }))),
    getSubscription: (id, expand = []) =>
      call(async () => toWire(await sdk.subscriptions.retrieve(id, { expand }))),
    listSubscriptionInvoices: (subscriptionId) =>
      call(async () => {
        const page = await sdk.invoices.list({ subscription: subscriptionId, limit: newestInvoices });
        return page.data.map((invoice) => toWire(invoice));
      }),
    resumeSubscription: (id, params, options) =>
      write(options, (request) => sdk.subscriptions.resume(id, params, request)),
  };
}
