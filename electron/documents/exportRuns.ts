import { join, resolve } from 'node:path';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import { sumExport } from '../../shared/domain/exports.ts';
import { findUnknownTokens, nameTokens } from '../../shared/domain/fileNames.ts';
import { AppError, isAppError } from '../../shared/errors/appError.ts';
import type { ExportBatch, ExportRequest, ExportResult } from '../../shared/ipc/schemas/documents.ts';
import type { ExportItem, WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';
import type { Documents } from './documents.ts';
import { writeArchive } from './exportArchive.ts';
import { exportDocuments } from './exportDocuments.ts';
import {
  checkExportFolder,
  claimExportFolder,
  listTakenNames,
  manifestCsv,
  manifestJson,
  prepareExportFolder,
  releaseExportFolder,
} from './exportFolder.ts';
import {
  listFailures,
  sumItems,
  writeManifestCsv,
  writeManifestJson,
  writtenItems,
} from './exportManifest.ts';
import { listRequestedWorkspaces, planExport, toManifestRow } from './exportPlan.ts';
import type { ExportPlan, ExportPlanDeps } from './exportPlan.ts';
import type { PdfStore } from './pdfStore.ts';
import { exportCancelled, withBatch } from './toFileError.ts';
import { writeWholeFile } from './writeWholeFile.ts';

export interface ExportRunDeps extends ExportPlanDeps {
  documents: Documents;
  store: PdfStore;
  workspaceDatabase: Pick<
    WorkspaceDatabase,
    | 'createExportBatch'
    | 'saveExportItems'
    | 'listExportItems'
    | 'finishExportBatch'
    | 'findExportBatch'
    | 'appendAudit'
  >;
  /** Longest path that the system takes: 259 characters on Windows. */
  longestPath: number;
  /** *Units*: milliseconds before each further attempt at a document when Stripe does not answer. */
  retryDelaysMs: readonly number[];
  who: () => string;
  newId: () => string;
}

export interface RunControl {
  signal: AbortSignal;
  /** `expected` is null while Stripe's lists are still being read. */
  onProgress: (progress: { done: number; expected: number | null }) => void;
}

export interface ExportRuns {
  /** What an export would write; nothing is written. */
  plan(request: ExportRequest, control: RunControl): Promise<ExportResult>;
  /** Writes a new export. `onStarted` is told the batch's id before the first document. */
  run(
    request: ExportRequest,
    control: RunControl & { onStarted?: (batchId: string) => void },
  ): Promise<ExportResult>;
  /** Goes on with an export that was cancelled, killed or only partly done; it ends with the same set of files. */
  resume(batchId: string, control: RunControl): Promise<ExportResult>;
  /** Refuses a request that cannot be carried out, before anything runs. */
  check(request: ExportRequest): Promise<void>;
}

interface Batch {
  id: string;
  createdAt: UnixSeconds;
  request: ExportRequest;
}

/** Exports of documents into a folder. */
export function createExportRuns(deps: ExportRunDeps): ExportRuns {
  const check = async (request: ExportRequest): Promise<void> => {
    checkRequest(request);
    listRequestedWorkspaces(deps.registry, request);
    await checkExportFolder(resolve(request.directory), null);
  };
  return {
    check,
    async plan(request, control) {
      await check(request);
      return toPlanResult(await makePlan(deps, request, control));
    },
    async run(request, { onStarted, ...control }) {
      await check(request);
      const directory = resolve(request.directory);
      await prepareExportFolder(directory);
      const plan = await makePlan(deps, request, control);
      const batch: Batch = { id: deps.newId(), createdAt: deps.now(), request };
      await claimExportFolder(directory, batch.id);
      await deps.workspaceDatabase.createExportBatch(batch);
      onStarted?.(batch.id);
      const items = await saveItems(deps, batch.id, plan);
      await audit(deps, batch, 'export.created', { documents: String(items.length) });
      return writeBatch(deps, batch, plan, items, control);
    },
    async resume(batchId, control) {
      const batch = await findBatch(deps, batchId);
      if (batch.state === 'done' && batch.result) return batch.result;
      await claimExportFolder(resolve(batch.request.directory), batchId);
      const { finishExportBatch, listExportItems } = deps.workspaceDatabase;
      await finishExportBatch({ id: batchId, state: 'running', finishedAt: null, result: null });
      const plan = await makePlan(deps, batch.request, control);
      const saved = await listExportItems({ batchId });
      /* A kill right after the batch was made leaves it without its documents. */
      const items = saved.length > 0 ? saved : await saveItems(deps, batchId, plan);
      return writeBatch(deps, batch, plan, items, control);
    },
  };
}

async function saveItems(deps: ExportRunDeps, batchId: string, plan: ExportPlan): Promise<ExportItem[]> {
  const items = toItems(batchId, plan);
  await deps.workspaceDatabase.saveExportItems(items);
  return items;
}

function checkRequest({ from, to, nameTemplate }: ExportRequest): void {
  if (from > to)
    throw new AppError('invalid_input', `The period ends (${to}) before it begins (${from}).`, {
      details: { fields: ['from', 'to'] },
    });
  const unknown = findUnknownTokens(nameTemplate);
  if (unknown.length > 0)
    throw new AppError(
      'invalid_input',
      `The file-name template has unknown words: ${unknown.join(', ')}. Known are ${nameTokens.join(', ')}.`,
      { details: { fields: ['nameTemplate'], unknown } },
    );
}

async function makePlan(
  deps: ExportRunDeps,
  request: ExportRequest,
  control: RunControl,
): Promise<ExportPlan> {
  const { signal, onProgress } = control;
  let listed = 0;
  const onListed = (objects: number): void => {
    listed += objects;
    onProgress({ done: listed, expected: null });
  };
  const takenNames = request.zip ? [] : await listTakenNames(resolve(request.directory));
  try {
    return await planExport(deps, { request, takenNames, signal, onListed });
  } catch (error) {
    throw signal.aborted ? exportCancelled() : error;
  }
}

function toItems(batchId: string, plan: ExportPlan): ExportItem[] {
  return plan.documents.map((document, position) => ({
    batchId,
    position,
    workspaceId: document.workspaceId,
    kind: document.live.facts.kind,
    objectId: document.live.facts.objectId,
    manifest: toManifestRow(document),
    file: document.file,
    sha256: null,
    bytes: null,
    fetchedAt: null,
    failure: null,
  }));
}

function toPlanResult(plan: ExportPlan): ExportResult {
  return {
    batchId: null,
    dryRun: true,
    files: plan.documents.length,
    bytes: 0,
    failed: [],
    totals: sumExport(plan.documents.map(({ live }) => live.facts)),
    gaps: plan.gaps,
    manifest: null,
    complete: true,
  };
}

async function findBatch({ workspaceDatabase }: ExportRunDeps, id: string): Promise<ExportBatch> {
  const batch = await workspaceDatabase.findExportBatch({ id });
  if (batch) return batch;
  throw new AppError('not_found', `There is no export ${id} on this computer.`, { details: { batchId: id } });
}

async function writeBatch(
  deps: ExportRunDeps,
  batch: Batch,
  plan: ExportPlan,
  planned: readonly ExportItem[],
  control: RunControl,
): Promise<ExportResult> {
  try {
    const items = await exportDocuments(deps, { request: batch.request, plan, items: planned, ...control });
    return await finishBatch(deps, batch, plan, items, control.signal);
  } catch (error) {
    const isCancelled = control.signal.aborted || (isAppError(error) && error.code === 'cancelled');
    const state = isCancelled ? 'cancelled' : 'interrupted';
    await deps.workspaceDatabase.finishExportBatch({ id: batch.id, state, finishedAt: null, result: null });
    throw withBatch(isCancelled ? exportCancelled() : error, batch.id);
  }
}

async function finishBatch(
  deps: ExportRunDeps,
  batch: Batch,
  plan: ExportPlan,
  items: readonly ExportItem[],
  signal: AbortSignal,
): Promise<ExportResult> {
  const directory = resolve(batch.request.directory);
  const archive = batch.request.zip ? archiveName(batch) : null;
  const csv = writeManifestCsv(items);
  const json = writeManifestJson({
    ...batch,
    batchId: batch.id,
    finishedAt: deps.now(),
    items,
    plan,
    archive,
  });
  const written = writtenItems(items);
  if (archive !== null) {
    const documents = written.map(({ file, sha256 }) => ({
      name: file ?? '',
      source: { file: deps.store.fileOf(sha256 ?? '') },
    }));
    const manifests = [
      { name: manifestCsv, source: { text: csv } },
      { name: manifestJson, source: { text: json } },
    ];
    await writeArchive(join(directory, archive), [...documents, ...manifests], signal);
  }
  const manifest = join(directory, manifestCsv);
  await writeWholeFile(manifest, csv, { existing: 'replace', mode: 0o666 });
  await writeWholeFile(join(directory, manifestJson), json, { existing: 'replace', mode: 0o666 });
  await releaseExportFolder(directory);
  const failed = listFailures(items);
  const result: ExportResult = {
    batchId: batch.id,
    dryRun: false,
    files: written.length,
    bytes: written.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0),
    failed,
    totals: sumItems(written),
    gaps: plan.gaps,
    manifest,
    complete: failed.length === 0,
  };
  const state = result.complete ? 'done' : 'partlyDone';
  await deps.workspaceDatabase.finishExportBatch({ id: batch.id, state, finishedAt: deps.now(), result });
  await audit(deps, batch, 'export.finished', {
    files: String(result.files),
    failed: String(failed.length),
    result: state,
  });
  return result;
}

function archiveName({ id, request: { from, to } }: Batch): string {
  return `kantoor_${from}_${to}_${id.slice(0, 8)}.zip`;
}

async function audit(
  { workspaceDatabase, who, now }: ExportRunDeps,
  { id, request }: Batch,
  action: 'export.created' | 'export.finished',
  after: Record<string, string>,
): Promise<void> {
  const [only, ...others] = request.workspaceIds ?? [];
  await workspaceDatabase.appendAudit({
    at: now(),
    who: who(),
    workspaceId: only !== undefined && others.length === 0 ? only : null,
    action,
    target: id,
    targetName: `${request.from} – ${request.to}`,
    before: {},
    after: { directory: resolve(request.directory), ...after },
    outcome: 'done',
    requestId: null,
  });
}
