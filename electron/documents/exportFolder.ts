import { randomUUID } from 'node:crypto';
import { access, mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../shared/errors/appError.ts';
import { toFileError } from './toFileError.ts';
import { removeUnfinishedFiles, writeWholeFile } from './writeWholeFile.ts';

export const manifestCsv = 'manifest.csv';
export const manifestJson = 'manifest.json';
/** Lies in the folder from the first moment of an export to its end and says whose folder it is. */
const markerName = '.kantoor-export.json';

/** The batch whose export lies in a folder, finished or not; null for a folder without one. */
async function findBatchIn(directory: string): Promise<string | null> {
  for (const name of [markerName, manifestJson]) {
    const text = await readFile(join(directory, name), 'utf8').catch(() => null);
    if (text !== null) return readBatchId(text);
  }
  const hasCsv = await access(join(directory, manifestCsv)).then(
    () => true,
    () => false,
  );
  return hasCsv ? '' : null;
}

function readBatchId(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && 'batchId' in value) return String(value.batchId);
  } catch {
    /* Somebody else's manifest: not ours to overwrite. */
  }
  return '';
}

/** Refuses a folder that holds another export. *Errors*: `export_folder_taken`. */
export async function checkExportFolder(directory: string, batchId: string | null): Promise<void> {
  const found = await findBatchIn(directory);
  if (found === null || found === batchId) return;
  throw new AppError(
    'export_folder_taken',
    `${directory} already holds another export. Choose an empty folder, so that no document of one export gets lost among those of another.`,
    { details: { directory } },
  );
}

/** Makes the folder and tries whether it can be written, before a long list is read for nothing. */
export async function prepareExportFolder(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
  } catch (error) {
    throw toFileError(error, directory);
  }
  const trial = join(directory, `.kantoor-${randomUUID()}.part`);
  await writeWholeFile(trial, '', { existing: 'refuse' });
  await rm(trial, { force: true });
}

/** Marks the folder as this batch's. *Errors*: `export_folder_taken` and those of the file system. */
export async function claimExportFolder(directory: string, batchId: string): Promise<void> {
  await prepareExportFolder(directory);
  await checkExportFolder(directory, batchId);
  await removeUnfinishedFiles(directory);
  await writeWholeFile(join(directory, markerName), JSON.stringify({ batchId }), { existing: 'replace' });
}

/** Takes the mark away: from here on the manifest says whose folder it is. */
export async function releaseExportFolder(directory: string): Promise<void> {
  await rm(join(directory, markerName), { force: true });
}

/** Paths relative to the folder that exist in it, two levels deep: as deep as templates are expected to make folders. */
export async function listTakenNames(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const nested = entries
    .filter((entry) => entry.isDirectory())
    .map(async ({ name }) =>
      (await readdir(join(directory, name)).catch(() => [])).map((inner) => `${name}/${inner}`),
    );
  return [...entries.map(({ name }) => name), ...(await Promise.all(nested)).flat()];
}

/** Absolute path of a document in the folder. *Errors*: `path_too_long`. */
export function pathInFolder(directory: string, file: string, longestPath: number): string {
  const path = join(directory, ...file.split('/'));
  if (path.length <= longestPath) return path;
  throw new AppError(
    'path_too_long',
    `The path ${path} has ${path.length} characters; this system allows ${longestPath}. Choose a folder nearer to the top or a shorter file-name template.`,
    { details: { path, longestPath } },
  );
}

/** Makes the folder that a template puts a document into. */
export async function makeFolderOf(path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
  } catch (error) {
    throw toFileError(error, dirname(path));
  }
}
