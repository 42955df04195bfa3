import { invalidRequest } from '../contract/apiError.ts';
import { boolean, text } from '../contract/params.ts';
import { idIn, route, type Route } from '../contract/route.ts';
import { collectInvoice, planFirstAttempt, refuseUnpayable, refuseWhileCollecting } from './collecting.ts';
import { demandInvoice } from './demand.ts';
import { emit } from './emit.ts';
import { finalizeInvoice, markUncollectible, payOutOfBand, voidInvoice } from './invoiceChanges.ts';
import { isLegacy } from './methodChanges.ts';

export const invoiceActionRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/v1/invoices/:id/finalize',
    permission: 'rak_invoice_write',
    fields: { auto_advance: boolean },
    answer(call) {
      const invoice = demandInvoice(call.books, idIn(call));
      if (call.params.auto_advance !== undefined) invoice.auto_advance = call.params.auto_advance;
      const open = finalizeInvoice(call, invoice);
      planFirstAttempt(call.books, open);
      return open;
    },
  }),
  route({
    method: 'POST',
    path: '/v1/invoices/:id/pay',
    permission: 'rak_invoice_write',
    fields: {
      forgive: boolean,
      mandate: text,
      off_session: boolean,
      paid_out_of_band: boolean,
      payment_method: text,
      source: text,
    },
    answer(call) {
      const { books, params } = call;
      const invoice = demandInvoice(books, idIn(call));
      // Undocumented whether cards of the old time are taken as methods: the harder case.
      if (params.payment_method && isLegacy(params.payment_method))
        throw invalidRequest('Cards are paid with as sources.', 'resource_missing', 'payment_method');
      if (!params.paid_out_of_band) {
        const { mandate, payment_method: method, source, off_session: offSession } = params;
        return collectInvoice(call, invoice, {
          methodId: method ?? source,
          mandate,
          onSession: offSession === false,
        });
      }
      refuseUnpayable(invoice);
      refuseWhileCollecting(books, invoice.id);
      payOutOfBand(call, invoice);
      return demandInvoice(call.books, invoice.id);
    },
  }),
  route({
    method: 'POST',
    path: '/v1/invoices/:id/void',
    permission: 'rak_invoice_write',
    fields: {},
    answer(call) {
      refuseWhileCollecting(call.books, demandInvoice(call.books, idIn(call)).id);
      voidInvoice(call, demandInvoice(call.books, idIn(call)));
      return demandInvoice(call.books, idIn(call));
    },
  }),
  route({
    method: 'POST',
    path: '/v1/invoices/:id/mark_uncollectible',
    permission: 'rak_invoice_write',
    fields: {},
    answer(call) {
      markUncollectible(call, demandInvoice(call.books, idIn(call)));
      return demandInvoice(call.books, idIn(call));
    },
  }),
  route({
    method: 'POST',
    path: '/v1/invoices/:id/send',
    permission: 'rak_invoice_write',
    fields: {},
    answer(call) {
      const found = demandInvoice(call.books, idIn(call));
      if (found.collection_method !== 'send_invoice') {
        throw invalidRequest(
          "You can only manually send an invoice if its collection method is 'send_invoice'.",
        );
      }
      if (found.status === 'void' || found.status === 'paid') {
        throw invalidRequest(`Invoice is ${found.status} and can no longer be sent.`);
      }
      if (found.customer_email === null) {
        throw invalidRequest(
          'Missing email. In order to send the invoice, the customer must have a valid email.',
        );
      }
      const invoice = found.status === 'draft' ? finalizeInvoice(call, found) : found;
      emit(call, 'invoice.sent', invoice);
      return invoice;
    },
  }),
];
