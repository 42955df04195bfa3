import type Stripe from 'stripe';
import type { Wire } from '../wire.ts';
import { createWriting, toCustomerParty, toIssuerParty } from './documentModel.ts';
import type { DocumentModel, FindTaxRate, Issuer, Writing } from './documentModel.ts';
import { toInvoiceRows, toInvoiceTotals } from './invoiceModel.ts';
import { toTaxNotes } from './taxLines.ts';

type Charge = Wire<Stripe.Charge>;

/** What a receipt says: that `charge` paid (a part of) `invoice`, whose customer must be expanded. */
export function toReceiptModel(
  charge: Charge,
  invoice: Wire<Stripe.Invoice>,
  issuer: Issuer,
  findTaxRate: FindTaxRate,
): DocumentModel {
  const writing = createWriting(invoice, issuer);
  const { labels, date, total, strongTotal } = writing;
  const method = toMethod(charge.payment_method_details, writing);
  const refunded = charge.amount_refunded;
  return {
    language: writing.language,
    title: labels.receipt,
    number: charge.receipt_number ?? invoice.number ?? '',
    createdAt: charge.created,
    mark: { text: labels.paid, kind: 'paid' },
    facts: [
      ...(charge.receipt_number === null
        ? []
        : [{ label: labels.receiptNumber, value: charge.receipt_number }]),
      { label: labels.invoiceNumber, value: invoice.number ?? '' },
      { label: labels.paidOn, value: date(charge.created) },
      ...(method === null ? [] : [{ label: labels.paymentMethod, value: method }]),
    ],
    issuer: toIssuerParty(issuer, writing),
    customer: toCustomerParty(invoice, writing),
    hint: null,
    rows: toInvoiceRows(invoice, findTaxRate, writing),
    totals: [
      ...toInvoiceTotals(invoice, findTaxRate, writing),
      strongTotal(labels.amountPaid, charge.amount),
      ...(refunded === 0 ? [] : [total(labels.refunded, -refunded)]),
    ],
    notes: toTaxNotes(invoice, writing),
    footer: invoice.footer,
  };
}

const brands: Readonly<Record<string, string>> = {
  amex: 'American Express',
  cartes_bancaires: 'Cartes Bancaires',
  diners: 'Diners Club',
  discover: 'Discover',
  jcb: 'JCB',
  mastercard: 'Mastercard',
  unionpay: 'UnionPay',
  visa: 'Visa',
};

function toMethod(details: Charge['payment_method_details'], writing: Writing): string | null {
  if (details === null) return null;
  const { card, sepa_debit: sepa, bacs_debit: bacs } = details;
  const name = card === undefined ? nameOf(details.type) : (brands[card.brand ?? ''] ?? card.brand ?? 'Card');
  const last4 = card?.last4 ?? sepa?.last4 ?? bacs?.last4 ?? null;
  return last4 === null ? name : writing.sentence(writing.labels.methodEndingIn, { method: name, last4 });
}

function nameOf(type: string): string {
  if (type === 'sepa_debit') return 'SEPA Direct Debit';
  if (type === 'bacs_debit') return 'Bacs Direct Debit';
  const words = type.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
