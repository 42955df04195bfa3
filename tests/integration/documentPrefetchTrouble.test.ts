import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDocumentPrefetch } from '../../electron/documents/documentPrefetch.ts';
import type { RunningEmulator } from '../../electron/stripeEmulator/emulatorOptions.ts';
import { startEmulator } from '../../electron/stripeEmulator/startEmulator.ts';
import { AppError } from '../../shared/errors/appError.ts';
import {
  downloads,
  invoiceRef,
  listIssued,
  now,
  openPrefetchOffice,
  storedInvoices,
  storedOf,
  workspaceId,
  yearJustBegun,
  type PrefetchOffice,
} from '../builders/prefetchOffice.ts';

let emulator: RunningEmulator;
beforeAll(async () => {
  emulator = await startEmulator(yearJustBegun);
});
afterAll(() => emulator.close());

describe('what is in the way', () => {
  it('of the network: stops at once, keeps what is there and goes on by itself when it is back', async () => {
    let arrived = 0;
    let isCut = true;
    const office = await openPrefetchOffice({
      emulator,
      policy: 'openAndYear',
      now,
      gateway: (real) => ({
        downloadPdf: (input) => {
          if (isCut && arrived >= 7) throw new AppError('offline', 'Stripe cannot be reached.');
          arrived += 1;
          return real.downloadPdf(input);
        },
      }),
    });
    expect(await office.run()).toMatchObject({ state: 'offline', error: null });
    expect(await storedInvoices(office)).toHaveLength(7);
    isCut = false;
    office.prefetch.wake();
    await expect.poll(() => office.prefetch.getStatus(workspaceId).state, { timeout: 20_000 }).toBe('idle');
    const all = await storedInvoices(office);
    expect(all.length).toBeGreaterThan(20);
    expect(downloads(office)).toHaveLength(arrived);
    expect(new Set(downloads(office)).size).toBe(arrived);
  });

  it('of an export or a person: lets them go first, between two documents', async () => {
    let arrived = 0;
    const office: PrefetchOffice = await openPrefetchOffice({
      emulator,
      policy: 'openAndYear',
      now,
      gateway: (real) => ({
        downloadPdf: async (input) => {
          const bytes = await real.downloadPdf(input);
          arrived += 1;
          if (arrived === 5) office.world.obstacle = 'export';
          return bytes;
        },
      }),
    });
    expect(await office.run()).toMatchObject({ state: 'export' });
    // Two more were on their way.
    expect(arrived).toBeLessThanOrEqual(7);
    office.world.obstacle = null;
    expect(await office.run()).toMatchObject({ state: 'idle', failed: 0 });
  });

  it('of a full disk: stops before anything is half written, and goes on when there is room', async () => {
    let isFull = true;
    let attempts = 0;
    const office = await openPrefetchOffice({
      emulator,
      policy: 'openAndYear',
      now,
    });
    const put = office.store.put.bind(office.store);
    office.store.put = async (bytes) => {
      attempts += 1;
      if (isFull && attempts > 3) throw new AppError('disk_full', 'There is no space left.');
      return put(bytes);
    };
    expect(await office.run()).toMatchObject({ state: 'diskFull', error: null });
    expect(attempts).toBeLessThanOrEqual(6);
    expect(await storedInvoices(office)).toHaveLength(3);
    isFull = false;
    expect(await office.run()).toMatchObject({ state: 'idle', failed: 0 });
  });

  it('of the quota: takes the open invoices and the newest, and pushes nothing out', async () => {
    const office = await openPrefetchOffice({ emulator, now });
    office.world.quotaBytes = 2_000_000;
    expect(await office.run()).toMatchObject({ state: 'quotaFull' });
    const [usage] = await office.workspaceDatabase.documentUsage();
    expect(usage?.bytes).toBeLessThanOrEqual(2_000_000);
    expect(await office.workspaceDatabase.listEvictions()).toEqual([]);
    const stored = new Set(await storedInvoices(office));
    const invoices = await listIssued(office);
    const left = invoices.filter(({ id }) => !stored.has(id));
    const taken = invoices.filter(({ id, status }) => stored.has(id) && status !== 'open');
    expect(left.length).toBeGreaterThan(0);
    const oldestTaken = Math.min(...taken.map(({ created }) => created));
    // A page brings what lies on it: at most one page is out of order.
    expect(left.filter(({ created }) => created > oldestTaken).length).toBeLessThan(100);
    expect(await office.run()).toMatchObject({ state: 'quotaFull' });
  });
});

describe('the room that documents take', () => {
  it('is given back, least recently used first, when somebody opens more than fits', async () => {
    const office = await openPrefetchOffice({ emulator, policy: 'openAndYear', now });
    await office.run();
    const [usage] = await office.workspaceDatabase.documentUsage();
    office.world.quotaBytes = usage?.bytes ?? 0;
    const stored = new Set(await storedInvoices(office));
    const invoices = await listIssued(office);
    const old = invoices.find(({ id }) => !stored.has(id));
    await office.documents.ensure(invoiceRef(old?.id ?? ''), { priority: 'foreground' });
    const [after] = await office.workspaceDatabase.documentUsage();
    expect(after?.bytes).toBeLessThanOrEqual(office.world.quotaBytes);
    expect(await storedOf(office, [old?.id ?? ''])).toHaveLength(1);
    const [eviction] = await office.workspaceDatabase.listEvictions();
    expect(eviction).toMatchObject({ workspaceId });
    const pdfs = fs
      .readdirSync(path.join(office.folder, 'documents'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.pdf'));
    expect(pdfs).toHaveLength(after?.documents ?? 0);
    // The evicted ones are wanted by the policy, but what is fetched ahead pushes nothing out again.
    office.requests.length = 0;
    expect(await office.run()).toMatchObject({ state: 'quotaFull' });
    expect(downloads(office)).toEqual([]);
  });
});

describe('after a restart', () => {
  it('goes on where it was stopped and fetches nothing twice', async () => {
    const controller = new AbortController();
    let arrived = 0;
    const office = await openPrefetchOffice({
      emulator,
      policy: 'openAndYear',
      now,
      gateway: (real) => ({
        downloadPdf: async (input) => {
          const bytes = await real.downloadPdf(input);
          arrived += 1;
          if (arrived === 9) controller.abort();
          return bytes;
        },
      }),
    });
    await office.run(controller.signal);
    await office.prefetch.stop();
    const before = await storedInvoices(office);
    expect(before.length).toBeGreaterThan(0);
    expect(before.length).toBeLessThan(12);
    office.requests.length = 0;
    const restarted = createDocumentPrefetch({
      ...office,
      gateways: { of: async () => office.gateway },
      registry: {
        list: () => [{ id: workspaceId, timeZone: 'UTC', documentPolicy: 'openAndYear' } as never],
        get: () => undefined as never,
      },
      findFacts: office.documents.findFacts,
      findObstacle: async () => null,
      now: () => now,
      toErrorPayload: () => undefined as never,
      onChanged: () => undefined,
      pauses: { quietMs: 1, retryMs: 1000 },
    });
    const status = await restarted.runOnce(workspaceId, new AbortController().signal);
    expect(status).toMatchObject({ state: 'idle', failed: 0 });
    const all = await storedInvoices(office);
    expect(downloads(office).length).toBe(status.done);
    expect(all.length).toBeGreaterThan(before.length);
    await restarted.stop();
  });
});

it('ends a round whose documents are not wanted any more', async () => {
  let arrived = 0;
  const office: PrefetchOffice = await openPrefetchOffice({
    emulator,
    policy: 'everything',
    now,
    gateway: (real) => ({
      downloadPdf: async (input) => {
        arrived += 1;
        if (arrived === 4) {
          office.world.policy = 'onDemand';
          office.prefetch.notePolicy(workspaceId);
        }
        return real.downloadPdf(input);
      },
    }),
  });
  expect(await office.run()).toMatchObject({ state: 'idle', wanted: 0, error: null });
  expect(arrived).toBeLessThan(8);
});
