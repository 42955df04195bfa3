import { resolve } from 'node:path';
import type { Handlers } from '../../shared/ipc/contract.ts';
import { AppError } from '../../shared/errors/appError.ts';
import type {
  ExportBatch,
  ExportRequest,
  ExportResult,
  ListedBatch,
} from '../../shared/ipc/schemas/documents.ts';
import { createExportRuns } from '../documents/exportRuns.ts';
import type { ExportRunDeps } from '../documents/exportRuns.ts';
import type { WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';
import type { WorkspaceRegistry } from '../workspaces/workspaceRegistryApi.ts';
import type { Jobs, StartedJob } from './jobs.ts';

export interface ExportServiceDeps extends ExportRunDeps {
  jobs: Jobs;
  workspaceDatabase: WorkspaceDatabase;
  registry: Pick<WorkspaceRegistry, 'list' | 'get' | 'getSettings'>;
  dialogs: { chooseDirectory(input: { defaultDirectory: string | null }): Promise<string | null> };
  shell: { showItemInFolder(path: string): void };
}

export interface ExportServices {
  handlers: Pick<
    Handlers,
    | 'exports.chooseDirectory'
    | 'exports.plan'
    | 'exports.start'
    | 'exports.resume'
    | 'exports.list'
    | 'exports.showInFolder'
  >;
  /** For callers that wait for the result, as the command line does; progress is told by `job.progress`. */
  runExport(request: ExportRequest, options: { dryRun: boolean; signal: AbortSignal }): Promise<ExportResult>;
  /** Finishes a batch as it was asked for. */
  resumeExport(batchId: string, signal: AbortSignal): Promise<ExportResult>;
}

/** Use cases around exports: each runs as a job, and each batch is kept. */
export function createExportServices(deps: ExportServiceDeps): ExportServices {
  const { jobs, workspaceDatabase, registry, dialogs, shell } = deps;
  const runs = createExportRuns(deps);
  /** Batches that are being written in this process, with their jobs. */
  const active = new Map<string, string>();

  const plan = (request: ExportRequest, cancelledBy?: AbortSignal): StartedJob =>
    jobs.start('exportPlan', (control) => runs.plan(request, control), cancelledBy);

  const start = (request: ExportRequest, cancelledBy?: AbortSignal): StartedJob => {
    let batchId = '';
    const onStarted = (id: string): void => {
      batchId = id;
      active.set(id, job.jobId);
    };
    const job = jobs.start(
      'export',
      (control) => runs.run(request, { ...control, onStarted }).finally(() => active.delete(batchId)),
      cancelledBy,
    );
    return job;
  };

  const resume = (batchId: string, cancelledBy?: AbortSignal): StartedJob => {
    if (active.has(batchId)) throw new AppError('conflict', 'This export is running already.');
    const job = jobs.start(
      'export',
      (control) => runs.resume(batchId, control).finally(() => active.delete(batchId)),
      cancelledBy,
    );
    active.set(batchId, job.jobId);
    return job;
  };

  return {
    handlers: {
      'exports.chooseDirectory': async () => {
        const { exportDirectory } = registry.getSettings();
        return { directory: await dialogs.chooseDirectory({ defaultDirectory: exportDirectory }) };
      },
      'exports.plan': async (request) => {
        await runs.check(request);
        return toJobId(plan(request));
      },
      'exports.start': async (request) => {
        await runs.check(request);
        return toJobId(start(request));
      },
      'exports.resume': async ({ batchId }) => toJobId(resume(batchId)),
      'exports.list': async () =>
        (await workspaceDatabase.listExportBatches()).map((batch) => toListed(batch, active)),
      'exports.showInFolder': async ({ batchId }) => {
        const batch = await workspaceDatabase.findExportBatch({ id: batchId });
        if (!batch) throw new AppError('not_found', 'This export is not known on this computer.');
        shell.showItemInFolder(batch.result?.manifest ?? resolve(batch.request.directory));
        return {};
      },
    },
    runExport: (request, { dryRun, signal }) =>
      (dryRun ? plan(request, signal) : start(request, signal)).result,
    resumeExport: (batchId, signal) => resume(batchId, signal).result,
  };
}

function toJobId({ jobId }: StartedJob): { jobId: string } {
  return { jobId };
}

/** A batch that is said to be running but has no job was cut off when the app was killed. */
function toListed(batch: ExportBatch, active: ReadonlyMap<string, string>): ListedBatch {
  const jobId = active.get(batch.id) ?? null;
  const isCutOff = batch.state === 'running' && jobId === null;
  return { ...batch, jobId, state: isCutOff ? 'interrupted' : batch.state };
}
