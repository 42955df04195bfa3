import type { Migration } from '../../sqlite/migrate.ts';

/** By what an invoice was indexed, so that it is not indexed again when only other things about it change. */
export const textHashMigration: Migration = {
  version: 8,
  name: 'textHash',
  sql: 'ALTER TABLE invoices ADD COLUMN text_hash INTEGER;',
};
