import type { Migration } from '../../sqlite/migrate.ts';

/**
 * The word index also knows the workspace and status of an invoice, and amounts are in order within their currency.
 * The index cannot be changed without the JSON of every invoice, so everything is read once more.
 */
const searchMarks = `
DROP INDEX invoices_by_total;
CREATE INDEX invoices_by_currency_total ON invoices (currency, total, position, workspace, status);
DROP INDEX invoices_by_amount_remaining;
CREATE INDEX invoices_by_currency_remaining ON invoices (currency, amount_remaining, position, workspace, status);

DELETE FROM sync_checkpoints;
UPDATE workspaces SET complete = 0, event_cursor = NULL, event_cursor_at = NULL, event_cursor_created = NULL;
UPDATE customers SET next_overdue_at = 0 WHERE open_invoice_count > 0;
`;

export const searchMarksMigration: Migration = { version: 3, name: 'searchMarks', sql: searchMarks };
