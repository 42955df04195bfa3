import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, isAppError } from '../../shared/errors/appError.ts';
import type { ExportRequest } from '../../shared/ipc/schemas/documents.ts';
import type { ExportItem } from '../workspaceDatabase/workspaceDatabaseApi.ts';
import type { EnsuredDocument } from './documents.ts';
import { concernsOneDocument, isPassing } from './documentTroubles.ts';
import { makeFolderOf, pathInFolder } from './exportFolder.ts';
import type { ExportPlan } from './exportPlan.ts';
import type { ExportRunDeps, RunControl } from './exportRuns.ts';
import type { LiveDocument } from './liveDocument.ts';
import { sha256Of } from './pdfStore.ts';
import { runLimited } from './runLimited.ts';
import { exportCancelled } from './toFileError.ts';
import { writeWholeFile } from './writeWholeFile.ts';

export interface DocumentsOfExport extends RunControl {
  request: ExportRequest;
  plan: ExportPlan;
  items: readonly ExportItem[];
}

/** STRIPE: the limits of the PDF host are not documented; few at a time (stripe.md §2.8). */
const downloadsInParallel = 4;
/** Progress survives a kill in steps of this many documents; what is lost is written again. */
const savedTogether = 25;

/** Fetches and writes every item that is not yet written, and gives all of them with what became of them. */
export async function exportDocuments(deps: ExportRunDeps, input: DocumentsOfExport): Promise<ExportItem[]> {
  const { plan, items, signal, onProgress } = input;
  const lives = new Map(plan.documents.map(({ workspaceId, live }) => [keyOf(workspaceId, live), live]));
  const results = [...items];
  let unsaved: ExportItem[] = [];
  let done = 0;
  const save = async (): Promise<void> => {
    const saving = unsaved;
    unsaved = [];
    if (saving.length > 0) await deps.workspaceDatabase.saveExportItems(saving);
  };
  onProgress({ done, expected: items.length });
  try {
    await runLimited([...items.entries()], downloadsInParallel, async ([index, item]) => {
      if (signal.aborted) throw exportCancelled();
      const live = lives.get([item.workspaceId, item.kind, item.objectId].join(' '));
      const result = await exportItem(deps, input, item, live);
      results[index] = result;
      unsaved.push(result);
      if (unsaved.length >= savedTogether) await save();
      done += 1;
      onProgress({ done, expected: items.length });
    });
  } finally {
    await save();
  }
  return results;
}

function keyOf(workspaceId: string, { facts: { kind, objectId } }: LiveDocument): string {
  return [workspaceId, kind, objectId].join(' ');
}

async function exportItem(
  deps: ExportRunDeps,
  input: DocumentsOfExport,
  item: ExportItem,
  live: LiveDocument | undefined,
): Promise<ExportItem> {
  if (await isWritten(deps, input.request, item)) return item;
  try {
    return await writeItem(deps, input, item, live);
  } catch (error) {
    /* Any other trouble stops the export, which can be resumed. */
    if (!isAppError(error) || !concernsOneDocument(error)) throw error;
    return { ...item, sha256: null, bytes: null, fetchedAt: null, failure: error.message };
  }
}

/** Whether an earlier run wrote an item and it is still whole. */
async function isWritten(deps: ExportRunDeps, request: ExportRequest, item: ExportItem): Promise<boolean> {
  if (item.sha256 === null || item.file === null) return false;
  if (request.zip) return (await deps.store.read(item.sha256)) !== null;
  const path = pathInFolder(resolve(request.directory), item.file, deps.longestPath);
  const bytes = await readFile(path).catch(() => null);
  return bytes !== null && sha256Of(bytes) === item.sha256;
}

async function writeItem(
  deps: ExportRunDeps,
  input: DocumentsOfExport,
  item: ExportItem,
  live: LiveDocument | undefined,
): Promise<ExportItem> {
  const { request } = input;
  const path = pathInFolder(resolve(request.directory), item.file ?? '', deps.longestPath);
  const { record, content } = await fetchPatiently(deps, input, item, live);
  if (!request.zip) {
    await makeFolderOf(path);
    await writeExported(deps, path, content);
  }
  const { sha256, bytes, fetchedAt } = record;
  return { ...item, sha256, bytes, fetchedAt, failure: null };
}

async function fetchPatiently(
  deps: ExportRunDeps,
  { signal }: DocumentsOfExport,
  { workspaceId, kind, objectId }: ExportItem,
  live: LiveDocument | undefined,
): Promise<EnsuredDocument> {
  const options = { priority: 'background' as const, signal, ...(live ? { live } : {}) };
  for (let attempt = 0; ; attempt += 1) {
    try {
      const ensured = await deps.documents.ensure({ workspaceId, kind, objectId }, options);
      if (ensured.current) return ensured;
      throw new AppError(
        'offline',
        'Stripe cannot be reached, so the export stopped. What was written is complete.',
      );
    } catch (error) {
      const delayMs = deps.retryDelaysMs[attempt];
      if (delayMs === undefined || !isPassing(error)) throw error;
      await sleep(delayMs, undefined, { signal });
    }
  }
}

/** Replaces only what Kantoor wrote there before; a file that somebody else put there stays, and is told. */
async function writeExported({ store }: ExportRunDeps, path: string, content: Uint8Array): Promise<void> {
  const found = await readFile(path).catch(() => null);
  const isOurs = found !== null && (await store.read(sha256Of(found))) !== null;
  await writeWholeFile(path, content, { existing: isOurs ? 'replace' : 'refuse', mode: 0o666 });
}
