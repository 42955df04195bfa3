import type Stripe from 'stripe';

import type { Wire } from '../wire.ts';
import type { TaxObject } from './invoice.ts';

export type CreditNoteObject = Wire<Stripe.CreditNote>;
export type CreditNoteLineObject = Wire<Stripe.CreditNoteLineItem>;

interface CreditNoteInput {
  id: string;
  created: number;
  livemode: boolean;
  currency: string;
  customer: string;
  invoice: string;
  number: string;
  memo: string | null;
  reason: string | null;
  lines: CreditNoteLineObject[];
  subtotal: number;
  taxes: TaxObject[];
  tax: number;
  prePayment: number;
  postPayment: number;
  outOfBand: number | null;
  refunds: CreditNoteObject['refunds'];
  pdf: string;
}

export function buildCreditNote(input: CreditNoteInput): CreditNoteObject {
  const total = totalOf(input);
  const discounts = mergeDiscounts(input.lines);
  return {
    id: input.id,
    object: 'credit_note',
    amount: total,
    amount_shipping: 0,
    created: input.created,
    currency: input.currency,
    customer: input.customer,
    customer_account: null,
    customer_balance_transaction: null,
    discount_amount: sumOf(discounts),
    discount_amounts: discounts,
    effective_at: input.created,
    invoice: input.invoice,
    lines: {
      object: 'list',
      data: input.lines,
      has_more: false,
      url: `/v1/credit_notes/${input.id}/lines`,
    },
    livemode: input.livemode,
    memo: input.memo,
    metadata: {},
    number: input.number,
    out_of_band_amount: input.outOfBand,
    pdf: input.pdf,
    post_payment_amount: input.postPayment,
    pre_payment_amount: input.prePayment,
    pretax_credit_amounts: [],
    reason: input.reason,
    refunds: input.refunds,
    shipping_cost: null,
    status: 'issued',
    subtotal: input.subtotal,
    subtotal_excluding_tax: input.subtotal - includedTax(input.taxes),
    total,
    total_excluding_tax: total - input.tax,
    total_taxes: input.taxes,
    type: input.prePayment === 0 ? 'post_payment' : input.postPayment === 0 ? 'pre_payment' : 'mixed',
    voided_at: null,
  } satisfies CreditNoteObject;
}

/** What a note comes to: discounts are credited with their lines, and taxes that prices include are in them already. */
export function totalOf(note: Pick<CreditNoteInput, 'lines' | 'subtotal' | 'tax' | 'taxes'>): number {
  return note.subtotal - sumOf(mergeDiscounts(note.lines)) + note.tax - includedTax(note.taxes);
}

function includedTax(taxes: readonly TaxObject[]): number {
  return sumOf(taxes.filter(({ tax_behavior: behavior }) => behavior === 'inclusive'));
}

/** What is credited of each discount, over all lines. */
function mergeDiscounts(lines: readonly CreditNoteLineObject[]): CreditNoteObject['discount_amounts'] {
  const all = lines.flatMap(({ discount_amounts: discounts }) => discounts);
  return [...Map.groupBy(all, ({ discount }) => discount)].map(([discount, parts]) => ({
    discount,
    amount: sumOf(parts),
  }));
}

function sumOf(parts: readonly { amount: number }[]): number {
  return parts.reduce((sum, { amount }) => sum + amount, 0);
}

interface CreditNoteLineInput {
  id: string;
  livemode: boolean;
  description: string;
  amount: number;
  quantity: number;
  unitAmount: number;
  invoiceLine: string | null;
  discounts: CreditNoteLineObject['discount_amounts'];
  taxes: TaxObject[];
}

export function buildCreditNoteLine(input: CreditNoteLineInput): CreditNoteLineObject {
  const line: CreditNoteLineObject = {
    id: input.id,
    object: 'credit_note_line_item',
    amount: input.amount,
    description: input.description,
    discount_amount: sumOf(input.discounts),
    discount_amounts: input.discounts,
    livemode: input.livemode,
    metadata: {},
    pretax_credit_amounts: [],
    quantity: input.quantity,
    tax_rates: [],
    taxes: input.taxes,
    type: input.invoiceLine === null ? 'custom_line_item' : 'invoice_line_item',
    unit_amount: input.unitAmount,
    unit_amount_decimal: String(input.unitAmount),
  };
  if (input.invoiceLine !== null) line.invoice_line_item = input.invoiceLine;
  return line;
}
