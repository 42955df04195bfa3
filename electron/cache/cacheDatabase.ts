import fs from 'node:fs';
import { ChangedMigrationError, migrate, NewerSchemaError } from '../sqlite/migrate.ts';
import { openDatabase, type Connection } from '../sqlite/openDatabase.ts';
import { isDamage } from '../sqlite/sqliteErrors.ts';
import { cacheMigrations } from './migrations/cacheMigrations.ts';

const writerCacheMegabytes = 64;
const readerCacheMegabytes = 32;
/** PERF: compressed blocks take tens of kilobytes: half as many pages to find, log and copy (benchmark: backfill). */
const pageBytes = 8192;

/** Beside the cache while it is known to be damaged; the next start then begins a new one. */
function damageMark(file: string): string {
  return `${file}.damaged`;
}

/** Remembers that the open cache turned out to be damaged. */
export function markDamaged(file: string): void {
  fs.writeFileSync(damageMark(file), '', { mode: 0o600 });
}

/** Moves a cache that cannot be used out of the way; one is kept, because it holds customer data. */
function setAside(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) {
    const aside = `${file}.set-aside${suffix}`;
    fs.rmSync(aside, { force: true });
    if (fs.existsSync(file + suffix)) fs.renameSync(file + suffix, aside);
  }
  fs.rmSync(damageMark(file), { force: true });
}

function openWriter(file: string): Connection {
  const connection = openDatabase({
    file,
    readOnly: false,
    synchronous: 'normal',
    cacheMegabytes: writerCacheMegabytes,
    pageBytes,
  });
  try {
    migrate(connection.database, cacheMigrations);
    // PERF: a checkpoint waits for the disk and writes every page once, however often it changed: 64 MB of log, not 4.
    connection.database.exec('PRAGMA wal_autocheckpoint = 8192; PRAGMA journal_size_limit = 67108864');
    return connection;
  } catch (error) {
    connection.database.close();
    throw error;
  }
}

/** Whether a new cache helps: everything in it can be fetched again. */
function isUnusable(error: unknown): boolean {
  const isForeign = error instanceof NewerSchemaError || error instanceof ChangedMigrationError;
  // A migration that failed says so with an ordinary SQLite error: SQL logic, constraint.
  const isSqlite = error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR';
  return (
    isForeign ||
    isDamage(error) ||
    (isSqlite && /no such|already exists|constraint|syntax/i.test(error.message))
  );
}

/** Opens the cache for writing; one that is damaged, newer or cannot be migrated is set aside for a new one. */
export function openCacheWriter(file: string): { connection: Connection; wasSetAside: boolean } {
  const isMarked = fs.existsSync(damageMark(file));
  if (isMarked) setAside(file);
  try {
    return { connection: openWriter(file), wasSetAside: isMarked };
  } catch (error) {
    if (!isUnusable(error)) throw error;
    setAside(file);
    return { connection: openWriter(file), wasSetAside: true };
  }
}

/** Opens the cache for reading, beside the writer. */
export function openCacheReader(file: string): Connection {
  return openDatabase({ file, readOnly: true, synchronous: 'normal', cacheMegabytes: readerCacheMegabytes });
}
