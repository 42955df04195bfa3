import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  appliedVersion,
  ChangedMigrationError,
  migrate,
  NewerSchemaError,
  type Migration,
} from '../../electron/sqlite/migrate.ts';

const first: Migration = { version: 1, name: 'first', sql: 'CREATE TABLE notes (text TEXT) STRICT' };
const second: Migration = { version: 2, name: 'second', sql: 'ALTER TABLE notes ADD COLUMN at INTEGER' };
const broken: Migration = {
  version: 3,
  name: 'broken',
  sql: 'CREATE TABLE other (x); CREATE TABLE notes (x)',
};

function emptyDatabase(): DatabaseSync {
  const database = new DatabaseSync(':memory:');
  onTestFinished(() => database.close());
  return database;
}

describe('migrating a database', () => {
  it('takes a file from any version to the newest, once', () => {
    for (const from of [[], [first], [first, second]]) {
      const database = emptyDatabase();
      migrate(database, from);
      migrate(database, [first, second]);
      migrate(database, [first, second]);
      database.exec("INSERT INTO notes (text, at) VALUES ('kept', 1)");
      expect(appliedVersion(database)).toBe(2);
    }
  });

  it('keeps rows that were there', () => {
    const database = emptyDatabase();
    migrate(database, [first]);
    database.exec("INSERT INTO notes (text) VALUES ('kept')");
    migrate(database, [first, second]);
    expect(database.prepare('SELECT * FROM notes').all()).toEqual([
      expect.objectContaining({ text: 'kept', at: null }),
    ]);
  });

  it('leaves nothing of a step that fails', () => {
    const database = emptyDatabase();
    expect(() => migrate(database, [first, second, broken])).toThrow('already exists');
    expect(appliedVersion(database)).toBe(2);
    expect(database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'other'").get()).toBeUndefined();
  });

  it('refuses a file that is newer than it knows', () => {
    const database = emptyDatabase();
    migrate(database, [first, second]);
    expect(() => migrate(database, [first])).toThrow(NewerSchemaError);
  });

  it('refuses to go on from a step that has changed since', () => {
    const database = emptyDatabase();
    migrate(database, [first]);
    expect(() => migrate(database, [{ ...first, sql: `${first.sql} ` }, second])).toThrow(
      ChangedMigrationError,
    );
  });
});
