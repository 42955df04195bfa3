import { describe, expect, it } from 'vitest';
import { listAll, openSyncOffice, type SyncOffice } from '../builders/syncOffice.ts';
import { openTestProfile } from '../builders/openProfile.ts';

const workspaceId = 'ws0';
const once = { full: false };

async function beginHistory(office: SyncOffice): Promise<void> {
  office.sync.start(workspaceId, once);
  const hasBegun = (): boolean => office.statuses.some(({ phase }) => phase === 'history');
  await expect.poll(hasBegun, { timeout: 10_000 }).toBe(true);
}

describe('a sync that is held', () => {
  it('keeps what was read when it is cancelled, and waits until somebody asks', async () => {
    const office = await openSyncOffice();
    await beginHistory(office);
    office.sync.cancel(workspaceId);
    await expect.poll(async () => (await office.sync.getStatus(workspaceId)).phase).toBe('cancelled');
    const { invoices } = await office.cache.counts({ workspaceId });
    expect(invoices).toBeGreaterThan(0);

    const asked = office.requests.length;
    office.sync.start(workspaceId, once);
    expect((await office.sync.getStatus(workspaceId)).phase).toBe('cancelled');
    expect(office.requests).toHaveLength(asked);

    office.sync.startNow(workspaceId, once);
    await expect.poll(() => office.statuses.at(-1)?.complete, { timeout: 20_000 }).toBe(true);
    expect((await office.cache.listIds({ workspaceId, kind: 'invoice' })).length).toBe(
      (await listAll(office, 'invoices')).length,
    );
  });

  it('ends a walk under way when everything is asked for, and walks from the start', async () => {
    const office = await openSyncOffice();
    await beginHistory(office);
    office.sync.startNow(workspaceId, { full: true });
    await expect.poll(() => office.statuses.at(-1)?.complete, { timeout: 20_000 }).toBe(true);
    expect(office.requests.filter((url) => /^\/v1\/events\?limit=1$/.test(url))).toHaveLength(2);
  });

  it('stays paused over a restart until somebody asks', async () => {
    const stored = new Map<string, unknown>();
    const sample = { size: 'S', accounts: 20, seed: 1, anchor: '2026-11-20' } as const;
    const before = await openTestProfile({ stored });
    const [first] = (await before.services['workspaces.createSample'](sample)).workspaces;
    const id = first?.id ?? '';
    before.sync.pause(id);
    await before.sync.close();

    const after = await openTestProfile({ stored, folder: before.folder });
    expect((await after.sync.getStatus(id)).phase).toBe('paused');
    after.sync.start(id, once);
    expect((await after.sync.getStatus(id)).phase).toBe('paused');
    after.sync.startNow(id, once);
    await expect.poll(async () => (await after.sync.getStatus(id)).complete, { timeout: 20_000 }).toBe(true);
    expect(after.registry.get(id).syncPaused).toBeUndefined();
  });
});

describe('a sync whose reads run short', () => {
  it('reads what is open and what changed, leaves history for later, and then goes on without repeating', async () => {
    let lists = 2;
    const budget = { refresh: async () => {}, mayReadHistory: async () => (lists -= 1) >= 0 };
    const office = await openSyncOffice({ budget });
    const first = await office.sync.runOnce(workspaceId, once);
    expect(first.complete).toBe(false);
    const open = await listAll(office, 'invoices', { status: 'open' });
    const openIds = await office.cache.listIds({ workspaceId, kind: 'invoice', status: 'open' });
    expect(openIds.toSorted()).toEqual(open.map(({ id }) => id).toSorted());
    expect((await office.sync.getStatus(workspaceId)).asOf).not.toBeNull();

    const windowsOf = (from: number): string[] =>
      office.requests
        .slice(from)
        .filter((url) => url.startsWith('/v1/invoices?') && url.includes('created['));
    const read = office.requests.length;
    const windows = windowsOf(0);
    lists = Infinity;
    expect((await office.sync.runOnce(workspaceId, once)).complete).toBe(true);
    const repeated = windowsOf(read).filter((url) => windows.includes(url));
    expect(repeated).toEqual([]);
    const ids = (await listAll(office, 'invoices')).map(({ id }) => id);
    expect((await office.cache.listIds({ workspaceId, kind: 'invoice' })).toSorted()).toEqual(ids.toSorted());
  });
});
