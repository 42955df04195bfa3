import type { Migration } from '../../sqlite/migrate.ts';

const tables = `
-- A chain: each hash covers the hash before it and this link's body. Nothing is ever changed or taken out.
CREATE TABLE audit_links (
  id INTEGER PRIMARY KEY,
  -- The entry that a later link settles; its own id for an entry.
  entry INTEGER NOT NULL,
  workspace_id TEXT,
  target TEXT,
  -- Canonical JSON: an AuditEntry without its id, or what settles one.
  body TEXT NOT NULL,
  sha256 TEXT NOT NULL
) STRICT;
CREATE INDEX audit_links_by_entry ON audit_links (entry, id);
CREATE INDEX audit_links_by_workspace ON audit_links (workspace_id, target, id);
CREATE TRIGGER audit_links_never_change BEFORE UPDATE ON audit_links
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_links_never_go BEFORE DELETE ON audit_links
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

-- Where the chain ends, so that links missing at its end are noticed too.
CREATE TABLE audit_end (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  links INTEGER NOT NULL,
  sha256 TEXT NOT NULL
) STRICT;
INSERT INTO audit_end (only, links, sha256) VALUES (1, 0, '');

CREATE TABLE documents (
  workspace_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  object_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  fetched_at INTEGER NOT NULL,
  version TEXT NOT NULL,
  number TEXT,
  issued_at INTEGER,
  PRIMARY KEY (workspace_id, kind, object_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX documents_by_hash ON documents (sha256);

CREATE TABLE export_batches (
  id TEXT PRIMARY KEY,
  created_at INTEGER NOT NULL,
  finished_at INTEGER,
  state TEXT NOT NULL,
  request TEXT NOT NULL,
  result TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE export_items (
  batch_id TEXT NOT NULL REFERENCES export_batches,
  position INTEGER NOT NULL,
  workspace_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  object_id TEXT NOT NULL,
  manifest TEXT NOT NULL,
  file TEXT,
  sha256 TEXT,
  bytes INTEGER,
  fetched_at INTEGER,
  failure TEXT,
  PRIMARY KEY (batch_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE actions (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;

export const tablesMigration: Migration = { version: 1, name: 'tables', sql: tables };
