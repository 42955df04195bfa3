import { invalidRequest } from '../contract/apiError.ts';
import type { CustomerObject } from '../objects/customer.ts';
import type { InvoiceObject } from '../objects/invoice.ts';
import type { PaymentMethodObject } from '../objects/paymentMethod.ts';
import { collectInvoice, failInvoice, refuseUnpayable, refuseWhileCollecting } from './collecting.ts';
import { applyCustomerParams } from './customerFields.ts';
import { demandCustomer } from './demand.ts';
import { emit, type Cause } from './emit.ts';
import { findMethod } from './intentFields.ts';
import { createMandate } from './mandates.ts';
import { attachMethod } from './methodChanges.ts';
import { openPaymentOf } from './invoiceChanges.ts';

/** The customer registers a method of their own; debits come with a mandate. */
export function addMethod(cause: Cause, customer: string, id: string): PaymentMethodObject {
  const method = findMethod(cause.books, id);
  if (method.customer === customer) return method;
  createMandate(cause.books, method);
  return attachMethod(cause, method.id, customer);
}

/** The customer pays on a page, with a method they have or a new one, and answers their bank's questions. */
export function payAsCustomer(cause: Cause, invoice: InvoiceObject, methodId: string): InvoiceObject {
  refuseUnpayable(invoice);
  refuseWhileCollecting(cause.books, invoice.id);
  const method = addMethod(cause, String(invoice.customer), methodId);
  return collectInvoice(cause, invoice, { methodId: method.id, onSession: true });
}

/** The customer answers their bank: the payment that waited goes through, or fails for good. */
export function authenticate(cause: Cause, invoice: InvoiceObject, passes: boolean): void {
  const { books } = cause;
  refuseUnpayable(invoice);
  const { intent } = openPaymentOf(books, invoice);
  if (intent.status !== 'requires_action' || typeof intent.payment_method !== 'string') {
    throw invalidRequest('No payment of this invoice waits for authentication.');
  }
  if (passes) {
    collectInvoice(cause, invoice, { methodId: intent.payment_method, onSession: true });
    return;
  }
  const method = books.paymentMethods.find(intent.payment_method);
  intent.status = 'requires_payment_method';
  intent.next_action = null;
  intent.payment_method = null;
  intent.last_payment_error = {
    code: 'payment_intent_authentication_failure',
    message:
      'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
    type: 'invalid_request_error',
    ...(method === undefined ? {} : { payment_method: method }),
  };
  books.paymentIntents.put(intent);
  emit(cause, 'payment_intent.payment_failed', intent);
  failInvoice(cause, invoice, { automatic: false });
}

export function setDefaultMethod(cause: Cause, customerId: string, method: string | null): CustomerObject {
  return changeCustomer(cause, customerId, { invoice_settings: { default_payment_method: method } });
}

/** Changes what the customer may change of themselves. */
export function changeCustomer(
  cause: Cause,
  customerId: string,
  params: Parameters<typeof applyCustomerParams>[1],
): CustomerObject {
  const { books } = cause;
  const before = demandCustomer(books, customerId);
  const customer = structuredClone(before);
  applyCustomerParams(customer, params);
  books.customers.put(customer);
  if (JSON.stringify(before) !== JSON.stringify(customer)) emit(cause, 'customer.updated', customer, before);
  return customer;
}
