import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { migrate, type Migration } from '../../electron/sqlite/migrate.ts';
import { workspaceMigrations } from '../../electron/workspaceDatabase/migrations/workspaceMigrations.ts';
import { openWorkspaceFile } from '../../electron/workspaceDatabase/openWorkspaceFile.ts';
import type {
  DocumentRecord,
  ExportItem,
  WorkspaceDatabase,
} from '../../electron/workspaceDatabase/workspaceDatabaseApi.ts';
import { createAuditServices } from '../../electron/services/audit.ts';
import { schemas } from '../../shared/ipc/contract.ts';
import { temporaryFolder } from '../builders/openCache.ts';
import { anAuditEntry, openWorkspaceDatabase } from '../builders/openWorkspaceDatabase.ts';
import { someMoment } from '../builders/stripeObjects.ts';

const open = (): Promise<WorkspaceDatabase> => openWorkspaceDatabase(temporaryFolder());
const everything = { workspaceIds: null, customerId: null, offset: 0, limit: 100 };

/** Changes a closed file as somebody with an editor would. */
function tamper(folder: string, sql: string): void {
  const database = new DatabaseSync(path.join(folder, 'workspace.sqlite'));
  database.exec('DROP TRIGGER audit_links_never_change; DROP TRIGGER audit_links_never_go');
  database.exec(sql);
  database.close();
}

describe('the audit log', () => {
  it('lists entries newest first with their last outcome', async () => {
    const database = await open();
    const first = await database.appendAudit(anAuditEntry());
    const second = await database.appendAudit(anAuditEntry({ target: 'cus_2', workspaceId: 'ws_ae' }));
    await database.settleAudit({ id: first, outcome: 'done', requestId: 'req_1', after: { city: 'Soest' } });
    const services = createAuditServices({ workspaceDatabase: database });
    const log = await services['audit.list'](everything);
    expect(schemas['audit.list'].output.parse(log)).toEqual(log);
    expect(log).toEqual({
      rows: [
        { ...anAuditEntry({ target: 'cus_2', workspaceId: 'ws_ae' }), id: second },
        { ...anAuditEntry({ outcome: 'done', requestId: 'req_1', after: { city: 'Soest' } }), id: first },
      ],
      total: 2,
    });
    expect((await services['audit.list']({ ...everything, customerId: 'cus_1' })).rows).toMatchObject([
      { id: first },
    ]);
    expect((await services['audit.list']({ ...everything, workspaceIds: ['ws_ae'] })).rows).toMatchObject([
      { id: second },
    ]);
    expect(await services['audit.list']({ ...everything, limit: 1, offset: 1 })).toMatchObject({
      rows: [{ id: first }],
      total: 2,
    });
    expect(await services['audit.verify']({})).toEqual({ entries: 2, intact: true });
  });

  it('refuses to settle what was never begun', async () => {
    const database = await open();
    await expect(database.settleAudit({ id: 7, outcome: 'done', requestId: null })).rejects.toMatchObject({
      code: 'database_failed',
    });
  });

  it('cannot be changed or shortened through SQL', async () => {
    const folder = temporaryFolder();
    const database = await openWorkspaceDatabase(folder);
    await database.appendAudit(anAuditEntry());
    const file = new DatabaseSync(path.join(folder, 'workspace.sqlite'));
    expect(() => file.exec("UPDATE audit_links SET body = '{}'")).toThrow('append-only');
    expect(() => file.exec('DELETE FROM audit_links')).toThrow('append-only');
    file.close();
  });

  it.each([
    ['a changed entry', "UPDATE audit_links SET body = replace(body, 'Zeist', 'Delft') WHERE id = 2"],
    [
      'a settled outcome that was changed',
      "UPDATE audit_links SET body = replace(body, 'done', 'refused') WHERE id = 4",
    ],
    ['an entry taken out of the middle', 'DELETE FROM audit_links WHERE id = 2'],
    ['entries cut off at the end', 'DELETE FROM audit_links WHERE id = 4'],
    ['an entry hidden from its customer', "UPDATE audit_links SET target = 'cus_9' WHERE id = 2"],
    [
      'a link with a hash of its own',
      'UPDATE audit_links SET sha256 = lower(hex(randomblob(32))) WHERE id = 4',
    ],
  ])('notices %s', async (_what, sql) => {
    const folder = temporaryFolder();
    const before = await openWorkspaceDatabase(folder);
    for (let entry = 0; entry < 3; entry += 1) await before.appendAudit(anAuditEntry());
    await before.settleAudit({ id: 3, outcome: 'done', requestId: 'req_1' });
    expect(await before.verifyAudit()).toEqual({ entries: 3, intact: true });
    await before.close();
    tamper(folder, sql);
    const after = await openWorkspaceDatabase(folder);
    expect(await after.verifyAudit()).toMatchObject({ intact: false });
  });
});

describe('the document index', () => {
  const record: DocumentRecord = {
    workspaceId: 'ws_nl',
    kind: 'invoice',
    objectId: 'in_1',
    customerId: 'cus_1',
    lastUsedAt: someMoment,
    sha256: 'a'.repeat(64),
    bytes: 1_000,
    fetchedAt: someMoment,
    version: 'v1',
    number: 'BELLA-0001',
    issuedAt: someMoment,
  };

  it('finds a document, replaces it by a newer version and counts what there is', async () => {
    const database = await open();
    await database.saveDocument(record);
    await database.saveDocument({ ...record, version: 'v2', bytes: 2_000 });
    await database.saveDocument({ ...record, kind: 'receipt' });
    expect(await database.findDocument({ workspaceId: 'ws_nl', kind: 'invoice', objectId: 'in_1' })).toEqual({
      ...record,
      version: 'v2',
      bytes: 2_000,
    });
    expect(
      await database.findDocument({ workspaceId: 'ws_nl', kind: 'invoice', objectId: 'in_2' }),
    ).toBeNull();
    const stored = { workspaceId: 'ws_nl', kind: 'invoice' as const, objectIds: ['in_2', 'in_1'] };
    expect(await database.listStoredDocuments(stored)).toEqual(['in_1']);
    expect(await database.documentUsage()).toEqual([{ workspaceId: 'ws_nl', documents: 2, bytes: 3_000 }]);
  });

  it('gives back only the hashes that no other account refers to', async () => {
    const database = await open();
    await database.saveDocument(record);
    await database.saveDocument({ ...record, objectId: 'in_2', sha256: 'b'.repeat(64) });
    await database.saveDocument({ ...record, workspaceId: 'ws_ae' });
    expect(await database.dropDocuments({ workspaceId: 'ws_nl' })).toEqual(['b'.repeat(64)]);
    expect(await database.documentUsage()).toMatchObject([{ workspaceId: 'ws_ae' }]);
  });
});

describe('export batches', () => {
  const request = {
    from: '2026-03-01',
    to: '2026-03-31',
    workspaceIds: null,
    kinds: ['invoice' as const],
    statuses: null,
    directory: 'exports',
    nameTemplate: '{number}.pdf',
    zip: false,
  };
  const item: ExportItem = {
    batchId: 'batch_1',
    position: 0,
    workspaceId: 'ws_nl',
    kind: 'invoice',
    objectId: 'in_1',
    manifest: { number: 'BELLA-0001', total: 12_100, currency: null },
    file: null,
    sha256: null,
    bytes: null,
    fetchedAt: null,
    failure: null,
  };

  it('remember what is done, what failed and how they ended', async () => {
    const database = await open();
    await database.createExportBatch({ id: 'batch_1', createdAt: someMoment, request });
    expect(await database.findExportBatch({ id: 'batch_1' })).toMatchObject({
      state: 'running',
      expected: null,
      done: 0,
    });
    await database.saveExportItems([
      item,
      { ...item, position: 1, objectId: 'in_2' },
      { ...item, position: 2, objectId: 'in_3', file: 'named but not yet written.pdf' },
    ]);
    const done = { ...item, file: 'BELLA-0001.pdf', sha256: 'a'.repeat(64), bytes: 9, fetchedAt: someMoment };
    await database.saveExportItems([
      done,
      { ...item, position: 1, objectId: 'in_2', failure: 'link expired' },
    ]);
    expect((await database.listExportItems({ batchId: 'batch_1' }))[0]).toEqual(done);
    await database.finishExportBatch({
      id: 'batch_1',
      state: 'partlyDone',
      finishedAt: someMoment + 9,
      result: null,
    });
    const [batch] = await database.listExportBatches();
    expect(batch).toMatchObject({
      state: 'partlyDone',
      expected: 3,
      done: 2,
      request,
      finishedAt: someMoment + 9,
    });
    const listed = [{ ...batch, jobId: null }];
    expect(schemas['exports.list'].output.parse(listed)).toEqual(listed);
    expect(await database.findExportBatch({ id: 'batch_2' })).toBeNull();
  });

  it('that were running when the app ended are interrupted', async () => {
    const folder = temporaryFolder();
    const before = await openWorkspaceDatabase(folder);
    await before.createExportBatch({ id: 'batch_1', createdAt: someMoment, request });
    await before.close();
    const after = await openWorkspaceDatabase(folder);
    expect(await after.findExportBatch({ id: 'batch_1' })).toMatchObject({ state: 'interrupted' });
  });
});

describe('actions', () => {
  it('survive a restart until their answer is known', async () => {
    const folder = temporaryFolder();
    const action = {
      id: 'act_1',
      workspaceId: 'ws_nl',
      kind: 'customer.update',
      payload: '{}',
      createdAt: someMoment,
    };
    const before = await openWorkspaceDatabase(folder);
    await before.saveAction(action);
    await before.saveAction({ ...action, id: 'act_0', createdAt: someMoment - 1 });
    await before.close();
    const after = await openWorkspaceDatabase(folder);
    expect((await after.listActions()).map(({ id }) => id)).toEqual(['act_0', 'act_1']);
    await after.deleteAction({ id: 'act_0' });
    expect(await after.listActions()).toEqual([action]);
  });
});

describe('the file of the workspace database', () => {
  const version = (workspaceMigrations.at(-1)?.version ?? 0) + 1;
  const later: Migration = { version, name: 'later', sql: 'CREATE TABLE later (x INTEGER) STRICT' };
  const failing: Migration = { version: version + 1, name: 'failing', sql: 'CREATE TABLE documents (x)' };

  async function filled(): Promise<{ file: string; backupDir: string; folder: string }> {
    const folder = temporaryFolder();
    const database = await openWorkspaceDatabase(folder);
    await database.appendAudit(anAuditEntry());
    await database.close();
    return { folder, file: path.join(folder, 'workspace.sqlite'), backupDir: path.join(folder, 'backups') };
  }

  function entriesOf(file: string): unknown {
    const database = new DatabaseSync(file, { readOnly: true });
    const row = database.prepare('SELECT count(*) AS entries FROM audit_links').get();
    database.close();
    return row?.['entries'];
  }

  it('is copied before a migration', async () => {
    const { file, backupDir } = await filled();
    const connection = openWorkspaceFile({ file, backupDir }, [...workspaceMigrations, later]);
    connection.database.close();
    const backup = path.join(backupDir, `workspace-v${version - 1}.sqlite`);
    expect(entriesOf(backup)).toBe(1);
    if (process.platform !== 'win32') expect(fs.statSync(backup).mode & 0o777).toBe(0o600);
  });

  it('is put back when a migration fails, and the app stops', async () => {
    const { file, backupDir, folder } = await filled();
    expect(() => openWorkspaceFile({ file, backupDir }, [...workspaceMigrations, later, failing])).toThrow(
      expect.objectContaining({ code: 'database_failed' }) as Error,
    );
    expect(entriesOf(file)).toBe(1);
    const database = await openWorkspaceDatabase(folder);
    expect(await database.verifyAudit()).toEqual({ entries: 1, intact: true });
  });

  it('never replaces a backup', async () => {
    const { file, backupDir } = await filled();
    for (let attempt = 0; attempt < 2; attempt += 1)
      expect(() =>
        openWorkspaceFile({ file, backupDir }, [...workspaceMigrations, { ...failing, version }]),
      ).toThrow();
    expect(fs.readdirSync(backupDir)).toHaveLength(2);
  });

  it('stops the app when a newer Kantoor wrote it, and stays as it is', async () => {
    const { file, folder } = await filled();
    const database = new DatabaseSync(file);
    migrate(database, [...workspaceMigrations, later]);
    database.close();
    await expect(openWorkspaceDatabase(folder)).rejects.toMatchObject({ code: 'database_newer' });
    expect(entriesOf(file)).toBe(1);
  });

  it('stops the app when it is damaged, and is not replaced', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'workspace.sqlite');
    const text = 'damaged '.repeat(1_000);
    fs.writeFileSync(file, text);
    await expect(openWorkspaceDatabase(folder)).rejects.toMatchObject({ code: 'database_failed' });
    expect(fs.readFileSync(file, 'utf8')).toBe(text);
  });

  it.skipIf(process.platform === 'win32')('can be read by its owner alone', async () => {
    const { file } = await filled();
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  });
});
