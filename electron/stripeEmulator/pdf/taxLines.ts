import type Stripe from 'stripe';
import type { Wire } from '../wire.ts';
import type { FindTaxRate, Total, Writing } from './documentModel.ts';
import { formatPercentage } from './money.ts';

/** The tax of a line or of a document; invoices and credit notes have the same shape. */
export type Tax = Wire<Stripe.Invoice.TotalTax> | Wire<Stripe.InvoiceLineItem.Tax>;

/** The rates of one line, as its column shows them. */
export function toRateText(
  taxes: readonly Tax[] | null,
  findTaxRate: FindTaxRate,
  { language }: Writing,
): string {
  const rates = (taxes ?? []).flatMap((tax) => {
    const percentage = percentageOf(tax, findTaxRate);
    return percentage === null ? [] : [formatPercentage(percentage, language)];
  });
  return [...new Set(rates)].join(' + ');
}

/** One total per rate: what the tax authority wants to see on the document. */
export function toTaxTotals(
  taxes: readonly Tax[] | null,
  findTaxRate: FindTaxRate,
  writing: Writing,
): Total[] {
  return (taxes ?? []).map((tax) => {
    const percentage = percentageOf(tax, findTaxRate);
    const template = tax.tax_behavior === 'inclusive' ? writing.labels.taxIncludedIn : writing.labels.taxOn;
    const label = writing.sentence(template, {
      name: writing.labels.tax,
      rate: percentage === null ? '' : formatPercentage(percentage, writing.language),
      base: writing.money(tax.taxable_amount ?? 0),
    });
    return writing.total(label, tax.amount);
  });
}

function percentageOf(tax: Tax, findTaxRate: FindTaxRate): number | null {
  if (tax.taxability_reason === 'reverse_charge') return 0;
  return findTaxRate(tax.tax_rate_details?.tax_rate ?? '')?.percentage ?? null;
}

/** What the law wants said when no tax is charged. */
export function toTaxNotes(invoice: Wire<Stripe.Invoice>, { labels }: Writing): string[] {
  if (invoice.customer_tax_exempt === 'reverse') return [labels.reverseCharge];
  if (invoice.customer_tax_exempt === 'exempt') return [labels.taxExempt];
  return [];
}
