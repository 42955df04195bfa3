import type { Migration } from '../../sqlite/migrate.ts';
import { tablesMigration } from './0001Tables.ts';

/** Append only: a released migration never changes. */
export const workspaceMigrations: readonly Migration[] = [tablesMigration];
