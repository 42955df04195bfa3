import { z } from 'zod';
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

export const exportSchemas = {
  'exports.chooseDirectory': { input: empty, output: z.strictObject({ directory: z.string().nullable() }) },
  /** Dry run: lists live what would be written; the job's result is an ExportResult without files. */
  'exports.plan': { input: exportRequest, output: jobStarted },
  'exports.start': { input: exportRequest, output: jobStarted },
  'exports.resume': { input: z.strictObject({ batchId: z.string().max(64) }), output: jobStarted },
  'exports.list': { input: empty, output: z.array(exportBatch) },
  'exports.showInFolder': { input: z.strictObject({ batchId: z.string().max(64) }), output: empty },
};

export const job = z.strictObject({
  id: z.string(),
  kind: z.enum(['exportPlan', 'export', 'collect']),
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
