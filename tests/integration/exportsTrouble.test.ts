import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manifestCsv, manifestJson } from '../../electron/documents/exportFolder.ts';
import { createExportRuns } from '../../electron/documents/exportRuns.ts';
import { createWorkspaceDatabase } from '../../electron/workspaceDatabase/createWorkspaceDatabase.ts';
import { AppError } from '../../shared/errors/appError.ts';
import type { ListedBatch } from '../../shared/ipc/schemas/documents.ts';
import { keepDocuments } from '../builders/documentKeeping.ts';
import {
  type ExportBench,
  freshFolder,
  listPdfs,
  openExportBench,
  readManifest,
  requestFor,
} from '../builders/exportBench.ts';
import { failureOf } from '../builders/failureOf.ts';
import { openOffice, type TestOffice } from '../builders/openOffice.ts';
import type { VictimInput } from './exportVictim.ts';

const workspaceId = 'workspace-1';
let office: TestOffice;

beforeAll(async () => {
  office = await openOffice({ synced: false });
});

afterAll(() => office.close());

async function findBatch({ exports }: ExportBench, directory: string): Promise<ListedBatch | undefined> {
  const batches = await exports.handlers['exports.list']({});
  return batches.find(({ request }) => request.directory === directory);
}

describe('trouble during an export', () => {
  it('lists a document that could not be fetched, and fetches just that one when resumed', async () => {
    const real = await office.gateways.of(workspaceId);
    let refused = 0;
    const bench = openExportBench(office, {
      gateway: {
        downloadPdf: async (input) => {
          refused += 1;
          if (refused === 1) throw new AppError('document_invalid', 'What came back is not a PDF.');
          return real.downloadPdf(input);
        },
      },
    });
    const request = requestFor(office, { from: '2026-09-01', to: '2026-09-02' });
    const result = await bench.run(request);
    expect(result.complete).toBe(false);
    expect(result.failed).toEqual([
      { documentId: expect.any(String), reason: 'What came back is not a PDF.' },
    ]);
    expect(listPdfs(request.directory)).toHaveLength(result.files);
    const again = await openExportBench(office).resume(result.batchId ?? '');
    expect(again).toMatchObject({ complete: true, files: result.files + 1, batchId: result.batchId });
    expect(readManifest(request.directory).complete).toBe(true);
  });

  it('stops when the network goes, keeps what is there and finishes later', async () => {
    const real = await office.gateways.of(workspaceId);
    let downloads = 0;
    const bench = openExportBench(office, {
      gateway: {
        downloadPdf: async (input) => {
          downloads += 1;
          if (downloads > 5) throw new AppError('offline', 'Stripe cannot be reached.');
          return real.downloadPdf(input);
        },
      },
    });
    const request = requestFor(office, { from: '2026-08-01', to: '2026-08-02' });
    const failure = await failureOf(bench.run(request));
    const batch = await findBatch(bench, request.directory);
    expect(batch?.state).toBe('interrupted');
    expect(failure).toMatchObject({ code: 'offline', details: { batchId: batch?.id } });
    expect(failure.message).toContain(`--resume ${batch?.id}`);
    const taken = await failureOf(bench.run(request));
    expect(taken).toMatchObject({
      code: 'export_folder_taken',
      details: { batchId: batch?.id, finished: false },
    });
    expect(fs.existsSync(path.join(request.directory, manifestCsv))).toBe(false);
    const result = await openExportBench(office).resume(batch?.id ?? '');
    expect(result.complete).toBe(true);
    expect(listPdfs(request.directory)).toHaveLength(result.files);
  });

  it('goes on after trouble that passes', async () => {
    const real = await office.gateways.of(workspaceId);
    const troubles = [
      new AppError('rate_limited', 'Too many.'),
      new AppError('stripe_unavailable', 'Not now.'),
      new AppError('timeout', 'Too slow.'),
    ];
    const bench = openExportBench(office, {
      gateway: {
        downloadPdf: async (input) => {
          const trouble = troubles.pop();
          if (trouble) throw trouble;
          return real.downloadPdf(input);
        },
      },
    });
    const result = await bench.run(requestFor(office, { from: '2026-04-01', to: '2026-04-01' }));
    expect(result).toMatchObject({ complete: true, failed: [] });
    expect(troubles).toEqual([]);
  });

  // Only Linux shows its kernel as folders.
  it.runIf(process.platform === 'linux')(
    'refuses a folder that shows the kernel instead of keeping files, in a sentence',
    async () => {
      const failure = await failureOf(
        openExportBench(office).run(requestFor(office, { directory: '/proc/kantoor/export' })),
      );
      expect(failure.code).toBe('path_not_writable');
    },
  );

  it('tells which job writes a batch while it does', async () => {
    const real = await office.gateways.of(workspaceId);
    const seen = new Set<string | null | undefined>();
    const bench = openExportBench(office, {
      gateway: {
        downloadPdf: async (input) => {
          seen.add((await findBatch(bench, request.directory))?.jobId);
          return real.downloadPdf(input);
        },
      },
    });
    const request = requestFor(office, { from: '2026-03-02', to: '2026-03-02' });
    await bench.run(request);
    expect([...seen]).toEqual([bench.jobEvents[0]?.id]);
    expect((await findBatch(bench, request.directory))?.jobId).toBeNull();
  });

  it('can be cancelled and resumed', async () => {
    const controller = new AbortController();
    const real = await office.gateways.of(workspaceId);
    const bench = openExportBench(office, {
      gateway: {
        downloadPdf: async (input) => {
          const bytes = await real.downloadPdf(input);
          controller.abort();
          return bytes;
        },
      },
    });
    const request = requestFor(office, { from: '2026-07-01', to: '2026-07-02' });
    const failure = await failureOf(bench.run(request, controller.signal));
    const batch = await findBatch(bench, request.directory);
    expect(failure).toMatchObject({ code: 'cancelled', details: { batchId: batch?.id } });
    expect(failure.message).toContain(`--resume ${batch?.id}`);
    expect(batch?.state).toBe('cancelled');
    expect((await openExportBench(office).resume(batch?.id ?? '')).complete).toBe(true);
  });

  it('leaves a file alone that somebody put in the way meanwhile, and says so', async () => {
    const real = await office.gateways.of(workspaceId);
    const request = requestFor(office, { nameTemplate: '{id}.pdf', from: '2026-06-01', to: '2026-06-01' });
    let blocked: string | null = null;
    const bench = openExportBench(office, {
      gateway: {
        downloadPdf: async (input) => {
          const batch = await findBatch(bench, request.directory);
          const items = await office.workspaceDatabase.listExportItems({ batchId: batch?.id ?? '' });
          blocked ??= path.join(request.directory, items.at(-1)?.file ?? '');
          fs.writeFileSync(blocked, 'not ours');
          return real.downloadPdf(input);
        },
      },
    });
    const result = await bench.run(request);
    expect(result.failed).toHaveLength(1);
    expect(fs.readFileSync(blocked ?? '', 'utf8')).toBe('not ours');
  });
});

describe('an export that was killed', () => {
  it('resumes and ends with the same set of files as one that was not', async () => {
    const request = requestFor(office, { from: '2026-05-01', to: '2026-05-05' });
    const [account] = office.emulator.accounts;
    const folder = freshFolder(office);
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

    const untouched = requestFor(office, { from: request.from, to: request.to });
    const whole = await openExportBench(office).run(untouched);
    const { signal } = new AbortController();
    const workspaceDatabase = await createWorkspaceDatabase({
      file: path.join(folder, 'workspace.sqlite'),
      backupDir: path.join(folder, 'backups'),
      workerUrl: new URL('../../electron/workspaceDatabase/workspaceDatabaseWorker.ts', import.meta.url),
    });
    const { store, documents } = keepDocuments({ ...office, folder, workspaceDatabase });
    const runs = createExportRuns({
      ...office,
      workspaceDatabase,
      documents,
      store,
      longestPath: 4095,
      retryDelaysMs: [1, 1],
      who: () => 'anna',
    });
    const resumed = await runs.resume('killed-batch', { signal, onProgress: () => undefined });
    await workspaceDatabase.close();
    expect(resumed).toMatchObject({ complete: true, files: whole.files, totals: whole.totals });
    expect(fs.readdirSync(request.directory)).toEqual(fs.readdirSync(untouched.directory));
  });
});
