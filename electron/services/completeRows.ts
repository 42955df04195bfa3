import type { UnixSeconds } from '../../shared/domain/dates.ts';
import type { InvoiceRow } from '../../shared/ipc/schemas/invoices.ts';
import type { WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';

type RowReads = Pick<WorkspaceDatabase, 'listStoredDocuments' | 'listInvoicesSent'>;

/** Rows with what the cache cannot know: whether the PDF is on this machine, and when the invoice was last e-mailed. */
export async function completeRows(
  workspaceDatabase: RowReads,
  rows: readonly InvoiceRow[],
): Promise<InvoiceRow[]> {
  const [stored, sent] = await Promise.all([
    readStored(workspaceDatabase, rows),
    readSent(workspaceDatabase, rows),
  ]);
  return rows.map((row) => {
    const key = keyOf(row.workspaceId, row.id);
    return {
      ...row,
      document: stored.has(key) ? 'stored' : row.document,
      lastSentAt: sent.get(key) ?? null,
    };
  });
}

async function readStored(
  { listStoredDocuments }: RowReads,
  rows: readonly InvoiceRow[],
): Promise<ReadonlySet<string>> {
  const stored = new Set<string>();
  for (const [workspaceId, invoices] of Map.groupBy(rows, (row) => row.workspaceId)) {
    const objectIds = invoices.map(({ id }) => id);
    const found = await listStoredDocuments({ workspaceId, kind: 'invoice', objectIds });
    for (const id of found) stored.add(keyOf(workspaceId, id));
  }
  return stored;
}

async function readSent(
  { listInvoicesSent }: RowReads,
  rows: readonly InvoiceRow[],
): Promise<ReadonlyMap<string, UnixSeconds>> {
  const sent = await listInvoicesSent(rows.map(({ workspaceId, id }) => ({ workspaceId, invoiceId: id })));
  return new Map(sent.map(({ workspaceId, invoiceId, at }) => [keyOf(workspaceId, invoiceId), at]));
}

function keyOf(workspaceId: string, id: string): string {
  return `${workspaceId} ${id}`;
}
