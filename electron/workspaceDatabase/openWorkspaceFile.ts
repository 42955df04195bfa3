import fs from 'node:fs';
import path from 'node:path';
import { AppError } from '../../shared/errors/appError.ts';
import {
  appliedVersion,
  migrate,
  NewerSchemaError,
  pendingMigrations,
  type Migration,
} from '../sqlite/migrate.ts';
import { openDatabase, type Connection } from '../sqlite/openDatabase.ts';
import { isDamage } from '../sqlite/sqliteErrors.ts';

export interface WorkspaceFile {
  file: string;
  backupDir: string;
}

/** The list is short and the log must survive a power cut. */
function open(file: string): Connection {
  return openDatabase({ file, readOnly: false, synchronous: 'full', cacheMegabytes: 8 });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function newer(error: NewerSchemaError): AppError {
  return new AppError(
    'database_newer',
    'This profile was used with a newer Kantoor. Nothing was changed. Install the newer version to go on with it.',
    { details: { found: error.found, known: error.known }, cause: error },
  );
}

function unreadable(error: unknown, { backupDir }: WorkspaceFile): AppError {
  return new AppError(
    'database_failed',
    'The file with the audit log, the exports and the document list cannot be read. Nothing was changed or deleted, and nothing at Stripe is affected. Ask for help before going on; earlier copies are in the backup folder.',
    { details: { reason: reasonOf(error), backupDir }, cause: error },
  );
}

/** A name that no backup has yet: backups are never replaced. */
function backupName(backupDir: string, version: number): string {
  for (let copy = 1; ; copy += 1) {
    const name = path.join(backupDir, `workspace-v${version}${copy === 1 ? '' : `-${copy}`}.sqlite`);
    if (!fs.existsSync(name)) return name;
  }
}

/** Copies the database as it is before a migration. */
function backUp({ database }: Connection, { backupDir }: WorkspaceFile): string {
  fs.mkdirSync(backupDir, { recursive: true, mode: 0o700 });
  const backup = backupName(backupDir, appliedVersion(database));
  database.prepare('VACUUM INTO ?').run(backup);
  // SECURITY: VACUUM INTO makes the copy with the umask's mode.
  if (process.platform !== 'win32') fs.chmodSync(backup, 0o600);
  return backup;
}

function restore(backup: string, file: string): void {
  for (const suffix of ['-wal', '-shm']) fs.rmSync(file + suffix, { force: true });
  fs.copyFileSync(backup, file);
}

function migrateWithBackup(
  connection: Connection,
  place: WorkspaceFile,
  migrations: readonly Migration[],
): void {
  const { database } = connection;
  if (pendingMigrations(database, migrations).length === 0) return;
  const backup = appliedVersion(database) === 0 ? null : backUp(connection, place);
  try {
    migrate(database, migrations);
  } catch (error) {
    database.close();
    if (backup !== null) restore(backup, place.file);
    throw new AppError(
      'database_failed',
      'Preparing the audit log, the exports and the document list for this version of Kantoor failed. They are as they were before. Go on with the former version and ask for help.',
      { details: { reason: reasonOf(error), ...(backup === null ? {} : { backup }) }, cause: error },
    );
  }
}

/**
 * Opens what cannot be fetched again. It is copied before a migration and put back when one fails; it is never deleted
 * or replaced by an empty file.
 * *Errors*: `database_newer`, `database_failed`.
 */
export function openWorkspaceFile(place: WorkspaceFile, migrations: readonly Migration[]): Connection {
  let connection: Connection | null = null;
  try {
    connection = open(place.file);
    migrateWithBackup(connection, place, migrations);
    return connection;
  } catch (error) {
    if (connection?.database.isOpen) connection.database.close();
    if (error instanceof NewerSchemaError) throw newer(error);
    if (error instanceof AppError) throw error;
    throw isDamage(error) || connection ? unreadable(error, place) : error;
  }
}
