import type { UnixSeconds } from '../../shared/domain/dates.ts';
import type { DocumentKind, DocumentRef } from '../../shared/domain/documents.ts';
import { AppError, isAppError } from '../../shared/errors/appError.ts';
import type { AppErrorCode } from '../../shared/errors/appError.ts';
import type { CacheReads } from '../cache/cacheApi.ts';
import type { Priority, StripeGateway, StripeGateways } from '../stripe/stripeGatewayApi.ts';
import type { DocumentRecord, WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';
import { toCreditNoteFacts, toInvoiceFacts, toReceiptFacts } from './documentFacts.ts';
import type { DocumentFacts } from './documentFacts.ts';
import type { DocumentQuota } from './documentQuota.ts';
import type { DocumentUse } from './documentUse.ts';
import { readLiveDocument } from './liveDocument.ts';
import type { LiveDocument } from './liveDocument.ts';
import type { PdfStore } from './pdfStore.ts';

export interface EnsureOptions {
  /** `foreground`: a person wants to see it now, which counts as a use. */
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
  /**
   * *Errors*: `document_none`, `document_link_expired`, `document_invalid`, `document_damaged`, `offline` and those of
   * the file system.
   */
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
  workspaceDatabase: Pick<WorkspaceDatabase, 'findDocument' | 'saveDocument' | 'dropDocument'>;
  store: PdfStore;
  use: Pick<DocumentUse, 'note'>;
  quota: Pick<DocumentQuota, 'makeRoom'>;
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
  const { cache, workspaceDatabase } = deps;
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
      const { workspaceId, kind, objectId } = ref;
      const keyOf = (priority: Priority): string => [priority, workspaceId, kind, objectId].join(' ');
      const key = keyOf(options.priority);
      /* Who waits for it on a screen does not queue behind what is fetched ahead. */
      const already = running.get(keyOf('foreground')) ?? running.get(key);
      if (already) return already;
      const ensured = ensureDocument(deps, findFacts, ref, options).finally(() => running.delete(key));
      running.set(key, ensured);
      return ensured;
    },
    async readDocument(workspaceId, kind, objectId) {
      const record = await workspaceDatabase.findDocument({ workspaceId, kind, objectId });
      const stored = record && (await readVerified(deps, record));
      return stored?.content ?? null;
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
  const { workspaceDatabase, use } = deps;
  const record = await workspaceDatabase.findDocument(ref);
  const stored = record && (await readVerified(deps, record));
  if (stored && options.priority === 'foreground') use.note(ref);
  const known = options.live?.facts ?? (stored ? await findFacts(ref) : null);
  if (stored && known?.version === stored.record.version) return { ...stored, current: true };
  try {
    return { ...(await fetchDocument(deps, ref, stored, options)), current: true };
  } catch (error) {
    if (!isAppError(error) || !unreachable.has(error.code)) throw error;
    if (stored) return { ...stored, current: false };
    throw record ? damagedAndUnreachable(record, error) : error;
  }
}

/** A stored document with its bytes, or null when they are damaged or gone: then it is not stored any more. */
async function readVerified(
  { workspaceDatabase, store }: DocumentsDeps,
  record: DocumentRecord,
): Promise<StoredDocument | null> {
  const content = await store.read(record.sha256);
  if (content !== null) return { record, content };
  await workspaceDatabase.dropDocument(record);
  return null;
}

function damagedAndUnreachable({ objectId, number }: DocumentRecord, cause: AppError): AppError {
  return new AppError(
    'document_damaged',
    'The copy of this document on this computer is damaged or gone, so it is not shown, and Stripe cannot be reached to fetch it again. The invoice itself is not affected; open the document again when there is a network.',
    { details: { objectId, number }, cause },
  );
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
  const { number, issuedAt, version, customerId } = facts;
  const fetchedAt = deps.now();
  /* What nobody has opened yet gives way by its age, not by when it happened to be fetched. */
  const lastUsedAt = options.priority === 'foreground' ? fetchedAt : (issuedAt ?? fetchedAt);
  const { workspaceId, kind, objectId } = ref;
  const about = { workspaceId, kind, objectId, customerId, number, issuedAt, version };
  const record: DocumentRecord = { ...about, sha256, bytes, fetchedAt, lastUsedAt };
  await deps.store.remove(await deps.workspaceDatabase.saveDocument(record));
  await deps.quota.makeRoom();
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
