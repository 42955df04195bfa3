import type { Migration } from '../../sqlite/migrate.ts';

/**
 * `position` is created·2^16 + n, so "newest first" is the order of the table itself and of the search index.
 * `workspace` is a short number for a workspace id: it is part of every index, and 1.2 million rows pay for each byte.
 * Identifying keys begin with the workspace. Ordering indexes do not: a list runs across accounts, and SQLite cannot
 * merge twenty ordered ranges at an offset.
 */
const tables = `
CREATE TABLE workspaces (
  workspace INTEGER PRIMARY KEY,
  workspace_id TEXT NOT NULL UNIQUE,
  event_cursor TEXT,
  event_cursor_at INTEGER,
  as_of INTEGER,
  complete INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE sync_checkpoints (
  workspace INTEGER NOT NULL REFERENCES workspaces ON DELETE CASCADE,
  step TEXT NOT NULL,
  cursor TEXT,
  done INTEGER NOT NULL,
  fetched INTEGER NOT NULL,
  PRIMARY KEY (workspace, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE invoices (
  position INTEGER PRIMARY KEY,
  workspace INTEGER NOT NULL,
  id TEXT NOT NULL,
  read_at INTEGER NOT NULL,
  number TEXT,
  status TEXT NOT NULL,
  customer TEXT,
  customer_name TEXT,
  customer_name_key TEXT NOT NULL,
  currency TEXT NOT NULL,
  subtotal INTEGER NOT NULL,
  tax INTEGER NOT NULL,
  total INTEGER NOT NULL,
  amount_due INTEGER NOT NULL,
  amount_paid INTEGER NOT NULL,
  amount_remaining INTEGER NOT NULL,
  created INTEGER NOT NULL,
  issued_at INTEGER,
  due_date INTEGER,
  overdue_from INTEGER,
  collection_method TEXT NOT NULL,
  has_document INTEGER NOT NULL,
  block INTEGER NOT NULL,
  block_start INTEGER NOT NULL,
  block_length INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX invoices_by_id ON invoices (workspace, id);
CREATE INDEX invoices_by_customer ON invoices (workspace, customer);

-- Few invoices are not paid: their views sort in memory over this one.
CREATE INDEX invoices_unpaid ON invoices (status, position, workspace, overdue_from, currency, total,
  amount_remaining, due_date, issued_at, number, customer_name_key) WHERE status <> 'paid';
CREATE INDEX invoices_open_by_customer ON invoices (workspace, customer, currency, amount_remaining, overdue_from)
  WHERE status = 'open';

CREATE INDEX invoices_by_position ON invoices (position, workspace, status, currency, total, amount_remaining);
CREATE INDEX invoices_by_issued_at ON invoices (issued_at, position, workspace, status);
CREATE INDEX invoices_by_due_date ON invoices (due_date, position, workspace, status);
CREATE INDEX invoices_by_number ON invoices (number, position, workspace, status);
CREATE INDEX invoices_by_customer_name ON invoices (customer_name_key, position, workspace, status);
CREATE INDEX invoices_by_total ON invoices (total, position, workspace, status);
CREATE INDEX invoices_by_status ON invoices (status, position, workspace);
-- Nearly all are 0, and those are in the order of their position.
CREATE INDEX invoices_by_amount_remaining ON invoices (amount_remaining, position, workspace, status);

CREATE TABLE invoice_totals (
  workspace INTEGER NOT NULL,
  status TEXT NOT NULL,
  currency TEXT NOT NULL,
  invoices INTEGER NOT NULL,
  total INTEGER NOT NULL,
  amount_remaining INTEGER NOT NULL,
  PRIMARY KEY (workspace, status, currency)
) STRICT, WITHOUT ROWID;

CREATE TABLE customers (
  position INTEGER PRIMARY KEY,
  workspace INTEGER NOT NULL,
  id TEXT NOT NULL,
  read_at INTEGER NOT NULL,
  name TEXT,
  name_key TEXT NOT NULL,
  email TEXT,
  email_key TEXT NOT NULL,
  city TEXT,
  country TEXT,
  -- VAT numbers of the tax ids, one per line: what a search names as matched.
  tax_ids TEXT NOT NULL,
  created INTEGER NOT NULL,
  deleted INTEGER NOT NULL,
  vat_state TEXT NOT NULL,
  service TEXT NOT NULL,
  service_rank INTEGER NOT NULL,
  open_invoice_count INTEGER NOT NULL,
  overdue_invoice_count INTEGER NOT NULL,
  next_overdue_at INTEGER,
  amounts_remaining TEXT NOT NULL,
  amount_remaining_rank INTEGER NOT NULL,
  block INTEGER NOT NULL,
  block_start INTEGER NOT NULL,
  block_length INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX customers_by_id ON customers (workspace, id);
CREATE INDEX customers_becoming_overdue ON customers (next_overdue_at) WHERE next_overdue_at IS NOT NULL;
CREATE INDEX customers_by_country ON customers (country, workspace);
CREATE INDEX customers_by_name ON customers (name_key, position, workspace, deleted, country, vat_state, service,
  overdue_invoice_count);

CREATE TABLE related (
  position INTEGER PRIMARY KEY,
  workspace INTEGER NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  read_at INTEGER NOT NULL,
  customer TEXT,
  invoice TEXT,
  status TEXT,
  -- Derived by shared/domain: the service state of a subscription, the verification of a tax id.
  state TEXT,
  -- The number of a tax id.
  value TEXT,
  -- The date printed on a credit note.
  issued_at INTEGER,
  created INTEGER NOT NULL,
  block INTEGER NOT NULL,
  block_start INTEGER NOT NULL,
  block_length INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX related_by_id ON related (workspace, kind, id);
CREATE INDEX related_by_customer ON related (workspace, customer, kind, state) WHERE customer IS NOT NULL;
CREATE INDEX related_by_invoice ON related (workspace, invoice, kind) WHERE invoice IS NOT NULL;
CREATE INDEX related_by_created ON related (workspace, kind, created);

-- When the whole list of a kind was last read for a customer: an empty list has no row of its own.
CREATE TABLE related_lists (
  workspace INTEGER NOT NULL,
  customer TEXT NOT NULL,
  kind TEXT NOT NULL,
  read_at INTEGER NOT NULL,
  PRIMARY KEY (workspace, customer, kind)
) STRICT, WITHOUT ROWID;

-- Deleted at Stripe: an answer that was read before must not bring it back.
CREATE TABLE tombstones (
  workspace INTEGER NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  read_at INTEGER NOT NULL,
  PRIMARY KEY (workspace, kind, id)
) STRICT, WITHOUT ROWID;

-- Raw JSON of one page, compressed together; rows point into the decompressed bytes.
CREATE TABLE blocks (
  block INTEGER PRIMARY KEY,
  workspace INTEGER NOT NULL,
  live INTEGER NOT NULL,
  -- From here on the decompressed bytes are JSON: [[table, position, start, length], …] of what was packed.
  directory_start INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
CREATE INDEX blocks_to_repack ON blocks (workspace, live) WHERE live < 32;

-- Every longer word that was ever indexed: a beginning is looked up here and asked for word by word.
CREATE TABLE terms (term TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE invoice_text USING fts5(
  words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);
CREATE VIRTUAL TABLE customer_text USING fts5(
  words, content = '', contentless_delete = 1, detail = none, prefix = '1 2 3', tokenize = 'ascii'
);
`;

export const tablesMigration: Migration = { version: 1, name: 'tables', sql: tables };
