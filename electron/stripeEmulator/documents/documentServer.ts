import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

import { createFontReader } from '../pdf/fonts.ts';
import { createPdfRenderer } from '../pdf/createPdfRenderer.ts';
import type { InvoiceObject } from '../objects/invoice.ts';
import { findPortalSession } from '../resources/portalSessions.ts';
import { performDueWork } from '../resources/scheduledWork.ts';
import { readLinkToken } from '../seeds/documentLinks.ts';
import type { Books } from '../state/books.ts';
import { findCustomer, linesOf, paymentOfIntent } from '../state/lookups.ts';
import type { World } from '../state/world.ts';
import { checkoutPage } from './checkoutPage.ts';
import type { PageRequest } from './customerSeat.ts';
import { hostedInvoice } from './hostedInvoice.ts';
import { expiredPage, unknownPage, type PageAnswer } from './pages.ts';
import { loginPage } from './portalLogin.ts';
import { portalPage } from './portalPage.ts';

const MAX_FORM_LENGTH = 20_000;

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
    serve(world, rendererOf, request, response).catch((error: unknown) => {
      sendPage(response, unknownPage(String(error), 500));
    });
  };
}

async function serve(
  world: World,
  rendererOf: (books: Books) => Renderer,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const method = incoming.method ?? 'GET';
  if (method !== 'GET' && method !== 'HEAD' && method !== 'POST') {
    sendPage(response, unknownPage(undefined, 405));
    return;
  }
  const { pathname: path, searchParams: query } = new URL(incoming.url ?? '/', world.documentsUrl);
  const form = new URLSearchParams(method === 'POST' ? await readForm(incoming) : '');
  const [kind, second = '', third = '', file] = path.split('/').slice(1);
  const at = (books: Books): PageRequest => {
    performDueWork(books);
    return { books, method, query, form, path };
  };
  if (kind === 'p' || kind === 'c') {
    sendPage(response, hostedPage(world, at, `${kind}/${second}`, third) ?? unknownPage());
    return;
  }
  const holder = world.holders.find(({ account }) => account.id === second);
  const [, mode, token] = /^(live|test)_(.+)$/.exec(third) ?? [];
  if (holder === undefined || token === undefined) {
    sendPage(response, unknownPage());
    return;
  }
  const books = mode === 'live' ? holder.live : holder.test;
  const request = at(books);
  const link = readLinkToken(books.context.account.salt, token, books.today());
  if (link.state === 'unknown') {
    sendPage(response, unknownPage());
  } else if (link.state === 'expired') {
    // STRIPE: an expired link answers a page that explains, with status 200, and never a PDF.
    sendPage(response, expiredPage(books.context.account.legalName));
  } else if (file === 'pdf') {
    await sendPdf(books, rendererOf(books), link.id, response);
  } else {
    const invoice = shownInvoice(books, link.id);
    sendPage(response, invoice === undefined ? unknownPage() : hostedInvoice(request, invoice));
  }
}

/** The pages that a secret in the address opens; undefined when it opens none. */
function hostedPage(
  world: World,
  at: (books: Books) => PageRequest,
  page: string,
  token: string,
): PageAnswer | undefined {
  const all = world.holders.flatMap(({ test, live }) => [test, live]);
  if (page === 'c/pay') {
    const id = token.slice(0, token.lastIndexOf('_'));
    const books = all.find(({ checkoutSessions }) => checkoutSessions.knows(id));
    const request = books === undefined ? undefined : at(books);
    const session = books?.checkoutSessions.find(id);
    const isLink = session?.url === null || session?.url?.endsWith(`/${token}`) === true;
    return request !== undefined && session !== undefined && isLink
      ? checkoutPage(request, session)
      : undefined;
  }
  const [, mode, rest = ''] = /^(live|test)_(.+)$/.exec(token) ?? [];
  const ofMode = all.filter(({ context }) => context.livemode === (mode === 'live'));
  if (page === 'p/login') {
    const books = ofMode.find(({ context }) => context.part === rest);
    return books === undefined ? undefined : loginPage(at(books));
  }
  for (const books of page === 'p/session' ? ofMode : []) {
    const session = findPortalSession(books, rest);
    if (session !== undefined) return portalPage(at(books), session);
  }
  return undefined;
}

async function readForm(incoming: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    text += chunk.toString();
    if (text.length > MAX_FORM_LENGTH) throw new Error('The form is larger than any page has.');
  }
  return text;
}

async function sendPdf(
  books: Books,
  renderer: Renderer,
  id: string,
  response: ServerResponse,
): Promise<void> {
  const document = await renderDocument(books, renderer, id);
  if (document === undefined) {
    sendPage(response, unknownPage());
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
  const payment = typeof intent === 'string' ? paymentOfIntent(books, intent) : undefined;
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

/** The invoice that a link shows: its own, or the one that a receipt is for. */
function shownInvoice(books: Books, id: string): InvoiceObject | undefined {
  const intent = books.charges.find(id)?.payment_intent;
  const payment = typeof intent === 'string' ? paymentOfIntent(books, intent) : undefined;
  return books.invoices.find(payment === undefined ? id : String(payment.invoice));
}

function sendPage(response: ServerResponse, answer: PageAnswer): void {
  if ('redirect' in answer) {
    response.writeHead(303, { location: answer.redirect });
    response.end();
    return;
  }
  response.writeHead(answer.status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(answer.html);
}
