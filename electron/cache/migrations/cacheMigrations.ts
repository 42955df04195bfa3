import type { Migration } from '../../sqlite/migrate.ts';
import { tablesMigration } from './0001Tables.ts';
import { readOrderMigration } from './0002ReadOrder.ts';
import { searchMarksMigration } from './0003SearchMarks.ts';
import { orderIndexesMigration } from './0004OrderIndexes.ts';
import { standingsMigration } from './0005Standings.ts';
import { customerOrderMigration } from './0006CustomerOrder.ts';
import { worklistMigration } from './0007Worklist.ts';
import { textHashMigration } from './0008TextHash.ts';

/** Append only: a released migration never changes. */
export const cacheMigrations: readonly Migration[] = [
  tablesMigration,
  readOrderMigration,
  searchMarksMigration,
  orderIndexesMigration,
  standingsMigration,
  customerOrderMigration,
  worklistMigration,
  textHashMigration,
];
