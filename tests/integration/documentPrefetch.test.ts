import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listWishes } from '../../electron/documents/documentWishes.ts';
import type { RunningEmulator } from '../../electron/stripeEmulator/emulatorOptions.ts';
import { startEmulator } from '../../electron/stripeEmulator/startEmulator.ts';
import { AppError } from '../../shared/errors/appError.ts';
import { failureOf } from '../builders/failureOf.ts';
import {
  apiReads,
  downloads,
  idsOf,
  invoiceRef,
  listIssued,
  now,
  openPrefetchOffice,
  storedInvoices,
  storedOf,
  workspaceId,
  yearFrom,
  yearJustBegun,
  type PrefetchOffice,
} from '../builders/prefetchOffice.ts';
import { connectSdk } from './stripeEmulatorClient.ts';

let emulator: RunningEmulator;
beforeAll(async () => {
  emulator = await startEmulator(yearJustBegun);
});
afterAll(() => emulator.close());

describe('a policy', () => {
  it('brings the documents of open invoices and of the year, for a read per page, and then asks nothing more', async () => {
    const office = await openPrefetchOffice({ emulator, policy: 'openAndYear', now });
    const status = await office.run();
    expect(status).toMatchObject({ state: 'idle', failed: 0, error: null });
    const wanted = (await listIssued(office)).filter(
      ({ status: state, effective_at: issued }) =>
        state !== 'draft' && (state === 'open' || (issued ?? 0) >= yearFrom),
    );
    expect(wanted.length).toBeGreaterThan(20);
    expect(await storedInvoices(office)).toEqual(idsOf(wanted));
    expect(downloads(office)).toHaveLength(status.done);
    const old = wanted.filter(({ effective_at: issued }) => (issued ?? 0) < yearFrom);
    expect(apiReads(office).length).toBeLessThan(wanted.length / 4 + old.length);
    office.requests.length = 0;
    expect(await office.run()).toMatchObject({ state: 'idle', wanted: 0 });
    expect(office.requests).toEqual([]);
  });

  it('for everything wants every invoice but drafts, and every credit note, the open and the newest first', async () => {
    const office = await openPrefetchOffice({ emulator, now });
    const { signal } = new AbortController();
    const scope = { issuedFrom: 0, openToo: true };
    const deps = { ...office, findFacts: office.documents.findFacts };
    const wishes = await listWishes(deps, { workspaceId, scope, signal });
    expect(idsOf(wishes.invoice)).toEqual(idsOf(await listIssued(office)));
    const notes = await office.cache.listIds({ workspaceId, kind: 'creditNote' });
    expect(notes.length).toBeGreaterThan(0);
    expect(idsOf(wishes.creditNote)).toEqual(notes.toSorted());
    const inOrder = wishes.invoice.toSorted(
      (left, right) => Number(right.isOpen) - Number(left.isOpen) || right.created - left.created,
    );
    expect(wishes.invoice).toEqual(inOrder);
    expect(office.requests).toEqual([]);
  });

  it('brings the credit notes of a customer of whom everything is kept', async () => {
    const office = await openPrefetchOffice({ emulator, policy: 'onDemand', now });
    const [id = ''] = await office.cache.listIds({ workspaceId, kind: 'creditNote' });
    const note = await office.cache.findObject({ workspaceId, kind: 'creditNote', id });
    const { customer } = JSON.parse(note?.json ?? '') as { customer: string };
    await office.workspaceDatabase.setKept({ workspaceId, scope: 'customer', id: customer, at: now });
    await office.run();
    const asked = { workspaceId, kind: 'creditNote' as const, objectIds: [id] };
    expect(await office.workspaceDatabase.listStoredDocuments(asked)).toEqual([id]);
  });

  it('on demand brings nothing but what somebody keeps of a customer or an invoice', async () => {
    const office = await openPrefetchOffice({ emulator, policy: 'onDemand', now });
    expect(await office.run()).toMatchObject({ state: 'idle', wanted: 0 });
    const invoices = await listIssued(office);
    const [first, ...others] = invoices;
    const other = others.find(({ customer }) => customer !== first?.customer);
    if (!first || !other) throw new Error('The office has too few invoices.');
    const at = now;
    await office.workspaceDatabase.setKept({ workspaceId, scope: 'customer', id: first.customer, at });
    await office.workspaceDatabase.setKept({ workspaceId, scope: 'invoice', id: other.id, at });
    await office.run();
    const wanted = invoices.filter(({ id, customer }) => customer === first.customer || id === other.id);
    expect(await storedInvoices(office)).toEqual(idsOf(wanted));
  });

  it('waits until the history is here', async () => {
    const office = await openPrefetchOffice({ emulator, now });
    const state = await office.cache.getSyncState({ workspaceId });
    await office.cache.saveSyncState({ ...state, complete: false });
    expect(await office.run()).toMatchObject({ state: 'history' });
    expect(office.requests).toEqual([]);
    await office.cache.saveSyncState(state);
    office.world.policy = 'openAndYear';
    office.prefetch.noteChange(workspaceId);
    await expect
      .poll(() => office.prefetch.getStatus(workspaceId), { timeout: 20_000 })
      .toMatchObject({ state: 'idle', failed: 0 });
    expect(await storedInvoices(office)).not.toEqual([]);
  });
});

describe('a document of the policy', () => {
  it('is renewed after its invoice changed, it alone, and only once', async () => {
    const own = await startEmulator(yearJustBegun);
    try {
      const office = await openPrefetchOffice({ emulator: own, policy: 'openAndYear', now });
      await office.run();
      const open = (await listIssued(office)).find(({ status }) => status === 'open');
      const before = await office.workspaceDatabase.findDocument(invoiceRef(open?.id ?? ''));
      await connectSdk(own.url, own.accounts[0]?.key ?? '').invoices.voidInvoice(open?.id ?? '');
      await office.sync.runOnce(workspaceId, { full: false });
      office.requests.length = 0;
      expect(await office.run()).toMatchObject({ state: 'idle', wanted: 1, done: 1 });
      const after = await office.workspaceDatabase.findDocument(invoiceRef(open?.id ?? ''));
      expect(after?.sha256).not.toBe(before?.sha256);
      expect(await office.store.read(before?.sha256 ?? '')).toBeNull();
      expect(await office.run()).toMatchObject({ wanted: 0 });
      expect([apiReads(office).length, downloads(office).length]).toEqual([1, 1]);
    } finally {
      await own.close();
    }
  });

  it('costs nothing when everything was read again but nothing changed', async () => {
    const office = await openPrefetchOffice({ emulator, policy: 'openAndYear', now });
    await office.run();
    await office.sync.runOnce(workspaceId, { full: true });
    office.requests.length = 0;
    expect(await office.run()).toMatchObject({ state: 'idle', wanted: 0 });
    expect(office.requests).toEqual([]);
  });

  it('that Stripe cannot give is told and not asked for again until its invoice is read anew', async () => {
    const refused = new Set<string>();
    const office = await openPrefetchOffice({
      emulator,
      policy: 'openAndYear',
      now,
      gateway: (real) => ({
        downloadPdf: async (input) => {
          if (refused.size > 0) return real.downloadPdf(input);
          refused.add(input.url);
          throw new AppError('document_invalid', 'What came back is not a PDF.');
        },
      }),
    });
    const status = await office.run();
    expect(status).toMatchObject({ state: 'idle', failed: 1, done: status.wanted - 1 });
    expect(await office.run()).toMatchObject({ wanted: 0 });
  });
});

describe('a damaged document', () => {
  async function damage(office: PrefetchOffice): Promise<{ id: string; file: string }> {
    const [invoice] = (await listIssued(office)).filter(({ status }) => status === 'paid');
    const id = invoice?.id ?? '';
    const { record } = await office.documents.ensure(invoiceRef(id), { priority: 'foreground' });
    const file = office.store.fileOf(record.sha256);
    fs.appendFileSync(file, 'damage');
    return { id, file };
  }

  it('is set aside and fetched again', async () => {
    const office = await openPrefetchOffice({ emulator, policy: 'onDemand', now });
    const { id, file } = await damage(office);
    const { content, current } = await office.documents.ensure(invoiceRef(id), { priority: 'foreground' });
    expect([current, fs.readFileSync(file).equals(content)]).toEqual([true, true]);
    const aside = fs.readdirSync(path.join(office.folder, 'documents', 'damaged'));
    expect(aside).toEqual([path.basename(file)]);
    expect(office.damaged).toHaveLength(1);
  });

  it('is neither shown nor called stored while Stripe cannot be reached, and the reason is told', async () => {
    let isCut = false;
    const office = await openPrefetchOffice({
      emulator,
      policy: 'onDemand',
      now,
      gateway: (real) => ({
        readObject: (input) => {
          if (isCut) throw new AppError('offline', 'Stripe cannot be reached.');
          return real.readObject(input);
        },
      }),
    });
    const { id } = await damage(office);
    isCut = true;
    const failure = await failureOf(office.documents.ensure(invoiceRef(id), { priority: 'foreground' }));
    expect(failure.code).toBe('document_damaged');
    expect(await storedOf(office, [id])).toEqual([]);
    expect(await office.documents.readDocument(workspaceId, 'invoice', id)).toBeNull();
    const later = await failureOf(office.documents.ensure(invoiceRef(id), { priority: 'foreground' }));
    expect(later.code).toBe('offline');
  });

  it('is noticed by the next round of the policy once somebody stumbled over it', async () => {
    const office = await openPrefetchOffice({ emulator, policy: 'openAndYear', now });
    await office.run();
    const [id = ''] = await storedInvoices(office);
    const record = await office.workspaceDatabase.findDocument(invoiceRef(id));
    fs.rmSync(office.store.fileOf(record?.sha256 ?? ''));
    expect(await office.documents.readDocument(workspaceId, 'invoice', id)).toBeNull();
    expect(await office.run()).toMatchObject({ wanted: 1, done: 1 });
    expect(await office.documents.readDocument(workspaceId, 'invoice', id)).not.toBeNull();
  });
});

it('does not let a person wait for the same document that is being fetched ahead', async () => {
  const held = Promise.withResolvers<void>();
  const office = await openPrefetchOffice({
    emulator,
    policy: 'onDemand',
    now,
    gateway: (real) => ({
      downloadPdf: async (input) => {
        if (input.priority === 'background') await held.promise;
        return real.downloadPdf(input);
      },
    }),
  });
  const [invoice] = (await listIssued(office)).filter(({ status }) => status === 'paid');
  const ref = invoiceRef(invoice?.id ?? '');
  const ahead = office.documents.ensure(ref, { priority: 'background' });
  await expect(office.documents.ensure(ref, { priority: 'foreground' })).resolves.toMatchObject({
    current: true,
  });
  held.resolve();
  await ahead;
});
