import type { Connection } from '../sqlite/openDatabase.ts';
import { deleteAction, listActions, saveAction } from './repositories/actions.ts';
import { appendAudit, listAudit, settleAudit, verifyAudit } from './repositories/auditLog.ts';
import {
  dropDocument,
  dropDocuments,
  findDocument,
  listDocumentStates,
  listStoredDocuments,
  noteCompared,
  saveDocument,
  touchDocuments,
} from './repositories/documentIndex.ts';
import { listKept, setKept } from './repositories/documentKeeps.ts';
import { documentUsage, evictDocuments, listEvictions } from './repositories/documentQuota.ts';
import {
  createExportBatch,
  findExportBatch,
  finishExportBatch,
  listExportBatches,
  listExportItems,
  saveExportItems,
} from './repositories/exportBatches.ts';
import {
  deletePendingEdit,
  findPendingEdit,
  listPendingEdits,
  savePendingEdit,
} from './repositories/pendingEdits.ts';
import { addReads, listReads } from './repositories/readCounts.ts';
import {
  finishRun,
  listCollectionRuns,
  listReminderRuns,
  saveRun,
  saveRunItem,
} from './repositories/runs.ts';
import { findAttempt, listAttempts } from './repositories/payments.ts';
import { beginAction, settleAction, settleAttempt } from './repositories/recordedWrites.ts';
import { listInvoicesSent, noteInvoicesSent } from './repositories/invoicesSent.ts';
import { noteForeignChanges } from './repositories/foreignChanges.ts';
import type { WorkspaceDatabase } from './workspaceDatabaseApi.ts';

type Calls = Omit<WorkspaceDatabase, 'close'>;

/** Every method of the workspace database as the worker answers it. */
export type WorkspaceRequests = {
  [Name in keyof Calls]: (...input: Parameters<Calls[Name]>) => Awaited<ReturnType<Calls[Name]>>;
};

/** The requests over one open database. */
export function createWorkspaceRequests(connection: Connection): WorkspaceRequests {
  return {
    appendAudit: (entry) => appendAudit(connection, entry),
    settleAudit: (input) => settleAudit(connection, input),
    noteForeignChanges: (changes) => noteForeignChanges(connection, changes),
    noteInvoicesSent: (sent) => noteInvoicesSent(connection, sent),
    listInvoicesSent: (refs) => listInvoicesSent(connection, refs),
    listAudit: (input) => listAudit(connection, input),
    verifyAudit: () => verifyAudit(connection),
    saveDocument: (record) => saveDocument(connection, record),
    findDocument: (input) => findDocument(connection, input),
    listStoredDocuments: (input) => listStoredDocuments(connection, input),
    listDocumentStates: (input) => listDocumentStates(connection, input),
    touchDocuments: (uses) => touchDocuments(connection, uses),
    noteCompared: (input) => noteCompared(connection, input),
    dropDocument: (input) => dropDocument(connection, input),
    documentUsage: () => documentUsage(connection),
    evictDocuments: (input) => evictDocuments(connection, input),
    listEvictions: () => listEvictions(connection),
    setKept: (input) => setKept(connection, input),
    listKept: ({ workspaceId }) => listKept(connection, workspaceId),
    dropDocuments: ({ workspaceId }) => dropDocuments(connection, workspaceId),
    createExportBatch: (input) => createExportBatch(connection, input),
    saveExportItems: (items) => saveExportItems(connection, items),
    listExportItems: ({ batchId }) => listExportItems(connection, batchId),
    finishExportBatch: (input) => finishExportBatch(connection, input),
    listExportBatches: () => listExportBatches(connection),
    findExportBatch: ({ id }) => findExportBatch(connection, id),
    savePendingEdit: (input) => savePendingEdit(connection, input),
    deletePendingEdit: (input) => deletePendingEdit(connection, input),
    listPendingEdits: (input) => listPendingEdits(connection, input),
    findPendingEdit: (input) => findPendingEdit(connection, input),
    addReads: (counts) => addReads(connection, counts),
    listReads: (input) => listReads(connection, input),
    beginAction: (input) => beginAction(connection, input),
    settleAction: (input) => settleAction(connection, input),
    settleAttempt: (input) => settleAttempt(connection, input),
    listAttempts: (input) => listAttempts(connection, input),
    findAttempt: ({ id }) => findAttempt(connection, id),
    saveRun: (input) => saveRun(connection, input),
    saveRunItem: (input) => saveRunItem(connection, input),
    finishRun: (input) => finishRun(connection, input),
    listCollectionRuns: (input) => listCollectionRuns(connection, input),
    listReminderRuns: (input) => listReminderRuns(connection, input),
    saveAction: (action) => saveAction(connection, action),
    deleteAction: ({ id }) => deleteAction(connection, id),
    listActions: () => listActions(connection),
  };
}
