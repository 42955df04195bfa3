import type { Stripe } from 'stripe';
import { createInvoiceActionCalls, type InvoiceActionCalls } from './invoiceActionCalls.ts';
import { createMethodCalls, type MethodCalls } from './methodCalls.ts';
import { createPaymentCalls, type PaymentCalls } from './paymentCalls.ts';
import { createPortalCalls, type PortalCalls } from './portalCalls.ts';
import type { StripeGateway, Wire, WriteOptions } from './stripeGatewayApi.ts';
import { toAppError } from './toAppError.ts';

export interface CallDeps {
  sdk: Stripe;
  installationId: string;
  stats: Readonly<StripeGateway['stats']>;
}

type StripeCalls = PaymentCalls &
  PortalCalls &
  MethodCalls &
  InvoiceActionCalls &
  Pick<StripeGateway, 'getInvoice' | 'getCustomer' | 'updateCustomer' | 'createTaxId' | 'deleteTaxId'>;

/** The SDK's decimals are class instances that do not survive being sent to another process; their JSON is text. */
function toWire<Value>(value: Value): Wire<Value> {
  return JSON.parse(JSON.stringify(value)) as Wire<Value>;
}

async function call<Value>(send: () => Promise<Value>): Promise<Value> {
  try {
    return await send();
  } catch (error) {
    throw toAppError(error);
  }
}

/** Makes the calls with typed parameters. */
export function createStripeCalls({ sdk, installationId, stats }: CallDeps): StripeCalls {
  /** The same action gives the same key, so that repeating it after a kill changes nothing twice. */
  const idempotent = ({ actionId }: WriteOptions): Stripe.RequestOptions => ({
    idempotencyKey: `kantoor-${installationId}-${actionId}`,
  });

  return {
    ...createPaymentCalls({ sdk, call, idempotent, toWire }),
    ...createPortalCalls({ sdk, call, idempotent, toWire }),
    ...createMethodCalls({ sdk, call, idempotent, toWire }),
    ...createInvoiceActionCalls({ sdk, call, idempotent, toWire }),
    getInvoice: (id, expand = []) => call(async () => toWire(await sdk.invoices.retrieve(id, { expand }))),
    getCustomer: (id, expand = []) => call(async () => toWire(await sdk.customers.retrieve(id, { expand }))),
    updateCustomer: (id, params, options) =>
      call(async () => {
        const customer = await sdk.customers.update(id, params, idempotent(options));
        return { value: toWire<Stripe.Customer>(customer), requestId: customer.lastResponse.requestId };
      }),
    createTaxId: (customerId, { type, value }, options) =>
      call(async () => {
        const taxId = await sdk.customers.createTaxId(customerId, { type, value }, idempotent(options));
        return { value: toWire<Stripe.TaxId>(taxId), requestId: taxId.lastResponse.requestId };
      }),
    async deleteTaxId(customerId, taxIdId, options) {
      const retriesBefore = stats.retries;
      try {
        const deleted = await sdk.customers.deleteTaxId(customerId, taxIdId, undefined, idempotent(options));
        return { value: null, requestId: deleted.lastResponse.requestId };
      } catch (error) {
        const known = toAppError(error);
        // STRIPE: DELETE has no idempotency; gone after a repeated request means that the first one arrived.
        if (known.code === 'not_found' && stats.retries > retriesBefore)
          return { value: null, requestId: known.reference };
        throw known;
      }
    },
  };
}
