import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../builders/openCache.ts';
import { listAll, openSyncOffice, startOffice } from '../builders/syncOffice.ts';

const child = new URL('./syncProcess.ts', import.meta.url).pathname;

/** Runs a sync in a process of its own and kills it with SIGKILL once it has read so many objects. */
async function syncAndKill(args: string[], atObjects: number): Promise<number> {
  const running = spawn(process.execPath, [child, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise((resolve) => running.once('exit', resolve));
  let done = 0;
  for await (const line of createInterface({ input: running.stdout })) {
    if (line === 'finished') throw new Error('The sync ended before it could be killed.');
    done = Number(line);
    if (done >= atObjects) break;
  }
  running.kill('SIGKILL');
  await exited;
  return done;
}

it('goes on after a kill without reading again what was stored', async () => {
  const emulator = await startOffice({ accounts: 3 });
  const cacheFile = join(temporaryFolder(), 'cache.sqlite');
  const key = emulator.accounts[0]?.sampleKey ?? '';
  const killedAt = await syncAndKill([emulator.url, key, cacheFile], 1500);

  const office = await openSyncOffice({ emulator, cacheFile });
  const stored = await office.cache.counts({ workspaceId: 'ws0' });
  const result = await office.sync.runOnce('ws0', { full: false });
  const invoices = await listAll(office, 'invoices');

  expect(result.complete).toBe(true);
  expect((await office.cache.listIds({ workspaceId: 'ws0', kind: 'invoice' })).toSorted()).toEqual(
    invoices.map(({ id }) => id).toSorted(),
  );
  expect(killedAt).toBeGreaterThanOrEqual(1500);
  // Two lists run at once, and each may repeat the page it was at when the process died.
  const total = result.customers + result.invoices + result.creditNotes + result.subscriptions;
  const storedTotal = stored.customers + stored.invoices + stored.creditNotes + stored.subscriptions;
  expect(result.fetched).toBeLessThanOrEqual(total - storedTotal + 4 * 100);
});
