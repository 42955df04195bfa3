import type { RequestListener, ServerResponse } from 'node:http';

import { createFontReader } from '../pdf/fonts.ts';
import { createPdfRenderer } from '../pdf/createPdfRenderer.ts';
import type { InvoiceObject } from '../objects/invoice.ts';
import { readLinkToken } from '../seeds/documentLinks.ts';
import type { Books } from '../state/books.ts';
import { findCustomer, linesOf } from '../state/lookups.ts';
import type { World } from '../state/world.ts';
import { expiredPage, invoicePage, portalPage, unknownPage } from './pages.ts';

type Renderer = ReturnType<typeof createPdfRenderer>;

/** Serves PDFs and hosted pages to whoever has the link: like Stripe's, without any key. */
export function createDocumentServer(world: World): RequestListener {
  const readFont = createFontReader(import.meta.url);
  const renderers = new Map<Books, Renderer>();
  const rendererOf = (books: Books): Renderer => {
    const known = renderers.get(books);
    if (known !== undefined) return known;
    const renderer = createPdfRenderer({ readFont, findTaxRate: (id) => books.taxRates.find(id) });
    renderers.set(books, renderer);
    return renderer;
  };

  return (request, response) => {
    const parts = (request.url ?? '/').split('?', 1)[0]?.split('/').slice(1) ?? [];
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      sendPage(response, 405, unknownPage());
      return;
    }
    serve(world, rendererOf, parts, response).catch((error: unknown) => {
      sendPage(response, 500, unknownPage(String(error)));
    });
  };
}

async function serve(
  world: World,
  rendererOf: (books: Books) => Renderer,
  parts: readonly string[],
  response: ServerResponse,
): Promise<void> {
  const [kind, accountId, modeAndToken, file] = parts;
  if (kind === 'p') {
    sendPage(response, 200, portalPage());
    return;
  }
  const holder = world.holders.find(({ account }) => account.id === accountId);
  const [, mode, token] = /^(live|test)_(.+)$/.exec(modeAndToken ?? '') ?? [];
  if (holder === undefined || token === undefined) {
    sendPage(response, 404, unknownPage());
    return;
  }
  const books = mode === 'live' ? holder.live : holder.test;
  const link = readLinkToken(books.context.account.salt, token, books.today());
  if (link.state === 'unknown') {
    sendPage(response, 404, unknownPage());
  } else if (link.state === 'expired') {
    // STRIPE: an expired link answers a page that explains, with status 200, and never a PDF.
    sendPage(response, 200, expiredPage(books.context.account.legalName));
  } else if (file === 'pdf') {
    await sendPdf(books, rendererOf(books), link.id, response);
  } else {
    sendHosted(books, link.id, response);
  }
}

async function sendPdf(
  books: Books,
  renderer: Renderer,
  id: string,
  response: ServerResponse,
): Promise<void> {
  const document = await renderDocument(books, renderer, id);
  if (document === undefined) {
    sendPage(response, 404, unknownPage());
    return;
  }
  response.writeHead(200, {
    'content-type': 'application/pdf',
    'content-length': document.bytes.length,
    'content-disposition': `attachment; filename="${document.name}.pdf"`,
  });
  response.end(document.bytes);
}

async function renderDocument(
  books: Books,
  renderer: Renderer,
  id: string,
): Promise<{ name: string; bytes: Uint8Array } | undefined> {
  const issuer = issuerOf(books);
  if (id.startsWith('in_')) {
    const invoice = wholeInvoice(books, id);
    if (invoice === undefined) return undefined;
    return { name: `Invoice-${invoice.number ?? id}`, bytes: await renderer.renderInvoice(invoice, issuer) };
  }
  if (id.startsWith('cn_')) {
    const note = books.creditNotes.find(id);
    const invoice = note === undefined ? undefined : wholeInvoice(books, String(note.invoice));
    if (note === undefined || invoice === undefined) return undefined;
    return {
      name: `CreditNote-${note.number}`,
      bytes: await renderer.renderCreditNote(note, invoice, issuer),
    };
  }
  const charge = books.charges.find(id);
  const invoice = invoiceOfIntent(books, charge?.payment_intent);
  if (charge === undefined || invoice === undefined) return undefined;
  return {
    name: `Receipt-${charge.receipt_number ?? id}`,
    bytes: await renderer.renderReceipt(charge, invoice, issuer),
  };
}

/** The invoice with all its lines and its customer: what a document needs. */
function wholeInvoice(books: Books, id: string): InvoiceObject | undefined {
  const invoice = books.invoices.find(id);
  if (invoice === undefined) return undefined;
  invoice.lines.data = linesOf(books, invoice);
  invoice.lines.has_more = false;
  const customer = findCustomer(books, String(invoice.customer));
  if (customer !== undefined) invoice.customer = customer;
  return invoice;
}

function invoiceOfIntent(books: Books, intent: unknown): InvoiceObject | undefined {
  if (typeof intent !== 'string') return undefined;
  const position = books.paymentIntents.positionOf(intent) ?? -1;
  const payment = books.invoicePayments.list({
    limit: 1,
    candidates: [position],
    matches: (candidate) => candidate.payment.payment_intent === intent,
  }).data[0];
  return payment === undefined ? undefined : wholeInvoice(books, String(payment.invoice));
}

function issuerOf(books: Books): Parameters<Renderer['renderInvoice']>[1] {
  const { account } = books.context;
  return {
    name: account.legalName,
    address: { ...account.address, country: account.country, line2: null, state: null },
    taxIds: [account.vatNumber],
    email: `billing@tafelwerk.example.${account.country.toLowerCase()}`,
    timeZone: account.timeZone,
  };
}

function sendHosted(books: Books, id: string, response: ServerResponse): void {
  const invoice = id.startsWith('in_')
    ? books.invoices.find(id)
    : invoiceOfIntent(books, books.charges.find(id)?.payment_intent);
  if (invoice === undefined) sendPage(response, 404, unknownPage());
  else sendPage(response, 200, invoicePage(invoice));
}

function sendPage(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(html);
}
