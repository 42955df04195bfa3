import type { Migration } from '../../sqlite/migrate.ts';

/** The order of invoices by customer is built like the others (repositories/orderIndexes.ts). */
export const customerOrderMigration: Migration = {
  version: 6,
  name: 'customerOrder',
  sql: 'DROP INDEX invoices_by_customer;',
};
