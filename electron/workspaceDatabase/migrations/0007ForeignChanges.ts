import type { Migration } from '../../sqlite/migrate.ts';

/** Events that the audit log holds: a feed that is read again after a kill tells them again. */
const foreignChanges = `
CREATE TABLE noted_events (
  workspace_id TEXT NOT NULL,
  event_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, event_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX noted_events_by_time ON noted_events (at);
`;

export const foreignChangesMigration: Migration = { version: 7, name: 'foreignChanges', sql: foreignChanges };
