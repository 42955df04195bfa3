import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CacheClient, CachedKind } from '../../electron/cache/cacheApi.ts';
import { createCacheClient } from '../../electron/cache/cacheClient.ts';
import { cacheWorkerUrl } from '../builders/cacheWorkerUrl.ts';
import { openCache, temporaryFolder } from '../builders/openCache.ts';
import {
  aCard,
  aCreditNote,
  aCustomer,
  aLine,
  anInvoice,
  aSubscription,
  aTaxId,
  someMoment,
  withTaxIds,
} from '../builders/stripeObjects.ts';
import { aPage } from '../builders/stripeObjectsPage.ts';

const workspaceId = 'ws_nl';

async function jsonOf(cache: CacheClient, kind: CachedKind, id: string): Promise<unknown> {
  const cached = await cache.findObject({ workspaceId, kind, id });
  return cached ? JSON.parse(cached.json) : null;
}

const counts = (cache: CacheClient): ReturnType<CacheClient['counts']> => cache.counts({ workspaceId });

describe('writing a page', () => {
  it('tells what the sync needs in order to go on', async () => {
    const cache = await openCache();
    const long = anInvoice({
      id: 'in_2',
      lines: { object: 'list', data: [aLine('Eerste')], has_more: true, url: '/v1/invoices/in_2/lines' },
    });
    const page = aPage('invoice', [anInvoice({ id: 'in_3', created: someMoment + 5 }), long], {
      hasMore: true,
    });
    const { incomplete, ...summary } = await cache.writePage({ page });
    expect(summary).toEqual({
      count: 2,
      hasMore: true,
      firstId: 'in_3',
      lastId: 'in_2',
      oldestCreated: someMoment,
      newestCreated: someMoment + 5,
      written: 2,
    });
    expect(incomplete.map(({ json }) => JSON.parse(json) as unknown)).toEqual([long]);
  });

  it('takes one object as well as a list, and an empty list', async () => {
    const cache = await openCache();
    const bytes = new TextEncoder().encode(JSON.stringify(anInvoice({ id: 'in_1' })));
    await cache.writePage({ page: { ...aPage('invoice', []), bytes } });
    expect(await cache.writePage({ page: aPage('invoice', []) })).toMatchObject({ count: 0, lastId: null });
    expect(await counts(cache)).toMatchObject({ invoices: 1 });
  });

  it('gives raw JSON back as it came, but for bearer links', async () => {
    const cache = await openCache();
    const invoice = anInvoice({ id: 'in_1', description: 'Łódź 🍕 "aan huis"' });
    await cache.writePage({
      page: aPage('invoice', [anInvoice({ id: 'in_0' }), invoice, anInvoice({ id: 'in_2' })]),
    });
    expect(await jsonOf(cache, 'invoice', 'in_1')).toEqual({
      ...invoice,
      hosted_invoice_url: null,
      invoice_pdf: null,
    });
  });

  it('leaves no bearer link or client secret anywhere in the file', async () => {
    const cache = await openCache();
    const nested = {
      ...aSubscription({ id: 'sub_1', customer: 'cus_1' }),
      latest_invoice: anInvoice({ id: 'in_5' }),
    };
    const payment = {
      id: 'inpay_1',
      object: 'invoice_payment',
      created: someMoment,
      invoice: 'in_1',
      status: 'open',
      payment: {
        payment_intent: {
          id: 'pi_1',
          client_secret: 'pi_1_secret_marker',
          latest_charge: { receipt_url: 'https://pay.stripe.com/receipts/marker' },
        },
      },
    };
    await cache.writePage({ page: aPage('invoice', [anInvoice({ id: 'in_1' })]) });
    await cache.writePage({ page: aPage('subscription', [nested]) });
    await cache.writePage({ page: aPage('invoicePayment', [payment]) });
    await cache.writePage({
      page: aPage('creditNote', [aCreditNote({ id: 'cn_1', invoice: 'in_1', customer: 'cus_1' })]),
    });
    const all: string[] = [];
    for (const kind of ['invoice', 'subscription', 'invoicePayment', 'creditNote'] as const)
      for (const { json } of await cache.listObjects({ workspaceId, kind })) all.push(json);
    expect(all).toHaveLength(4);
    expect(all.join('')).not.toMatch(/https:|marker|\?s=ap/);
  });

  it('refuses an answer that was cut off, and stores nothing of it', async () => {
    const cache = await openCache();
    const page = aPage('invoice', [anInvoice({ id: 'in_1' })]);
    const bytes = page.bytes.slice(0, page.bytes.length - 20);
    await expect(cache.writePage({ page: { ...page, bytes } })).rejects.toMatchObject({
      code: 'stripe_unavailable',
      details: { reason: 'truncated' },
    });
    expect(await counts(cache)).toMatchObject({ invoices: 0 });
  });

  it('does not let one bad page spoil the ones that arrive with it', async () => {
    const cache = await openCache();
    const bad = { ...aPage('invoice', []), bytes: new TextEncoder().encode('{"object":"list","data":[{}]}') };
    const results = await Promise.allSettled([
      cache.writePage({ page: aPage('invoice', [anInvoice({ id: 'in_1' })]) }),
      cache.writePage({ page: bad }),
      cache.writePage({ page: aPage('invoice', [anInvoice({ id: 'in_2' })]) }),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await cache.listIds({ workspaceId, kind: 'invoice' })).toHaveLength(2);
  });

  it('keeps objects of the same second apart', async () => {
    const cache = await openCache();
    const invoices = Array.from({ length: 300 }, (_, index) => anInvoice({ id: `in_${index}` }));
    await cache.writePage({ page: aPage('invoice', invoices) });
    expect(new Set(await cache.listIds({ workspaceId, kind: 'invoice' })).size).toBe(300);
  });

  it('stores how far a step came together with its page', async () => {
    const cache = await openCache();
    const checkpoint = { workspaceId, step: 'invoices:open', cursor: 'in_1', done: false, fetched: 1 };
    await cache.writePage({
      page: aPage('invoice', [anInvoice({ id: 'in_1' })]),
      with: { checkpoint, completed: [] },
    });
    expect(await cache.listCheckpoints({ workspaceId })).toEqual([checkpoint]);
    await cache.saveCheckpoint({ ...checkpoint, done: true });
    expect(await cache.listCheckpoints({ workspaceId })).toMatchObject([{ done: true }]);
    await cache.clearCheckpoints({ workspaceId });
    expect(await cache.listCheckpoints({ workspaceId })).toEqual([]);
  });

  it('tells what it touched, and in which account', async () => {
    const cache = await openCache();
    const touched = new Set<string>();
    cache.onChanged((change) => {
      for (const resource of change.resources) touched.add(`${change.workspaceId} ${resource}`);
    });
    await Promise.all([
      cache.writePage({ page: aPage('invoice', [anInvoice({ id: 'in_1' })]) }),
      cache.writePage({
        page: aPage('creditNote', [aCreditNote({ id: 'cn_1', invoice: 'in_1', customer: 'cus_1' })]),
      }),
      cache.writePage({ page: aPage('invoice', [anInvoice({ id: 'in_1' })], { readAt: 1 }) }),
    ]);
    const expected = ['invoices', 'customers', 'creditNotes'].map((resource) => `${workspaceId} ${resource}`);
    await expect.poll(() => [...touched].sort()).toEqual(expected.sort());
  });
});

describe('the stale-write guard', () => {
  it('keeps the newest read, in whatever order answers arrive', async () => {
    const cache = await openCache();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 8 }),
        async (reads) => {
          await cache.dropWorkspace({ workspaceId });
          for (const read of reads)
            await cache.writePage({
              page: aPage('invoice', [anInvoice({ id: 'in_1', total: read })], { readAt: someMoment + read }),
            });
          expect(await jsonOf(cache, 'invoice', 'in_1')).toMatchObject({ total: Math.max(...reads) });
        },
      ),
      { numRuns: 20 },
    );
  });

  it('does not let an older answer bring back what was deleted', async () => {
    const cache = await openCache();
    const draft = anInvoice({ id: 'in_1', status: 'draft' });
    await cache.writePage({ page: aPage('invoice', [draft]) });
    await cache.markDeleted({
      workspaceId,
      kind: 'invoice',
      ids: ['in_1'],
      readAt: someMoment + 100,
      readOrder: someMoment + 100,
    });
    await cache.writePage({ page: aPage('invoice', [draft], { readAt: someMoment + 99 }) });
    expect(await jsonOf(cache, 'invoice', 'in_1')).toBeNull();
  });

  it('does not delete what was read after the deletion was noticed', async () => {
    const cache = await openCache();
    await cache.writePage({
      page: aPage('invoice', [anInvoice({ id: 'in_1' })], { readAt: someMoment + 200 }),
    });
    await cache.markDeleted({
      workspaceId,
      kind: 'invoice',
      ids: ['in_1'],
      readAt: someMoment + 100,
      readOrder: someMoment + 100,
    });
    expect(await counts(cache)).toMatchObject({ invoices: 1 });
  });

  it('understands an answer that says deleted', async () => {
    const cache = await openCache();
    await cache.writePage({ page: aPage('customer', [aCustomer({ id: 'cus_1' })]) });
    await cache.writePage({
      page: aPage('customer', [{ id: 'cus_1', object: 'customer', deleted: true }], {
        readAt: someMoment + 100,
      }),
    });
    expect(await counts(cache)).toMatchObject({ customers: 0 });
    await cache.writePage({ page: aPage('customer', [aCustomer({ id: 'cus_1' })]) });
    expect(await counts(cache)).toMatchObject({ customers: 0 });
  });
});

describe("a customer's lists", () => {
  it('lose what is no longer in them and say when they were read', async () => {
    const cache = await openCache();
    const list = { workspaceId, kind: 'paymentMethod', customerId: 'cus_1' } as const;
    const cards = [aCard({ id: 'pm_1', customer: 'cus_1' }), aCard({ id: 'pm_2', customer: 'cus_1' })];
    expect(await cache.listReadAt(list)).toBeNull();
    await cache.replaceOfCustomer({ page: aPage('paymentMethod', cards), customerId: 'cus_1' });
    await cache.replaceOfCustomer({
      page: aPage('paymentMethod', cards.slice(1), { readAt: someMoment + 100 }),
      customerId: 'cus_1',
    });
    expect(
      (await cache.listObjects(list)).map(({ json }) => (JSON.parse(json) as { id: string }).id),
    ).toEqual(['pm_2']);
    await cache.replaceOfCustomer({
      page: aPage('paymentMethod', [], { readAt: someMoment + 200 }),
      customerId: 'cus_1',
    });
    expect(await cache.listObjects(list)).toEqual([]);
    expect(await cache.listReadAt(list)).toBe(someMoment + 200);
  });

  it('have one place for tax ids, embedded in the customer or read by themselves', async () => {
    const cache = await openCache();
    const list = { workspaceId, kind: 'taxId', customerId: 'cus_1' } as const;
    const customer = withTaxIds(aCustomer({ id: 'cus_1' }), [aTaxId({ id: 'txi_1', customer: 'cus_1' })]);
    await cache.writePage({ page: aPage('customer', [customer]) });
    expect(await cache.listObjects(list)).toHaveLength(1);
    expect(await jsonOf(cache, 'customer', 'cus_1')).not.toHaveProperty('tax_ids');
    // An answer without the expansion says nothing about tax ids.
    await cache.writePage({
      page: aPage('customer', [aCustomer({ id: 'cus_1' })], { readAt: someMoment + 100 }),
    });
    expect(await cache.listObjects(list)).toHaveLength(1);
  });
});

describe('the cache as a store', () => {
  it('counts, finds and lists by id, owner and date', async () => {
    const cache = await openCache();
    await cache.writePage({
      page: aPage('invoice', [
        anInvoice({ id: 'in_1' }),
        anInvoice({ id: 'in_2', created: someMoment + 50, effective_at: someMoment + 500 }),
      ]),
    });
    await cache.writePage({
      page: aPage('creditNote', [aCreditNote({ id: 'cn_1', invoice: 'in_1', customer: 'cus_1' })]),
    });
    await cache.writePage({ page: aPage('invoice', [anInvoice({ id: 'in_1' })], { workspaceId: 'ws_ae' }) });
    expect(await counts(cache)).toEqual({ customers: 0, invoices: 2, creditNotes: 1, subscriptions: 0 });
    expect(await cache.findWorkspacesOf({ kind: 'invoice', id: 'in_1' })).toEqual(['ws_nl', 'ws_ae']);
    expect(await cache.findWorkspacesOf({ kind: 'customer', id: 'in_1' })).toEqual([]);
    expect(await cache.listObjects({ workspaceId, kind: 'creditNote', invoiceId: 'in_1' })).toHaveLength(1);
    expect(await cache.listObjects({ workspaceId, kind: 'creditNote', invoiceId: 'in_2' })).toEqual([]);
    const ids = { workspaceId, kind: 'invoice' } as const;
    expect(await cache.listIds({ ...ids, from: someMoment, to: someMoment + 50 })).toEqual(['in_1']);
    expect(await cache.listIds({ ...ids, by: 'issuedAt', from: someMoment + 500 })).toEqual(['in_2']);
    expect(await cache.listIds({ ...ids, status: 'paid' })).toEqual([]);
    const late = aCreditNote({
      id: 'cn_2',
      invoice: 'in_1',
      customer: 'cus_1',
      effective_at: someMoment + 500,
    });
    await cache.writePage({ page: aPage('creditNote', [late]) });
    const notes = { workspaceId, kind: 'creditNote', by: 'issuedAt' } as const;
    expect(await cache.listIds({ ...notes, from: someMoment + 500 })).toEqual(['cn_2']);
    expect(await cache.listIds({ ...notes, to: someMoment + 500 })).toEqual(['cn_1']);
  });

  it('packs single objects together, and each is still the right one', async () => {
    const cache = await openCache();
    const invoices = Array.from({ length: 150 }, (_, index) =>
      anInvoice({ id: `in_${index}`, total: index }),
    );
    for (const invoice of invoices) await cache.writePage({ page: aPage('invoice', [invoice]) });
    for (const { id, total } of invoices)
      expect(await jsonOf(cache, 'invoice', id)).toMatchObject({ id, total });
    const file = new DatabaseSync(cache.file, { readOnly: true });
    const { blocks } = file.prepare('SELECT count(*) AS blocks FROM blocks').get() as { blocks: number };
    file.close();
    expect(blocks).toBeLessThan(70);
  });

  it('drops blocks whose objects have all been read again', async () => {
    const cache = await openCache();
    const invoices = Array.from({ length: 50 }, (_, index) => anInvoice({ id: `in_${index}` }));
    for (let read = 0; read < 4; read += 1)
      await cache.writePage({ page: aPage('invoice', invoices, { readAt: someMoment + read }) });
    const file = new DatabaseSync(cache.file, { readOnly: true });
    expect(file.prepare('SELECT live FROM blocks').all()).toMatchObject([{ live: 50 }]);
    file.close();
  });

  it('forgets one account and nothing of the others', async () => {
    const cache = await openCache();
    for (const id of [workspaceId, 'ws_ae']) {
      await cache.writePage({ page: aPage('invoice', [anInvoice({ id: 'in_1' })], { workspaceId: id }) });
      await cache.writePage({ page: aPage('customer', [aCustomer({ id: 'cus_1' })], { workspaceId: id }) });
    }
    await cache.dropWorkspace({ workspaceId });
    expect(await counts(cache)).toMatchObject({ invoices: 0, customers: 0 });
    expect(await cache.counts({ workspaceId: 'ws_ae' })).toMatchObject({ invoices: 1, customers: 1 });
    const found = await cache.search({ query: 'bella', workspaceIds: null, limit: 10, now: someMoment });
    expect(found.map((hit) => hit.workspaceId)).toEqual(['ws_ae', 'ws_ae']);
  });

  it('leaves no name or address of a forgotten account in the file', async () => {
    const file = path.join(temporaryFolder(), 'cache.sqlite');
    const cache = await createCacheClient({ file, workerUrl: cacheWorkerUrl });
    await cache.writePage({ page: aPage('customer', [aCustomer({ id: 'cus_1' })]) });
    await cache.writePage({ page: aPage('invoice', [anInvoice({ id: 'in_1' })]) });
    await cache.dropWorkspace({ workspaceId });
    await cache.close();
    const text = fs.readFileSync(file, 'latin1');
    expect(text).not.toContain('Trattoria Bella');
    expect(text).not.toContain('boekhouding@bella');
  });

  it('loses no confirmed page when the process is killed', async () => {
    const file = path.join(temporaryFolder(), 'cache.sqlite');
    const script = path.join(import.meta.dirname, 'cacheWriterProcess.ts');
    const child = spawn(process.execPath, [script, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    let confirmed = '';
    child.stdout.on('data', (chunk: Buffer) => {
      confirmed += chunk.toString();
      if (confirmed.split('\n').length > 20) child.kill('SIGKILL');
    });
    await once(child, 'close');
    const pages = confirmed.trimEnd().split('\n').map(Number);
    const cache = await openCache(file);
    expect(cache.wasSetAside).toBe(false);
    const stored = await cache.listIds({ workspaceId, kind: 'invoice' });
    for (const page of pages) expect(stored).toContain(`in_${page}`);
    // Page and checkpoint are one: what is stored is exactly what the checkpoint says.
    const [checkpoint] = await cache.listCheckpoints({ workspaceId });
    expect(stored).toHaveLength(checkpoint?.fetched ?? 0);
    expect(fs.existsSync(`${file}.set-aside`)).toBe(false);
  });
});
