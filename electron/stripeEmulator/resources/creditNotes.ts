import { missing } from '../contract/apiError.ts';
import { listPage, pageOf, pageQuery } from '../contract/pagination.ts';
import { pageFields, text, timeRange } from '../contract/params.ts';
import { idIn, route, type Route } from '../contract/route.ts';
import type { CreditNoteObject } from '../objects/creditNote.ts';
import type { Books } from '../state/books.ts';
import { seedCreditNotesOf, seedInvoicesOf } from '../state/lookups.ts';

export function demandCreditNote(books: Books, id: string): CreditNoteObject {
  const note = books.creditNotes.find(id);
  if (note === undefined) throw missing('credit_note', id);
  return note;
}

function seedCandidates(
  books: Books,
  invoice: string | null | undefined,
  customer: string | null | undefined,
) {
  if (invoice) {
    const position = books.invoices.positionOf(invoice) ?? Infinity;
    return seedCreditNotesOf(books, position < books.context.account.invoices ? [position] : []);
  }
  return customer ? seedCreditNotesOf(books, seedInvoicesOf(books, customer)) : undefined;
}

export const creditNoteReadRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/v1/credit_notes',
    permission: 'rak_credit_note_read',
    fields: { ...pageFields, created: timeRange, customer: text, invoice: text },
    answer({ books, params }) {
      const { customer, invoice } = params;
      return listPage(
        books.creditNotes,
        {
          ...pageQuery(params),
          created: params.created,
          candidates: seedCandidates(books, invoice, customer),
          matches: (note) =>
            (!customer || note.customer === customer) && (!invoice || note.invoice === invoice),
        },
        'credit_note',
        '/v1/credit_notes',
      );
    },
  }),
  route({
    method: 'GET',
    path: '/v1/credit_notes/:id',
    permission: 'rak_credit_note_read',
    fields: {},
    answer: (call) => demandCreditNote(call.books, idIn(call)),
  }),
  route({
    method: 'GET',
    path: '/v1/credit_notes/:id/lines',
    permission: 'rak_credit_note_read',
    fields: pageFields,
    answer(call) {
      const note = demandCreditNote(call.books, idIn(call));
      return pageOf(
        note.lines.data,
        call.params,
        'credit_note_line_item',
        `/v1/credit_notes/${note.id}/lines`,
      );
    },
  }),
];
