import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createWorkspaceDatabase } from '../../electron/workspaceDatabase/createWorkspaceDatabase.ts';
import { createPaymentServices } from '../../electron/services/payments.ts';
import { testGateway } from '../builders/testGateway.ts';

/** Collects an invoice in a process of its own, for tests that kill it. Its only argument is this, as JSON. */
export interface VictimInput {
  folder: string;
  apiBase: string;
  key: string;
  workspaceId: string;
  invoiceId: string;
  paymentMethodId: string;
  amount: number;
  currency: string;
  now: number;
  /** The step at which the process ends as a killed one does: without another line being run. */
  dieAt: 'beforeRecord' | 'recorded' | 'sent' | 'answered' | 'settled';
}

const input = JSON.parse(process.argv[2] ?? '') as VictimInput;
const { folder, apiBase, key, dieAt, now, ...wanted } = input;

/** SIGKILL leaves no time for anything: no handler, no flush. */
function dieIf(step: VictimInput['dieAt']): void {
  if (dieAt === step) process.kill(process.pid, 'SIGKILL');
}

const database = await createWorkspaceDatabase({
  file: join(folder, 'workspace.sqlite'),
  backupDir: join(folder, 'backups'),
  workerUrl: new URL('../../electron/workspaceDatabase/workspaceDatabaseWorker.ts', import.meta.url),
});
const workspaceDatabase: typeof database = {
  ...database,
  async beginAction(action) {
    dieIf('beforeRecord');
    await database.beginAction(action);
    dieIf('recorded');
  },
  async settleAttempt(settlement) {
    dieIf('answered');
    await database.settleAttempt(settlement);
    dieIf('settled');
  },
};
const gateway = testGateway({
  key,
  apiBase,
  async fetch(url, init) {
    const answer = await fetch(url, init);
    // Stripe has done it, and its answer is lost with the process.
    if (init.method === 'POST' && url.endsWith('/pay')) dieIf('sent');
    return answer;
  },
});
const services = createPaymentServices({
  cache: { findObject: async () => null },
  workspaceDatabase,
  gateways: { of: async () => gateway },
  refreshInvoice: async () => {},
  refreshCustomer: async () => {},
  pause: async () => {},
  who: () => 'victim',
  suspendedFrom: () => 'unpaid',
  now: () => now,
  newId: randomUUID,
  jobs: {
    start: () => {
      throw new Error('This process collects one invoice.');
    },
  },
});
await services['payments.collect'](wanted);
process.exit(0);
