import { missing, missingParameterObject } from '../contract/apiError.ts';
import type { CustomerObject } from '../objects/customer.ts';
import type { InvoiceObject } from '../objects/invoice.ts';
import type { PaymentMethodObject } from '../objects/paymentMethod.ts';
import type { SubscriptionObject } from '../objects/subscription.ts';
import type { Books } from '../state/books.ts';

/** The customer that the address names; deleted ones are gone. */
export function demandCustomer(books: Books, id: string): CustomerObject {
  const customer = books.customers.find(id);
  if (customer === undefined) throw missing('customer', id);
  return customer;
}

/** The customer that a parameter names. */
export function demandCustomerParameter(books: Books, id: string): CustomerObject {
  const customer = books.customers.find(id);
  if (customer === undefined) throw missingParameterObject('customer', id, 'customer');
  return customer;
}

export function demandInvoice(books: Books, id: string): InvoiceObject {
  const invoice = books.invoices.find(id);
  if (invoice === undefined) throw missing('invoice', id, 'invoice');
  return invoice;
}

export function demandSubscription(books: Books, id: string): SubscriptionObject {
  const subscription = books.subscriptions.find(id);
  if (subscription === undefined) throw missing('subscription', id);
  return subscription;
}

export function demandPaymentMethod(books: Books, id: string): PaymentMethodObject {
  const method = books.paymentMethods.find(id);
  if (method === undefined) throw missing('PaymentMethod', id, 'payment_method');
  return method;
}
