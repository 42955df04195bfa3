import type { Migration } from '../../sqlite/migrate.ts';

const readCounts = `
-- Reads that count against what Stripe allows an account, by day since 1970-01-01 UTC.
CREATE TABLE read_counts (
  workspace_id TEXT NOT NULL,
  day INTEGER NOT NULL,
  reads INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, day)
) STRICT, WITHOUT ROWID;
`;

export const readCountsMigration: Migration = { version: 5, name: 'readCounts', sql: readCounts };
