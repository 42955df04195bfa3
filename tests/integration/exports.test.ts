import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDocuments } from '../../electron/documents/documents.ts';
import { manifestCsv, manifestJson } from '../../electron/documents/exportFolder.ts';
import { createExportRuns } from '../../electron/documents/exportRuns.ts';
import { createPdfStore, sha256Of } from '../../electron/documents/pdfStore.ts';
import { createExportServices, type ExportServices } from '../../electron/services/exports.ts';
import { createJobs } from '../../electron/services/jobs.ts';
import type { StripeGateway } from '../../electron/stripe/stripeGatewayApi.ts';
import { createWorkspaceDatabase } from '../../electron/workspaceDatabase/createWorkspaceDatabase.ts';
import { AppError, isAppError } from '../../shared/errors/appError.ts';
import type { ExportRequest, ExportResult, Job } from '../../shared/ipc/schemas/documents.ts';
import { openOffice, type TestOffice } from '../builders/openOffice.ts';
import type { VictimInput } from './exportVictim.ts';

const workspaceId = 'workspace-1';

let office: TestOffice;

beforeAll(async () => {
  office = await openOffice({ synced: false });
});

afterAll(() => office.close());

let folders = 0;
function freshFolder(): string {
  return path.join(office.folder, `export-${(folders += 1)}`);
}

/** Three days hold some dozens of documents. */
function requestFor(change: Partial<ExportRequest> = {}): ExportRequest {
  return {
    from: '2026-10-01',
    to: '2026-10-03',
    workspaceIds: [workspaceId],
    kinds: ['invoice', 'creditNote'],
    statuses: null,
    directory: freshFolder(),
    nameTemplate: '{date}_{number}_{customer}.pdf',
    zip: false,
    ...change,
  };
}

interface Bench {
  exports: ExportServices;
  jobEvents: Job[];
}

function exportsWith(change: Partial<StripeGateway> = {}, longestPath = 4095): Bench {
  const jobEvents: Job[] = [];
  const store = createPdfStore({ folder: path.join(office.folder, 'documents') });
  const gateways = { of: async (id: string) => ({ ...(await office.gateways.of(id)), ...change }) };
  const jobs = createJobs({
    ...office,
    publishJob: (job) => void jobEvents.push(job),
    toErrorPayload: (error) => {
      if (isAppError(error)) return error.toPayload();
      throw error;
    },
  });
  const exports = createExportServices({
    ...office,
    gateways,
    documents: createDocuments({ ...office, gateways, store }),
    store,
    jobs,
    longestPath,
    who: () => 'anna',
    dialogs: { chooseDirectory: async () => null },
    shell: { showItemInFolder: () => undefined },
  });
  return { exports, jobEvents };
}

function run(
  bench: Bench,
  request: ExportRequest,
  signal = new AbortController().signal,
): Promise<ExportResult> {
  return bench.exports.runExport(request, { dryRun: false, resumeBatchId: null, signal });
}

function resume(bench: Bench, batchId: string): Promise<ExportResult> {
  const { signal } = new AbortController();
  return bench.exports.runExport(requestFor(), { dryRun: false, resumeBatchId: batchId, signal });
}

function plan(bench: Bench, request: ExportRequest): Promise<ExportResult> {
  const { signal } = new AbortController();
  return bench.exports.runExport(request, { dryRun: true, resumeBatchId: null, signal });
}

async function failureOf(promise: Promise<unknown>): Promise<AppError> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!isAppError(error)) throw new Error(`Expected an AppError, got ${String(error)}.`);
  return error;
}

interface Manifest {
  batchId: string;
  complete: boolean;
  gaps: string[];
  listed: { objects: number }[];
  documents: {
    id: string;
    file: string;
    sha256: string;
    bytes: number;
    kind: string;
    status: string;
    total: number;
    date: string;
  }[];
}

/** Makes and finalises an invoice today whose printed date lies in the past. */
async function issueInvoiceDatedBack(day: string): Promise<string> {
  const [account] = office.emulator.accounts;
  const post = async (path: string, params: Record<string, string>): Promise<{ id: string }> => {
    const response = await fetch(`${office.emulator.url}/v1/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${account?.key}` },
      body: new URLSearchParams(params),
    });
    const answer = (await response.json()) as { id: string };
    if (!response.ok) throw new Error(JSON.stringify(answer));
    return answer;
  };
  const customer = await post('customers', { name: 'Dated back' });
  await post('invoiceitems', { customer: customer.id, amount: '1000', currency: 'eur' });
  const invoice = await post('invoices', {
    customer: customer.id,
    collection_method: 'send_invoice',
    days_until_due: '30',
    effective_at: String(Date.parse(`${day}T12:00:00Z`) / 1000),
    pending_invoice_items_behavior: 'include',
  });
  await post(`invoices/${invoice.id}/finalize`, {});
  return invoice.id;
}

function readManifest(directory: string): Manifest {
  return JSON.parse(fs.readFileSync(path.join(directory, manifestJson), 'utf8')) as Manifest;
}

function listPdfs(directory: string): string[] {
  return fs
    .readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.pdf'))
    .toSorted();
}

describe('an export', () => {
  it('writes what its dry run announced, each file with the hash in the manifest', async () => {
    const bench = exportsWith();
    const request = requestFor();
    const announced = await plan(bench, request);
    expect(fs.existsSync(request.directory)).toBe(false);
    const result = await run(bench, request);
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
    const request = requestFor({ from: '2026-10-02', to: '2026-10-02' });
    await run(exportsWith(), request);
    const { documents } = readManifest(request.directory);
    expect(new Set(documents.map(({ date }) => date))).toEqual(new Set(['2026-10-02']));
  });

  it('finds an invoice that is dated back far from the day it was made', async () => {
    const period = { from: '2025-01-10', to: '2025-01-20', kinds: ['invoice' as const] };
    const before = await plan(exportsWith(), requestFor(period));
    const id = await issueInvoiceDatedBack('2025-01-15');
    await office.sync.refreshInvoice(workspaceId, id);
    const request = requestFor(period);
    const result = await run(exportsWith(), request);
    expect(result.files).toBe(before.files + 1);
    const { documents } = readManifest(request.directory);
    expect(documents.find((document) => document.id === id)?.date).toBe('2025-01-15');
  });

  it('writes a manifest that Excel and bookkeeping programs read', async () => {
    const request = requestFor({ from: '2026-10-01', to: '2026-10-01' });
    const { files, manifest } = await run(exportsWith(), request);
    const csv = fs.readFileSync(manifest ?? '', 'utf8');
    expect(csv.charCodeAt(0)).toBe(0xfeff);
    const [header, ...lines] = csv.slice(1).trimEnd().split('\r\n');
    expect(header).toBe(
      'file,sha256,bytes,kind,id,number,date,customer_id,customer_name,status,currency,subtotal,tax,total,subtotal_decimal,tax_decimal,total_decimal,fetched_at',
    );
    expect(lines).toHaveLength(files);
  });

  it('counts credit notes as negative and keeps void invoices, marked', async () => {
    const request = requestFor({ from: '2026-10-01', to: '2026-10-31' });
    const announced = await plan(exportsWith(), request);
    const notes = await plan(exportsWith(), { ...request, kinds: ['creditNote'] });
    const invoices = await plan(exportsWith(), { ...request, kinds: ['invoice'] });
    const voids = await plan(exportsWith(), { ...request, kinds: ['invoice'], statuses: ['void'] });
    expect(notes.totals.every(({ total }) => total < 0)).toBe(true);
    expect(announced.files).toBe(notes.files + invoices.files);
    expect(voids.files).toBeGreaterThan(0);
    expect(voids.files).toBeLessThan(invoices.files);
    expect(voids.gaps).toEqual([]);
  });

  it('puts everything into one archive when asked', async () => {
    const request = requestFor({ from: '2026-10-01', to: '2026-10-01', zip: true });
    const { files } = await run(exportsWith(), request);
    const [archive, ...others] = fs.readdirSync(request.directory).filter((name) => name.endsWith('.zip'));
    expect(others).toEqual([]);
    const bytes = fs.readFileSync(path.join(request.directory, archive ?? ''));
    const ends = bytes.lastIndexOf('PK\u0005\u0006');
    expect(bytes.readUInt16LE(ends + 10)).toBe(files + 2);
    expect(listPdfs(request.directory)).toEqual([]);
  });

  it("makes the folders that a template asks for and never one out of a customer's name", async () => {
    const request = requestFor({ nameTemplate: '{kind}/{customer}_{number}' });
    await run(exportsWith(), request);
    const depths = new Set(listPdfs(request.directory).map((file) => file.split(path.sep).length));
    expect(depths).toEqual(new Set([2]));
  });

  it('gives every document a name of its own, also where the template does not', async () => {
    const request = requestFor({ nameTemplate: 'same.pdf' });
    const { files } = await run(exportsWith(), request);
    expect(listPdfs(request.directory)).toHaveLength(files);
  });

  it('reports progress and its end to whoever looks', async () => {
    const bench = exportsWith();
    const { files } = await run(bench, requestFor());
    await expect.poll(() => bench.jobEvents.at(-1)?.state).toBe('done');
    expect(bench.jobEvents.some(({ done, expected }) => expected === files && done > 0 && done < files)).toBe(
      true,
    );
    expect(bench.jobEvents.at(-1)).toMatchObject({ done: files, expected: files, secondsLeft: 0 });
  });
});

describe('the folder of an export', () => {
  it('is refused when it holds another export', async () => {
    const request = requestFor();
    await run(exportsWith(), request);
    const before = fs.readdirSync(request.directory);
    expect((await failureOf(run(exportsWith(), request))).code).toBe('export_folder_taken');
    expect((await failureOf(exportsWith().exports.handlers['exports.start'](request))).code).toBe(
      'export_folder_taken',
    );
    expect(fs.readdirSync(request.directory)).toEqual(before);
  });

  it('keeps files that were there before', async () => {
    const request = requestFor({ nameTemplate: 'same.pdf' });
    fs.mkdirSync(request.directory);
    fs.writeFileSync(path.join(request.directory, 'Same.pdf'), 'mine');
    await run(exportsWith(), request);
    expect(fs.readFileSync(path.join(request.directory, 'Same.pdf'), 'utf8')).toBe('mine');
    expect(readManifest(request.directory).documents.map(({ file }) => file)).toContain('same_2.pdf');
  });

  it('says that it is not a folder', async () => {
    const request = requestFor();
    fs.writeFileSync(request.directory, 'a file');
    expect((await failureOf(run(exportsWith(), request))).code).toMatch(/path_(not_writable|exists)/);
  });

  it('says that the path is too long for this system', async () => {
    const request = requestFor();
    const longestPath = request.directory.length + 10;
    expect((await failureOf(run(exportsWith({}, longestPath), request))).code).toBe('path_too_long');
  });
});

describe('bad input', () => {
  it('refuses a period that ends before it begins, and unknown words in a template', async () => {
    const backwards = requestFor({ from: '2026-10-03', to: '2026-10-01' });
    expect((await failureOf(run(exportsWith(), backwards))).code).toBe('invalid_input');
    const mistyped = requestFor({ nameTemplate: '{custmer}.pdf' });
    const error = await failureOf(run(exportsWith(), mistyped));
    expect(error).toMatchObject({ code: 'invalid_input', details: { unknown: ['custmer'] } });
  });
});

describe('trouble during an export', () => {
  it('lists a document that could not be fetched, and fetches just that one when resumed', async () => {
    const real = await office.gateways.of(workspaceId);
    let refused = 0;
    const bench = exportsWith({
      downloadPdf: async (input) => {
        refused += 1;
        if (refused === 1) throw new AppError('document_invalid', 'What came back is not a PDF.');
        return real.downloadPdf(input);
      },
    });
    const request = requestFor({ from: '2026-09-01', to: '2026-09-02' });
    const result = await run(bench, request);
    expect(result.complete).toBe(false);
    expect(result.failed).toEqual([
      { documentId: expect.any(String), reason: 'What came back is not a PDF.' },
    ]);
    expect(listPdfs(request.directory)).toHaveLength(result.files);
    const again = await resume(exportsWith(), result.batchId ?? '');
    expect(again).toMatchObject({ complete: true, files: result.files + 1, batchId: result.batchId });
    expect(readManifest(request.directory).complete).toBe(true);
  });

  it('stops when the network goes, keeps what is there and finishes later', async () => {
    const real = await office.gateways.of(workspaceId);
    let downloads = 0;
    const bench = exportsWith({
      downloadPdf: async (input) => {
        downloads += 1;
        if (downloads > 5) throw new AppError('offline', 'Stripe cannot be reached.');
        return real.downloadPdf(input);
      },
    });
    const request = requestFor({ from: '2026-08-01', to: '2026-08-02' });
    expect((await failureOf(run(bench, request))).code).toBe('offline');
    const [batch] = await bench.exports.handlers['exports.list']({});
    expect(batch?.state).toBe('interrupted');
    const taken = await failureOf(run(bench, request));
    expect(taken).toMatchObject({
      code: 'export_folder_taken',
      details: { batchId: batch?.id, finished: false },
    });
    expect(fs.existsSync(path.join(request.directory, manifestCsv))).toBe(false);
    const result = await resume(exportsWith(), batch?.id ?? '');
    expect(result.complete).toBe(true);
    expect(listPdfs(request.directory)).toHaveLength(result.files);
  });

  it('can be cancelled and resumed', async () => {
    const controller = new AbortController();
    const real = await office.gateways.of(workspaceId);
    const bench = exportsWith({
      downloadPdf: async (input) => {
        const bytes = await real.downloadPdf(input);
        controller.abort();
        return bytes;
      },
    });
    const request = requestFor({ from: '2026-07-01', to: '2026-07-02' });
    expect((await failureOf(run(bench, request, controller.signal))).code).toBe('cancelled');
    const [batch] = await bench.exports.handlers['exports.list']({});
    expect(batch?.state).toBe('cancelled');
    expect((await resume(exportsWith(), batch?.id ?? '')).complete).toBe(true);
  });

  it('leaves a file alone that somebody put in the way meanwhile, and says so', async () => {
    const real = await office.gateways.of(workspaceId);
    const request = requestFor({ nameTemplate: '{id}.pdf', from: '2026-06-01', to: '2026-06-01' });
    let blocked: string | null = null;
    const bench = exportsWith({
      downloadPdf: async (input) => {
        const [batch] = await office.workspaceDatabase.listExportBatches();
        const items = await office.workspaceDatabase.listExportItems({ batchId: batch?.id ?? '' });
        blocked ??= path.join(request.directory, items.at(-1)?.file ?? '');
        fs.writeFileSync(blocked, 'not ours');
        return real.downloadPdf(input);
      },
    });
    const result = await run(bench, request);
    expect(result.failed).toHaveLength(1);
    expect(fs.readFileSync(blocked ?? '', 'utf8')).toBe('not ours');
  });
});

describe('an export that was killed', () => {
  it('resumes and ends with the same set of files as one that was not', async () => {
    const request = requestFor({ from: '2026-05-01', to: '2026-05-05' });
    const [account] = office.emulator.accounts;
    const folder = freshFolder();
    fs.mkdirSync(folder);
    const input: VictimInput = {
      folder,
      apiBase: office.emulator.url,
      key: account?.key ?? '',
      workspace: office.registry.get(workspaceId),
      request,
    };
    const script = fileURLToPath(new URL('exportVictim.ts', import.meta.url));
    const victim = spawn(process.execPath, [script, JSON.stringify(input)], { stdio: 'inherit' });
    await expect
      .poll(() => (fs.existsSync(request.directory) ? listPdfs(request.directory).length : 0), {
        timeout: 20_000,
      })
      .toBeGreaterThan(3);
    victim.kill('SIGKILL');
    await once(victim, 'exit');
    expect(fs.existsSync(path.join(request.directory, manifestJson))).toBe(false);

    const untouched = requestFor({ from: request.from, to: request.to });
    const whole = await run(exportsWith(), untouched);
    const { signal } = new AbortController();
    const workspaceDatabase = await createWorkspaceDatabase({
      file: path.join(folder, 'workspace.sqlite'),
      backupDir: path.join(folder, 'backups'),
      workerUrl: new URL('../../electron/workspaceDatabase/workspaceDatabaseWorker.ts', import.meta.url),
    });
    const store = createPdfStore({ folder: path.join(folder, 'documents') });
    const documents = createDocuments({ ...office, workspaceDatabase, store });
    const runs = createExportRuns({
      ...office,
      workspaceDatabase,
      documents,
      store,
      longestPath: 4095,
      who: () => 'anna',
    });
    const resumed = await runs.resume('killed-batch', { signal, onProgress: () => undefined });
    await workspaceDatabase.close();
    expect(resumed).toMatchObject({ complete: true, files: whole.files, totals: whole.totals });
    expect(fs.readdirSync(request.directory)).toEqual(fs.readdirSync(untouched.directory));
  });
});
