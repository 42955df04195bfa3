import type Stripe from 'stripe';
import { rangeOfDays } from '../../shared/domain/dates.ts';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import type { DocumentKind } from '../../shared/domain/documents.ts';
import { isAppError } from '../../shared/errors/appError.ts';
import type { AppErrorCode } from '../../shared/errors/appError.ts';
import type { ExportRequest } from '../../shared/ipc/schemas/documents.ts';
import type { CacheReads } from '../cache/cacheApi.ts';
import type { StripeGateway, Wire } from '../stripe/stripeGatewayApi.ts';
import { toCreditNoteFacts, toInvoiceFacts, toReceiptFacts } from './documentFacts.ts';
import { readLiveDocument, readLiveInvoice, readReceiptUrl, receiptUrlOf } from './liveDocument.ts';
import type { LiveDocument } from './liveDocument.ts';
import { walkLive } from './liveLists.ts';
import type { SecondsRange } from './liveLists.ts';
import { runLimited } from './runLimited.ts';

type Invoice = Wire<Stripe.Invoice>;

/** What Stripe has for an export at this moment. */
export interface ExportListing {
  documents: LiveDocument[];
  /** Every number seen, also those that a filter or the period leaves out: what is not missing in a sequence. */
  knownNumbers: Map<DocumentKind, string[]>;
  /** Objects read by the live re-list. */
  listed: number;
}

export interface ListingContext {
  gateway: StripeGateway;
  cache: Pick<CacheReads, 'listIds' | 'getSyncState'>;
  workspaceId: string;
  timeZone: string;
  request: Pick<ExportRequest, 'from' | 'to' | 'kinds' | 'statuses'>;
  now: UnixSeconds;
  signal: AbortSignal;
  onListed: (count: number) => void;
}

/** When the objects that belong to a period were made. */
interface Windows {
  around: SecondsRange;
  /** What was made after the last sync, of which the cache knows nothing yet. */
  unknown: SecondsRange | null;
}

/**
 * Invoices stay drafts for up to a month and may be dated back, as credit notes may, and Stripe lists by creation only:
 * this much wider is the window. What lies further out is found through the cache, and what is newer than that by
 * listing what was made since the last sync.
 */
const marginSeconds = 35 * 86_400;
/** A sync's moment is by this machine's clock. */
const clockSkewSeconds = 86_400;
const readsInParallel = 4;

/** Lists live what an export of a period contains, with fresh links, which Stripe keeps valid for at least ten days. */
export async function listForExport(context: ListingContext): Promise<ExportListing> {
  const { request, timeZone } = context;
  const period = rangeOfDays(request.from, request.to, timeZone);
  const windows = await chooseWindows(context, period);
  const listing: ExportListing = { documents: [], knownNumbers: new Map(), listed: 0 };
  if (request.kinds.includes('invoice') || request.kinds.includes('receipt'))
    await listInvoices(context, listing, period, windows);
  if (request.kinds.includes('creditNote')) await listCreditNotes(context, listing, period, windows);
  return listing;
}

async function chooseWindows(
  { cache, workspaceId, now }: ListingContext,
  period: SecondsRange,
): Promise<Windows> {
  const around = { from: Math.max(0, period.from - marginSeconds), to: period.to + marginSeconds };
  const { complete, asOf } = await cache.getSyncState({ workspaceId });
  const knownTo = complete && asOf !== null ? asOf - clockSkewSeconds : 0;
  const unknown = { from: Math.max(around.to, knownTo), to: now + clockSkewSeconds };
  return { around, unknown: unknown.from < unknown.to ? unknown : null };
}

async function listInvoices(
  context: ListingContext,
  listing: ExportListing,
  period: SecondsRange,
  { around, unknown }: Windows,
): Promise<void> {
  const { gateway, request, signal } = context;
  const seen = new Set<string>();
  const walk = async (created: SecondsRange): Promise<Invoice[]> => {
    const inPeriod: Invoice[] = [];
    for await (const page of walkLive(gateway, { path: 'invoices', created, signal })) {
      for (const invoice of page) {
        seen.add(invoice.id);
        if (invoice.number !== null) noteNumber(listing, 'invoice', invoice.number);
        if (belongs(toInvoiceFacts(invoice), period)) inPeriod.push(invoice);
      }
      count(context, listing, page.length);
    }
    return inPeriod;
  };
  const inPeriod = await walk(around);
  const outliers = unknown ? await walk(unknown) : [];
  outliers.push(...(await readOutliers(context, period, seen)));
  const wanted = [...inPeriod, ...outliers].filter((invoice) => hasWantedStatus(invoice, request.statuses));
  if (request.kinds.includes('invoice')) listing.documents.push(...wanted.flatMap(toLiveInvoice));
  if (request.kinds.includes('receipt'))
    listing.documents.push(...(await listReceipts(context, around, wanted, new Set(outliers))));
}

function toLiveInvoice(invoice: Invoice): LiveDocument[] {
  return invoice.invoice_pdf ? [{ facts: toInvoiceFacts(invoice), url: invoice.invoice_pdf }] : [];
}

/** Invoices whose issue date lies in the period although they were made long before or after it. */
async function readOutliers(
  context: ListingContext,
  period: SecondsRange,
  seen: ReadonlySet<string>,
): Promise<Invoice[]> {
  const { gateway, signal } = context;
  const found: Invoice[] = [];
  await readUnseen(context, 'invoice', period, seen, async (id) => {
    const read = readLiveInvoice(gateway, id, { priority: 'background', signal });
    const invoice = await unlessCode(read, 'not_found');
    if (invoice && belongs(toInvoiceFacts(invoice), period)) found.push(invoice);
  });
  return found;
}

/** Reads what the cache dates into the period but no window brought. */
async function readUnseen(
  { cache, workspaceId }: ListingContext,
  kind: 'invoice' | 'creditNote',
  period: SecondsRange,
  seen: ReadonlySet<string>,
  read: (id: string) => Promise<void>,
): Promise<void> {
  const ids = await cache.listIds({ workspaceId, kind, by: 'issuedAt', ...period });
  const unseen = ids.filter((id) => !seen.has(id));
  await runLimited(unseen, readsInParallel, read);
}

async function unlessCode<T>(reading: Promise<T>, code: AppErrorCode): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (isAppError(error) && error.code === code) return null;
    throw error;
  }
}

/**
 * Receipts hang on the charges that paid the invoices.
 * STRIPE: an invoice's payment is created when the invoice is finalised, so the same window finds it.
 */
async function listReceipts(
  context: ListingContext,
  created: SecondsRange,
  invoices: readonly Invoice[],
  outliers: ReadonlySet<Invoice>,
): Promise<LiveDocument[]> {
  const { gateway, signal } = context;
  const urls = new Map<string, string>();
  const walk = walkLive(gateway, {
    path: 'invoice_payments',
    params: { status: 'paid' },
    expand: ['data.payment.payment_intent.latest_charge'],
    created,
    signal,
  });
  for await (const page of walk) {
    for (const payment of page) {
      const url = receiptUrlOf(payment);
      const invoiceId = typeof payment.invoice === 'string' ? payment.invoice : payment.invoice.id;
      if (url !== null && !urls.has(invoiceId)) urls.set(invoiceId, url);
    }
  }
  await runLimited([...outliers], readsInParallel, async (invoice) => {
    const reading = readReceiptUrl(gateway, invoice, { priority: 'background', signal });
    const url = await unlessCode(reading, 'document_none');
    if (url !== null) urls.set(invoice.id, url);
  });
  return invoices.flatMap((invoice) => {
    const url = urls.get(invoice.id);
    return url === undefined ? [] : [{ facts: toReceiptFacts(invoice), url }];
  });
}

async function listCreditNotes(
  context: ListingContext,
  listing: ExportListing,
  period: SecondsRange,
  { around, unknown }: Windows,
): Promise<void> {
  const { gateway, request, signal } = context;
  const seen = new Set<string>();
  const add = (document: LiveDocument): void => {
    const { status } = document.facts;
    const isWanted = status !== 'void' || request.statuses === null || request.statuses.includes('void');
    if (belongs(document.facts, period) && isWanted) listing.documents.push(document);
  };
  for (const created of unknown ? [around, unknown] : [around]) {
    const expand = ['data.invoice'];
    for await (const page of walkLive(gateway, { path: 'credit_notes', expand, created, signal })) {
      for (const note of page) {
        seen.add(note.id);
        noteNumber(listing, 'creditNote', note.number);
        add({ facts: toCreditNoteFacts(note), url: note.pdf });
      }
      count(context, listing, page.length);
    }
  }
  await readUnseen(context, 'creditNote', period, seen, async (id) => {
    const options = { priority: 'background', signal } as const;
    const document = await unlessCode(readLiveDocument(gateway, 'creditNote', id, options), 'not_found');
    if (document) add(document);
  });
}

function belongs(
  facts: { number: string | null; issuedAt: number | null; status: string },
  period: SecondsRange,
): boolean {
  const { number, issuedAt, status } = facts;
  if (number === null || issuedAt === null || status === 'draft') return false;
  return issuedAt >= period.from && issuedAt < period.to;
}

function hasWantedStatus({ status }: { status: string | null }, wanted: ExportRequest['statuses']): boolean {
  return wanted === null || wanted.some((each) => each === status);
}

function noteNumber({ knownNumbers }: ExportListing, kind: DocumentKind, number: string): void {
  const numbers = knownNumbers.get(kind) ?? [];
  numbers.push(number);
  knownNumbers.set(kind, numbers);
}

function count(context: ListingContext, listing: ExportListing, objects: number): void {
  listing.listed += objects;
  context.onListed(objects);
}
