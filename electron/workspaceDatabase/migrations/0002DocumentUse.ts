import type { Migration } from '../../sqlite/migrate.ts';

const documentUse = `
-- While nobody has opened a document it counts as used on its issue date.
ALTER TABLE documents ADD COLUMN last_used_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE documents ADD COLUMN customer_id TEXT;
-- The read of the cached object whose version was last found to be this one; null: not compared yet.
ALTER TABLE documents ADD COLUMN compared_read TEXT;
UPDATE documents SET last_used_at = coalesce(issued_at, fetched_at);
CREATE INDEX documents_by_use ON documents (last_used_at);

-- Earlier versions of documents that an export handed over: Stripe no longer draws them.
CREATE TABLE former_documents (
  workspace_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  object_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  fetched_at INTEGER NOT NULL,
  replaced_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, kind, object_id, sha256)
) STRICT, WITHOUT ROWID;
CREATE INDEX former_documents_by_hash ON former_documents (sha256);

CREATE INDEX export_items_by_hash ON export_items (sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX export_items_by_object ON export_items (workspace_id, kind, object_id);

-- What somebody keeps on this machine: an invoice, or everything of a customer.
CREATE TABLE document_keeps (
  workspace_id TEXT NOT NULL,
  scope TEXT NOT NULL,
  id TEXT NOT NULL,
  kept_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, scope, id)
) STRICT, WITHOUT ROWID;

-- What gave way to the quota, per account and UTC day.
CREATE TABLE document_evictions (
  workspace_id TEXT NOT NULL,
  day INTEGER NOT NULL,
  at INTEGER NOT NULL,
  documents INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  used_before INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE document_usage (
  workspace_id TEXT PRIMARY KEY,
  documents INTEGER NOT NULL,
  bytes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO document_usage SELECT workspace_id, count(*), sum(bytes) FROM documents GROUP BY workspace_id;
CREATE TRIGGER documents_come AFTER INSERT ON documents BEGIN
  INSERT INTO document_usage VALUES (NEW.workspace_id, 1, NEW.bytes)
  ON CONFLICT DO UPDATE SET documents = documents + 1, bytes = bytes + NEW.bytes;
END;
CREATE TRIGGER documents_change AFTER UPDATE OF bytes ON documents BEGIN
  UPDATE document_usage SET bytes = bytes - OLD.bytes + NEW.bytes WHERE workspace_id = NEW.workspace_id;
END;
CREATE TRIGGER documents_go AFTER DELETE ON documents BEGIN
  UPDATE document_usage SET documents = documents - 1, bytes = bytes - OLD.bytes WHERE workspace_id = OLD.workspace_id;
END;
CREATE TRIGGER former_documents_come AFTER INSERT ON former_documents BEGIN
  UPDATE document_usage SET bytes = bytes + NEW.bytes WHERE workspace_id = NEW.workspace_id;
END;
CREATE TRIGGER former_documents_go AFTER DELETE ON former_documents BEGIN
  UPDATE document_usage SET bytes = bytes - OLD.bytes WHERE workspace_id = OLD.workspace_id;
END;
`;

export const documentUseMigration: Migration = { version: 2, name: 'documentUse', sql: documentUse };
