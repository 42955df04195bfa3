import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from './openDatabase.ts';

/** One step of a schema. Once released it never changes; a later step corrects it. */
export interface Migration {
  version: number;
  name: string;
  sql: string;
}

/** The file was written by a newer Kantoor. */
export class NewerSchemaError extends Error {
  readonly found: number;
  readonly known: number;
  constructor(found: number, known: number) {
    super(`schema version ${found} is newer than ${known}`);
    this.name = 'NewerSchemaError';
    this.found = found;
    this.known = known;
  }
}

/** A migration that was already applied is not the one that this build knows under its number. */
export class ChangedMigrationError extends Error {
  constructor(version: number) {
    super(`migration ${version} is not the one that made this file`);
    this.name = 'ChangedMigrationError';
  }
}

const journal = `CREATE TABLE IF NOT EXISTS migrations (
  version INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL
) STRICT`;

function hashOf(migration: Migration): string {
  return createHash('sha256').update(migration.sql).digest('hex');
}

function appliedVersions(database: DatabaseSync): { version: number; sha256: string }[] {
  const exists = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'migrations'").get();
  if (!exists) return [];
  return database.prepare('SELECT version, sha256 FROM migrations ORDER BY version').all() as {
    version: number;
    sha256: string;
  }[];
}

/** Version of a file's schema; 0 while it has none. */
export function appliedVersion(database: DatabaseSync): number {
  return appliedVersions(database).at(-1)?.version ?? 0;
}

/** The migrations that a file still lacks; throws when the file is newer or its history differs. */
export function pendingMigrations(database: DatabaseSync, migrations: readonly Migration[]): Migration[] {
  const applied = appliedVersions(database);
  const newest = migrations.at(-1)?.version ?? 0;
  for (const { version, sha256 } of applied) {
    if (version > newest) throw new NewerSchemaError(version, newest);
    const known = migrations.find((migration) => migration.version === version);
    if (!known || hashOf(known) !== sha256) throw new ChangedMigrationError(version);
  }
  const last = appliedVersion(database);
  return migrations.filter((migration) => migration.version > last);
}

/** Applies what is missing, each step in a transaction of its own. */
export function migrate(database: DatabaseSync, migrations: readonly Migration[]): void {
  for (const migration of pendingMigrations(database, migrations)) {
    inTransaction(database, () => {
      database.exec(journal);
      database.exec(migration.sql);
      database
        .prepare('INSERT INTO migrations (version, name, sha256) VALUES (?, ?, ?)')
        .run(migration.version, migration.name, hashOf(migration));
    });
  }
}
