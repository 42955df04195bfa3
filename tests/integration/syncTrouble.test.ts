import { describe, expect, it } from 'vitest';
import { createOtherHand, seededRandom } from '../builders/changeOffice.ts';
import { compareCache } from '../builders/compareCache.ts';
import { openSyncOffice, startOffice, type SyncOffice } from '../builders/syncOffice.ts';

const workspaceId = 'ws0';
const once = { full: false };
const equal = { equal: true, missing: [], different: [], extra: [], more: 0 };
const everyFault = [
  { kind: '429', percent: 3 },
  { kind: '500', percent: 3 },
  { kind: 'truncated', percent: 1 },
  { kind: 'timeout', percent: 1 },
] as const;
/** Longer than the busiest machine needs to answer, shorter than anybody waits for a test. */
const timeoutMs = 3000;

/** Syncs until a run ends without trouble, as the app does by itself. */
async function syncToTheEnd({ sync, statuses }: SyncOffice): Promise<void> {
  sync.start(workspaceId, once);
  await expect.poll(() => statuses.at(-1)?.phase, { timeout: 60_000 }).toBe('idle');
  await expect
    .poll(() => statuses.at(-1), { timeout: 60_000 })
    .toMatchObject({ complete: true, phase: 'idle', lastError: null });
}

describe('whatever happens on the way, the cache equals Stripe in the end', () => {
  it('with refused, failing, cut off and unanswered requests at once, while others make changes', async () => {
    const emulator = await startOffice({ faults: [...everyFault] });
    const hand = createOtherHand(emulator, seededRandom(1));
    let asked = 0;
    const office = await openSyncOffice({
      emulator,
      timeoutMs,
      onRequest: () => {
        asked += 1;
        if (asked % 3 === 0) hand.begin();
      },
    });
    await syncToTheEnd(office);
    await syncToTheEnd(office);
    expect(hand.changes).toBeGreaterThan(10);
    await hand.rest();
    await emulator.setFaults([]);
    await office.sync.runOnce(workspaceId, once);
    expect(await compareCache(office)).toMatchObject(equal);
  }, 120_000);

  it('with a network that comes and goes', async () => {
    const emulator = await startOffice();
    const hand = createOtherHand(emulator, seededRandom(2));
    const random = seededRandom(3);
    let untilLoss = 5;
    const office = await openSyncOffice({
      emulator,
      onRequest: () => {
        untilLoss -= 1;
        if (untilLoss === 0) void emulator.setOffline(true);
      },
    });
    office.sync.start(workspaceId, once);
    for (let loss = 0; loss < 5; loss += 1) {
      await expect
        .poll(() => office.statuses.at(-1)?.offlineSince ?? null, { timeout: 30_000 })
        .not.toBeNull();
      untilLoss = loss === 4 ? Infinity : 3 + Math.floor(random() * 12);
      await emulator.setOffline(false);
      await hand.change();
      office.sync.start(workspaceId, once);
    }
    await expect.poll(() => office.statuses.at(-1)?.complete, { timeout: 60_000 }).toBe(true);
    await office.sync.runOnce(workspaceId, once);
    expect(office.requests.filter((url) => /^\/v1\/events\?limit=1$/.test(url))).toHaveLength(1);
    expect(await compareCache(office)).toMatchObject(equal);
  }, 120_000);

  it.each([10, -10])(
    'with a clock that is %i minutes wrong and set right in the middle',
    async (minutes) => {
      let skewMs = minutes * 60_000;
      let asked = 0;
      const emulator = await startOffice();
      const hand = createOtherHand(emulator, seededRandom(4));
      const office = await openSyncOffice({
        emulator,
        now: () => Date.now() + skewMs,
        onRequest: () => {
          asked += 1;
          if (asked % 4 === 0) hand.begin();
          if (asked === 20) skewMs = 0;
        },
      });
      await office.sync.runOnce(workspaceId, once);
      // Read while the clock was ahead, changed now: the change must not lose against it.
      for (let change = 0; change < 20; change += 1) await hand.change();
      await office.sync.runOnce(workspaceId, once);
      skewMs = -2 * minutes * 60_000;
      for (let change = 0; change < 20; change += 1) await hand.change();
      await hand.rest();
      await office.sync.runOnce(workspaceId, once);
      expect(hand.changes).toBeGreaterThan(20);
      expect(await compareCache(office)).toMatchObject(equal);
    },
    120_000,
  );

  it('with a full walk during which others make changes', async () => {
    const emulator = await startOffice();
    const hand = createOtherHand(emulator, seededRandom(5));
    let isBusy = false;
    const office = await openSyncOffice({ emulator, onRequest: () => void (isBusy && hand.begin()) });
    await office.sync.runOnce(workspaceId, once);
    isBusy = true;
    await office.sync.runOnce(workspaceId, { full: true });
    await office.sync.runOnce(workspaceId, once);
    await hand.rest();
    await office.sync.runOnce(workspaceId, once);
    expect(hand.changes).toBeGreaterThan(20);
    expect(await compareCache(office)).toMatchObject(equal);
  }, 120_000);
});
