import type Stripe from 'stripe';
import type { Wire } from '../wire.ts';
import { createWriting, toCustomerParty, toIssuerParty } from './documentModel.ts';
import type { DocumentModel, FindTaxRate, Issuer, Row, Total, Writing } from './documentModel.ts';
import { toDiscountLabel } from './invoiceModel.ts';
import type { Labels } from './labels/labels.ts';
import { formatNumber, formatUnitPrice } from './money.ts';
import { toRateText, toTaxNotes, toTaxTotals } from './taxLines.ts';

type CreditNote = Wire<Stripe.CreditNote>;

/** What a credit note says about `invoice`, whose customer must be expanded. */
export function toCreditNoteModel(
  creditNote: CreditNote,
  invoice: Wire<Stripe.Invoice>,
  issuer: Issuer,
  findTaxRate: FindTaxRate,
): DocumentModel {
  const writing = createWriting(invoice, issuer);
  const { labels, date, total, strongTotal } = writing;
  const issuedAt = creditNote.effective_at ?? creditNote.created;
  const reason = toReason(creditNote.reason, labels);
  return {
    language: writing.language,
    title: labels.creditNote,
    number: creditNote.number,
    createdAt: issuedAt,
    mark: creditNote.status === 'void' ? { text: labels.void, kind: 'void' } : null,
    facts: [
      { label: labels.creditNoteNumber, value: creditNote.number },
      { label: labels.issuedOn, value: date(issuedAt) },
      { label: labels.invoiceNumber, value: invoice.number ?? '' },
      ...(reason === null ? [] : [{ label: labels.reason, value: reason }]),
    ],
    issuer: toIssuerParty(issuer, writing),
    customer: toCustomerParty(invoice, writing),
    hint: null,
    rows: toRows(creditNote, findTaxRate, writing),
    totals: [
      total(labels.subtotal, creditNote.subtotal),
      ...creditNote.discount_amounts.map(({ amount, discount }) =>
        total(toDiscountLabel(discount, labels.discount), -amount),
      ),
      ...toTaxTotals(creditNote.total_taxes, findTaxRate, writing),
      strongTotal(labels.totalCredited, creditNote.total),
      ...toSettlement(creditNote, writing),
    ],
    notes: [...toTaxNotes(invoice, writing), ...(creditNote.memo === null ? [] : [creditNote.memo])],
    footer: invoice.footer,
  };
}

function toRows(creditNote: CreditNote, findTaxRate: FindTaxRate, writing: Writing): Row[] {
  if (creditNote.lines.has_more)
    throw new Error('A credit note document needs every line of the credit note.');
  return creditNote.lines.data.map((line) => ({
    description: line.description ?? '',
    note: null,
    quantity: line.quantity === null ? '' : formatNumber(String(line.quantity), writing.language),
    unitPrice:
      line.unit_amount_decimal === null
        ? ''
        : formatUnitPrice(line.unit_amount_decimal, creditNote.currency, writing.language),
    tax: toRateText(line.taxes, findTaxRate, writing),
    amount: writing.money(line.amount),
  }));
}

/** Where the credited money goes. */
function toSettlement(creditNote: CreditNote, { labels, total }: Writing): Total[] {
  const refunded = creditNote.refunds.reduce((sum, refund) => sum + refund.amount_refunded, 0);
  const elsewhere = creditNote.out_of_band_amount ?? 0;
  const parts: [label: string, amount: number][] = [
    [labels.deductedFromInvoice, creditNote.pre_payment_amount],
    [labels.refunded, refunded],
    [labels.creditedElsewhere, elsewhere],
    [labels.creditedToBalance, creditNote.post_payment_amount - refunded - elsewhere],
  ];
  return parts.flatMap(([label, amount]) => (amount > 0 ? [total(label, amount)] : []));
}

function toReason(reason: CreditNote['reason'], { reasons }: Labels): string | null {
  return Object.entries(reasons).find(([name]) => name === reason)?.[1] ?? null;
}
