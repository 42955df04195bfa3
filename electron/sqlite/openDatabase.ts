import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { AppError } from '../../shared/errors/appError.ts';

/** A database with its prepared statements; the same text is prepared once. */
export interface Connection {
  database: DatabaseSync;
  statement(sql: string): StatementSync;
}

/** Source: Linux `statfs(2)`; file systems that live on another machine. WAL needs shared memory, which these do not give. */
const networkFileSystems = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x564c, 0x5346414f]);

/**
 * Refuses a folder on a network drive, where SQLite's write-ahead log would lose data.
 * Mapped drive letters of Windows cannot be told from local ones here; UNC paths can.
 */
export function refuseNetworkDrive(file: string): void {
  const folder = path.dirname(path.resolve(file));
  const isShare = process.platform === 'win32' && folder.startsWith('\\\\');
  const isNetworkMount = process.platform === 'linux' && networkFileSystems.has(fs.statfsSync(folder).type);
  if (isShare || isNetworkMount)
    throw new AppError(
      'database_failed',
      'The profile lies on a network drive, where the database could be damaged. Nothing was changed. Choose a folder on this computer with --user-data-dir.',
      { details: { reason: 'network_drive' } },
    );
}

export interface OpenOptions {
  file: string;
  readOnly: boolean;
  /** `normal` may lose the last commits at a power cut but never damages the file; `full` loses nothing. */
  synchronous: 'normal' | 'full';
  cacheMegabytes: number;
  /** Of a file that is made now; one that is there keeps its own. */
  pageBytes?: number;
}

/** Opens (and makes) a database that only this account of the operating system may read. */
export function openDatabase({
  file,
  readOnly,
  synchronous,
  cacheMegabytes,
  pageBytes = 4096,
}: OpenOptions): Connection {
  if (!readOnly) {
    refuseNetworkDrive(file);
    // SECURITY: customer data; -wal and -shm take over the mode of the main file.
    fs.closeSync(fs.openSync(file, 'a', 0o600));
    if (process.platform !== 'win32') fs.chmodSync(file, 0o600);
  }
  const database = new DatabaseSync(file, { readOnly, timeout: 5000 });
  try {
    if (!readOnly) database.exec(`PRAGMA page_size = ${pageBytes}; PRAGMA journal_mode = WAL`);
    database.exec(
      `PRAGMA synchronous = ${synchronous};
       PRAGMA cache_size = -${cacheMegabytes * 1024};
       PRAGMA temp_store = memory;
       PRAGMA foreign_keys = on;
       PRAGMA trusted_schema = off`,
    );
  } catch (error) {
    database.close();
    throw error;
  }
  return connectionOf(database);
}

/** Gives a database a store of prepared statements. */
export function connectionOf(database: DatabaseSync): Connection {
  const statements = new Map<string, StatementSync>();
  return {
    database,
    statement(sql) {
      let statement = statements.get(sql);
      if (!statement) {
        statement = database.prepare(sql);
        statements.set(sql, statement);
      }
      return statement;
    },
  };
}

/** Runs `work` in one transaction, or as a part of the one that is open: all of it or nothing. */
export function inTransaction<Value>(database: DatabaseSync, work: () => Value): Value {
  if (database.isTransaction) return work();
  database.exec('BEGIN IMMEDIATE');
  try {
    const value = work();
    database.exec('COMMIT');
    return value;
  } catch (error) {
    // A full disk makes SQLite roll back by itself.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
