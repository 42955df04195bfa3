import { invalidRequest } from '../contract/apiError.ts';
import { pageOf } from '../contract/pagination.ts';
import { metadata, pageFields, text } from '../contract/params.ts';
import { idIn, route, type Route } from '../contract/route.ts';
import type { CreditNoteObject } from '../objects/creditNote.ts';
import type { InvoiceObject } from '../objects/invoice.ts';
import { idAt } from '../state/ids.ts';
import { paymentsOf } from '../state/lookups.ts';
import { refuseWhileCollecting } from './collecting.ts';
import { creditFields, draftNote, type CreditParams } from './creditNoteDrafts.ts';
import { demandCreditNote } from './creditNotes.ts';
import { emit, type Cause } from './emit.ts';
import { openPaymentOf, settleInvoice } from './invoiceChanges.ts';
import { mergeMetadata } from './merge.ts';
import { refundCharge } from './refunds.ts';

/** What was paid already goes back: to the method it came from, or to the customer's balance for later invoices. */
function giveBack(cause: Cause, invoice: InvoiceObject, note: CreditNoteObject, params: CreditParams): void {
  const { books } = cause;
  if (params.refund_amount) {
    const intents = paymentsOf(books, invoice.id).flatMap(({ status, payment }) =>
      status === 'paid' && typeof payment.payment_intent === 'string' ? payment.payment_intent : [],
    );
    const charge = books.charges.find(
      String(books.paymentIntents.find(intents[0] ?? '')?.latest_charge ?? ''),
    );
    if (charge === undefined) {
      throw invalidRequest(
        'The invoice was not paid through Stripe: there is no charge to refund.',
        undefined,
        'refund_amount',
      );
    }
    const refund = refundCharge(cause, charge, { amount: params.refund_amount });
    note.refunds.push({
      amount_refunded: refund.amount,
      payment_record_refund: null,
      refund: refund.id,
      type: 'refund',
    });
  }
  const customer = params.credit_amount ? books.customers.find(String(invoice.customer)) : undefined;
  if (customer === undefined) return;
  const before = structuredClone(customer);
  customer.balance -= params.credit_amount ?? 0;
  books.customers.put(customer);
  note.customer_balance_transaction = idAt(
    'cbtxn',
    books.context.part,
    books.creditNotes.positionOf(note.id) ?? books.creditNotes.size,
  );
  emit(cause, 'customer.updated', customer, before);
}

/** Changes the invoice by what a note credits: +1 when issued, -1 when voided. */
function applyToInvoice(cause: Cause, invoice: InvoiceObject, note: CreditNoteObject, sign: 1 | -1): void {
  const { books } = cause;
  const before = structuredClone(invoice);
  invoice.pre_payment_credit_notes_amount += sign * note.pre_payment_amount;
  invoice.post_payment_credit_notes_amount += sign * note.post_payment_amount;
  invoice.amount_due -= sign * note.pre_payment_amount;
  invoice.amount_remaining -= sign * note.pre_payment_amount;
  books.invoices.put(invoice);
  emit(cause, 'invoice.updated', invoice, before);
  if (invoice.status !== 'open') return;
  if (invoice.amount_remaining === 0) {
    settleInvoice(cause, invoice);
    return;
  }
  const { payment, intent } = openPaymentOf(books, invoice);
  books.invoicePayments.put({ ...payment, amount_requested: invoice.amount_remaining });
  books.paymentIntents.put({ ...intent, amount: invoice.amount_remaining });
}

export const creditNoteWriteRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/v1/credit_notes',
    permission: 'rak_credit_note_write',
    fields: creditFields,
    answer(call) {
      const { books } = call;
      const { note, invoice } = draftNote(books, call.params, books.creditNotes.nextId());
      refuseWhileCollecting(books, invoice.id);
      giveBack(call, invoice, note, call.params);
      books.creditNotes.put(note);
      const stored = demandCreditNote(books, note.id);
      emit(call, 'credit_note.created', stored);
      applyToInvoice(call, invoice, note, 1);
      return stored;
    },
  }),
  route({
    method: 'GET',
    path: '/v1/credit_notes/preview',
    permission: 'rak_credit_note_read',
    fields: creditFields,
    answer: ({ books, params }) => draftNote(books, params, books.creditNotes.nextId()).note,
  }),
  route({
    method: 'GET',
    path: '/v1/credit_notes/preview/lines',
    permission: 'rak_credit_note_read',
    fields: { ...creditFields, ...pageFields },
    answer({ books, params }) {
      const { note } = draftNote(books, params, books.creditNotes.nextId());
      return pageOf(note.lines.data, params, 'credit_note_line_item', '/v1/credit_notes/preview/lines');
    },
  }),
  route({
    method: 'POST',
    path: '/v1/credit_notes/:id',
    permission: 'rak_credit_note_write',
    fields: { memo: text, metadata },
    answer(call) {
      const before = demandCreditNote(call.books, idIn(call));
      const note = structuredClone(before);
      if (call.params.memo !== undefined) note.memo = call.params.memo;
      note.metadata = mergeMetadata(note.metadata, call.params.metadata);
      call.books.creditNotes.put(note);
      emit(call, 'credit_note.updated', note, before);
      return note;
    },
  }),
  route({
    method: 'POST',
    path: '/v1/credit_notes/:id/void',
    permission: 'rak_credit_note_write',
    fields: {},
    answer(call) {
      const { books } = call;
      const note = demandCreditNote(books, idIn(call));
      const invoice = books.invoices.find(String(note.invoice));
      if (note.status === 'void' || invoice?.status !== 'open') {
        throw invalidRequest('You can only void an issued credit note of an open invoice.');
      }
      note.status = 'void';
      note.voided_at = books.now();
      books.creditNotes.put(note);
      emit(call, 'credit_note.voided', note);
      applyToInvoice(call, invoice, note, -1);
      return note;
    },
  }),
];
