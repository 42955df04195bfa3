import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { createCacheClient } from '../../electron/cache/cacheClient.ts';
import { openCacheWriter } from '../../electron/cache/cacheDatabase.ts';
import { cacheMigrations } from '../../electron/cache/migrations/cacheMigrations.ts';
import { cacheWorkerUrl } from '../builders/cacheWorkerUrl.ts';
import { openCache, temporaryFolder } from '../builders/openCache.ts';
import { anInvoice } from '../builders/stripeObjects.ts';
import { aPage } from '../builders/stripeObjectsPage.ts';

const workspaceId = 'ws_nl';

/** The file of a cache that was filled and closed. */
async function filledCache(): Promise<string> {
  const file = path.join(temporaryFolder(), 'cache.sqlite');
  const cache = await createCacheClient({ file, workerUrl: cacheWorkerUrl });
  await cache.writePage({
    page: aPage(
      'invoice',
      Array.from({ length: 50 }, (_, index) => anInvoice({ id: `in_${index}` })),
    ),
  });
  await cache.close();
  return file;
}

function change(file: string, sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}

async function expectNewCache(file: string): Promise<void> {
  const cache = await openCache(file);
  expect(cache.wasSetAside).toBe(true);
  expect(await cache.counts({ workspaceId })).toMatchObject({ invoices: 0 });
  await cache.writePage({ page: aPage('invoice', [anInvoice({ id: 'in_1' })]) });
  expect(await cache.counts({ workspaceId })).toMatchObject({ invoices: 1 });
  expect(fs.existsSync(`${file}.set-aside`)).toBe(true);
}

describe('the cache at its start', () => {
  it('has everything it had before', async () => {
    const cache = await openCache(await filledCache());
    expect(cache.wasSetAside).toBe(false);
    expect(await cache.counts({ workspaceId })).toMatchObject({ invoices: 50 });
  });

  it.skipIf(process.platform === 'win32')('can be read by its owner alone', async () => {
    const cache = await openCache();
    await cache.writePage({ page: aPage('invoice', [anInvoice({ id: 'in_1' })]) });
    for (const suffix of ['', '-wal', '-shm'])
      expect([suffix, fs.statSync(cache.file + suffix).mode & 0o777]).toEqual([suffix, 0o600]);
  });

  it('is made anew when the file is not a database', async () => {
    const file = path.join(temporaryFolder(), 'cache.sqlite');
    fs.writeFileSync(
      file,
      'This is no database at all, and long enough to have a header of its own.'.repeat(30),
    );
    await expectNewCache(file);
  });

  it('is made anew when the schema cannot be read', async () => {
    const file = await filledCache();
    const bytes = fs.readFileSync(file);
    bytes.fill(0xff, 100, 4096);
    fs.writeFileSync(file, bytes);
    await expectNewCache(file);
  });

  it('is made anew when a newer Kantoor wrote it', async () => {
    const file = await filledCache();
    change(file, "INSERT INTO migrations (version, name, sha256) VALUES (999, 'later', 'x')");
    await expectNewCache(file);
  });

  it('is made anew when a migration that made it has changed', async () => {
    const file = await filledCache();
    change(file, "UPDATE migrations SET sha256 = 'x' WHERE version = 1");
    await expectNewCache(file);
  });

  it('is made anew when a migration fails', async () => {
    const file = path.join(temporaryFolder(), 'cache.sqlite');
    // Without its journal the first migration finds its tables in the way.
    change(file, 'CREATE TABLE invoices (id TEXT)');
    await expectNewCache(file);
  });

  it('keeps one former cache, not every one', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'cache.sqlite');
    for (const text of ['first', 'second']) {
      fs.writeFileSync(file, `${text} `.repeat(500));
      const cache = await createCacheClient({ file, workerUrl: cacheWorkerUrl });
      await cache.close();
    }
    expect(fs.readFileSync(`${file}.set-aside`, 'utf8')).toContain('second');
    expect(fs.readdirSync(folder).toSorted()).toEqual(['cache.sqlite', 'cache.sqlite.set-aside']);
  });

  it('says so when damage shows up while working, and begins anew at the next start', async () => {
    const file = await filledCache();
    const database = new DatabaseSync(file, { readOnly: true });
    const root = database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'invoices_by_id'").get();
    const { page_size: pageSize } = database.prepare('PRAGMA page_size').get() as { page_size: number };
    database.close();
    const bytes = fs.readFileSync(file);
    const start = ((root?.['rootpage'] as number) - 1) * pageSize;
    fs.writeFileSync(file, bytes.fill(0xff, start, start + pageSize));
    const cache = await createCacheClient({ file, workerUrl: cacheWorkerUrl });
    expect(cache.wasSetAside).toBe(false);
    const page = aPage('invoice', [anInvoice({ id: 'in_1' })]);
    await expect(cache.writePage({ page })).rejects.toMatchObject({ code: 'cache_reset' });
    await cache.close();
    await expectNewCache(file);
  });

  it('says so when only the schema can still be read, and begins anew at the next start', async () => {
    const file = await filledCache();
    const database = new DatabaseSync(file, { readOnly: true });
    const tables = database
      .prepare("SELECT rootpage FROM sqlite_schema WHERE rootpage > 0 AND tbl_name <> 'migrations'")
      .all();
    const { page_size: pageSize } = database.prepare('PRAGMA page_size').get() as { page_size: number };
    database.close();
    const bytes = fs.readFileSync(file);
    for (const { rootpage } of tables) {
      const start = ((rootpage as number) - 1) * pageSize;
      bytes.fill(0xff, start, start + pageSize);
    }
    fs.writeFileSync(file, bytes);
    await expect(createCacheClient({ file, workerUrl: cacheWorkerUrl })).rejects.toMatchObject({
      code: 'cache_reset',
    });
    await expectNewCache(file);
  });

  it('does not call a folder that cannot be written a damaged cache', async () => {
    const file = path.join(temporaryFolder(), 'missing', 'cache.sqlite');
    await expect(createCacheClient({ file, workerUrl: cacheWorkerUrl })).rejects.toMatchObject({
      code: 'database_failed',
    });
  });

  it('refuses calls after it was closed', async () => {
    const file = path.join(temporaryFolder(), 'cache.sqlite');
    const cache = await createCacheClient({ file, workerUrl: cacheWorkerUrl });
    await cache.close();
    await expect(cache.counts({ workspaceId })).rejects.toMatchObject({ code: 'database_failed' });
    await cache.close();
  });
});

describe('writing and reading at the same time', () => {
  it('lets a list be read while a long write is going on', async () => {
    const cache = await openCache(await filledCache());
    const answered: string[] = [];
    const large = Array.from({ length: 2_000 }, (_, index) => anInvoice({ id: `in_large${index}` }));
    const write = cache.writePage({ page: aPage('invoice', large) }).then(() => answered.push('write'));
    await cache.counts({ workspaceId }).then(() => answered.push('read'));
    await write;
    expect(answered).toEqual(['read', 'write']);
  });
});

describe('migrations of the cache', () => {
  const open: DatabaseSync[] = [];
  afterEach(() => open.splice(0).forEach((database) => database.close()));

  it('are numbered from 1 without gaps', () => {
    expect(cacheMigrations.map(({ version }) => version)).toEqual(
      cacheMigrations.map((_, index) => index + 1),
    );
  });

  it('make tables that are all STRICT', () => {
    const { connection } = openCacheWriter(path.join(temporaryFolder(), 'cache.sqlite'));
    open.push(connection.database);
    const loose = connection.database
      .prepare(
        `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0
           AND name NOT LIKE 'sqlite_%'`,
      )
      .all();
    expect(loose).toEqual([]);
  });
});
