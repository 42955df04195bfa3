import type Stripe from 'stripe';
import type { DocumentKind } from '../../shared/domain/documents.ts';
import { AppError } from '../../shared/errors/appError.ts';
import type { Priority, StripeGateway, Wire } from '../stripe/stripeGatewayApi.ts';
import { toCreditNoteFacts, toInvoiceFacts, toReceiptFacts } from './documentFacts.ts';
import type { DocumentFacts } from './documentFacts.ts';

type Invoice = Wire<Stripe.Invoice>;
type InvoicePayments = { data: Wire<Stripe.InvoicePayment>[] };

/** A document as Stripe has it this moment. SECURITY: `url` opens without a key; it is never stored or logged. */
export interface LiveDocument {
  facts: DocumentFacts;
  url: string;
}

interface ReadOptions {
  priority: Priority;
  signal?: AbortSignal;
}

/** Reads the object behind a document again, for its present state and a fresh link. *Errors*: `document_none`. */
export async function readLiveDocument(
  gateway: StripeGateway,
  kind: DocumentKind,
  objectId: string,
  options: ReadOptions,
): Promise<LiveDocument> {
  if (kind === 'creditNote') {
    const note = await readJson<Wire<Stripe.CreditNote>>(gateway, `credit_notes/${objectId}`, options, [
      'invoice',
    ]);
    return { facts: toCreditNoteFacts(note), url: note.pdf };
  }
  const invoice = await readLiveInvoice(gateway, objectId, options);
  if (kind === 'receipt')
    return { facts: toReceiptFacts(invoice), url: await readReceiptUrl(gateway, invoice, options) };
  return { facts: toInvoiceFacts(invoice), url: linkOfInvoice(invoice) };
}

/** Reads an invoice again. */
export function readLiveInvoice(gateway: StripeGateway, id: string, options: ReadOptions): Promise<Invoice> {
  return readJson<Invoice>(gateway, `invoices/${id}`, options);
}

/** The fresh link of an invoice that was just read. *Errors*: `document_none` for drafts. */
export function linkOfInvoice(invoice: Invoice): string {
  if (invoice.invoice_pdf) return invoice.invoice_pdf;
  throw new AppError(
    'document_none',
    invoice.status === 'draft'
      ? 'A draft has no PDF yet: Stripe makes it when the invoice is finalised.'
      : 'Stripe has no PDF of this invoice.',
    { details: { invoiceId: invoice.id } },
  );
}

/** STRIPE: an invoice has no receipt of its own; the charge that paid it has (stripe.md §2.8). */
export async function readReceiptUrl(
  gateway: StripeGateway,
  invoice: Invoice,
  options: ReadOptions,
): Promise<string> {
  const bytes = await gateway.readPage({
    path: 'invoice_payments',
    params: {
      invoice: invoice.id,
      status: 'paid',
      limit: 100,
      expand: ['data.payment.payment_intent.latest_charge'],
    },
    ...options,
  });
  const { data } = parseJson<InvoicePayments>(bytes);
  const urls = data.flatMap((payment) => receiptUrlOf(payment) ?? []);
  const url = urls[0];
  if (url !== undefined) return url;
  throw new AppError(
    'document_none',
    'There is no receipt: the invoice was not paid by a charge in Stripe, or not yet.',
    { details: { invoiceId: invoice.id } },
  );
}

/**
 * The link to the PDF of a payment's receipt, where intent and charge came along.
 * STRIPE: `receipt_url` is a web page; the PDF it offers lies below it. That is not documented, so what comes back is
 * kept only when it is a PDF.
 */
export function receiptUrlOf({ payment }: Wire<Stripe.InvoicePayment>): string | null {
  const intent = payment.payment_intent;
  if (typeof intent !== 'object' || intent.latest_charge === null) return null;
  const charge = intent.latest_charge;
  const url =
    typeof charge === 'object' && charge.receipt_url !== null ? URL.parse(charge.receipt_url) : null;
  if (url === null) return null;
  url.pathname = `${url.pathname.replace(/\/$/, '')}/pdf`;
  return url.href;
}

async function readJson<T>(
  gateway: StripeGateway,
  path: string,
  options: ReadOptions,
  expand: readonly string[] = [],
): Promise<T> {
  return parseJson<T>(await gateway.readObject({ path, expand, ...options }));
}

/** Stripe's JSON out of the bytes that the gateway gives. */
export function parseJson<T>(bytes: Uint8Array): T {
  return JSON.parse(new TextDecoder().decode(bytes)) as T;
}
