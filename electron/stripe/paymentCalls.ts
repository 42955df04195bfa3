import type { Stripe } from 'stripe';
import type { StripeGateway, Wire, Written, WriteOptions } from './stripeGatewayApi.ts';

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

export interface PaymentCallDeps {
  sdk: Stripe;
  /** Sends a request of the SDK and turns whatever it throws into an `AppError`. */
  call: <Value>(send: () => Promise<Value>) => Promise<Value>;
  idempotent: (options: WriteOptions) => Stripe.RequestOptions;
  toWire: <Value>(value: Value) => Wire<Value>;
}

/** Where a payment's state lies. STRIPE: four levels are as deep as an expansion may go (stripe.md §1.12). */
export const paymentExpansion = 'payments.data.payment.payment_intent';
const pageSize = 100;
/** What a suspended subscription still owes is among its newest invoices. */
const newestInvoices = 30;

/** Calls around collecting: what is charged is always named, nothing is left to defaults. */
export function createPaymentCalls({ sdk, call, idempotent, toWire }: PaymentCallDeps): PaymentCalls {
  const written = <Value extends { lastResponse: { requestId: string } }>(
    value: Value,
  ): Written<Wire<Value>> => ({
    value: toWire(value),
    requestId: value.lastResponse.requestId,
  });
  return {
    payInvoice: (id, { paymentMethodId }, options) =>
      call(async () => {
        const params = { payment_method: paymentMethodId, off_session: true, expand: [paymentExpansion] };
        return written<Stripe.Response<Stripe.Invoice>>(
          await sdk.invoices.pay(id, params, idempotent(options)),
        );
      }),
    listPaymentMethods: (customerId) =>
      call(async () => {
        const methods: Wire<Stripe.PaymentMethod>[] = [];
        for await (const method of sdk.customers.listPaymentMethods(customerId, { limit: pageSize }))
          methods.push(toWire(method));
        return methods;
      }),
    listMandates: (customerId) =>
      call(async () => {
        const mandates: Wire<Stripe.Mandate>[] = [];
        const page = { customer: customerId, limit: pageSize, expand: ['data.mandate'] };
        for await (const { mandate } of sdk.setupIntents.list(page))
          if (mandate !== null && typeof mandate === 'object') mandates.push(toWire(mandate));
        return mandates;
      }),
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
      call(async () =>
        written<Stripe.Response<Stripe.Subscription>>(
          await sdk.subscriptions.resume(id, params, idempotent(options)),
        ),
      ),
  };
}
