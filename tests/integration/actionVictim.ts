import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createCreditNoteServices } from '../../electron/services/creditNotes.ts';
import { createInvoiceActionServices } from '../../electron/services/invoiceActions.ts';
import { createWorkspaceDatabase } from '../../electron/workspaceDatabase/createWorkspaceDatabase.ts';
import type { WorkspaceDatabase } from '../../electron/workspaceDatabase/workspaceDatabaseApi.ts';
import { act, type VictimAction } from '../builders/actOn.ts';
import { testGateway } from '../builders/testGateway.ts';

/** Does one thing with an invoice in a process of its own, for tests that kill it. Its only argument is this, as JSON. */
export interface ActionVictimInput {
  folder: string;
  apiBase: string;
  key: string;
  workspaceId: string;
  invoiceId: string;
  action: VictimAction;
  now: number;
  /** The process ends as a killed one does at this one of its marks; it has fewer when it comes to its end. */
  dieAt: number;
}

const { folder, apiBase, key, dieAt, now, action, ...ref } = JSON.parse(
  process.argv[2] ?? '',
) as ActionVictimInput;

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
const deps = {
  cache: { findObject: async () => null },
  workspaceDatabase,
  gateways: { of: async () => gateway },
  connectivity: { offlineSince: () => null },
  refreshInvoice: async () => {},
  refreshCustomer: async () => {},
  pause: async () => {},
  who: () => 'victim',
  suspendedFrom: () => 'unpaid' as const,
  now: () => now,
  newId: randomUUID,
};
await act({ ...createInvoiceActionServices(deps), ...createCreditNoteServices(deps) }, action, ref);
process.exit(0);
