import type { Stripe } from 'stripe';
import { toWire, type CallParts } from './callParts.ts';
import type { StripeGateway } from './stripeGatewayApi.ts';

export type PortalCalls = Pick<
  StripeGateway,
  'findPortalConfiguration' | 'createPortalSession' | 'listCustomersByEmail'
>;

/** Enough to tell who else has an e-mail address. */
const sameEmailPage = 20;

/** Calls around the customer portal. */
export function createPortalCalls({ sdk, call, write }: CallParts): PortalCalls {
  return {
    findPortalConfiguration: () =>
      call(async () => {
        const page = await sdk.billingPortal.configurations.list({
          is_default: true,
          active: true,
          limit: 1,
        });
        const [configuration] = page.data;
        return configuration ? toWire<Stripe.BillingPortal.Configuration>(configuration) : null;
      }),
    createPortalSession: (params, options) =>
      write(options, (request) => sdk.billingPortal.sessions.create(params, request)),
    listCustomersByEmail: (email) =>
      call(async () => {
        const page = await sdk.customers.list({ email, limit: sameEmailPage });
        return page.data.map(({ id, name }) => ({ id, name: name ?? null }));
      }),
  };
}
