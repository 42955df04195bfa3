import type { CreditNoteObject } from '../objects/creditNote.ts';
import type { CustomerObject, TaxIdObject } from '../objects/customer.ts';
import type { InvoiceObject, LineObject } from '../objects/invoice.ts';
import type { InvoicePaymentObject, RefundObject } from '../objects/payment.ts';
import type { PaymentMethodObject } from '../objects/paymentMethod.ts';
import type { SubscriptionObject } from '../objects/subscription.ts';
import { creditNotePositionOf, hasCreditNote } from '../seeds/invoiceFacts.ts';
import { METHOD_SLOTS } from '../seeds/paymentMethodSeeds.ts';
import { PAYMENT_SLOTS } from '../seeds/paymentSeeds.ts';
import type { Books } from './books.ts';
import type { ListQuery, Page } from './collection.ts';

const ALL = { limit: 10_000 };

export interface DeletedCustomer {
  id: string;
  object: 'customer';
  deleted: true;
}

/** A customer, or the stub that remains of a deleted one. */
export function findCustomer(books: Books, id: string): CustomerObject | DeletedCustomer | undefined {
  const customer = books.customers.find(id);
  if (customer !== undefined) return customer;
  return books.customers.knows(id) ? { id, object: 'customer', deleted: true } : undefined;
}

/** Seed positions of what belongs to a customer, newest first; none for customers made here. */
function seedsOfCustomer(books: Books, customer: string, slots: number): number[] {
  const position = books.customers.positionOf(customer);
  if (position === undefined || position >= books.context.account.customers) return [];
  return Array.from({ length: slots }, (_, i) => position * slots + (slots - 1 - i));
}

/** Seed positions of a customer's invoices, newest first. */
export function seedInvoicesOf(books: Books, customer: string): number[] {
  const position = books.customers.positionOf(customer);
  if (position === undefined || position >= books.context.account.customers) return [];
  return books.context.history.invoicesOf(position);
}

export function taxIdQuery(
  books: Books,
  customer: string,
): Pick<ListQuery<TaxIdObject>, 'candidates' | 'matches'> {
  return {
    candidates: seedsOfCustomer(books, customer, 1),
    matches: (taxId) => taxId.customer === customer,
  };
}

export function taxIdsOf(books: Books, customer: string): TaxIdObject[] {
  return books.taxIds.list({ ...ALL, ...taxIdQuery(books, customer) }).data;
}

export function paymentMethodQuery(
  books: Books,
  customer: string,
): Pick<ListQuery<PaymentMethodObject>, 'candidates' | 'matches'> {
  return {
    candidates: seedsOfCustomer(books, customer, METHOD_SLOTS),
    matches: (method) => method.customer === customer,
  };
}

export function paymentMethodsOfCustomer(books: Books, customer: string): PaymentMethodObject[] {
  return books.paymentMethods.list({ ...ALL, ...paymentMethodQuery(books, customer) }).data;
}

export function subscriptionsOf(books: Books, customer: string, limit = ALL.limit): Page<SubscriptionObject> {
  return books.subscriptions.list({
    limit,
    candidates: seedsOfCustomer(books, customer, 1),
    matches: (subscription) => subscription.customer === customer,
  });
}

/** Seed positions of an invoice's payments, newest first. */
export function seedPaymentsOf(books: Books, invoice: string): number[] {
  const position = books.invoices.positionOf(invoice);
  if (position === undefined || position >= books.context.account.invoices) return [];
  return Array.from({ length: PAYMENT_SLOTS }, (_, i) => position * PAYMENT_SLOTS + (PAYMENT_SLOTS - 1 - i));
}

export function paymentsOf(books: Books, invoice: string): InvoicePaymentObject[] {
  return books.invoicePayments.list({
    ...ALL,
    candidates: seedPaymentsOf(books, invoice),
    matches: (payment) => payment.invoice === invoice,
  }).data;
}

/** The payment of an invoice that an intent stands behind. */
export function paymentOfIntent(books: Books, intent: string): InvoicePaymentObject | undefined {
  // A seeded payment stands at the position of its intent.
  const position = books.paymentIntents.positionOf(intent) ?? -1;
  return books.invoicePayments
    .list({
      limit: 1,
      candidates: [position],
      matches: (payment) => payment.payment.payment_intent === intent,
    })
    .data.find((payment) => payment.payment.payment_intent === intent);
}

/** Seed positions of the credit notes of some seeded invoices. */
export function seedCreditNotesOf(books: Books, invoices: readonly number[]): number[] {
  return invoices.filter((index) => hasCreditNote(books.context, index)).map(creditNotePositionOf);
}

export function creditNotesOf(books: Books, invoice: string): CreditNoteObject[] {
  const position = books.invoices.positionOf(invoice) ?? Infinity;
  const seeds = position < books.context.account.invoices ? [position] : [];
  return books.creditNotes.list({
    ...ALL,
    candidates: seedCreditNotesOf(books, seeds),
    matches: (note) => note.invoice === invoice,
  }).data;
}

export function linesOf(books: Books, invoice: InvoiceObject): LineObject[] {
  return books.invoiceLines.find(invoice.id)?.lines ?? invoice.lines.data;
}

export function refundsOf(books: Books, charge: string): RefundObject[] {
  return books.refunds.list({ ...ALL, matches: (refund) => refund.charge === charge }).data;
}
