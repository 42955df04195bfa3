import { inTransaction, type Connection } from '../../sqlite/openDatabase.ts';
import type { InvoiceSent, WorkspaceDatabase } from '../workspaceDatabaseApi.ts';

type Input<Name extends 'noteInvoicesSent' | 'listInvoicesSent'> = Parameters<WorkspaceDatabase[Name]>[0];

/** Notes when invoices were e-mailed; an earlier moment never takes the place of a later one. */
export function noteInvoicesSent({ database, statement }: Connection, sent: Input<'noteInvoicesSent'>): void {
  inTransaction(database, () => {
    for (const { workspaceId, invoiceId, at } of sent)
      statement(
        `INSERT INTO invoices_sent (workspace_id, invoice_id, at) VALUES (?, ?, ?)
         ON CONFLICT DO UPDATE SET at = max(at, excluded.at)`,
      ).run(workspaceId, invoiceId, at);
  });
}

/** When each of these invoices was last e-mailed, as far as is known. */
export function listInvoicesSent({ statement }: Connection, refs: Input<'listInvoicesSent'>): InvoiceSent[] {
  return refs.flatMap(({ workspaceId, invoiceId }) => {
    const row = statement('SELECT at FROM invoices_sent WHERE workspace_id = ? AND invoice_id = ?').get(
      workspaceId,
      invoiceId,
    );
    return row ? [{ workspaceId, invoiceId, at: row['at'] as number }] : [];
  });
}
