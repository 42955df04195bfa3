import type { InvoiceObject } from '../objects/invoice.ts';
import { emit, type Cause } from './emit.ts';

/** STRIPE: follows the latest change of any of the customer's invoices; it is not "has overdue invoices". */
export function setDelinquent(cause: Cause, invoice: InvoiceObject, delinquent: boolean): void {
  const { books } = cause;
  const customer = books.customers.find(String(invoice.customer));
  if (customer === undefined || customer.delinquent === delinquent) return;
  const before = structuredClone(customer);
  customer.delinquent = delinquent;
  books.customers.put(customer);
  emit(cause, 'customer.updated', customer, before);
}
