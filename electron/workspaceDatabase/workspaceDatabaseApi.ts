import type { InputOf, OutputOf } from '../../shared/ipc/contract.ts';
import type { AuditEntry } from '../../shared/ipc/schemas/audit.ts';
import type { ExportBatch, ExportRequest, ExportResult } from '../../shared/ipc/schemas/documents.ts';
import type { DocumentKind, DocumentRef, KeepScope } from '../../shared/domain/documents.ts';
import type { BudgetDay, DayReads } from '../../shared/domain/readBudget.ts';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import type { PaymentRecords } from './paymentRecords.ts';
import type { EditSettlement, PendingEdit } from './pendingEdit.ts';
import type { RunRecords } from './runRecords.ts';

/** A PDF in the content-addressed store and what it was fetched for. */
export interface DocumentRecord extends DocumentRef {
  customerId: string | null;
  sha256: string;
  bytes: number;
  fetchedAt: UnixSeconds;
  /** When somebody last opened it; its issue date while nobody has. */
  lastUsedAt: UnixSeconds;
  /** Hash of the object's fields that change its PDF (stripe.md §2.8); a different one means fetch again. */
  version: string;
  number: string | null;
  issuedAt: UnixSeconds | null;
}

/** What decides whether a stored document is still the one that Stripe would give. */
export interface DocumentState {
  objectId: string;
  version: string;
  /** The read of the cached object whose version was last found to be the same; null before that. */
  comparedRead: string | null;
}

export interface DocumentUsage {
  workspaceId: string;
  documents: number;
  /** With former versions that an export handed over. */
  bytes: number;
}

/** Documents of an account that gave way to the quota on one day. */
export interface DocumentEviction extends DocumentUsage {
  at: UnixSeconds;
  /** The last of them was last opened, or issued, at this moment. */
  usedBefore: UnixSeconds;
}

/** What somebody keeps on this machine: an invoice's documents, or all of a customer. */
export interface KeptThing {
  scope: KeepScope;
  id: string;
  keptAt: UnixSeconds;
}

/** One file of an export batch. */
export interface ExportItem {
  batchId: string;
  position: number;
  workspaceId: string;
  kind: DocumentKind;
  objectId: string;
  /** Columns of the manifest that are known before the file is written. */
  manifest: Record<string, string | number | null>;
  file: string | null;
  sha256: string | null;
  bytes: number | null;
  fetchedAt: UnixSeconds | null;
  failure: string | null;
}

export type NewAuditEntry = Omit<AuditEntry, 'id'>;

export interface InvoiceSent {
  workspaceId: string;
  invoiceId: string;
  at: UnixSeconds;
}

/** A change that was not made here, and the event that told it. */
export interface ForeignChange {
  eventId: string;
  entry: NewAuditEntry;
}

/** What cannot be fetched again: audit log, export batches, document index. */
export interface WorkspaceDatabase extends PaymentRecords, RunRecords {
  /** Appends to the hash chain and gives the entry's id. */
  appendAudit(entry: NewAuditEntry): Promise<number>;
  /** The outcome of an entry that was written as `pending` before sending; a new link of the chain, nothing is overwritten. */
  settleAudit(input: {
    id: number;
    outcome: AuditEntry['outcome'];
    requestId: string | null;
    after?: AuditEntry['after'];
  }): Promise<void>;
  /** Appends what was changed elsewhere, each event once, unless the log holds it as a change made here. */
  noteForeignChanges(changes: ForeignChange[]): Promise<void>;
  /** Notes when invoices were e-mailed to their customers, by us or by anybody else. */
  noteInvoicesSent(sent: InvoiceSent[]): Promise<void>;
  /** When each of these invoices was last e-mailed; those of which it is not known are left out. */
  listInvoicesSent(refs: Pick<InvoiceSent, 'workspaceId' | 'invoiceId'>[]): Promise<InvoiceSent[]>;
  listAudit(input: InputOf<'audit.list'>): Promise<OutputOf<'audit.list'>>;
  verifyAudit(): Promise<OutputOf<'audit.verify'>>;

  /**
   * Notes which stored file belongs to an object and gives the hashes that nothing refers to any more. An earlier
   * version that an export handed over stays: Stripe no longer draws it.
   */
  saveDocument(record: DocumentRecord): Promise<string[]>;
  findDocument(input: DocumentRef): Promise<DocumentRecord | null>;
  /** Object ids with a stored document, for the `document` column of lists. */
  listStoredDocuments(input: {
    workspaceId: string;
    kind: DocumentKind;
    objectIds: string[];
  }): Promise<string[]>;
  /** Objects without a stored document are left out. */
  listDocumentStates(input: {
    workspaceId: string;
    kind: DocumentKind;
    objectIds: string[];
  }): Promise<DocumentState[]>;
  touchDocuments(uses: (DocumentRef & { at: UnixSeconds })[]): Promise<void>;
  /** Documents that are of the same version as the objects which these reads brought into the cache. */
  noteCompared(input: {
    workspaceId: string;
    kind: DocumentKind;
    objects: { objectId: string; read: string }[];
  }): Promise<void>;
  /** Removes the record of a document whose file is damaged or gone. */
  dropDocument(input: DocumentRef & { sha256: string }): Promise<void>;
  documentUsage(): Promise<DocumentUsage[]>;
  /**
   * Removes the records of the least recently used documents until all fit the quota, never of those that somebody
   * keeps or an unfinished export needs, and gives the hashes of the files to remove.
   */
  evictDocuments(input: { quotaBytes: number; at: UnixSeconds }): Promise<string[]>;
  /** What last gave way to the quota, newest first. */
  listEvictions(): Promise<DocumentEviction[]>;
  /** `at` null lets it go again. */
  setKept(input: {
    workspaceId: string;
    scope: KeepScope;
    id: string;
    at: UnixSeconds | null;
  }): Promise<void>;
  listKept(input: { workspaceId: string }): Promise<KeptThing[]>;
  /** Removes a workspace's records and gives the hashes that nothing refers to any more. */
  dropDocuments(input: { workspaceId: string }): Promise<string[]>;

  createExportBatch(input: { id: string; createdAt: UnixSeconds; request: ExportRequest }): Promise<void>;
  saveExportItems(items: ExportItem[]): Promise<void>;
  listExportItems(input: { batchId: string }): Promise<ExportItem[]>;
  finishExportBatch(input: {
    id: string;
    state: ExportBatch['state'];
    finishedAt: UnixSeconds | null;
    result: ExportResult | null;
  }): Promise<void>;
  listExportBatches(): Promise<ExportBatch[]>;
  findExportBatch(input: { id: string }): Promise<ExportBatch | null>;

  /** Keeps an edit with its new audit entries (added to `audit`) and outcomes, in one transaction. */
  savePendingEdit(input: {
    edit: PendingEdit;
    append: NewAuditEntry[];
    settlements: EditSettlement[];
  }): Promise<PendingEdit>;
  deletePendingEdit(input: {
    workspaceId: string;
    customerId: string;
    settlements: EditSettlement[];
  }): Promise<void>;
  listPendingEdits(input: { workspaceIds: string[] | null }): Promise<PendingEdit[]>;
  findPendingEdit(input: { workspaceId: string; customerId: string }): Promise<PendingEdit | null>;

  /** *Units*: `day` in days since 1970-01-01 UTC. */
  addReads(counts: (DayReads & { workspaceId: string })[]): Promise<void>;
  listReads(input: { workspaceId: string; since: BudgetDay }): Promise<DayReads[]>;

  /** Idempotency keys and the like that must survive a kill between sending and the answer. */
  saveAction(input: {
    id: string;
    workspaceId: string;
    kind: string;
    payload: string;
    createdAt: UnixSeconds;
  }): Promise<void>;
  deleteAction(input: { id: string }): Promise<void>;
  listActions(): Promise<
    { id: string; workspaceId: string; kind: string; payload: string; createdAt: UnixSeconds }[]
  >;

  close(): Promise<void>;
}
