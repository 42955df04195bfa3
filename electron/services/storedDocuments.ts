import type { InvoiceRow } from '../../shared/ipc/schemas/invoices.ts';
import type { WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';

/** Rows in which the invoices whose PDF is on this machine say so; the cache knows only that Stripe has one. */
export async function markStoredDocuments(
  workspaceDatabase: Pick<WorkspaceDatabase, 'listStoredDocuments'>,
  rows: readonly InvoiceRow[],
): Promise<InvoiceRow[]> {
  const byWorkspace = Map.groupBy(rows, ({ workspaceId }) => workspaceId);
  const stored = new Set<string>();
  for (const [workspaceId, invoices] of byWorkspace) {
    const objectIds = invoices.map(({ id }) => id);
    const found = await workspaceDatabase.listStoredDocuments({ workspaceId, kind: 'invoice', objectIds });
    for (const id of found) stored.add(`${workspaceId} ${id}`);
  }
  return rows.map((row) =>
    stored.has(`${row.workspaceId} ${row.id}`) ? { ...row, document: 'stored' } : row,
  );
}
