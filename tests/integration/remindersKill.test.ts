import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createForeignChanges } from '../../electron/services/foreignChanges.ts';
import { settleInterruptedWrites } from '../../electron/services/recordedWrite.ts';
import type { StripeEvent } from '../../electron/sync/affectedObjects.ts';
import type { WorkspaceDatabase } from '../../electron/workspaceDatabase/workspaceDatabaseApi.ts';
import { temporaryFolder } from '../builders/openCache.ts';
import { openWorkspaceDatabase } from '../builders/openWorkspaceDatabase.ts';
import { workspaceId } from '../builders/paymentBench.ts';
import { confirmed, openReminderBench, type ReminderBench } from '../builders/reminderBench.ts';
import type { ReminderVictimInput } from './reminderVictim.ts';

let bench: ReminderBench;
beforeAll(async () => {
  bench = await openReminderBench();
}, 60_000);
afterAll(() => bench.close());

interface Killed {
  folder: string;
  invoiceIds: string[];
  hasEnded: boolean;
}

/** A series of two that is begun elsewhere, and killed at a mark. */
async function killAt(dieAt: number): Promise<Killed> {
  const { id: customer } = await bench.addCustomer();
  const invoices = [await bench.addSendable(customer), await bench.addSendable(customer)];
  const invoiceIds = invoices.map(({ id }) => id);
  const { emulator, now } = bench.office;
  const input: ReminderVictimInput = {
    folder: temporaryFolder(),
    apiBase: emulator.url,
    key: emulator.accounts[0]?.key ?? '',
    items: (await bench.plan(invoiceIds)).map((planned) => confirmed(planned)),
    now: now(),
    dieAt,
  };
  const file = new URL('./reminderVictim.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [file, JSON.stringify(input)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  expect(code ?? signal).toSatisfy((end) => end === 0 || end === 'SIGKILL');
  return { folder: input.folder, invoiceIds, hasEnded: code === 0 };
}

async function listStates(workspaceDatabase: WorkspaceDatabase) {
  const [run] = await workspaceDatabase.listReminderRuns({ limit: 1 });
  return { run: run?.state, items: (run?.items ?? []).map(({ state }) => state) };
}

async function catchUp(workspaceDatabase: WorkspaceDatabase): Promise<void> {
  const { cache } = bench.office;
  const noteChanges = createForeignChanges({ cache, workspaceDatabase, installationId: 'test-installation' });
  const { data } = await bench.stripe.events.list({ limit: 100 });
  await noteChanges(workspaceId, data as unknown as StripeEvent[]);
}

/** More marks than a series of two has. */
const mostMarks = 20;

it('kill -9 at every step of a series sends nothing twice, and never calls untried what went out', async () => {
  for (let dieAt = 1; dieAt <= mostMarks; dieAt += 1) {
    const { folder, invoiceIds, hasEnded } = await killAt(dieAt);
    const workspaceDatabase = await openWorkspaceDatabase(folder);
    await settleInterruptedWrites(workspaceDatabase);
    const sent = await Promise.all(invoiceIds.map((id) => bench.countSent(id)));
    expect(Math.max(...sent)).toBeLessThanOrEqual(1);

    const before = await listStates(workspaceDatabase);
    // The last mark lies after the run was finished.
    expect(['interrupted', 'done']).toContain(before.run);
    for (const [index, state] of before.items.entries()) {
      const isTold = sent[index] === 1 ? ['sent', 'unknown'] : ['waiting', 'unknown'];
      expect(isTold).toContain(state);
    }
    await catchUp(workspaceDatabase);
    const { items } = await listStates(workspaceDatabase);
    expect(items.map((state) => Number(state === 'sent'))).toEqual(sent);
    expect((await workspaceDatabase.verifyAudit()).intact).toBe(true);
    if (!hasEnded) continue;
    expect(items).toEqual(['sent', 'sent']);
    // Of each: noted, recorded, answered, settled, told; and the run before and after.
    expect(dieAt).toBeGreaterThan(10);
    return;
  }
  throw new Error('The series never came to its end.');
}, 120_000);
