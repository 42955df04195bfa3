import type { Stripe } from 'stripe';
import type { PaymentCallDeps } from './paymentCalls.ts';
import type { StripeGateway, Wire, Written } from './stripeGatewayApi.ts';

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

const pageSize = 100;

/** What can be done with an invoice besides collecting it. */
export function createInvoiceActionCalls({
  sdk,
  call,
  idempotent,
  toWire,
}: PaymentCallDeps): InvoiceActionCalls {
  const written = <Value>(change: Promise<Stripe.Response<Value>>): Promise<Written<Wire<Value>>> =>
    call(async () => {
      const value = await change;
      return { value: toWire<Value>(value), requestId: value.lastResponse.requestId };
    });
  return {
    finalizeInvoice: (id, { autoAdvance }, options) =>
      written(sdk.invoices.finalizeInvoice(id, { auto_advance: autoAdvance }, idempotent(options))),
    sendInvoice: (id, options) => written(sdk.invoices.sendInvoice(id, {}, idempotent(options))),
    voidInvoice: (id, options) => written(sdk.invoices.voidInvoice(id, {}, idempotent(options))),
    markUncollectible: (id, options) => written(sdk.invoices.markUncollectible(id, {}, idempotent(options))),
    listInvoiceLines: (id) =>
      call(async () => {
        const lines: Wire<Stripe.InvoiceLineItem>[] = [];
        for await (const line of sdk.invoices.listLineItems(id, { limit: pageSize }))
          lines.push(toWire<Stripe.InvoiceLineItem>(line));
        return lines;
      }),
    listCreditNotes: (invoiceId) =>
      call(async () => {
        const notes: Wire<Stripe.CreditNote>[] = [];
        for await (const note of sdk.creditNotes.list({ invoice: invoiceId, limit: pageSize }))
          notes.push(toWire<Stripe.CreditNote>(note));
        return notes;
      }),
    previewCreditNote: (params) =>
      call(async () => toWire<Stripe.CreditNote>(await sdk.creditNotes.preview(params))),
    createCreditNote: (params, options) => written(sdk.creditNotes.create(params, idempotent(options))),
  };
}
