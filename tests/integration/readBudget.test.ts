import { describe, expect, it, onTestFinished } from 'vitest';
import { createReadBudget, type ReadBudget } from '../../electron/stripe/readBudget.ts';
import { createWorkspaceDatabase } from '../../electron/workspaceDatabase/createWorkspaceDatabase.ts';
import type { WorkspaceDatabase } from '../../electron/workspaceDatabase/workspaceDatabaseApi.ts';
import { temporaryFolder } from '../builders/openCache.ts';

const today = 20_000;
const noon = today * 86_400 + 43_200;

async function openDatabase(): Promise<WorkspaceDatabase> {
  const folder = temporaryFolder();
  const database = await createWorkspaceDatabase({
    file: `${folder}/workspace.sqlite`,
    backupDir: folder,
    workerUrl: new URL('../../electron/workspaceDatabase/workspaceDatabaseWorker.ts', import.meta.url),
  });
  onTestFinished(() => database.close());
  return database;
}

function budgetOver(
  workspaceDatabase: WorkspaceDatabase,
  options: { now?: number; paidInvoices?: () => number; desktops?: number | null } = {},
): ReadBudget {
  const { now = noon, paidInvoices = () => 0, desktops = 3 } = options;
  return createReadBudget({
    workspaceDatabase,
    countPaidInvoices: async () => paidInvoices(),
    desktopsOf: () => desktops,
    now: () => now,
  });
}

const readTimes = (budget: ReadBudget, times: number): void => {
  for (let index = 0; index < times; index += 1) budget.noteRead('a');
};

describe('the reads of an account', () => {
  it('are counted by day over restarts, each account for itself', async () => {
    const database = await openDatabase();
    const yesterday = budgetOver(database, { now: noon - 86_400 });
    readTimes(yesterday, 5);
    yesterday.noteRead('b');
    await yesterday.close();

    const budget = budgetOver(database);
    readTimes(budget, 2);
    expect(await budget.describe('a')).toEqual({
      budget: 3333,
      used: 7,
      usedToday: 2,
      days: [
        { day: today - 1, reads: 5 },
        { day: today, reads: 2 },
      ],
    });
    expect(await budget.describe('b')).toMatchObject({ used: 1, usedToday: 0 });
    await budget.close();
  });

  it('are written in one go, not one by one', async () => {
    const database = await openDatabase();
    let writes = 0;
    const counted = {
      ...database,
      addReads: (counts: Parameters<WorkspaceDatabase['addReads']>[0]) => {
        writes += 1;
        return database.addReads(counts);
      },
    };
    const budget = budgetOver(counted);
    readTimes(budget, 1000);
    await budget.close();
    expect(writes).toBe(1);
    expect(await database.listReads({ workspaceId: 'a', since: today })).toEqual([
      { day: today, reads: 1000 },
    ]);
  });

  it('make background work slower when they run short, and history stop for the day', async () => {
    const budget = budgetOver(await openDatabase());
    readTimes(budget, 2400);
    expect(budget.pollStretch('a')).toBe(1);
    expect(await budget.mayReadHistory('a')).toBe(true);
    readTimes(budget, 600);
    expect(budget.pollStretch('a')).toBeGreaterThan(5);
    expect(await budget.mayReadHistory('a')).toBe(false);
    await budget.close();
  });

  it('allow a first sync to go on as it learns how much the account is paid', async () => {
    let paidInvoices = 0;
    const budget = budgetOver(await openDatabase(), { paidInvoices: () => paidInvoices });
    await budget.refresh('a');
    readTimes(budget, 3000);
    expect(await budget.mayReadHistory('a')).toBe(false);
    paidInvoices = 30_000;
    expect(await budget.mayReadHistory('a')).toBe(true);
    await budget.close();
  });

  it('hold nothing back on a server of this machine', async () => {
    const budget = budgetOver(await openDatabase(), { desktops: null });
    readTimes(budget, 50_000);
    expect([budget.pollStretch('a'), await budget.mayReadHistory('a')]).toEqual([1, true]);
    await budget.close();
  });
});
