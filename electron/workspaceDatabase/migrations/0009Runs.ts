import type { Migration } from '../../sqlite/migrate.ts';

/** Reminders are sent in series as well: one pair of tables for everything that is done with several invoices. */
const runs = `
ALTER TABLE collection_runs RENAME TO runs;
ALTER TABLE collection_run_items RENAME TO run_items;
ALTER TABLE runs ADD COLUMN kind TEXT NOT NULL DEFAULT 'collect';
CREATE INDEX runs_by_creation ON runs (kind, created_at, id);
`;

export const runsMigration: Migration = { version: 9, name: 'runs', sql: runs };
