import type { Stripe } from 'stripe';
import { pageSize, toWire, type CallParts } from './callParts.ts';
import type { StripeGateway } from './stripeGatewayApi.ts';

export type InvoiceActionCalls = Pick<
  StripeGateway,
  | 'finalizeInvoice'
  | 'sendInvoice'
  | 'voidInvoice'
  | 'markUncollectible'
  | 'listInvoiceLines'
  | 'listCreditNotes'
  | 'previewCreditNote'
  | 'createCreditNote'
>;

/** What can be done with an invoice besides collecting it. */
export function createInvoiceActionCalls({ sdk, call, write, collect }: CallParts): InvoiceActionCalls {
  return {
    finalizeInvoice: (id, { autoAdvance }, options) =>
      write(options, (request) => sdk.invoices.finalizeInvoice(id, { auto_advance: autoAdvance }, request)),
    sendInvoice: (id, options) => write(options, (request) => sdk.invoices.sendInvoice(id, {}, request)),
    voidInvoice: (id, options) => write(options, (request) => sdk.invoices.voidInvoice(id, {}, request)),
    markUncollectible: (id, options) =>
      write(options, (request) => sdk.invoices.markUncollectible(id, {}, request)),
    listInvoiceLines: (id) =>
      collect<Stripe.InvoiceLineItem>(sdk.invoices.listLineItems(id, { limit: pageSize })),
    listCreditNotes: (invoice) =>
      collect<Stripe.CreditNote>(sdk.creditNotes.list({ invoice, limit: pageSize })),
    previewCreditNote: (params) =>
      call(async () => toWire<Stripe.CreditNote>(await sdk.creditNotes.preview(params))),
    createCreditNote: (params, options) =>
      write(options, (request) => sdk.creditNotes.create(params, request)),
  };
}
