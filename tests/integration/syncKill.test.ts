import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { createOtherHand, seededRandom } from '../builders/changeOffice.ts';
import { compareCache } from '../builders/compareCache.ts';
import { temporaryFolder } from '../builders/openCache.ts';
import { openSyncOffice, startOffice } from '../builders/syncOffice.ts';

const child = new URL('./syncProcess.ts', import.meta.url).pathname;
const kills = 20;

/** Processes that sync the same cache one after the other; the next one loads while one is at work. */
function createVictims(args: string[]) {
  const started: ChildProcess[] = [];
  const start = () => {
    const process_ = spawn(process.execPath, [child, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
    started.push(process_);
    const lines = createInterface({ input: process_.stdout })[Symbol.asyncIterator]();
    return { process: process_, lines, isReady: lines.next() };
  };
  onTestFinished(() => {
    for (const one of started) one.kill('SIGKILL');
  });
  let spare = start();

  /** Lets a process sync and kills it with SIGKILL at the moment of its n-th request; gives what it asked for. */
  return async function syncAndKill(atRequest: number): Promise<{ asked: string[]; isFinished: boolean }> {
    const victim = spare;
    spare = start();
    await victim.isReady;
    const exited = new Promise((resolve) => victim.process.once('exit', resolve));
    victim.process.stdin?.write('go\n');
    const asked: string[] = [];
    let isFinished = false;
    while (asked.length < atRequest && !isFinished) {
      const { value = 'finished' } = (await victim.lines.next()) as { value?: string };
      if (value === 'finished') isFinished = true;
      else asked.push(value);
    }
    victim.process.kill('SIGKILL');
    await exited;
    return { asked, isFinished };
  };
}

/** The list that a page belongs to, and where in it the page begins; null for single objects, lines and questions. */
function pageOf(url: string): { list: string; cursor: string } | null {
  const isPage = /^\/v1\/(invoices|customers|subscriptions|credit_notes|invoice_payments)\?limit=100&/.test(
    url,
  );
  if (!isPage) return null;
  const [list = '', cursor = ''] = url.split('&starting_after=');
  return { list, cursor };
}

/** By how many pages each list that a run went on with began before the last page that the run before had asked for. */
function stepsBack(runs: readonly (readonly string[])[]): number[] {
  const asked = new Map<string, string[]>();
  const steps: number[] = [];
  for (const urls of runs) {
    const inThisRun = new Map<string, string[]>();
    for (const page of urls.map(pageOf)) {
      if (page === null) continue;
      const before = asked.get(page.list);
      const cursors = inThisRun.get(page.list) ?? [];
      if (before && cursors.length === 0) steps.push(before.length - 1 - before.indexOf(page.cursor));
      inThisRun.set(page.list, [...cursors, page.cursor]);
    }
    for (const [list, cursors] of inThisRun) asked.set(list, cursors);
  }
  return steps;
}

it('equals Stripe after 20 kills during a backfill and 20 during catch-ups, and repeats no window from its start', async () => {
  const seed = Number(process.env['KANTOOR_TEST_SEED'] ?? Date.now() % 1_000_000);
  process.stdout.write(`Kills follow the seed ${seed}; KANTOOR_TEST_SEED repeats them.\n`);
  const random = seededRandom(seed);
  const emulator = await startOffice({ accounts: 1 });
  const hand = createOtherHand(emulator, random);
  const cacheFile = join(temporaryFolder(), 'cache.sqlite');
  const syncAndKill = createVictims([emulator.url, emulator.accounts[0]?.sampleKey ?? '', cacheFile]);

  const runs: string[][] = [];
  for (let kill = 0; kill < kills; kill += 1) {
    const run = await syncAndKill(5 + Math.floor(random() * 15));
    expect(run.isFinished).toBe(false);
    runs.push(run.asked);
    await hand.change();
  }
  const steps = stepsBack(runs);
  expect(steps.length).toBeGreaterThan(kills);
  // The page whose mark would have been stored with the next one, and none before it.
  expect(Math.max(...steps)).toBeLessThanOrEqual(1);
  expect(runs.flat().filter((url) => /^\/v1\/events\?limit=1$/.test(url)).length).toBeLessThanOrEqual(2);

  while (!(await syncAndKill(Infinity)).isFinished);
  let changes = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    for (let change = 0; change < 4; change += 1) await hand.change();
    const run = await syncAndKill(1 + Math.floor(random() * 6));
    // Nothing of the backfill is read again; a changed invoice may have more lines than come with it.
    expect(run.asked.filter((url) => url.includes('starting_after') && !url.includes('/lines?'))).toEqual([]);
    changes = hand.changes;
  }
  expect(changes).toBeGreaterThan(kills);

  const office = await openSyncOffice({ emulator, cacheFile });
  expect(await office.sync.runOnce('ws0', { full: false })).toMatchObject({ complete: true });
  expect(await compareCache(office)).toMatchObject({
    equal: true,
    missing: [],
    different: [],
    extra: [],
    more: 0,
  });
}, 240_000);
