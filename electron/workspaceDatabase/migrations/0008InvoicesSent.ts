import type { Migration } from '../../sqlite/migrate.ts';

/** When each invoice was last e-mailed: Stripe keeps its events for 30 days only, and an invoice does not say. */
const invoicesSent = `
CREATE TABLE invoices_sent (
  workspace_id TEXT NOT NULL,
  invoice_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, invoice_id)
) STRICT, WITHOUT ROWID;
`;

export const invoicesSentMigration: Migration = { version: 8, name: 'invoicesSent', sql: invoicesSent };
