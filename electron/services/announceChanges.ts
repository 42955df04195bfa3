import type { Resource } from '../../shared/ipc/methods.ts';
import type { PublishEvent } from '../ipc/publishEvent.ts';
import type { WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';

/** An export stores thousands of documents: screens need not look again after each. */
const quietMs = 250;

/** The workspace database, with each of its writes announced to whoever shows what it changes. */
export function announceChanges(database: WorkspaceDatabase, publish: PublishEvent): WorkspaceDatabase {
  const changed = new Set<Resource>();
  const flush = (): void => {
    const resources = [...changed];
    changed.clear();
    publish('cache.changed', { workspaceId: null, resources });
  };
  const announcing =
    <Input, Output>(resource: Resource, write: (input: Input) => Promise<Output>) =>
    async (input: Input): Promise<Output> => {
      const output = await write(input);
      if (changed.size === 0) setTimeout(flush, quietMs).unref();
      changed.add(resource);
      return output;
    };
  return {
    ...database,
    savePendingEdit: announcing('pendingEdits', announcing('audit', database.savePendingEdit)),
    deletePendingEdit: announcing('pendingEdits', announcing('audit', database.deletePendingEdit)),
    appendAudit: announcing('audit', database.appendAudit),
    settleAudit: announcing('audit', database.settleAudit),
    noteForeignChanges: announcing('audit', database.noteForeignChanges),
    noteInvoicesSent: announcing('invoices', database.noteInvoicesSent),
    // What is under way is shown beside what was done.
    saveAction: announcing('audit', database.saveAction),
    deleteAction: announcing('audit', database.deleteAction),
    beginAction: announcing('payments', announcing('audit', database.beginAction)),
    settleAction: announcing('audit', database.settleAction),
    settleAttempt: announcing('payments', announcing('audit', database.settleAttempt)),
    saveRun: announcing('runs', database.saveRun),
    saveRunItem: announcing('runs', database.saveRunItem),
    finishRun: announcing('runs', database.finishRun),
    saveDocument: announcing('documents', database.saveDocument),
    dropDocument: announcing('documents', database.dropDocument),
    dropDocuments: announcing('documents', database.dropDocuments),
    evictDocuments: announcing('documents', database.evictDocuments),
    setKept: announcing('documents', database.setKept),
    createExportBatch: announcing('exports', database.createExportBatch),
    saveExportItems: announcing('exports', database.saveExportItems),
    finishExportBatch: announcing('exports', database.finishExportBatch),
  };
}
