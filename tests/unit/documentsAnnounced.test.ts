import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { announceChanges } from '../../electron/services/announceChanges.ts';
import type { WorkspaceDatabase } from '../../electron/workspaceDatabase/workspaceDatabaseApi.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('announces a thousand stored documents once, and reads never', async () => {
  const events: unknown[] = [];
  const database = announceChanges(
    {
      saveDocument: async () => [],
      appendAudit: async () => 7,
      documentUsage: async () => [],
    } as Partial<WorkspaceDatabase> as WorkspaceDatabase,
    (name, event) => void events.push([name, event]),
  );
  const record = {} as Parameters<WorkspaceDatabase['saveDocument']>[0];
  for (let count = 0; count < 1000; count += 1) await database.saveDocument(record);
  expect(await database.appendAudit({} as Parameters<WorkspaceDatabase['appendAudit']>[0])).toBe(7);
  await database.documentUsage();
  expect(events).toEqual([]);
  vi.runAllTimers();
  expect(events).toEqual([['cache.changed', { workspaceId: null, resources: ['documents', 'audit'] }]]);
});
