import fs from 'node:fs';
import path from 'node:path';
import type { WorkspaceSyncState } from '../../electron/cache/cacheApi.ts';
import { manifestJson } from '../../electron/documents/exportFolder.ts';
import { createExportServices, type ExportServices } from '../../electron/services/exports.ts';
import { createJobs } from '../../electron/services/jobs.ts';
import type { StripeGateway } from '../../electron/stripe/stripeGatewayApi.ts';
import { isAppError } from '../../shared/errors/appError.ts';
import type { ExportRequest, ExportResult, Job } from '../../shared/ipc/schemas/documents.ts';
import { keepDocuments } from './documentKeeping.ts';
import type { TestOffice } from './openOffice.ts';

/** Exports out of an office, with what a window would be told. */
export interface ExportBench {
  exports: ExportServices;
  jobEvents: Job[];
  run(request: ExportRequest, signal?: AbortSignal): Promise<ExportResult>;
  plan(request: ExportRequest): Promise<ExportResult>;
  resume(batchId: string): Promise<ExportResult>;
}

export interface ExportBenchOptions {
  /** Answers in place of the real gateway's. */
  gateway?: Partial<StripeGateway>;
  longestPath?: number;
  /** When the cache last learned of everything. */
  syncedAt?: number;
}

/** The export services of an office; its gateway answers as the real one except where told otherwise. */
export function openExportBench(
  office: TestOffice,
  { gateway = {}, longestPath = 4095, syncedAt = office.now() }: ExportBenchOptions = {},
): ExportBench {
  const jobEvents: Job[] = [];
  const gateways = { of: async (id: string) => ({ ...(await office.gateways.of(id)), ...gateway }) };
  const { store, documents } = keepDocuments({ ...office, gateways });
  const jobs = createJobs({
    ...office,
    publishJob: (job) => void jobEvents.push(job),
    toErrorPayload: (error) => {
      if (isAppError(error)) return error.toPayload();
      throw error;
    },
  });
  const getSyncState = async (): Promise<WorkspaceSyncState> =>
    ({ complete: true, asOf: syncedAt }) as WorkspaceSyncState;
  const exports = createExportServices({
    ...office,
    cache: { ...office.cache, getSyncState },
    gateways,
    documents,
    store,
    jobs,
    longestPath,
    retryDelaysMs: [1, 1],
    who: () => 'anna',
    dialogs: { chooseDirectory: async () => null },
    shell: { showItemInFolder: () => undefined },
  });
  const never = new AbortController().signal;
  const runWith = (request: ExportRequest, dryRun: boolean, signal = never): Promise<ExportResult> =>
    exports.runExport(request, { dryRun, signal });
  return {
    exports,
    jobEvents,
    run: (request, signal) => runWith(request, false, signal),
    plan: (request) => runWith(request, true),
    resume: (batchId) => exports.resumeExport(batchId, never),
  };
}

let folders = 0;
/** A folder of an office that does not exist yet. */
export function freshFolder(office: TestOffice): string {
  folders += 1;
  return path.join(office.folder, `export-${folders}`);
}

/** A request for three days of the first account: some dozens of documents. */
export function requestFor(office: TestOffice, change: Partial<ExportRequest> = {}): ExportRequest {
  return {
    from: '2026-10-01',
    to: '2026-10-03',
    workspaceIds: ['workspace-1'],
    kinds: ['invoice', 'creditNote'],
    statuses: null,
    directory: freshFolder(office),
    nameTemplate: '{date}_{number}_{customer}.pdf',
    zip: false,
    ...change,
  };
}

export interface Manifest {
  complete: boolean;
  documents: { id: string; file: string; sha256: string; bytes: number; date: string }[];
}

export function readManifest(directory: string): Manifest {
  return JSON.parse(fs.readFileSync(path.join(directory, manifestJson), 'utf8')) as Manifest;
}

/** The PDFs in a folder and in those below it, sorted. */
export function listPdfs(directory: string): string[] {
  return fs
    .readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.pdf'))
    .toSorted();
}
