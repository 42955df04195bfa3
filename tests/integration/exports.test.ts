import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256Of } from '../../electron/documents/pdfStore.ts';
import { listPdfs, openExportBench, readManifest, requestFor } from '../builders/exportBench.ts';
import { failureOf } from '../builders/failureOf.ts';
import { openOffice, type TestOffice } from '../builders/openOffice.ts';

let office: TestOffice;

beforeAll(async () => {
  office = await openOffice({ synced: false });
});

afterAll(() => office.close());

async function post(path: string, params: Record<string, string>): Promise<{ id: string }> {
  const [account] = office.emulator.accounts;
  const response = await fetch(`${office.emulator.url}/v1/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${account?.key}` },
    body: new URLSearchParams(params),
  });
  const answer = (await response.json()) as { id: string };
  if (!response.ok) throw new Error(JSON.stringify(answer));
  return answer;
}

const noonOf = (day: string): string => String(Date.parse(`${day}T12:00:00Z`) / 1000);

/** Makes and finalises an invoice today whose printed date lies in the past. */
async function issueInvoiceDatedBack(day: string): Promise<string> {
  const customer = await post('customers', { name: 'Dated back' });
  await post('invoiceitems', { customer: customer.id, amount: '1000', currency: 'eur' });
  const invoice = await post('invoices', {
    customer: customer.id,
    collection_method: 'send_invoice',
    days_until_due: '30',
    effective_at: noonOf(day),
    pending_invoice_items_behavior: 'include',
  });
  await post(`invoices/${invoice.id}/finalize`, {});
  return invoice.id;
}

/** More than the difference between two clocks later. */
const inThreeDays = (): number => office.now() + 3 * 86_400;

describe('an export', () => {
  it('writes what its dry run announced, each file with the hash in the manifest', async () => {
    const bench = openExportBench(office);
    const request = requestFor(office);
    const announced = await bench.plan(request);
    expect(fs.existsSync(request.directory)).toBe(false);
    const result = await bench.run(request);
    expect(result).toMatchObject({
      complete: true,
      failed: [],
      files: announced.files,
      totals: announced.totals,
    });
    const { documents, complete } = readManifest(request.directory);
    expect(complete).toBe(true);
    expect(documents.map(({ file }) => file).toSorted()).toEqual(listPdfs(request.directory));
    for (const { file, sha256, bytes } of documents) {
      const content = fs.readFileSync(path.join(request.directory, file));
      expect([sha256Of(content), content.length]).toEqual([sha256, bytes]);
    }
    expect(fs.readdirSync(request.directory).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it("takes the issue date in the account's own zone", async () => {
    const request = requestFor(office, { from: '2026-10-02', to: '2026-10-02' });
    await openExportBench(office).run(request);
    const { documents } = readManifest(request.directory);
    expect(new Set(documents.map(({ date }) => date))).toEqual(new Set(['2026-10-02']));
  });

  it('finds an invoice that is dated back far from the day it was made', async () => {
    const period = { from: '2025-01-10', to: '2025-01-20', kinds: ['invoice' as const] };
    const before = await openExportBench(office).plan(requestFor(office, period));
    const id = await issueInvoiceDatedBack('2025-01-15');
    await office.sync.refreshInvoice('workspace-1', id);
    const request = requestFor(office, period);
    const result = await openExportBench(office, { syncedAt: inThreeDays() }).run(request);
    expect(result.files).toBe(before.files + 1);
    const { documents } = readManifest(request.directory);
    expect(documents.find((document) => document.id === id)?.date).toBe('2025-01-15');
  });

  it('finds a credit note that is dated back far, whether the cache knows it or it is newer than the last sync', async () => {
    const period = { from: '2025-03-10', to: '2025-03-20', kinds: ['creditNote' as const] };
    const before = await openExportBench(office).plan(requestFor(office, period));
    const invoice = await issueInvoiceDatedBack('2025-03-11');
    const note = await post('credit_notes', {
      invoice,
      amount: '400',
      effective_at: noonOf('2025-03-15'),
    });
    const unknownSince = await openExportBench(office).plan(requestFor(office, period));
    expect(unknownSince.files).toBe(before.files + 1);
    const later = openExportBench(office, { syncedAt: inThreeDays() });
    expect((await later.plan(requestFor(office, period))).files).toBe(before.files);
    await office.sync.refreshInvoice('workspace-1', invoice);
    const request = requestFor(office, period);
    expect((await later.run(request)).files).toBe(before.files + 1);
    expect(readManifest(request.directory).documents.map(({ id }) => id)).toContain(note.id);
  });

  it('writes a manifest that Excel and bookkeeping programs read', async () => {
    const request = requestFor(office, { from: '2026-10-01', to: '2026-10-01' });
    const { files, manifest } = await openExportBench(office).run(request);
    const csv = fs.readFileSync(manifest ?? '', 'utf8');
    expect(csv.charCodeAt(0)).toBe(0xfeff);
    const [header, ...lines] = csv.slice(1).trimEnd().split('\r\n');
    expect(header).toBe(
      'file,sha256,bytes,kind,id,number,date,customer_id,customer_name,status,currency,subtotal,tax,total,subtotal_decimal,tax_decimal,total_decimal,fetched_at',
    );
    expect(lines).toHaveLength(files);
  });

  it('counts credit notes as negative and keeps void invoices, marked', async () => {
    const request = requestFor(office, { from: '2026-10-01', to: '2026-10-31' });
    const announced = await openExportBench(office).plan(request);
    const notes = await openExportBench(office).plan({ ...request, kinds: ['creditNote'] });
    const invoices = await openExportBench(office).plan({ ...request, kinds: ['invoice'] });
    const voids = await openExportBench(office).plan({ ...request, kinds: ['invoice'], statuses: ['void'] });
    expect(notes.totals.every(({ total }) => total < 0)).toBe(true);
    expect(announced.files).toBe(notes.files + invoices.files);
    expect(voids.files).toBeGreaterThan(0);
    expect(voids.files).toBeLessThan(invoices.files);
    expect(voids.gaps).toEqual([]);
  });

  it('puts everything into one archive when asked', async () => {
    const request = requestFor(office, { from: '2026-10-01', to: '2026-10-01', zip: true });
    const { files } = await openExportBench(office).run(request);
    const [archive, ...others] = fs.readdirSync(request.directory).filter((name) => name.endsWith('.zip'));
    expect(others).toEqual([]);
    const bytes = fs.readFileSync(path.join(request.directory, archive ?? ''));
    const ends = bytes.lastIndexOf('PK\u0005\u0006');
    expect(bytes.readUInt16LE(ends + 10)).toBe(files + 2);
    expect(listPdfs(request.directory)).toEqual([]);
  });

  it("makes the folders that a template asks for and never one out of a customer's name", async () => {
    const request = requestFor(office, { nameTemplate: '{kind}/{customer}_{number}' });
    await openExportBench(office).run(request);
    const depths = new Set(listPdfs(request.directory).map((file) => file.split(path.sep).length));
    expect(depths).toEqual(new Set([2]));
  });

  it('gives every document a name of its own, also where the template does not', async () => {
    const request = requestFor(office, { nameTemplate: 'same.pdf' });
    const { files } = await openExportBench(office).run(request);
    expect(listPdfs(request.directory)).toHaveLength(files);
  });

  it('reports progress and its end to whoever looks', async () => {
    const bench = openExportBench(office);
    const { files } = await bench.run(requestFor(office));
    await expect.poll(() => bench.jobEvents.at(-1)?.state).toBe('done');
    expect(bench.jobEvents.some(({ done, expected }) => expected === files && done > 0 && done < files)).toBe(
      true,
    );
    expect(bench.jobEvents.at(-1)).toMatchObject({ done: files, expected: files, secondsLeft: 0 });
  });
});

describe('the folder of an export', () => {
  it('is refused when it holds another export', async () => {
    const request = requestFor(office);
    await openExportBench(office).run(request);
    const before = fs.readdirSync(request.directory);
    expect((await failureOf(openExportBench(office).run(request))).code).toBe('export_folder_taken');
    expect((await failureOf(openExportBench(office).exports.handlers['exports.start'](request))).code).toBe(
      'export_folder_taken',
    );
    expect(fs.readdirSync(request.directory)).toEqual(before);
  });

  it('keeps files that were there before', async () => {
    const request = requestFor(office, { nameTemplate: 'same.pdf' });
    fs.mkdirSync(request.directory);
    fs.writeFileSync(path.join(request.directory, 'Same.pdf'), 'mine');
    await openExportBench(office).run(request);
    expect(fs.readFileSync(path.join(request.directory, 'Same.pdf'), 'utf8')).toBe('mine');
    expect(readManifest(request.directory).documents.map(({ file }) => file)).toContain('same_2.pdf');
  });

  it('says that it is not a folder', async () => {
    const request = requestFor(office);
    fs.writeFileSync(request.directory, 'a file');
    expect((await failureOf(openExportBench(office).run(request))).code).toMatch(
      /path_(not_writable|exists)/,
    );
  });

  it('says that the path is too long for this system', async () => {
    const request = requestFor(office);
    const longestPath = request.directory.length + 10;
    expect((await failureOf(openExportBench(office, { longestPath }).run(request))).code).toBe(
      'path_too_long',
    );
  });
});

describe('bad input', () => {
  it('refuses a period that ends before it begins, and unknown words in a template', async () => {
    const backwards = requestFor(office, { from: '2026-10-03', to: '2026-10-01' });
    expect((await failureOf(openExportBench(office).run(backwards))).code).toBe('invalid_input');
    const mistyped = requestFor(office, { nameTemplate: '{custmer}.pdf' });
    const error = await failureOf(openExportBench(office).run(mistyped));
    expect(error).toMatchObject({ code: 'invalid_input', details: { unknown: ['custmer'] } });
  });
});
