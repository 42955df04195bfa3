import { workerData } from 'node:worker_threads';
import { answer, portOfWorker, toPayload } from '../sqlite/serveWorker.ts';
import type { WorkerReply, WorkerRequest } from '../sqlite/workerProtocol.ts';
import { workspaceMigrations } from './migrations/workspaceMigrations.ts';
import { openWorkspaceFile, type WorkspaceFile } from './openWorkspaceFile.ts';
import { noteInterruptedBatches } from './repositories/exportBatches.ts';
import { noteInterruptedSaves } from './repositories/pendingEdits.ts';
import { noteInterruptedRuns } from './repositories/runs.ts';
import { noteInterruptedAttempts } from './repositories/payments.ts';
import { createWorkspaceRequests } from './workspaceRequests.ts';

const port = portOfWorker();
const reply = (message: WorkerReply): void => port.postMessage(message);

try {
  const connection = openWorkspaceFile(workerData as WorkspaceFile, workspaceMigrations);
  noteInterruptedBatches(connection);
  noteInterruptedSaves(connection);
  noteInterruptedAttempts(connection);
  noteInterruptedRuns(connection);
  const requests = createWorkspaceRequests(connection);
  const handlers = { ...requests, close: (): void => connection.database.close() };
  port.on('message', (request: WorkerRequest) => {
    reply(answer(request, handlers));
    if (request.method === 'close') port.close();
  });
  reply({ started: null });
} catch (error) {
  reply({ seq: 0, error: toPayload(error), durationMs: 0 });
  port.close();
}
