import type { Migration } from '../../sqlite/migrate.ts';

/** The orders of lists are built when a first fill ends (repositories/orderIndexes.ts). */
const orderIndexes = `
DROP INDEX invoices_by_position;
DROP INDEX invoices_by_issued_at;
DROP INDEX invoices_by_due_date;
DROP INDEX invoices_by_number;
DROP INDEX invoices_by_customer_name;
DROP INDEX invoices_by_currency_total;
DROP INDEX invoices_by_currency_remaining;
DROP INDEX invoices_by_status;
`;

export const orderIndexesMigration: Migration = { version: 4, name: 'orderIndexes', sql: orderIndexes };
