import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from '../builders/openCache.ts';
import { openEditDesk } from '../builders/openEditDesk.ts';
import { openEditedOffice, type EditedOffice } from '../builders/openEditedOffice.ts';
import { openWorkspaceDatabase } from '../builders/openWorkspaceDatabase.ts';
import type { VictimInput } from './editVictim.ts';

const workspaceId = 'workspace-1';
const victim = new URL('./editVictim.ts', import.meta.url).pathname;
let edited: EditedOffice;

beforeAll(async () => {
  edited = await openEditedOffice();
}, 120_000);

afterAll(() => edited.office.close());

async function saveAndDie(input: VictimInput): Promise<void> {
  const child = spawn(process.execPath, [victim, JSON.stringify(input)], { stdio: 'inherit' });
  const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  if (signal !== 'SIGKILL') throw new Error('The process ended before it could be killed.');
}

/** How often Stripe changed the customer's name. */
async function countRenames(customerId: string): Promise<number> {
  const { data } = await edited.colleague.events.list({ type: 'customer.updated', limit: 100 });
  return data.filter((event) => {
    const { object, previous_attributes: previous } = event.data as {
      object: { id: string };
      previous_attributes?: { name?: string };
    };
    return object.id === customerId && previous?.name !== undefined;
  }).length;
}

it.each(['kept', 'keyStored', 'sent', 'answered'] as const)(
  'makes a change exactly once when the process was killed at: %s',
  async (dieAt) => {
    const customer = await edited.takeCustomer();
    const folder = temporaryFolder();
    const { url, accounts } = edited.office.emulator;
    await saveAndDie({
      folder,
      apiBase: url,
      key: accounts[0]?.key ?? '',
      workspaceId,
      customerId: customer.id,
      name: `Killed ${dieAt}`,
      dieAt,
    });

    const workspaceDatabase = await openWorkspaceDatabase(folder);
    const [waiting] = await workspaceDatabase.listPendingEdits({ workspaceIds: null });
    expect(waiting?.state).toBe(dieAt === 'kept' || dieAt === 'answered' ? 'waiting' : 'unknown');
    const { pendingEdits } = openEditDesk({ ...edited.office, workspaceDatabase });
    const all = { workspaceId: null, customerId: null };
    const { left } = await pendingEdits.handlers['pendingEdits.send'](all);

    expect(left).toEqual([]);
    expect((await edited.liveCustomer(customer.id)).name).toBe(`Killed ${dieAt}`);
    expect(await countRenames(customer.id)).toBe(1);
    const log = await workspaceDatabase.listAudit({
      workspaceIds: null,
      customerId: customer.id,
      offset: 0,
      limit: 10,
    });
    expect(log.rows.map(({ outcome }) => outcome)).toEqual(['done']);
    expect((await workspaceDatabase.verifyAudit()).intact).toBe(true);
  },
);
