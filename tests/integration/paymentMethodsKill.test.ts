import { spawn } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { settleInterruptedWrites } from '../../electron/services/recordedWrite.ts';
import { createWorkspaceDatabase } from '../../electron/workspaceDatabase/createWorkspaceDatabase.ts';
import { addSubscription, openMethodBench, type MethodBench } from '../builders/methodBench.ts';
import { temporaryFolder } from '../builders/openCache.ts';
import type { MethodVictimInput } from './methodVictim.ts';

let bench: MethodBench;
beforeAll(async () => {
  bench = await openMethodBench();
}, 60_000);
afterAll(() => bench.close());

interface Killed {
  folder: string;
  customerId: string;
  workspaceId: string;
  subscriptionId: string;
  card: string;
  debit: string;
  hasEnded: boolean;
}

/** A customer who pays by card, also for a subscription; the change is begun elsewhere and killed at a mark. */
async function killAt(change: MethodVictimInput['change'], dieAt: number): Promise<Killed> {
  const payer = await bench.addPayer('pm_card_visa', 'pm_sepaDebit');
  const [card, debit = ''] = payer.ids;
  const { customerId, workspaceId } = payer;
  const subscription = await addSubscription(bench.stripe, customerId, card);
  const folder = temporaryFolder();
  const { emulator, now } = bench.office;
  const input: MethodVictimInput = {
    folder,
    apiBase: emulator.url,
    key: emulator.accounts[0]?.key ?? '',
    workspaceId,
    customerId,
    methodId: change === 'remove' ? card : debit,
    change,
    now: now(),
    dieAt,
  };
  const file = new URL('./methodVictim.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [file, JSON.stringify(input)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.once('exit', (...ended) => resolve(ended)),
  );
  expect(code ?? signal).toSatisfy((end) => end === 0 || end === 'SIGKILL');
  return {
    folder,
    customerId,
    workspaceId,
    subscriptionId: subscription.id,
    card,
    debit,
    hasEnded: code === 0,
  };
}

/** Whatever the moment was: there is a default, and everything that is named is there. */
async function expectWhole({ customerId, subscriptionId }: Killed): Promise<void> {
  const methods = await bench.listMethods(customerId);
  expect(methods).toContain(await bench.defaultOf(customerId));
  const { default_payment_method: named } = await bench.stripe.subscriptions.retrieve(subscriptionId);
  expect(methods).toContain(named);
}

/** The next start: what is told to be half-way goes on; what left nothing is simply done again. */
async function startAndFinish(
  killed: Killed,
  again: 'remove' | 'setDefault',
): Promise<{ wasHalfway: boolean }> {
  const { folder, customerId, workspaceId, card, debit } = killed;
  const workspaceDatabase = await createWorkspaceDatabase({
    file: path.join(folder, 'workspace.sqlite'),
    backupDir: path.join(folder, 'backups'),
    workerUrl: new URL('../../electron/workspaceDatabase/workspaceDatabaseWorker.ts', import.meta.url),
  });
  try {
    await settleInterruptedWrites(workspaceDatabase);
    const methods = await bench.methodsWith({ workspaceDatabase });
    const ofCustomer = { workspaceIds: [workspaceId], customerId };
    const [halfway] = await methods['paymentMethods.listOpenChanges'](ofCustomer);
    if (halfway) await methods['paymentMethods.resumeChange']({ changeId: halfway.id });
    else if (again === 'remove')
      await methods['paymentMethods.remove']({
        workspaceId,
        customerId,
        methodId: card,
        replacementId: debit,
      });
    else {
      const wanted = { workspaceId, customerId, methodId: debit, shadows: 'repoint' } as const;
      const { refusal } = await methods['paymentMethods.prepareDefault'](wanted);
      if (refusal === null) await methods['paymentMethods.setDefault'](wanted);
      else expect(refusal).toBe('alreadyDefault');
    }
    // What was on its way when it was killed stays open until an event tells of it.
    const actions = await workspaceDatabase.listActions();
    expect(actions.filter(({ kind }) => kind !== 'unanswered')).toEqual([]);
    expect((await workspaceDatabase.verifyAudit()).intact).toBe(true);
    const audit = await workspaceDatabase.listAudit({ ...ofCustomer, offset: 0, limit: 50 });
    expect(audit.rows.map(({ outcome }) => outcome)).not.toContain('pending');
    return { wasHalfway: halfway !== undefined };
  } finally {
    await workspaceDatabase.close();
  }
}

/** More marks than either change has. */
const mostMarks = 40;

it.each(['remove', 'setDefault'] as const)(
  'kill -9 at every step of %s leaves a customer who can be collected from, and the change comes to its end',
  async (change) => {
    let halfway = 0;
    for (let dieAt = 1; dieAt <= mostMarks; dieAt += 1) {
      const killed = await killAt(change, dieAt);
      await expectWhole(killed);
      const { wasHalfway } = await startAndFinish(killed, change);
      if (wasHalfway) halfway += 1;
      const { customerId, subscriptionId, card, debit } = killed;
      expect(await bench.listMethods(customerId)).toEqual(
        change === 'remove' ? [debit] : expect.arrayContaining([card, debit]),
      );
      expect(await bench.defaultOf(customerId)).toBe(debit);
      const { default_payment_method: named } = await bench.stripe.subscriptions.retrieve(subscriptionId);
      expect(named).toBe(debit);
      if (killed.hasEnded) {
        expect(halfway).toBeGreaterThan(5);
        return;
      }
    }
    throw new Error('The change never came to its end.');
  },
  240_000,
);
