import type { Migration } from '../../sqlite/migrate.ts';

const payments = `
-- The audit entry that the answer settles.
ALTER TABLE actions ADD COLUMN audit_id INTEGER;

CREATE TABLE payment_attempts (
  -- Part of the idempotency key.
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  invoice_id TEXT NOT NULL,
  invoice_number TEXT,
  customer_id TEXT,
  customer_name TEXT,
  run_id TEXT,
  method_id TEXT NOT NULL,
  method_type TEXT NOT NULL,
  method_label TEXT NOT NULL,
  amount INTEGER NOT NULL,
  currency TEXT NOT NULL,
  who TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  -- JSON: what the invoice looked like before, for finding out later what became of the attempt.
  baseline TEXT NOT NULL,
  audit_id INTEGER NOT NULL,
  state TEXT NOT NULL,
  settled_at INTEGER,
  code TEXT,
  decline_code TEXT,
  advice_code TEXT,
  request_id TEXT
) STRICT, WITHOUT ROWID;
-- While the answer to one is not known, there is no second one.
CREATE UNIQUE INDEX payment_attempts_one_at_a_time ON payment_attempts (workspace_id, invoice_id)
  WHERE state IN ('sending', 'unknown');
CREATE INDEX payment_attempts_by_start ON payment_attempts (started_at, id);
CREATE INDEX payment_attempts_by_invoice ON payment_attempts (workspace_id, invoice_id, started_at);
CREATE INDEX payment_attempts_by_customer ON payment_attempts (workspace_id, customer_id, started_at);

CREATE TABLE collection_runs (
  id TEXT PRIMARY KEY,
  created_at INTEGER NOT NULL,
  finished_at INTEGER,
  who TEXT NOT NULL,
  state TEXT NOT NULL,
  on_failure TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE collection_run_items (
  run_id TEXT NOT NULL REFERENCES collection_runs,
  position INTEGER NOT NULL,
  workspace_id TEXT NOT NULL,
  invoice_id TEXT NOT NULL,
  invoice_number TEXT,
  customer_name TEXT,
  amount INTEGER NOT NULL,
  currency TEXT NOT NULL,
  -- 'waiting', 'skipped' or 'tried'; what became of a tried one is told by its attempt.
  state TEXT NOT NULL,
  attempt_id TEXT,
  refusal TEXT,
  error TEXT,
  PRIMARY KEY (run_id, position)
) STRICT, WITHOUT ROWID;
`;

export const paymentsMigration: Migration = { version: 4, name: 'payments', sql: payments };
