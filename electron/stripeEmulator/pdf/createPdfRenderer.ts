import type Stripe from 'stripe';
import type { Wire } from '../wire.ts';
import { toCreditNoteModel } from './creditNoteModel.ts';
import { layOutDocument } from './documentLayout.ts';
import type { DocumentModel, FindTaxRate, Issuer } from './documentModel.ts';
import type { ReadFont } from './fonts.ts';
import { toInvoiceModel } from './invoiceModel.ts';
import { toReceiptModel } from './receiptModel.ts';
import { createTextShaper } from './textShaper.ts';

export interface PdfRendererDeps {
  readonly readFont: ReadFont;
  /** Objects name their tax rates by id only; the documents print the percentage. */
  readonly findTaxRate: FindTaxRate;
}

/**
 * Draws the PDFs of an account. Invoices must come with all their lines and with `customer` expanded: the language is
 * the first of the customer's `preferred_locales` that the documents speak. The same objects give the same bytes.
 */
export interface PdfRenderer {
  renderInvoice(invoice: Wire<Stripe.Invoice>, issuer: Issuer): Promise<Uint8Array>;
  renderCreditNote(
    creditNote: Wire<Stripe.CreditNote>,
    invoice: Wire<Stripe.Invoice>,
    issuer: Issuer,
  ): Promise<Uint8Array>;
  renderReceipt(
    charge: Wire<Stripe.Charge>,
    invoice: Wire<Stripe.Invoice>,
    issuer: Issuer,
  ): Promise<Uint8Array>;
}

/** Makes a renderer; it keeps its parsed fonts, so make one and use it for every document. */
export function createPdfRenderer({ readFont, findTaxRate }: PdfRendererDeps): PdfRenderer {
  const shaper = createTextShaper({ readFont });
  const draw = async (toModel: () => DocumentModel): Promise<Uint8Array> => layOutDocument(toModel(), shaper);
  return {
    renderInvoice: (invoice, issuer) => draw(() => toInvoiceModel(invoice, issuer, findTaxRate)),
    renderCreditNote: (creditNote, invoice, issuer) =>
      draw(() => toCreditNoteModel(creditNote, invoice, issuer, findTaxRate)),
    renderReceipt: (charge, invoice, issuer) =>
      draw(() => toReceiptModel(charge, invoice, issuer, findTaxRate)),
  };
}
