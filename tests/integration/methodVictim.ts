import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createTurns } from '../../electron/stripe/inTurn.ts';
import { createMethodRecords } from '../../electron/services/methodRecords.ts';
import { createMethodServices } from '../../electron/services/paymentMethods.ts';
import { createWorkspaceDatabase } from '../../electron/workspaceDatabase/createWorkspaceDatabase.ts';
import type { WorkspaceDatabase } from '../../electron/workspaceDatabase/workspaceDatabaseApi.ts';
import { testGateway } from '../builders/testGateway.ts';

/** Changes a customer's methods in a process of its own, for tests that kill it. Its only argument is this, as JSON. */
export interface MethodVictimInput {
  folder: string;
  apiBase: string;
  key: string;
  workspaceId: string;
  customerId: string;
  methodId: string;
  change: 'remove' | 'setDefault';
  now: number;
  /** The process ends as a killed one does at this one of its marks; it has fewer when it comes to its end. */
  dieAt: number;
}

const { folder, apiBase, key, dieAt, now, change, ...methodRef } = JSON.parse(
  process.argv[2] ?? '',
) as MethodVictimInput;

let marks = 0;

/** A mark lies before and after whatever is kept or sent. SIGKILL leaves no time for anything: no handler, no flush. */
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
  beginAction: marked(database.beginAction),
  settleAction: marked(database.settleAction),
  saveAction: marked(database.saveAction),
  deleteAction: marked(database.deleteAction),
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
const services = createMethodServices({
  workspaceDatabase,
  records: createMethodRecords(workspaceDatabase),
  gateways: { of: async () => gateway },
  connectivity: { offlineSince: () => null },
  refreshCustomer: async () => {},
  inTurn: createTurns(),
  running: new Set(),
  pause: async () => {},
  who: () => 'victim',
  now: () => now,
  newId: randomUUID,
});
if (change === 'remove') await services['paymentMethods.remove']({ ...methodRef, replacementId: null });
else await services['paymentMethods.setDefault']({ ...methodRef, shadows: 'repoint' });
process.exit(0);
