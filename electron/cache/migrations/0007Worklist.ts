import type { Migration } from '../../sqlite/migrate.ts';

/**
 * What Today lists is few among many, so each of its lists has a partial index of just that. The month in which a default
 * card ends stands in the JSON alone: customers are read once more.
 */
const worklist = `
ALTER TABLE invoices ADD COLUMN late_from INTEGER;
UPDATE invoices SET late_from = CASE overdue_from WHEN 0 THEN coalesce(issued_at, created) ELSE overdue_from END
  WHERE status = 'open' AND overdue_from IS NOT NULL;
CREATE INDEX invoices_late ON invoices (workspace, late_from, overdue_from, currency, amount_remaining)
  WHERE late_from IS NOT NULL;

CREATE INDEX related_debits ON related (workspace, created, invoice)
  WHERE kind = 'invoicePayment' AND state = 'processing';

-- The last month in which the default card is valid, as year * 12 + month.
ALTER TABLE customers ADD COLUMN card_ends INTEGER;
CREATE INDEX customers_cards ON customers (workspace, card_ends, position)
  WHERE card_ends IS NOT NULL AND deleted = 0 AND (service_rank <= 5 OR open_invoice_count > 0);
CREATE INDEX customers_troubled ON customers (workspace, service_rank, position)
  WHERE service_rank <= 2 AND deleted = 0;
CREATE INDEX customers_unverified ON customers (workspace, position)
  WHERE vat_state = 'unverified' AND deleted = 0;

DELETE FROM sync_checkpoints WHERE step = 'customers';
UPDATE workspaces SET complete = 0;
`;

export const worklistMigration: Migration = { version: 7, name: 'worklist', sql: worklist };
