import {
  buildLine,
  buildTax,
  type InvoiceObject,
  type LineObject,
  type TaxabilityReason,
  type TaxObject,
} from '../objects/invoice.ts';
import type { InvoiceItemObject } from '../objects/others.ts';
import type { Books } from '../state/books.ts';
import { idAt } from '../state/ids.ts';

const EMBEDDED_LINES = 10;

export function lineIdAt(books: Books, invoice: string, position: number): string {
  const index = books.invoices.positionOf(invoice) ?? 0;
  return idAt('il', books.context.part, index, position.toString(36).toUpperCase().padStart(2, '0'));
}

/** The taxes of an amount at some rates, by the customer's standing. */
export function taxesFor(
  books: Books,
  rates: readonly string[],
  amount: number,
  exempt: string | null,
): TaxObject[] {
  return rates.map((id) => {
    const rate = books.taxRates.find(id);
    const percentage = exempt === 'none' || exempt === null ? (rate?.percentage ?? 0) : 0;
    const tax = rate?.inclusive
      ? Math.round(amount - amount / (1 + (percentage * 10) / 1000))
      : Math.round((amount * percentage * 10) / 1000);
    return {
      ...buildTax(id, tax, amount, taxability(exempt, percentage)),
      tax_behavior: rate?.inclusive ? 'inclusive' : 'exclusive',
    };
  });
}

function taxability(exempt: string | null, percentage: number): TaxabilityReason {
  if (exempt === 'reverse') return 'reverse_charge';
  if (exempt === 'exempt') return 'customer_exempt';
  return percentage === 0 ? 'zero_rated' : 'standard_rated';
}

/** The line that an invoice item becomes. */
export function lineOfItem(
  books: Books,
  invoice: InvoiceObject,
  item: InvoiceItemObject,
  position: number,
): LineObject {
  const rates = item.tax_rates?.length ? item.tax_rates : invoice.default_tax_rates;
  const price = item.pricing?.price_details;
  const line = buildLine({
    id: lineIdAt(books, invoice.id, position),
    invoice: invoice.id,
    livemode: invoice.livemode,
    currency: item.currency,
    description: item.description,
    quantity: item.quantity,
    unitAmount: Number(item.pricing?.unit_amount_decimal ?? item.amount),
    amount: item.amount,
    discount: 0,
    discountId: null,
    periodStart: item.period.start,
    periodEnd: item.period.end,
    price: typeof price?.price === 'string' ? price.price : null,
    product: price?.product ?? null,
    subscription: null,
    subscriptionItem: null,
    invoiceItem: item.id,
    taxes: taxesFor(
      books,
      rates.map(({ id }) => id),
      item.amount,
      invoice.customer_tax_exempt,
    ),
  });
  line.metadata = item.metadata ?? {};
  return line;
}

/** Writes a draft's lines and the sums that follow from them. */
export function setLines(books: Books, invoice: InvoiceObject, lines: LineObject[]): void {
  books.invoiceLines.put({ id: invoice.id, lines });
  sumLines(invoice, lines);
}

/** Shows the lines on the invoice and works out its amounts. */
export function sumLines(invoice: InvoiceObject, lines: LineObject[]): void {
  invoice.lines = {
    ...invoice.lines,
    data: lines.slice(0, EMBEDDED_LINES),
    has_more: lines.length > EMBEDDED_LINES,
  };
  const subtotal = lines.reduce((sum, line) => sum + line.amount, 0);
  const discount = (invoice.total_discount_amounts ?? []).reduce((sum, { amount }) => sum + amount, 0);
  invoice.total_taxes = mergeTaxes(lines.flatMap((line) => line.taxes ?? []));
  const exclusive = invoice.total_taxes
    .filter(({ tax_behavior: behavior }) => behavior === 'exclusive')
    .reduce((sum, { amount }) => sum + amount, 0);
  const all = invoice.total_taxes.reduce((sum, { amount }) => sum + amount, 0);
  invoice.subtotal = subtotal;
  invoice.total = subtotal - discount + exclusive;
  invoice.subtotal_excluding_tax = subtotal - (all - exclusive);
  invoice.total_excluding_tax = invoice.total - all;
  invoice.amount_due = Math.max(0, invoice.total);
  invoice.amount_remaining = invoice.amount_due - invoice.amount_paid;
}

/** One entry per rate. */
export function mergeTaxes(taxes: readonly TaxObject[]): TaxObject[] {
  const byRate = new Map<string, TaxObject>();
  for (const tax of taxes) {
    const rate = tax.tax_rate_details?.tax_rate ?? '';
    const known = byRate.get(rate);
    if (known === undefined) {
      byRate.set(rate, { ...tax });
    } else {
      known.amount += tax.amount;
      known.taxable_amount = (known.taxable_amount ?? 0) + (tax.taxable_amount ?? 0);
    }
  }
  return [...byRate.values()];
}
