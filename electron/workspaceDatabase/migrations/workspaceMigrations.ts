import type { Migration } from '../../sqlite/migrate.ts';
import { tablesMigration } from './0001Tables.ts';
import { paymentsMigration } from './0004Payments.ts';
import { readCountsMigration } from './0005ReadCounts.ts';
import { documentUseMigration } from './0002DocumentUse.ts';
import { pendingEditsMigration } from './0006PendingEdits.ts';
import { foreignChangesMigration } from './0007ForeignChanges.ts';
import { invoicesSentMigration } from './0008InvoicesSent.ts';
import { runsMigration } from './0009Runs.ts';

/** Append only: a released migration never changes. */
export const workspaceMigrations: readonly Migration[] = [
  tablesMigration,
  documentUseMigration,
  paymentsMigration,
  readCountsMigration,
  pendingEditsMigration,
  foreignChangesMigration,
  invoicesSentMigration,
  runsMigration,
];
