import { invalidRequest } from '../contract/apiError.ts';
import type { PaymentMethodObject } from '../objects/paymentMethod.ts';
import type { Books } from '../state/books.ts';
import { paymentMethodsOfCustomer, subscriptionsOf } from '../state/lookups.ts';
import { demandPaymentMethod } from './demand.ts';
import { emit, type Cause } from './emit.ts';
import { makeTestMethod } from './testMethods.ts';

const MAX_PER_CUSTOMER = 200;

/** Attaches a method, or a fresh copy of a test method such as pm_card_visa, to a customer. */
export function attachMethod(cause: Cause, id: string, customer: string): PaymentMethodObject {
  const { books } = cause;
  const method = makeTestMethod(books, id) ?? demandPaymentMethod(books, id);
  if (method.customer !== null && method.customer !== customer) {
    throw invalidRequest(
      'The payment method you provided has already been attached to a customer.',
      'payment_method_unexpected_state',
    );
  }
  if (books.detachedMethods.find(id) !== undefined) {
    throw invalidRequest(
      'This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, ' +
        'and may not be used again.',
      'payment_method_unexpected_state',
    );
  }
  if (method.customer === customer) return method;
  if (paymentMethodsOfCustomer(books, customer).length >= MAX_PER_CUSTOMER) {
    throw invalidRequest(
      'You have reached the maximum number of payment methods for this customer.',
      'customer_max_payment_methods',
    );
  }
  method.customer = customer;
  books.paymentMethods.put(method);
  emit(cause, 'payment_method.attached', method);
  return method;
}

/**
 * Detaches a method for good, also the last one: Stripe does not mind. What named it as the default (customer,
 * subscriptions, invoices that are still to be paid) names nothing afterwards.
 */
export function detachMethod(cause: Cause, method: PaymentMethodObject): PaymentMethodObject {
  const { books } = cause;
  const owner = method.customer;
  if (typeof owner !== 'string') {
    throw invalidRequest(
      'The payment method you provided is not attached to a customer so detachment is impossible.',
    );
  }
  const before = structuredClone(method);
  method.customer = null;
  books.paymentMethods.put(method);
  books.detachedMethods.put({ id: method.id });
  emit(cause, 'payment_method.detached', method, before);
  const customer = books.customers.find(owner);
  if (customer !== undefined && customer.invoice_settings.default_payment_method === method.id) {
    const old = structuredClone(customer);
    customer.invoice_settings.default_payment_method = null;
    books.customers.put(customer);
    emit(cause, 'customer.updated', customer, old);
  }
  forgetOn(cause, books, owner, method.id);
  return method;
}

function forgetOn(cause: Cause, books: Books, customer: string, method: string): void {
  for (const subscription of subscriptionsOf(books, customer).data) {
    if (subscription.default_payment_method !== method) continue;
    const old = structuredClone(subscription);
    subscription.default_payment_method = null;
    books.subscriptions.put(subscription);
    emit(cause, 'customer.subscription.updated', subscription, old);
  }
  const named = books.invoices.changedWhere(
    (invoice) => invoice.default_payment_method === method && invoice.customer === customer,
  );
  for (const invoice of named) {
    if (invoice.status !== 'draft' && invoice.status !== 'open') continue;
    const old = structuredClone(invoice);
    invoice.default_payment_method = null;
    books.invoices.put(invoice);
    emit(cause, 'invoice.updated', invoice, old);
  }
}
