import path from 'node:path';
import { onTestFinished } from 'vitest';
import { createWorkspaceDatabase } from '../../electron/workspaceDatabase/createWorkspaceDatabase.ts';
import type {
  NewAuditEntry,
  WorkspaceDatabase,
} from '../../electron/workspaceDatabase/workspaceDatabaseApi.ts';
import { someMoment } from './stripeObjects.ts';

const workerUrl = new URL('../../electron/workspaceDatabase/workspaceDatabaseWorker.ts', import.meta.url);

/** The workspace database of a profile folder in its real thread; closed with the test. */
export async function openWorkspaceDatabase(folder: string): Promise<WorkspaceDatabase> {
  const database = await createWorkspaceDatabase({
    file: path.join(folder, 'workspace.sqlite'),
    backupDir: path.join(folder, 'backups'),
    workerUrl,
  });
  onTestFinished(() => database.close());
  return database;
}

/** Somebody changed a customer's city. */
export function anAuditEntry(changes: Partial<NewAuditEntry> = {}): NewAuditEntry {
  return {
    at: someMoment,
    who: 'Sanne (sanne@pc)',
    workspaceId: 'ws_nl',
    action: 'customer.updated',
    target: 'cus_1',
    targetName: 'Trattoria Bella',
    before: { city: 'Utrecht' },
    after: { city: 'Zeist' },
    outcome: 'pending',
    requestId: null,
    ...changes,
  };
}
