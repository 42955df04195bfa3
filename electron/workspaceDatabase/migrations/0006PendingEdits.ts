import type { Migration } from '../../sqlite/migrate.ts';

const pendingEdits = `
-- Changes of customers that Stripe does not have yet: one per customer, later edits are put on top.
CREATE TABLE pending_edits (
  workspace_id TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  state TEXT NOT NULL,
  -- JSON of the rest of a PendingEdit.
  body TEXT NOT NULL,
  PRIMARY KEY (workspace_id, customer_id)
) STRICT, WITHOUT ROWID;
`;

export const pendingEditsMigration: Migration = { version: 6, name: 'pending edits', sql: pendingEdits };
