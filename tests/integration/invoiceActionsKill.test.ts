import { spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createForeignChanges } from '../../electron/services/foreignChanges.ts';
import { settleInterruptedWrites } from '../../electron/services/recordedWrite.ts';
import type { StripeEvent } from '../../electron/sync/affectedObjects.ts';
import type { WorkspaceDatabase } from '../../electron/workspaceDatabase/workspaceDatabaseApi.ts';
import { openActionBench, type ActionBench } from '../builders/actionBench.ts';
import { act, type VictimAction } from '../builders/actOn.ts';
import { temporaryFolder } from '../builders/openCache.ts';
import { openWorkspaceDatabase } from '../builders/openWorkspaceDatabase.ts';
import { workspaceId } from '../builders/paymentBench.ts';
import type { ActionVictimInput } from './actionVictim.ts';

let bench: ActionBench;
beforeAll(async () => {
  bench = await openActionBench();
}, 60_000);
afterAll(() => bench.close());

/** The event by which Stripe tells that it was done. */
const eventOf: Record<VictimAction, string> = {
  finalize: 'invoice.finalized',
  send: 'invoice.sent',
  void: 'invoice.voided',
  markUncollectible: 'invoice.marked_uncollectible',
  credit: 'credit_note.created',
};

interface Killed {
  folder: string;
  customerId: string;
  invoiceId: string;
  hasEnded: boolean;
}

/** An invoice with which something is begun elsewhere, and killed at a mark. */
async function killAt(action: VictimAction, dieAt: number): Promise<Killed> {
  const { id: customerId } = await bench.addCustomer();
  const draft = await bench.addDraft(customerId, { collection_method: 'send_invoice', days_until_due: 14 });
  if (action !== 'finalize') await bench.stripe.invoices.finalizeInvoice(draft.id, { auto_advance: false });
  const folder = temporaryFolder();
  const { emulator, now } = bench.office;
  const input: ActionVictimInput = {
    folder,
    apiBase: emulator.url,
    key: emulator.accounts[0]?.key ?? '',
    workspaceId,
    invoiceId: draft.id,
    action,
    now: now(),
    dieAt,
  };
  const file = new URL('./actionVictim.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [file, JSON.stringify(input)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.once('exit', (...ended) => resolve(ended)),
  );
  expect(code ?? signal).toSatisfy((end) => end === 0 || end === 'SIGKILL');
  return { folder, customerId, invoiceId: draft.id, hasEnded: code === 0 };
}

/** How often Stripe did it to an invoice: credit notes name theirs. */
async function countDone(action: VictimAction, invoiceId: string): Promise<number> {
  if (action === 'credit')
    return (await bench.stripe.creditNotes.list({ invoice: invoiceId, limit: 100 })).data.length;
  const { data } = await bench.stripe.events.list({ type: eventOf[action], limit: 100 });
  return data.filter(({ data: { object } }) => 'id' in object && object.id === invoiceId).length;
}

async function outcomesOf(workspaceDatabase: WorkspaceDatabase): Promise<string[]> {
  expect((await workspaceDatabase.verifyAudit()).intact).toBe(true);
  const filter = { workspaceIds: null, customerId: null, offset: 0, limit: 50 };
  const { rows } = await workspaceDatabase.listAudit(filter);
  // The log also tells what the office did meanwhile.
  return rows.filter(({ who }) => who === 'victim').map(({ outcome }) => outcome);
}

/** A catch-up tells of everything that happened. */
async function catchUp(workspaceDatabase: WorkspaceDatabase): Promise<void> {
  const { cache } = bench.office;
  const noteChanges = createForeignChanges({ cache, workspaceDatabase, installationId: 'test-installation' });
  const { data } = await bench.stripe.events.list({ limit: 100 });
  await noteChanges(workspaceId, data as unknown as StripeEvent[]);
}

/** The next start: the log tells what happened, and doing it again does nothing twice. */
async function expectTold(action: VictimAction, killed: Killed): Promise<void> {
  const { folder, invoiceId } = killed;
  const workspaceDatabase = await openWorkspaceDatabase(folder);
  await settleInterruptedWrites(workspaceDatabase);
  const done = await countDone(action, invoiceId);
  expect(done).toBeLessThanOrEqual(1);
  await catchUp(workspaceDatabase);
  const outcomes = await outcomesOf(workspaceDatabase);
  expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(done);
  expect(outcomes.filter((outcome) => outcome !== 'done' && outcome !== 'unknown')).toEqual([]);
  if (done === 1) expect(await workspaceDatabase.listActions()).toEqual([]);
  const isSent = action === 'send' && done === 1;
  const sent = await workspaceDatabase.listInvoicesSent([{ workspaceId, invoiceId }]);
  expect(sent).toHaveLength(isSent ? 1 : 0);
  // An e-mail may be sent again by a person who is told when the last one went; all else is refused.
  const isRefused = done === 1 && action !== 'send';
  const again = bench.actionsOver(workspaceDatabase);
  expect(await act(again, action, { workspaceId, invoiceId })).toBe(!isRefused);
  expect(await countDone(action, invoiceId)).toBe(action === 'send' ? done + 1 : 1);
}

/** More marks than any of them has. */
const mostMarks = 10;

it.each(['finalize', 'send', 'void', 'markUncollectible', 'credit'] as const)(
  'kill -9 at every step of %s does nothing twice, and the log says what happened',
  async (action) => {
    for (let dieAt = 1; dieAt <= mostMarks; dieAt += 1) {
      const killed = await killAt(action, dieAt);
      await expectTold(action, killed);
      if (!killed.hasEnded) continue;
      // Recorded, answered, settled.
      expect(dieAt).toBeGreaterThan(3);
      return;
    }
    throw new Error('The action never came to its end.');
  },
  120_000,
);
