import type { DocumentRef } from '../../shared/domain/documents.ts';
import type { Handlers } from '../../shared/ipc/contract.ts';
import type { ExportRequest, ExportResult } from '../../shared/ipc/schemas/documents.ts';
import type { CacheReads } from '../cache/cacheApi.ts';

import type { Comparison } from '../sync/compareWithStripe.ts';
import type { SavedDocument } from '../services/documents.ts';
import type { Reminders } from '../services/reminders.ts';

/** One workspace's row of `kantoor sync`. */
export interface SyncRow {
  id: string;
  name: string;
  customers: number;
  invoices: number;
  creditNotes: number;
  subscriptions: number;
  /** Objects read by this run; the four counts are what the cache holds afterwards. */
  fetched: number;
  requests: number;
  retries: number;
  /** Kinds that the key may not read. */
  skipped: string[];
  durationMs: number;
  /** No known gap. */
  complete: boolean;
}

/** What commands work with: the window's own services, and those whose answer a window gets as events. */
export interface CommandServices {
  handlers: Handlers;
  findWorkspacesOf: CacheReads['findWorkspacesOf'];
  runSync(input: {
    workspaceId: string;
    full: boolean;
    /** Requests per second and endpoint. */
    rate: number | null;
    signal: AbortSignal;
  }): Promise<SyncRow>;
  /** Reads a whole workspace from Stripe beside its cache and tells what differs. */
  compare(input: { workspaceId: string; signal: AbortSignal }): Promise<Comparison>;
  runExport(request: ExportRequest, options: { dryRun: boolean; signal: AbortSignal }): Promise<ExportResult>;
  resumeExport(batchId: string, signal: AbortSignal): Promise<ExportResult>;
  /** Sends reminders as the window does, and waits for the end. */
  reminders: Pick<Reminders, 'start' | 'findRun'>;
  /** Writes a document's PDF into a file that does not exist yet. */
  saveDocument(ref: DocumentRef, file: string): Promise<SavedDocument>;
  /** Lends a key to a session-only workspace until this process ends. */
  holdSessionKey(workspaceId: string, key: string): void;
  diagnose(): Promise<Diagnosis[]>;
}

/** One line of `kantoor doctor`. */
export interface Diagnosis {
  name: string;
  ok: boolean;
  detail: string;
}

/** A command's surroundings: services, the workspaces it is for, and how it is told to stop. */
export interface CommandContext extends CommandServices {
  /** Null is all of them. */
  workspaceIds: string[] | null;
  /** From standard input or the environment. */
  key: string | null;
  signal: AbortSignal;
}
