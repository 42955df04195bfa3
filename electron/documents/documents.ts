import type { UnixSeconds } from '../../shared/domain/dates.ts';
import type { DocumentKind } from '../../shared/domain/documents.ts';
import { AppError, isAppError } from '../../shared/errors/appError.ts';
import type { AppErrorCode } from '../../shared/errors/appError.ts';
import type { CacheReads } from '../cache/cacheApi.ts';
import type { Priority, StripeGateway, StripeGateways } from '../stripe/stripeGatewayApi.ts';
import type { DocumentRecord, WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';
import { toCreditNoteFacts, toInvoiceFacts, toReceiptFacts } from './documentFacts.ts';
import type { DocumentFacts } from './documentFacts.ts';
import { readLiveDocument } from './liveDocument.ts';
import type { LiveDocument } from './liveDocument.ts';
import type { PdfStore } from './pdfStore.ts';

export interface DocumentRef {
  workspaceId: string;
  kind: DocumentKind;
  objectId: string;
}

export interface EnsureOptions {
  priority: Priority;
  signal?: AbortSignal;
  /** What a list that was just read says; saves reading the object once more. */
  live?: LiveDocument;
}

export interface EnsuredDocument {
  record: DocumentRecord;
  /** False when Stripe cannot be reached and the copy is known to be older than the object. */
  current: boolean;
  content: Uint8Array<ArrayBuffer>;
}

/** The documents of all workspaces: fetched when they are missing or have changed, verified on every read. */
export interface Documents {
  /** *Errors*: `document_none`, `document_link_expired`, `document_invalid`, `offline` and those of the file system. */
  ensure(ref: DocumentRef, options: EnsureOptions): Promise<EnsuredDocument>;
  /** Bytes of a stored document, or null when there is none that can be trusted. */
  readDocument(
    workspaceId: string,
    kind: DocumentKind,
    objectId: string,
  ): Promise<Uint8Array<ArrayBuffer> | null>;
  /** What is known about a document from the cache; null when the object was never read. */
  findFacts(ref: DocumentRef): Promise<DocumentFacts | null>;
}

export interface DocumentsDeps {
  cache: Pick<CacheReads, 'findObject'>;
  gateways: StripeGateways;
  workspaceDatabase: Pick<WorkspaceDatabase, 'findDocument' | 'saveDocument'>;
  store: PdfStore;
  now: () => UnixSeconds;
}

const unreachable: ReadonlySet<AppErrorCode> = new Set([
  'offline',
  'timeout',
  'stripe_unavailable',
  'rate_limited',
  'key_missing',
  'proxy_authentication',
]);

/** Makes the documents of a profile available. */
export function createDocuments(deps: DocumentsDeps): Documents {
  const { cache, workspaceDatabase, store } = deps;
  /** Flipping through invoices asks for the same document again before it has arrived. */
  const running = new Map<string, Promise<EnsuredDocument>>();

  const findFacts = async ({ workspaceId, kind, objectId }: DocumentRef): Promise<DocumentFacts | null> => {
    const cachedKind = kind === 'creditNote' ? 'creditNote' : 'invoice';
    const cached = await cache.findObject({ workspaceId, kind: cachedKind, id: objectId });
    return cached === null ? null : toFacts(kind, cached.json);
  };

  return {
    findFacts,
    ensure(ref, options) {
      const key = `${ref.workspaceId} ${ref.kind} ${ref.objectId}`;
      const already = running.get(key);
      if (already) return already;
      const ensured = ensureDocument(deps, findFacts, ref, options).finally(() => running.delete(key));
      running.set(key, ensured);
      return ensured;
    },
    async readDocument(workspaceId, kind, objectId) {
      const record = await workspaceDatabase.findDocument({ workspaceId, kind, objectId });
      return record === null ? null : store.read(record.sha256);
    },
  };
}

function toFacts(kind: DocumentKind, json: string): DocumentFacts {
  const object: unknown = JSON.parse(json);
  if (kind === 'creditNote') return toCreditNoteFacts(object as Parameters<typeof toCreditNoteFacts>[0]);
  const invoice = object as Parameters<typeof toInvoiceFacts>[0];
  return kind === 'receipt' ? toReceiptFacts(invoice) : toInvoiceFacts(invoice);
}

interface StoredDocument {
  record: DocumentRecord;
  content: Uint8Array<ArrayBuffer>;
}

async function ensureDocument(
  deps: DocumentsDeps,
  findFacts: Documents['findFacts'],
  ref: DocumentRef,
  options: EnsureOptions,
): Promise<EnsuredDocument> {
  const stored = await findVerified(deps, ref);
  const known = options.live?.facts ?? (stored ? await findFacts(ref) : null);
  if (stored && known?.version === stored.record.version) return { ...stored, current: true };
  try {
    return { ...(await fetchDocument(deps, ref, stored, options)), current: true };
  } catch (error) {
    if (stored && isAppError(error) && unreachable.has(error.code)) return { ...stored, current: false };
    throw error;
  }
}

/** A stored document whose bytes are there and whole. */
async function findVerified(
  { workspaceDatabase, store }: DocumentsDeps,
  ref: DocumentRef,
): Promise<StoredDocument | null> {
  const record = await workspaceDatabase.findDocument(ref);
  const content = record === null ? null : await store.read(record.sha256);
  return record !== null && content !== null ? { record, content } : null;
}

async function fetchDocument(
  deps: DocumentsDeps,
  ref: DocumentRef,
  stored: StoredDocument | null,
  options: EnsureOptions,
): Promise<StoredDocument> {
  const gateway = await deps.gateways.of(ref.workspaceId);
  const live = options.live ?? (await readLiveDocument(gateway, ref.kind, ref.objectId, options));
  if (stored?.record.version === live.facts.version) return stored;
  const { facts, content } = await download(gateway, ref, live, options);
  const { sha256, bytes } = await deps.store.put(content);
  const { number, issuedAt, version } = facts;
  const record: DocumentRecord = { ...ref, sha256, bytes, fetchedAt: deps.now(), version, number, issuedAt };
  await deps.workspaceDatabase.saveDocument(record);
  return { record, content };
}

/** Downloads by a link that was just read; when it has expired all the same, reads a new one, once. */
async function download(
  gateway: StripeGateway,
  ref: DocumentRef,
  live: LiveDocument,
  { priority, signal }: EnsureOptions,
): Promise<{ facts: DocumentFacts; content: Uint8Array<ArrayBuffer> }> {
  const options = { priority, ...(signal ? { signal } : {}) };
  try {
    return { facts: live.facts, content: await gateway.downloadPdf({ url: live.url, ...options }) };
  } catch (error) {
    if (!isAppError(error) || error.code !== 'document_link_expired') throw error;
    if (ref.kind === 'receipt') throw receiptIsWebPage(ref, error);
    const again = await readLiveDocument(gateway, ref.kind, ref.objectId, options);
    return { facts: again.facts, content: await gateway.downloadPdf({ url: again.url, ...options }) };
  }
}

/** A page in answer to a link that was just read: there is no PDF behind it. */
function receiptIsWebPage({ objectId }: DocumentRef, cause: AppError): AppError {
  return new AppError(
    'document_none',
    'Stripe gives this receipt as a web page only, not as a PDF. The invoice itself is the document for the books.',
    { details: { invoiceId: objectId }, cause },
  );
}
