import { startWorkerCalls } from '../sqlite/callWorker.ts';
import type { WorkspaceFile } from './openWorkspaceFile.ts';
import type { WorkspaceDatabase } from './workspaceDatabaseApi.ts';
import type { WorkspaceRequests } from './workspaceRequests.ts';

export interface WorkspaceDatabaseDeps extends WorkspaceFile {
  /** The built `workspaceDatabaseWorker.js`; tests give the source file. */
  workerUrl: URL;
}

/**
 * Opens what cannot be fetched again in a thread of its own.
 * *Errors*: `database_newer`, `database_failed`: the app stops, nothing is deleted.
 */
export async function createWorkspaceDatabase({
  file,
  backupDir,
  workerUrl,
}: WorkspaceDatabaseDeps): Promise<WorkspaceDatabase> {
  const calls = await startWorkerCalls(workerUrl, { file, backupDir } satisfies WorkspaceFile);
  const call =
    <Name extends keyof WorkspaceRequests>(name: Name) =>
    (...input: Parameters<WorkspaceDatabase[Name]>): ReturnType<WorkspaceDatabase[Name]> =>
      calls.call(name, input[0]) as ReturnType<WorkspaceDatabase[Name]>;
  return {
    appendAudit: call('appendAudit'),
    settleAudit: call('settleAudit'),
    noteForeignChanges: call('noteForeignChanges'),
    noteInvoicesSent: call('noteInvoicesSent'),
    listInvoicesSent: call('listInvoicesSent'),
    listAudit: call('listAudit'),
    verifyAudit: call('verifyAudit'),
    saveDocument: call('saveDocument'),
    findDocument: call('findDocument'),
    listStoredDocuments: call('listStoredDocuments'),
    listDocumentStates: call('listDocumentStates'),
    touchDocuments: call('touchDocuments'),
    noteCompared: call('noteCompared'),
    dropDocument: call('dropDocument'),
    documentUsage: call('documentUsage'),
    evictDocuments: call('evictDocuments'),
    listEvictions: call('listEvictions'),
    setKept: call('setKept'),
    listKept: call('listKept'),
    dropDocuments: call('dropDocuments'),
    createExportBatch: call('createExportBatch'),
    saveExportItems: call('saveExportItems'),
    listExportItems: call('listExportItems'),
    finishExportBatch: call('finishExportBatch'),
    listExportBatches: call('listExportBatches'),
    findExportBatch: call('findExportBatch'),
    savePendingEdit: call('savePendingEdit'),
    deletePendingEdit: call('deletePendingEdit'),
    listPendingEdits: call('listPendingEdits'),
    findPendingEdit: call('findPendingEdit'),
    addReads: call('addReads'),
    listReads: call('listReads'),
    beginAction: call('beginAction'),
    settleAction: call('settleAction'),
    settleAttempt: call('settleAttempt'),
    listAttempts: call('listAttempts'),
    findAttempt: call('findAttempt'),
    saveRun: call('saveRun'),
    saveRunItem: call('saveRunItem'),
    finishRun: call('finishRun'),
    listCollectionRuns: call('listCollectionRuns'),
    listReminderRuns: call('listReminderRuns'),
    saveAction: call('saveAction'),
    deleteAction: call('deleteAction'),
    listActions: call('listActions'),
    close: () => calls.close(),
  };
}
