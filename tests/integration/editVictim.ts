import { randomUUID } from 'node:crypto';
import { createWorkspaceDatabase } from '../../electron/workspaceDatabase/createWorkspaceDatabase.ts';
import { createCustomerUpdates } from '../../electron/services/updateCustomer.ts';
import { createTurns } from '../../electron/stripe/inTurn.ts';
import { testGateway } from '../builders/testGateway.ts';
import { join } from 'node:path';

/** Saves a customer's name in a process of its own, for tests that kill it. Its only argument is this, as JSON. */
export interface VictimInput {
  folder: string;
  apiBase: string;
  key: string;
  workspaceId: string;
  customerId: string;
  name: string;
  /** The step at which the process ends as a killed one does: without another line being run. */
  dieAt: 'kept' | 'keyStored' | 'sent' | 'answered';
}

const { folder, apiBase, key, workspaceId, customerId, name, dieAt } = JSON.parse(
  process.argv[2] ?? '',
) as VictimInput;

/** SIGKILL leaves no time for anything: no handler, no flush. */
function dieIf(step: VictimInput['dieAt']): void {
  if (dieAt === step) process.kill(process.pid, 'SIGKILL');
}

const database = await createWorkspaceDatabase({
  file: join(folder, 'workspace.sqlite'),
  backupDir: join(folder, 'backups'),
  workerUrl: new URL('../../electron/workspaceDatabase/workspaceDatabaseWorker.ts', import.meta.url),
});
const gateway = testGateway({
  key,
  apiBase,
  async fetch(url, init) {
    const answer = await fetch(url, init);
    // Stripe has done it, and its answer is lost with the process.
    if (init.method === 'POST') dieIf('sent');
    return answer;
  },
});
const page = { rows: [], total: 0, asOf: null };
const updates = createCustomerUpdates({
  cache: {
    findObject: async () => null,
    listObjects: async () => [],
    listInvoices: async () => page,
  },
  registry: { list: () => [] },
  workspaceDatabase: {
    ...database,
    async savePendingEdit(input) {
      const saved = await database.savePendingEdit(input);
      dieIf(input.edit.inFlight === null ? 'kept' : 'keyStored');
      return saved;
    },
    async deletePendingEdit(input) {
      dieIf('answered');
      await database.deletePendingEdit(input);
    },
  },
  gateways: { of: async () => gateway },
  connectivity: { isOffline: () => false },
  inTurn: createTurns(),
  refreshCustomer: async () => {},
  pause: async () => {},
  onKept: () => {},
  who: () => 'victim',
  now: () => Math.floor(Date.now() / 1000),
  newId: randomUUID,
});
await updates['customers.update']({
  workspaceId,
  customerId,
  base: {},
  changes: { values: { name }, addTaxIds: [], removeTaxIds: [] },
});
process.exit(0);
