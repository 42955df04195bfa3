import { invalidRequest, missingParameterObject, parameterMissing } from '../contract/apiError.ts';
import { choice, decimal, hash, integer, list, metadata, text, type Params } from '../contract/params.ts';
import {
  buildCreditNote,
  buildCreditNoteLine,
  totalOf,
  type CreditNoteLineObject,
  type CreditNoteObject,
} from '../objects/creditNote.ts';
import type { InvoiceObject, LineObject, TaxObject } from '../objects/invoice.ts';
import type { Books } from '../state/books.ts';
import { idAt } from '../state/ids.ts';
import { creditNotesOf, linesOf } from '../state/lookups.ts';
import { mergeTaxes, taxesFor } from './invoiceMath.ts';
import { mergeMetadata } from './merge.ts';

export const creditFields = {
  invoice: text,
  amount: integer,
  credit_amount: integer,
  effective_at: integer,
  email_type: choice('credit_note', 'none'),
  lines: list(
    hash({
      type: choice('invoice_line_item', 'custom_line_item'),
      invoice_line_item: text,
      amount: integer,
      quantity: integer,
      unit_amount: integer,
      unit_amount_decimal: decimal,
      description: text,
      tax_rates: list(text),
    }),
  ),
  memo: text,
  metadata,
  out_of_band_amount: integer,
  reason: choice('duplicate', 'fraudulent', 'order_change', 'product_unsatisfactory'),
  refund_amount: integer,
  refunds: list(
    hash({ amount_refunded: integer, refund: text, type: choice('refund', 'payment_record_refund') }),
  ),
};

export type CreditParams = Params<typeof creditFields>;
type LineParams = NonNullable<NonNullable<CreditParams['lines']>[number]>;

function demandCreditable(books: Books, id: string | null | undefined): InvoiceObject {
  if (!id) throw parameterMissing('invoice');
  const invoice = books.invoices.find(id);
  if (invoice === undefined) throw missingParameterObject('invoice', id, 'invoice');
  if (invoice.status !== 'open' && invoice.status !== 'paid') {
    throw invalidRequest(
      `Credit notes can only be created for open or paid invoices: this one is ${invoice.status}.`,
      undefined,
      'invoice',
    );
  }
  return invoice;
}

/** A share of what belongs to a line, in the proportion of what is credited of it. */
function shareOf(part: number, line: LineObject, amount: number): number {
  return line.amount === 0 ? 0 : Math.round((part * amount) / line.amount);
}

function shareTaxes(line: LineObject, amount: number): TaxObject[] {
  return (line.taxes ?? []).map((tax) => ({
    ...tax,
    amount: shareOf(tax.amount, line, amount),
    taxable_amount: shareOf(tax.taxable_amount ?? line.amount, line, amount),
  }));
}

function shareDiscounts(line: LineObject, amount: number): CreditNoteLineObject['discount_amounts'] {
  return (line.discount_amounts ?? []).map(({ discount, amount: part }) => ({
    discount,
    amount: shareOf(part, line, amount),
  }));
}

function lineFrom(
  books: Books,
  invoice: InvoiceObject,
  id: string,
  params: LineParams,
): CreditNoteLineObject {
  if (params.type === 'custom_line_item') {
    const quantity = params.quantity ?? 1;
    const unit = params.unit_amount ?? Number(params.unit_amount_decimal ?? 0);
    const amount = Math.round(unit * quantity);
    const rates = (params.tax_rates ?? []).filter((rate) => rate !== null);
    return buildCreditNoteLine({
      id,
      livemode: invoice.livemode,
      description: params.description ?? '',
      amount,
      quantity,
      unitAmount: unit,
      invoiceLine: null,
      discounts: [],
      taxes: taxesFor(books, rates, amount, invoice.customer_tax_exempt),
    });
  }
  const source = linesOf(books, invoice).find((line) => line.id === params.invoice_line_item);
  if (source === undefined) {
    throw missingParameterObject(
      'invoice line item',
      params.invoice_line_item ?? '',
      'lines[0][invoice_line_item]',
    );
  }
  const unit = Number(source.pricing?.unit_amount_decimal ?? source.amount);
  const quantity = params.quantity ?? source.quantity ?? 1;
  const amount =
    params.amount ?? (params.quantity === undefined ? source.amount : Math.round(unit * quantity));
  if (amount > source.amount)
    throw invalidRequest('The amount to credit is more than the line has.', undefined, 'lines');
  return buildCreditNoteLine({
    id,
    livemode: invoice.livemode,
    description: source.description ?? '',
    amount,
    quantity,
    unitAmount: unit,
    invoiceLine: source.id,
    discounts: shareDiscounts(source, amount),
    taxes: shareTaxes(source, amount),
  });
}

/** Refunds made before that a note shall account for. */
function linkedRefunds(books: Books, params: CreditParams): CreditNoteObject['refunds'] {
  return (params.refunds ?? []).map((link, i) => {
    const refund = link?.refund ? books.refunds.find(link.refund) : undefined;
    if (refund === undefined) {
      throw missingParameterObject('refund', link?.refund ?? '', `refunds[${i}][refund]`);
    }
    const amount = link?.amount_refunded ?? refund.amount;
    return { amount_refunded: amount, payment_record_refund: null, refund: refund.id, type: 'refund' };
  });
}

/** How much of a credit lowers what is still due, and how much was paid already and goes back. */
function splitCredit(
  books: Books,
  invoice: InvoiceObject,
  params: CreditParams,
  total: number,
): { before: number; after: number; earlier: number } {
  const notes = creditNotesOf(books, invoice.id);
  const issued = notes.filter(({ status }) => status === 'issued');
  const credited = issued.reduce((sum, { amount }) => sum + amount, 0);
  if (credited + total > invoice.total) {
    throw invalidRequest(
      `The sum of credit notes (${credited + total}) would exceed the invoice's total (${invoice.total}).`,
      undefined,
      'amount',
    );
  }
  const before = invoice.status === 'open' ? Math.min(total, invoice.amount_remaining) : 0;
  const after = total - before;
  const linked = linkedRefunds(books, params).reduce((sum, { amount_refunded: amount }) => sum + amount, 0);
  const given =
    linked + (params.refund_amount ?? 0) + (params.credit_amount ?? 0) + (params.out_of_band_amount ?? 0);
  if (given !== after) {
    throw invalidRequest(
      `The sum of refund_amount, credit_amount and out_of_band_amount must equal the amount after payment (${after}).`,
    );
  }
  return { before, after, earlier: notes.length };
}

/** The note that the parameters describe, not stored yet. */
export function draftNote(
  books: Books,
  params: CreditParams,
  id: string,
): { note: CreditNoteObject; invoice: InvoiceObject } {
  const invoice = demandCreditable(books, params.invoice);
  const position = books.creditNotes.positionOf(id) ?? books.creditNotes.size;
  const lines = (params.lines ?? []).flatMap((line, i) =>
    line === null
      ? []
      : [lineFrom(books, invoice, idAt('cnli', books.context.part, position, String(i)), line)],
  );
  const taxes = mergeTaxes(lines.flatMap((line) => line.taxes ?? []));
  const tax = taxes.reduce((sum, { amount }) => sum + amount, 0);
  const net = lines.length > 0 ? lines.reduce((sum, { amount }) => sum + amount, 0) : (params.amount ?? 0);
  const total = totalOf({ lines, subtotal: net, tax, taxes });
  if (total <= 0)
    throw invalidRequest(
      'A credit note needs an amount or lines that add up to one.',
      'parameter_missing',
      'amount',
    );
  const { before, after, earlier } = splitCredit(books, invoice, params, total);
  const note = buildCreditNote({
    id,
    created: books.now(),
    livemode: books.context.livemode,
    currency: invoice.currency,
    customer: String(invoice.customer),
    invoice: invoice.id,
    number: `${invoice.number ?? ''}-CN-${String(earlier + 1).padStart(2, '0')}`,
    memo: params.memo ?? null,
    reason: params.reason ?? null,
    lines,
    subtotal: net,
    taxes,
    tax,
    prePayment: before,
    postPayment: after,
    outOfBand: params.out_of_band_amount ?? null,
    refunds: linkedRefunds(books, params),
    pdf: '',
  });
  note.metadata = mergeMetadata({}, params.metadata);
  if (params.effective_at !== undefined) note.effective_at = params.effective_at;
  return { note, invoice };
}
