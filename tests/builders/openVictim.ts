import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createWorkspaceDatabase } from '../../electron/workspaceDatabase/createWorkspaceDatabase.ts';
import type { WorkspaceDatabase } from '../../electron/workspaceDatabase/workspaceDatabaseApi.ts';
import { testGateway } from './testGateway.ts';

/** What every process that is made to be killed is told, as the JSON of its only argument. */
export interface VictimInput {
  folder: string;
  apiBase: string;
  key: string;
  now: number;
  /** The process ends as a killed one does at this one of its marks; it has fewer when it comes to its end. */
  dieAt: number;
}

/**
 * What a process needs that is to die in the middle of its work. A mark lies after each of the writes named and after
 * whatever is sent to Stripe; SIGKILL leaves no time for anything: no handler, no flush.
 */
export async function openVictim(
  { folder, apiBase, key, now, dieAt }: VictimInput,
  writes: readonly (keyof WorkspaceDatabase)[],
) {
  let marks = 0;
  const mark = (): void => {
    marks += 1;
    if (marks === dieAt) process.kill(process.pid, 'SIGKILL');
  };
  const database = await createWorkspaceDatabase({
    file: join(folder, 'workspace.sqlite'),
    backupDir: join(folder, 'backups'),
    workerUrl: new URL('../../electron/workspaceDatabase/workspaceDatabaseWorker.ts', import.meta.url),
  });
  const marked = writes.map((name) => {
    const write = database[name] as (input: unknown) => Promise<unknown>;
    return [
      name,
      async (input: unknown) => {
        const output = await write(input);
        mark();
        return output;
      },
    ];
  });
  const workspaceDatabase = { ...database, ...Object.fromEntries(marked) } as WorkspaceDatabase;
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
  return {
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
}
