import type { Migration } from '../../sqlite/migrate.ts';
import { tablesMigration } from './0001Tables.ts';
import { paymentsMigration } from './0004Payments.ts';

/** Append only: a released migration never changes. */
export const workspaceMigrations: readonly Migration[] = [tablesMigration, paymentsMigration];
