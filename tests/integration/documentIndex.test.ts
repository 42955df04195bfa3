import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { migrate } from '../../electron/sqlite/migrate.ts';
import { workspaceMigrations } from '../../electron/workspaceDatabase/migrations/workspaceMigrations.ts';
import type {
  DocumentRecord,
  ExportItem,
  WorkspaceDatabase,
} from '../../electron/workspaceDatabase/workspaceDatabaseApi.ts';
import { temporaryFolder } from '../builders/openCache.ts';
import { openWorkspaceDatabase } from '../builders/openWorkspaceDatabase.ts';
import { someMoment } from '../builders/stripeObjects.ts';

const open = (): Promise<WorkspaceDatabase> => openWorkspaceDatabase(temporaryFolder());
const hashOf = (name: string): string => name.padEnd(64, '0');
const later = someMoment + 10_000;

function aDocument(name: string, change: Partial<DocumentRecord> = {}): DocumentRecord {
  return {
    workspaceId: 'ws_nl',
    kind: 'invoice',
    objectId: `in_${name}`,
    customerId: `cus_${name}`,
    sha256: hashOf(name),
    bytes: 100,
    fetchedAt: someMoment,
    lastUsedAt: someMoment,
    version: 'v1',
    number: name,
    issuedAt: someMoment,
    ...change,
  };
}

function anItem({ workspaceId, kind, objectId, sha256 }: DocumentRecord, position = 0): ExportItem {
  return {
    batchId: 'batch_1',
    position,
    workspaceId,
    kind,
    objectId,
    manifest: {},
    file: 'a.pdf',
    sha256,
    bytes: 100,
    fetchedAt: someMoment,
    failure: null,
  };
}

async function beginExport(database: WorkspaceDatabase, items: ExportItem[]): Promise<void> {
  await database.createExportBatch({
    id: 'batch_1',
    createdAt: someMoment,
    request: {
      from: '2026-03-01',
      to: '2026-03-31',
      workspaceIds: null,
      kinds: ['invoice'],
      statuses: null,
      directory: 'exports',
      nameTemplate: '{number}.pdf',
      zip: false,
    },
  });
  await database.saveExportItems(items);
}

const endExport = (database: WorkspaceDatabase): Promise<void> =>
  database.finishExportBatch({ id: 'batch_1', state: 'done', finishedAt: later, result: null });

describe('a document that is renewed', () => {
  it('gives its former file back when nobody was handed it', async () => {
    const database = await open();
    expect(await database.saveDocument(aDocument('a'))).toEqual([]);
    expect(await database.saveDocument(aDocument('a', { sha256: hashOf('new'), bytes: 70 }))).toEqual([
      hashOf('a'),
    ]);
    expect(await database.documentUsage()).toEqual([{ workspaceId: 'ws_nl', documents: 1, bytes: 70 }]);
  });

  it('keeps its former file when an export handed it over: Stripe no longer draws it', async () => {
    const database = await open();
    await database.saveDocument(aDocument('a'));
    await beginExport(database, [anItem(aDocument('a'))]);
    await endExport(database);
    expect(await database.saveDocument(aDocument('a', { sha256: hashOf('new') }))).toEqual([]);
    expect(await database.documentUsage()).toEqual([{ workspaceId: 'ws_nl', documents: 1, bytes: 200 }]);
    expect(await database.evictDocuments({ quotaBytes: 0, at: later })).toEqual([hashOf('new')]);
    expect((await database.dropDocuments({ workspaceId: 'ws_nl' })).toSorted()).toEqual([hashOf('a')]);
    expect(await database.documentUsage()).toEqual([]);
  });

  it('keeps its former file while an export is under way that may have written it already', async () => {
    const database = await open();
    await database.saveDocument(aDocument('a'));
    await beginExport(database, [{ ...anItem(aDocument('a')), sha256: null }]);
    expect(await database.saveDocument(aDocument('a', { sha256: hashOf('new') }))).toEqual([]);
  });

  it('does not take away the file of another object with the same content', async () => {
    const database = await open();
    await database.saveDocument(aDocument('a'));
    await database.saveDocument(aDocument('b', { sha256: hashOf('a') }));
    expect(await database.saveDocument(aDocument('a', { sha256: hashOf('new') }))).toEqual([]);
  });

  it('was last used when somebody last opened it, not when it was fetched again', async () => {
    const database = await open();
    await database.saveDocument(aDocument('a'));
    await database.touchDocuments([{ ...aDocument('a'), at: later }]);
    await database.touchDocuments([{ ...aDocument('a'), at: later - 5 }]);
    await database.saveDocument(aDocument('a', { sha256: hashOf('new') }));
    expect(await database.findDocument(aDocument('a'))).toMatchObject({ lastUsedAt: later });
  });

  it('has to be compared anew', async () => {
    const database = await open();
    await database.saveDocument(aDocument('a'));
    const asked = { workspaceId: 'ws_nl', kind: 'invoice' as const, objectIds: ['in_a', 'in_b'] };
    await database.noteCompared({ ...asked, objects: [{ objectId: 'in_a', read: '7:1' }] });
    expect(await database.listDocumentStates(asked)).toMatchObject([
      { objectId: 'in_a', comparedRead: '7:1' },
    ]);
    await database.saveDocument(aDocument('a', { version: 'v2' }));
    expect(await database.listDocumentStates(asked)).toMatchObject([{ version: 'v2', comparedRead: null }]);
  });
});

describe('the quota', () => {
  it('lets the least recently used documents go, and tells how many of which account and why', async () => {
    const database = await open();
    await database.saveDocument(aDocument('old', { lastUsedAt: someMoment - 50 }));
    await database.saveDocument(aDocument('older', { lastUsedAt: someMoment - 90, workspaceId: 'ws_ae' }));
    await database.saveDocument(aDocument('opened', { lastUsedAt: someMoment }));
    expect(await database.evictDocuments({ quotaBytes: 300, at: later })).toEqual([]);
    expect(await database.evictDocuments({ quotaBytes: 250, at: later })).toEqual([hashOf('older')]);
    expect(await database.evictDocuments({ quotaBytes: 199, at: later + 1 })).toEqual([hashOf('old')]);
    expect(await database.findDocument(aDocument('opened'))).not.toBeNull();
    expect(await database.listEvictions()).toEqual([
      { workspaceId: 'ws_nl', at: later + 1, documents: 1, bytes: 100, usedBefore: someMoment - 50 },
      { workspaceId: 'ws_ae', at: later, documents: 1, bytes: 100, usedBefore: someMoment - 90 },
    ]);
  });

  it('leaves alone what somebody keeps, until it is let go', async () => {
    const database = await open();
    await database.saveDocument(aDocument('a'));
    await database.saveDocument(aDocument('b', { customerId: 'cus_kept' }));
    await database.setKept({ workspaceId: 'ws_nl', scope: 'invoice', id: 'in_a', at: someMoment });
    await database.setKept({ workspaceId: 'ws_nl', scope: 'customer', id: 'cus_kept', at: someMoment });
    expect(await database.evictDocuments({ quotaBytes: 0, at: later })).toEqual([]);
    expect(await database.listKept({ workspaceId: 'ws_nl' })).toHaveLength(2);
    await database.setKept({ workspaceId: 'ws_nl', scope: 'invoice', id: 'in_a', at: null });
    expect(await database.evictDocuments({ quotaBytes: 0, at: later })).toEqual([hashOf('a')]);
  });

  it('leaves alone what an unfinished export needs, also after it was cut off, and not what is exported', async () => {
    const database = await open();
    await database.saveDocument(aDocument('a'));
    await beginExport(database, [anItem(aDocument('a'))]);
    expect(await database.evictDocuments({ quotaBytes: 0, at: later })).toEqual([]);
    await database.finishExportBatch({ id: 'batch_1', state: 'interrupted', finishedAt: null, result: null });
    expect(await database.evictDocuments({ quotaBytes: 0, at: later })).toEqual([]);
    await endExport(database);
    expect(await database.evictDocuments({ quotaBytes: 0, at: later })).toEqual([hashOf('a')]);
  });

  it('leaves alone what was opened a moment ago', async () => {
    const database = await open();
    await database.saveDocument(aDocument('a', { lastUsedAt: later - 10 }));
    expect(await database.evictDocuments({ quotaBytes: 0, at: later })).toEqual([]);
  });

  it('looks past any number of documents that may not go', async () => {
    const database = await open();
    await database.setKept({ workspaceId: 'ws_nl', scope: 'customer', id: 'cus_kept', at: someMoment });
    for (let count = 0; count < 600; count += 1)
      await database.saveDocument(aDocument(`k${count}`, { customerId: 'cus_kept', lastUsedAt: count }));
    await database.saveDocument(aDocument('last'));
    expect(await database.evictDocuments({ quotaBytes: 1, at: later })).toEqual([hashOf('last')]);
  });
});

it('gives documents of the version before a time of use and counts the room they take', () => {
  const file = path.join(temporaryFolder(), 'workspace.sqlite');
  const database = new DatabaseSync(file);
  migrate(database, workspaceMigrations.slice(0, 1));
  const insert = database.prepare(
    'INSERT INTO documents (workspace_id, kind, object_id, sha256, bytes, fetched_at, version, issued_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  insert.run('ws_nl', 'invoice', 'in_1', hashOf('a'), 40, 2000, 'v1', 1000);
  insert.run('ws_nl', 'receipt', 'in_1', hashOf('b'), 2, 2000, 'v1', null);
  migrate(database, workspaceMigrations.slice(0, 2));
  expect(database.prepare('SELECT last_used_at FROM documents ORDER BY kind').all()).toMatchObject([
    { last_used_at: 1000 },
    { last_used_at: 2000 },
  ]);
  expect(database.prepare('SELECT * FROM document_usage').all()).toMatchObject([
    { workspace_id: 'ws_nl', documents: 2, bytes: 42 },
  ]);
  database.close();
});
