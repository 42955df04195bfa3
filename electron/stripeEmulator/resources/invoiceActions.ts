import { ApiError, invalidRequest } from '../contract/apiError.ts';
import { boolean, text } from '../contract/params.ts';
import { idIn, route, type Call, type Route } from '../contract/route.ts';
import type { InvoiceObject } from '../objects/invoice.ts';
import type { PaymentMethodObject } from '../objects/paymentMethod.ts';
import type { Books } from '../state/books.ts';
import { chargeIntent, declined } from './charging.ts';
import { demandInvoice } from './demand.ts';
import { emit } from './emit.ts';
import {
  finalizeInvoice,
  markUncollectible,
  openPaymentOf,
  payInvoice,
  payOutOfBand,
  voidInvoice,
} from './invoiceChanges.ts';

/** Stripe's order of precedence: invoice, subscription, customer. */
function defaultMethod(books: Books, invoice: InvoiceObject): string | undefined {
  const subscriptionId = invoice.parent?.subscription_details?.subscription;
  const subscription =
    typeof subscriptionId === 'string' ? books.subscriptions.find(subscriptionId) : undefined;
  const customer = books.customers.find(String(invoice.customer));
  const candidates = [
    invoice.default_payment_method,
    subscription?.default_payment_method,
    customer?.invoice_settings.default_payment_method,
  ];
  return candidates.find((candidate) => typeof candidate === 'string');
}

function demandMethod(
  books: Books,
  invoice: InvoiceObject,
  given: string | null | undefined,
): PaymentMethodObject {
  const id = given ?? defaultMethod(books, invoice);
  if (id === undefined) {
    throw invalidRequest(
      'This customer has no attached payment source or default payment method. Please consider adding a default payment method.',
    );
  }
  const method = books.paymentMethods.find(id);
  if (method === undefined)
    throw invalidRequest(`No such PaymentMethod: '${id}'`, 'resource_missing', 'payment_method');
  if (method.customer !== invoice.customer) {
    throw invalidRequest(
      `The payment method ${id} does not belong to the invoice's customer. The payment method must be attached to the customer.`,
      'payment_method_not_available',
      'payment_method',
    );
  }
  return method;
}

function refuseUnpayable(invoice: InvoiceObject): void {
  if (invoice.status === 'paid') throw invalidRequest('Invoice is already paid');
  if (invoice.status === 'void') throw invalidRequest('Invoice is voided and can no longer be paid');
  if (invoice.status === 'draft') throw invalidRequest('Invoice is a draft: finalize it before paying it');
}

/** Collects what an invoice still asks for. */
export function collectInvoice(
  call: Pick<Call<unknown>, 'books' | 'requestId' | 'idempotencyKey'>,
  invoice: InvoiceObject,
  methodId: string | null | undefined,
): InvoiceObject {
  const { books } = call;
  const method = demandMethod(books, invoice, methodId);
  const { payment, intent } = openPaymentOf(books, invoice);
  if (intent.status === 'processing') {
    throw invalidRequest(
      'A payment for this invoice is already processing.',
      'payment_intent_unexpected_state',
    );
  }
  const before = structuredClone(invoice);
  const outcome = chargeIntent(call, intent, method);
  invoice.attempted = true;
  invoice.attempt_count = Math.max(1, invoice.attempt_count);
  if (outcome.state === 'succeeded') {
    payInvoice(call, invoice, payment);
    return books.invoices.find(invoice.id) ?? invoice;
  }
  books.invoices.put(invoice);
  if (outcome.state === 'processing') {
    emit(call, 'invoice.updated', invoice, before);
    return invoice;
  }
  if (outcome.state === 'declined') {
    emit(call, 'invoice.payment_failed', invoice);
    throw declined(outcome.decline, outcome.charge, intent, method);
  }
  emit(call, 'invoice.payment_action_required', invoice);
  throw new ApiError(402, {
    type: 'card_error',
    code: 'invoice_payment_intent_requires_action',
    message: 'This payment requires additional user action before it can be completed successfully.',
    payment_intent: intent,
    payment_method: method,
  });
}

export const invoiceActionRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/v1/invoices/:id/finalize',
    permission: 'rak_invoice_write',
    fields: { auto_advance: boolean },
    answer(call) {
      const invoice = demandInvoice(call.books, idIn(call));
      if (call.params.auto_advance !== undefined) invoice.auto_advance = call.params.auto_advance;
      return finalizeInvoice(call, invoice);
    },
  }),
  route({
    method: 'POST',
    path: '/v1/invoices/:id/pay',
    permission: 'rak_invoice_write',
    fields: { mandate: text, off_session: boolean, paid_out_of_band: boolean, payment_method: text },
    answer(call) {
      const invoice = demandInvoice(call.books, idIn(call));
      refuseUnpayable(invoice);
      if (!call.params.paid_out_of_band) return collectInvoice(call, invoice, call.params.payment_method);
      payOutOfBand(call, invoice);
      return demandInvoice(call.books, invoice.id);
    },
  }),
  route({
    method: 'POST',
    path: '/v1/invoices/:id/void',
    permission: 'rak_invoice_write',
    fields: {},
    answer(call) {
      voidInvoice(call, demandInvoice(call.books, idIn(call)));
      return demandInvoice(call.books, idIn(call));
    },
  }),
  route({
    method: 'POST',
    path: '/v1/invoices/:id/mark_uncollectible',
    permission: 'rak_invoice_write',
    fields: {},
    answer(call) {
      markUncollectible(call, demandInvoice(call.books, idIn(call)));
      return demandInvoice(call.books, idIn(call));
    },
  }),
  route({
    method: 'POST',
    path: '/v1/invoices/:id/send',
    permission: 'rak_invoice_write',
    fields: {},
    answer(call) {
      const found = demandInvoice(call.books, idIn(call));
      if (found.collection_method !== 'send_invoice') {
        throw invalidRequest(
          "You can only manually send an invoice if its collection method is 'send_invoice'.",
        );
      }
      if (found.status === 'void' || found.status === 'paid') {
        throw invalidRequest(`Invoice is ${found.status} and can no longer be sent.`);
      }
      if (found.customer_email === null) {
        throw invalidRequest(
          'Missing email. In order to send the invoice, the customer must have a valid email.',
        );
      }
      const invoice = found.status === 'draft' ? finalizeInvoice(call, found) : found;
      emit(call, 'invoice.sent', invoice);
      return invoice;
    },
  }),
];
