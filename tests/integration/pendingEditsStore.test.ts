import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { migrate } from '../../electron/sqlite/migrate.ts';
import { pendingEditsMigration } from '../../electron/workspaceDatabase/migrations/0006PendingEdits.ts';
import { workspaceMigrations } from '../../electron/workspaceDatabase/migrations/workspaceMigrations.ts';
import type { PendingEdit } from '../../electron/workspaceDatabase/pendingEdit.ts';
import { temporaryFolder } from '../builders/openCache.ts';
import { anAuditEntry, openWorkspaceDatabase } from '../builders/openWorkspaceDatabase.ts';
import { someMoment } from '../builders/stripeObjects.ts';

const edit: PendingEdit = {
  id: 'edit_1',
  workspaceId: 'ws_nl',
  customerId: 'cus_1',
  customerName: 'Trattoria Bella',
  who: 'Sanne (sanne@pc)',
  createdAt: someMoment,
  updatedAt: someMoment,
  state: 'sending',
  edit: {
    base: { city: 'Utrecht' },
    baseTaxIds: [],
    values: { city: 'Zeist' },
    addTaxIds: [],
    removeTaxIds: [],
  },
  conflicts: [],
  problem: null,
  triedAt: null,
  inFlight: null,
  audit: [],
};

it('edits can be kept in a database of the version before, and its audit log stays whole', async () => {
  const folder = temporaryFolder();
  const before = workspaceMigrations.filter(({ version }) => version < pendingEditsMigration.version);
  const database = new DatabaseSync(join(folder, 'workspace.sqlite'));
  migrate(database, before);
  database.close();

  const opened = await openWorkspaceDatabase(folder);
  await opened.appendAudit(anAuditEntry());
  const saved = await opened.savePendingEdit({ edit, append: [anAuditEntry()], settlements: [] });
  expect(saved.audit).toMatchObject([{ outcome: 'pending', after: { city: 'Zeist' } }]);
  expect(await opened.findPendingEdit(edit)).toEqual(saved);
  expect(await opened.verifyAudit()).toEqual({ entries: 2, intact: true });
});

it('a save that was under way at the end of a process waits, or is uncertain once its request had left', async () => {
  const folder = temporaryFolder();
  const first = await openWorkspaceDatabase(folder);
  const step = { kind: 'addTaxId', type: 'eu_vat', value: 'NL004495445B01' } as const;
  const sent = { ...edit, customerId: 'cus_2', inFlight: { actionId: 'act_1', step, keyUntil: someMoment } };
  for (const one of [edit, sent]) await first.savePendingEdit({ edit: one, append: [], settlements: [] });
  const again = await openWorkspaceDatabase(folder);
  const states = (await again.listPendingEdits({ workspaceIds: ['ws_nl'] })).map(({ state }) => state);
  expect(states).toEqual(['waiting', 'unknown']);
});

it('an edit and what the log says about it are kept together or not at all', async () => {
  const database = await openWorkspaceDatabase(temporaryFolder());
  const unknown = [{ id: 99, outcome: 'done' as const, requestId: null }];
  await expect(
    database.savePendingEdit({ edit, append: [anAuditEntry()], settlements: unknown }),
  ).rejects.toThrow();
  expect(await database.listPendingEdits({ workspaceIds: null })).toEqual([]);
  expect(await database.verifyAudit()).toEqual({ entries: 0, intact: true });
});
