import { z } from 'zod';
import { documentPolicies, keepScopes } from '../../domain/documents.ts';
import { invoiceStatuses } from '../../domain/invoices.ts';
import {
  count,
  currency,
  day,
  documentKind,
  empty,
  jobStarted,
  longText,
  shortText,
  stripeId,
  unixSeconds,
  workspaceId,
  workspaceIds,
} from './primitives.ts';

/** `objectId` is the invoice's, credit note's or, for receipts, the invoice's id. */
const documentRef = z.strictObject({ workspaceId, kind: documentKind, objectId: stripeId });

const storedDocument = z.strictObject({
  ...documentRef.shape,
  /** Path on the app's origin, see `documentPath`. */
  path: z.string(),
  sha256: z.string().length(64),
  bytes: count,
  fetchedAt: unixSeconds,
  /** False when an older copy is shown because Stripe cannot be reached. */
  current: z.boolean(),
  fileName: z.string(),
});
export type StoredDocument = z.infer<typeof storedDocument>;

/** What stands between the documents that are wanted and those that are here. */
export const prefetchStates = [
  /** Everything wanted is here, as far as it could be had. */
  'idle',
  /** Another account comes first. */
  'waiting',
  'comparing',
  'fetching',
  /** The history is still being read: that comes first. */
  'history',
  'offline',
  'export',
  'diskFull',
  'quotaFull',
  'failed',
] as const;

const prefetchStatus = z.strictObject({
  state: z.enum(prefetchStates),
  /** Of the last or the running round. */
  done: count,
  wanted: count,
  /** Could not be had from Stripe; tried again when the invoice changes. */
  failed: count,
  error: z.strictObject({ code: z.string(), message: longText, reference: z.string().nullable() }).nullable(),
});
export type PrefetchStatus = z.infer<typeof prefetchStatus>;

const documentStatus = z.strictObject({
  usedBytes: count,
  quotaBytes: count,
  accounts: z.array(
    z.strictObject({
      workspaceId,
      policy: z.enum(documentPolicies),
      documents: count,
      bytes: count,
      /** Customers and invoices that somebody keeps on this computer. */
      kept: count,
      prefetch: prefetchStatus,
    }),
  ),
  /** What last gave way to the quota, newest first; nothing in it was last opened or issued after `usedBefore`. */
  evictions: z.array(
    z.strictObject({ workspaceId, at: unixSeconds, documents: count, bytes: count, usedBefore: unixSeconds }),
  ),
});
export type DocumentStatus = z.infer<typeof documentStatus>;

const keepable = { workspaceId, scope: z.enum(keepScopes), id: stripeId };

export const documentSchemas = {
  /** Makes sure the document is stored and current, then tells where its bytes are. */
  'documents.open': { input: documentRef, output: storedDocument },
  /** Asks for a file name; `file` is null when the person changed their mind. */
  'documents.saveAs': { input: documentRef, output: z.strictObject({ file: z.string().nullable() }) },
  'documents.print': { input: documentRef, output: empty },
  'documents.getUsage': {
    input: empty,
    output: z.array(z.strictObject({ workspaceId, documents: count, bytes: count })),
  },
  'documents.getStatus': { input: empty, output: documentStatus },
  'documents.setPolicy': {
    input: z.strictObject({ workspaceId, policy: z.enum(documentPolicies) }),
    output: empty,
  },
  /** Fetches ahead now what waited, e.g. for room on the disk. */
  'documents.fetchNow': { input: empty, output: empty },
  'documents.isKept': {
    input: z.strictObject(keepable),
    output: z.strictObject({
      kept: z.boolean(),
      /** An invoice of a customer of whom everything is kept. */
      byCustomer: z.boolean(),
      /** Of how many documents how many are on this computer. */
      documents: count,
      stored: count,
    }),
  },
  'documents.keep': { input: z.strictObject({ ...keepable, keep: z.boolean() }), output: empty },
};

const exportRequest = z.strictObject({
  /** Days of the issue date, both included, in each workspace's time zone. */
  from: day,
  to: day,
  workspaceIds,
  kinds: z.array(documentKind).min(1).max(3),
  /** Null: every document with a number, void ones too. */
  statuses: z.array(z.enum(invoiceStatuses)).min(1).max(5).nullable(),
  directory: longText.min(1),
  nameTemplate: shortText.min(1),
  zip: z.boolean(),
});
export type ExportRequest = z.infer<typeof exportRequest>;

const exportTotals = z.array(z.strictObject({ currency, count, total: z.int() }));

const exportResult = z.strictObject({
  batchId: z.string().nullable(),
  dryRun: z.boolean(),
  /** Documents = manifest rows. */
  files: count,
  bytes: count,
  failed: z.array(z.strictObject({ documentId: z.string(), reason: longText })),
  totals: exportTotals,
  /** Numbers missing in a prefix's sequence. */
  gaps: z.array(z.string()),
  manifest: z.string().nullable(),
  complete: z.boolean(),
});
export type ExportResult = z.infer<typeof exportResult>;

const exportBatch = z.strictObject({
  id: z.string(),
  createdAt: unixSeconds,
  finishedAt: unixSeconds.nullable(),
  state: z.enum(['running', 'interrupted', 'cancelled', 'done', 'partlyDone', 'failed']),
  request: exportRequest,
  done: count,
  expected: count.nullable(),
  result: exportResult.nullable(),
});
export type ExportBatch = z.infer<typeof exportBatch>;

/** `jobId`: the job that is writing it now. */
const listedBatch = z.strictObject({ ...exportBatch.shape, jobId: z.string().nullable() });
export type ListedBatch = z.infer<typeof listedBatch>;

export const exportSchemas = {
  'exports.chooseDirectory': { input: empty, output: z.strictObject({ directory: z.string().nullable() }) },
  /** Dry run: lists live what would be written; the job's result is an ExportResult without files. */
  'exports.plan': { input: exportRequest, output: jobStarted },
  'exports.start': { input: exportRequest, output: jobStarted },
  'exports.resume': { input: z.strictObject({ batchId: z.string().max(64) }), output: jobStarted },
  'exports.list': { input: empty, output: z.array(listedBatch) },
  'exports.showInFolder': { input: z.strictObject({ batchId: z.string().max(64) }), output: empty },
};

export const job = z.strictObject({
  id: z.string(),
  kind: z.enum(['exportPlan', 'export', 'collect', 'remind']),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  done: count,
  expected: count.nullable(),
  secondsLeft: count.nullable(),
  startedAt: unixSeconds,
  error: z.strictObject({ code: z.string(), message: longText, reference: z.string().nullable() }).nullable(),
  result: exportResult.nullable(),
});
export type Job = z.infer<typeof job>;

export const jobSchemas = {
  'jobs.list': { input: empty, output: z.array(job) },
  'jobs.cancel': { input: z.strictObject({ jobId: z.string().max(64) }), output: empty },
};
