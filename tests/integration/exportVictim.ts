import type { WorkspaceSyncState } from '../../electron/cache/cacheApi.ts';
import path from 'node:path';
import { createExportRuns } from '../../electron/documents/exportRuns.ts';
import { createWorkspaceDatabase } from '../../electron/workspaceDatabase/createWorkspaceDatabase.ts';
import type { WorkspaceRecord } from '../../electron/workspaces/workspaceRegistryApi.ts';
import type { ExportRequest } from '../../shared/ipc/schemas/documents.ts';
import { keepDocuments } from '../builders/documentKeeping.ts';
import { testGateway } from '../builders/testGateway.ts';

/** An export in a process of its own, for tests that kill it. Its only argument is this, as JSON. */
export interface VictimInput {
  folder: string;
  apiBase: string;
  key: string;
  workspace: WorkspaceRecord;
  request: ExportRequest;
}

const { folder, apiBase, key, workspace, request } = JSON.parse(process.argv[2] ?? '') as VictimInput;
const workspaceDatabase = await createWorkspaceDatabase({
  file: path.join(folder, 'workspace.sqlite'),
  backupDir: path.join(folder, 'backups'),
  workerUrl: new URL('../../electron/workspaceDatabase/workspaceDatabaseWorker.ts', import.meta.url),
});
const now = (): number => Math.floor(Date.now() / 1000);
const cache = {
  findObject: async () => null,
  listIds: async () => [],
  getSyncState: async () => ({ complete: true, asOf: now() }) as WorkspaceSyncState,
};
const gateway = testGateway({ key, apiBase });
const gateways = { of: async () => gateway };
const { store, documents } = keepDocuments({ folder, cache, gateways, workspaceDatabase, now });
const runs = createExportRuns({
  cache,
  gateways,
  registry: { list: () => [workspace], get: () => workspace },
  documents,
  store,
  workspaceDatabase,
  longestPath: 4095,
  retryDelaysMs: [1, 1],
  who: () => 'victim',
  now,
  newId: () => 'killed-batch',
});
await runs.run(request, { signal: new AbortController().signal, onProgress: () => undefined });
