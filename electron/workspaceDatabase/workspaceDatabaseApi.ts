import type { InputOf, OutputOf } from '../../shared/ipc/contract.ts';
import type { AuditEntry } from '../../shared/ipc/schemas/audit.ts';
import type { ExportBatch, ExportRequest, ExportResult } from '../../shared/ipc/schemas/documents.ts';
import type { DocumentKind } from '../../shared/domain/documents.ts';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import type { PaymentRecords } from './paymentRecords.ts';

/** A PDF in the content-addressed store and what it was fetched for. */
export interface DocumentRecord {
  workspaceId: string;
  kind: DocumentKind;
  objectId: string;
  sha256: string;
  bytes: number;
  fetchedAt: UnixSeconds;
  /** Hash of the object's fields that change its PDF (stripe.md §2.8); a different one means fetch again. */
  version: string;
  number: string | null;
  issuedAt: UnixSeconds | null;
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

/** What cannot be fetched again: audit log, export batches, document index. */
export interface WorkspaceDatabase extends PaymentRecords {
  /** Appends to the hash chain and gives the entry's id. */
  appendAudit(entry: NewAuditEntry): Promise<number>;
  /** The outcome of an entry that was written as `pending` before sending; a new link of the chain, nothing is overwritten. */
  settleAudit(input: {
    id: number;
    outcome: AuditEntry['outcome'];
    requestId: string | null;
    after?: AuditEntry['after'];
  }): Promise<void>;
  listAudit(input: InputOf<'audit.list'>): Promise<OutputOf<'audit.list'>>;
  verifyAudit(): Promise<OutputOf<'audit.verify'>>;

  saveDocument(record: DocumentRecord): Promise<void>;
  findDocument(input: {
    workspaceId: string;
    kind: DocumentKind;
    objectId: string;
  }): Promise<DocumentRecord | null>;
  /** Object ids with a stored document, for the `document` column of lists. */
  listStoredDocuments(input: {
    workspaceId: string;
    kind: DocumentKind;
    objectIds: string[];
  }): Promise<string[]>;
  documentUsage(): Promise<OutputOf<'documents.getUsage'>>;
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
