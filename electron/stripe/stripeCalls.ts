import { isAppError } from '../../shared/errors/appError.ts';
import { createCallParts, toWire, type CallDeps } from './callParts.ts';
import { createInvoiceActionCalls, type InvoiceActionCalls } from './invoiceActionCalls.ts';
import { createMethodCalls, type MethodCalls } from './methodCalls.ts';
import { createPaymentCalls, type PaymentCalls } from './paymentCalls.ts';
import { createPortalCalls, type PortalCalls } from './portalCalls.ts';
import type { StripeGateway } from './stripeGatewayApi.ts';

type StripeCalls = PaymentCalls &
  PortalCalls &
  MethodCalls &
  InvoiceActionCalls &
  Pick<StripeGateway, 'getInvoice' | 'getCustomer' | 'updateCustomer' | 'createTaxId' | 'deleteTaxId'>;

/** Makes the calls with typed parameters. */
export function createStripeCalls(deps: CallDeps): StripeCalls {
  const { stats } = deps;
  const parts = createCallParts(deps);
  const { sdk, call, write } = parts;
  return {
    ...createPaymentCalls(parts),
    ...createPortalCalls(parts),
    ...createMethodCalls(parts),
    ...createInvoiceActionCalls(parts),
    getInvoice: (id, expand = []) => call(async () => toWire(await sdk.invoices.retrieve(id, { expand }))),
    getCustomer: (id, expand = []) => call(async () => toWire(await sdk.customers.retrieve(id, { expand }))),
    updateCustomer: (id, params, options) =>
      write({ ...options, customerId: id }, (request) => sdk.customers.update(id, params, request)),
    createTaxId: (customerId, { type, value }, options) =>
      write({ ...options, customerId }, (request) =>
        sdk.customers.createTaxId(customerId, { type, value }, request),
      ),
    async deleteTaxId(customerId, taxIdId, options) {
      const retriesBefore = stats.retries;
      try {
        const { requestId } = await write({ ...options, customerId }, (request) =>
          sdk.customers.deleteTaxId(customerId, taxIdId, undefined, request),
        );
        return { value: null, requestId };
      } catch (error) {
        // STRIPE: DELETE has no idempotency; gone after a repeated request means that the first one arrived.
        if (isAppError(error) && error.code === 'not_found' && stats.retries > retriesBefore)
          return { value: null, requestId: error.reference };
        throw error;
      }
    },
  };
}
