import type Stripe from 'stripe';
import type { Wire } from '../wire.ts';
import { createWriting, toCustomerParty, toIssuerParty } from './documentModel.ts';
import type { DocumentModel, Fact, FindTaxRate, Issuer, Row, Total, Writing } from './documentModel.ts';
import { formatNumber, formatUnitPrice } from './money.ts';
import { toRateText, toTaxNotes, toTaxTotals } from './taxLines.ts';

type Invoice = Wire<Stripe.Invoice>;

/** What an invoice says. Its lines must all be there and its customer expanded. */
export function toInvoiceModel(invoice: Invoice, issuer: Issuer, findTaxRate: FindTaxRate): DocumentModel {
  const writing = createWriting(invoice, issuer);
  return {
    language: writing.language,
    title: writing.labels.invoice,
    number: invoice.number ?? '',
    createdAt: invoice.effective_at ?? invoice.created,
    mark: toMark(invoice, writing),
    facts: toFacts(invoice, writing),
    issuer: toIssuerParty(issuer, writing),
    customer: toCustomerParty(invoice, writing),
    hint: toHint(invoice, writing),
    rows: toInvoiceRows(invoice, findTaxRate, writing),
    totals: [...toInvoiceTotals(invoice, findTaxRate, writing), ...toBalance(invoice, writing)],
    notes: [...toTaxNotes(invoice, writing), ...(invoice.description === null ? [] : [invoice.description])],
    footer: invoice.footer,
  };
}

function toMark({ status }: Invoice, { labels }: Writing): DocumentModel['mark'] {
  if (status === 'paid') return { text: labels.paid, kind: 'paid' };
  if (status === 'void') return { text: labels.void, kind: 'void' };
  return null;
}

function toFacts(invoice: Invoice, { labels, date }: Writing): Fact[] {
  const { due_date: dueAt, period_start: start, period_end: end } = invoice;
  const paidAt = invoice.status_transitions.paid_at;
  return [
    ...(invoice.number === null ? [] : [{ label: labels.invoiceNumber, value: invoice.number }]),
    { label: labels.issuedOn, value: date(invoice.effective_at ?? invoice.created) },
    ...(dueAt === null ? [] : [{ label: labels.dueOn, value: date(dueAt) }]),
    ...(invoice.status === 'paid' && paidAt !== null ? [{ label: labels.paidOn, value: date(paidAt) }] : []),
    ...(end > start ? [{ label: labels.period, value: `${date(start)} – ${date(end)}` }] : []),
    ...(invoice.custom_fields ?? []).map(({ name, value }) => ({ label: name, value })),
  ];
}

function toHint(invoice: Invoice, { labels, date, money, sentence }: Writing): string | null {
  if (invoice.status !== 'open' || invoice.amount_remaining <= 0) return null;
  const values = { amount: money(invoice.amount_remaining), number: invoice.number ?? '' };
  if (invoice.collection_method === 'charge_automatically')
    return sentence(labels.collectedAutomatically, values);
  if (invoice.due_date === null) return sentence(labels.payOnReceipt, values);
  return sentence(labels.payBy, { ...values, date: date(invoice.due_date) });
}

/** The invoice's lines as table rows. */
export function toInvoiceRows(invoice: Invoice, findTaxRate: FindTaxRate, writing: Writing): Row[] {
  if (invoice.lines.has_more) throw new Error('An invoice document needs every line of the invoice.');
  const { language, money, date } = writing;
  return invoice.lines.data.map((line) => {
    const unitAmount = line.pricing?.unit_amount_decimal ?? null;
    const { start, end } = line.period;
    return {
      description: line.description ?? '',
      note: end > start ? `${date(start)} – ${date(end)}` : null,
      quantity: formatNumber(line.quantity_decimal ?? String(line.quantity ?? ''), language),
      unitPrice: unitAmount === null ? '' : formatUnitPrice(unitAmount, invoice.currency, language),
      tax: toRateText(line.taxes, findTaxRate, writing),
      amount: money(line.amount),
    };
  });
}

/** From the sum of the lines to the invoice total. */
export function toInvoiceTotals(invoice: Invoice, findTaxRate: FindTaxRate, writing: Writing): Total[] {
  const { labels, total, strongTotal } = writing;
  const discounts = (invoice.total_discount_amounts ?? []).map(({ amount, discount }) =>
    total(toDiscountLabel(discount, labels.discount), -amount),
  );
  const shipping = invoice.shipping_cost;
  const net = invoice.total_excluding_tax;
  return [
    total(labels.subtotal, invoice.subtotal),
    ...discounts,
    ...(shipping === null ? [] : [total(labels.shipping, shipping.amount_subtotal)]),
    ...(net === null ? [] : [total(labels.totalExcludingTax, net)]),
    ...toTaxTotals(invoice.total_taxes, findTaxRate, writing),
    strongTotal(labels.total, invoice.total),
  ];
}

/** From the invoice total to what is left to pay. */
function toBalance(invoice: Invoice, { labels, total, strongTotal }: Writing): Total[] {
  const applied = (invoice.ending_balance ?? invoice.starting_balance) - invoice.starting_balance;
  const credited = invoice.pre_payment_credit_notes_amount;
  return [
    ...(applied === 0 ? [] : [total(labels.balanceApplied, -applied)]),
    ...(credited === 0 ? [] : [total(labels.creditNotes, -credited)]),
    total(labels.amountDue, invoice.amount_due),
    total(labels.amountPaid, invoice.amount_paid),
    strongTotal(labels.amountRemaining, invoice.amount_remaining),
  ];
}

/** The customer knows a discount by its coupon's name. */
export function toDiscountLabel(
  discount: Wire<Stripe.Invoice.TotalDiscountAmount>['discount'],
  fallback: string,
): string {
  const coupon = typeof discount === 'object' ? discount.source.coupon : null;
  const name = coupon !== null && typeof coupon === 'object' ? coupon.name : null;
  return name === null ? fallback : `${fallback} (${name})`;
}
