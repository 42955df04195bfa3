import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCreditNoteFacts, toInvoiceFacts, toReceiptFacts } from '../../electron/documents/documentFacts.ts';
import { toInvoiceDetail, type InvoiceContext } from '../../electron/services/toInvoiceDetail.ts';
import { findTaxPercentage } from '../../shared/domain/taxes.ts';
import { schemas } from '../../shared/ipc/contract.ts';
import { aCreditNote, aLine, anInvoice, someMoment } from '../builders/stripeObjects.ts';

const context: InvoiceContext = {
  workspaceId: 'w',
  now: someMoment,
  asOf: someMoment,
  creditNotes: [],
  payments: [],
  storedDocuments: new Set(),
  lastSentAt: null,
  customerDeleted: false,
};

describe('the invoice page', () => {
  it('gets what the contract promises, also for a draft with hardly anything in it', () => {
    const draft = anInvoice({
      id: 'in_1',
      status: 'draft',
      number: null,
      customer_name: null,
      customer_address: null,
      effective_at: null,
      invoice_pdf: null,
    });
    const detail = toInvoiceDetail(draft, context);
    expect(schemas['invoices.get'].output.parse(detail)).toEqual(detail);
    expect(detail).toMatchObject({
      document: 'none',
      billedTo: { name: null, addressLines: [], country: null },
    });
  });

  it('tells whether a PDF is on this machine, can be fetched, or does not exist', () => {
    const invoice = anInvoice({ id: 'in_1' });
    const stateOf = (storedDocuments: string[]): string =>
      toInvoiceDetail(invoice, { ...context, storedDocuments: new Set(storedDocuments) }).document;
    expect([stateOf([]), stateOf(['in_1'])]).toEqual(['available', 'stored']);
  });

  it('says that lines are missing while Stripe has given only the first ones', () => {
    const whole = anInvoice({ id: 'in_1' });
    const lines = { ...whole.lines, data: [aLine('First')], has_more: true };
    const detail = toInvoiceDetail({ ...whole, lines }, context);
    expect([detail.lines.length, detail.linesComplete]).toEqual([1, false]);
  });

  it('tells what happened in the order in which it happened', () => {
    const at = someMoment;
    const invoice = anInvoice({
      id: 'in_1',
      created: at,
      status: 'paid',
      due_date: at + 50,
      status_transitions: {
        finalized_at: at + 10,
        paid_at: at + 40,
        marked_uncollectible_at: null,
        voided_at: null,
      },
    });
    const note = aCreditNote({ id: 'cn_1', customer: 'cus_1', invoice: 'in_1', created: at + 30 });
    const { timeline } = toInvoiceDetail(invoice, { ...context, creditNotes: [note], lastSentAt: at + 20 });
    const kinds = ['created', 'finalized', 'sent', 'creditNote', 'paid', 'due'];
    expect(timeline.map(({ kind }) => kind)).toEqual(kinds);
    expect(timeline[3]?.amount).toBe(-note.total);
  });
});

describe('a tax percentage', () => {
  it.each([
    [2100, 10_000, 21],
    [550, 10_000, 5.5],
    [770, 10_000, 7.7],
    [0, 10_000, 0],
    [1, 5, null],
    [100, 0, null],
    [100, null, null],
  ])('of %d on %s is %s', (amount, taxable, percentage) => {
    expect(findTaxPercentage(amount, taxable)).toBe(percentage);
  });

  it('is found again for every whole rate on amounts that are large enough to tell', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 500, max: 10_000_000 }),
        (rate, taxable) => {
          expect(findTaxPercentage(Math.round((taxable * rate) / 100), taxable)).toBe(rate);
        },
      ),
    );
  });
});

describe('what decides whether a PDF must be fetched anew', () => {
  const invoice = anInvoice({ id: 'in_1' });
  const { version } = toInvoiceFacts(invoice);

  it.each([
    ['status', { status: 'void' as const }],
    ['amount paid', { amount_paid: invoice.amount_paid + 1 }],
    ['amount remaining', { amount_remaining: invoice.amount_remaining + 1 }],
    ['credit notes', { post_payment_credit_notes_amount: 5 }],
    ['footer', { footer: 'New' }],
    ['description', { description: 'New' }],
    ['issue date', { effective_at: someMoment + 1 }],
  ])('is the %s', (_, change) => {
    expect(toInvoiceFacts({ ...invoice, ...change }).version).not.toBe(version);
  });

  it('is not the links, which differ at every read', () => {
    expect(toInvoiceFacts({ ...invoice, invoice_pdf: 'https://pay.stripe.com/other' }).version).toBe(version);
  });
});

describe('facts for the manifest', () => {
  it('make credit notes negative and date receipts by their payment', () => {
    const note = aCreditNote({ id: 'cn_1', customer: 'cus_1', invoice: 'in_1' });
    expect(toCreditNoteFacts(note).total).toBe(-note.total);
    const paid = anInvoice({
      id: 'in_1',
      status: 'paid',
      status_transitions: {
        finalized_at: someMoment,
        paid_at: someMoment + 99,
        marked_uncollectible_at: null,
        voided_at: null,
      },
    });
    expect(toReceiptFacts(paid)).toMatchObject({
      kind: 'receipt',
      objectId: 'in_1',
      issuedAt: someMoment + 99,
    });
  });
});
