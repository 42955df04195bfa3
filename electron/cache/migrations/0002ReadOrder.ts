import type { Migration } from '../../sqlite/migrate.ts';

/**
 * Which of two answers is newer is told by the order in which they were asked for, never by a clock: clocks have whole
 * seconds here, differ from Stripe's and are set back. And what a sync remembers besides its cursor.
 */
const readOrder = `
ALTER TABLE invoices ADD COLUMN read_order INTEGER NOT NULL DEFAULT 0;
ALTER TABLE customers ADD COLUMN read_order INTEGER NOT NULL DEFAULT 0;
ALTER TABLE related ADD COLUMN read_order INTEGER NOT NULL DEFAULT 0;
ALTER TABLE related_lists ADD COLUMN read_order INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tombstones ADD COLUMN read_order INTEGER NOT NULL DEFAULT 0;

-- The highest order of what is stored: the next start goes on from there.
ALTER TABLE workspaces ADD COLUMN read_order INTEGER NOT NULL DEFAULT 0;
-- By Stripe's clock: whether an event may have been forgotten there.
ALTER TABLE workspaces ADD COLUMN event_cursor_created INTEGER;
-- The key may not read events.
ALTER TABLE workspaces ADD COLUMN without_events INTEGER NOT NULL DEFAULT 0;
-- When open and young invoices were last compared with Stripe.
ALTER TABLE workspaces ADD COLUMN reconciled_at INTEGER;
-- The last time everything was read, and why.
ALTER TABLE workspaces ADD COLUMN walk_reason TEXT;
ALTER TABLE workspaces ADD COLUMN walk_begun_at INTEGER;
ALTER TABLE workspaces ADD COLUMN walk_ended_at INTEGER;
`;

export const readOrderMigration: Migration = { version: 2, name: 'readOrder', sql: readOrder };
