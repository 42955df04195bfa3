import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createJobs } from '../../electron/services/jobs.ts';
import { createReminders } from '../../electron/services/reminders.ts';
import { createWorkspaceDatabase } from '../../electron/workspaceDatabase/createWorkspaceDatabase.ts';
import type { WorkspaceDatabase } from '../../electron/workspaceDatabase/workspaceDatabaseApi.ts';
import type { ReminderItem } from '../../shared/ipc/schemas/reminders.ts';
import { testGateway } from '../builders/testGateway.ts';
import { toErrorPayload } from '../builders/toErrorPayload.ts';

/** Sends a series of reminders in a process of its own, for tests that kill it. Its only argument is this, as JSON. */
export interface ReminderVictimInput {
  folder: string;
  apiBase: string;
  key: string;
  items: ReminderItem[];
  now: number;
  /** The process ends as a killed one does at this one of its marks; it has fewer when it comes to its end. */
  dieAt: number;
}

const { folder, apiBase, key, dieAt, now, items } = JSON.parse(process.argv[2] ?? '') as ReminderVictimInput;

let marks = 0;

/** A mark lies after whatever is kept or sent. SIGKILL leaves no time for anything: no handler, no flush. */
function mark(): void {
  marks += 1;
  if (marks === dieAt) process.kill(process.pid, 'SIGKILL');
}

function marked<Input, Output>(write: (input: Input) => Promise<Output>): (input: Input) => Promise<Output> {
  return async (input) => {
    const output = await write(input);
    mark();
    return output;
  };
}

const database = await createWorkspaceDatabase({
  file: join(folder, 'workspace.sqlite'),
  backupDir: join(folder, 'backups'),
  workerUrl: new URL('../../electron/workspaceDatabase/workspaceDatabaseWorker.ts', import.meta.url),
});
const workspaceDatabase: WorkspaceDatabase = {
  ...database,
  saveRun: marked(database.saveRun),
  saveRunItem: marked(database.saveRunItem),
  finishRun: marked(database.finishRun),
  beginAction: marked(database.beginAction),
  settleAction: marked(database.settleAction),
  noteInvoicesSent: marked(database.noteInvoicesSent),
};
const gateway = testGateway({
  key,
  apiBase,
  async fetch(url, init) {
    const answer = await fetch(url, init);
    // Stripe has done it, and its answer is lost with the process.
    if (init.method !== 'GET') mark();
    return answer;
  },
});
const clock = { now: () => now, newId: randomUUID };
const reminders = createReminders({
  cache: { findObject: async () => null, listObjects: async () => [] },
  workspaceDatabase,
  gateways: { of: async () => gateway },
  connectivity: { offlineSince: () => null },
  refreshInvoice: async () => {},
  refreshCustomer: async () => {},
  pause: async () => {},
  who: () => 'victim',
  suspendedFrom: () => 'unpaid',
  jobs: createJobs({ ...clock, publishJob: () => {}, toErrorPayload }),
  ...clock,
});
const { ended } = await reminders.start(items);
await ended;
process.exit(0);
