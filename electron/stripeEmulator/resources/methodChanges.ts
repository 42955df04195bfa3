import { invalidRequest } from '../contract/apiError.ts';
import type { InvoiceObject } from '../objects/invoice.ts';
import type { PaymentMethodObject } from '../objects/paymentMethod.ts';
import type { SubscriptionObject } from '../objects/subscription.ts';
import type { Books } from '../state/books.ts';
import { LEGACY_CARD } from '../state/ids.ts';
import { paymentMethodsOfCustomer, subscriptionsOf } from '../state/lookups.ts';
import { demandPaymentMethod } from './demand.ts';
import { emit, type Cause } from './emit.ts';
import { makeTestMethod } from './testMethods.ts';

const MAX_PER_CUSTOMER = 200;

/** Whether an id names a card of the time before payment methods. */
export const isLegacy = (id: string): boolean => id.startsWith(`${LEGACY_CARD}_`);

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
  if (isLegacy(method.id)) emit(cause, 'customer.source.deleted', { ...before, object: 'card' });
  else emit(cause, 'payment_method.detached', method, before);
  forgetOnCustomer(cause, owner, method.id);
  forgetOn(cause, books, owner, method.id);
  return method;
}

/** The next card of the old time takes the place of a default source; nothing takes that of a default method. */
function forgetOnCustomer(cause: Cause, id: string, method: string): void {
  const { books } = cause;
  const customer = books.customers.find(id);
  if (customer === undefined) return;
  const old = structuredClone(customer);
  const settings = customer.invoice_settings;
  if (settings.default_payment_method === method) settings.default_payment_method = null;
  if (customer.default_source === method)
    customer.default_source =
      paymentMethodsOfCustomer(books, id).find((other) => isLegacy(other.id))?.id ?? null;
  if (JSON.stringify(old) === JSON.stringify(customer)) return;
  books.customers.put(customer);
  emit(cause, 'customer.updated', customer, old);
}

type Naming = Pick<InvoiceObject | SubscriptionObject, 'default_payment_method' | 'default_source'>;

const names = (object: Naming, method: string): boolean =>
  object.default_payment_method === method || object.default_source === method;

function forget(object: Naming, method: string): void {
  if (object.default_payment_method === method) object.default_payment_method = null;
  if (object.default_source === method) object.default_source = null;
}

function forgetOn(cause: Cause, books: Books, customer: string, method: string): void {
  for (const subscription of subscriptionsOf(books, customer).data) {
    if (!names(subscription, method)) continue;
    const old = structuredClone(subscription);
    forget(subscription, method);
    books.subscriptions.put(subscription);
    emit(cause, 'customer.subscription.updated', subscription, old);
  }
  const named = books.invoices.changedWhere(
    (invoice) => names(invoice, method) && invoice.customer === customer,
  );
  for (const invoice of named) {
    if (invoice.status !== 'draft' && invoice.status !== 'open') continue;
    const old = structuredClone(invoice);
    forget(invoice, method);
    books.invoices.put(invoice);
    emit(cause, 'invoice.updated', invoice, old);
  }
}
