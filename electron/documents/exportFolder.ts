import { randomUUID } from 'node:crypto';
import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../shared/errors/appError.ts';
import { refuseSpecialFolder } from './specialFolders.ts';
import { toFileError } from './toFileError.ts';
import { removeUnfinishedFiles, writeWholeFile } from './writeWholeFile.ts';

export const manifestCsv = 'manifest.csv';
export const manifestJson = 'manifest.json';
/** Lies in the folder from the first moment of an export to its end and says whose folder it is. */
const markerName = '.kantoor-export.json';

/** The batch whose export lies in a folder; its id is null when somebody else's manifest lies there. */
async function findBatchIn(directory: string): Promise<{ id: string | null; isFinished: boolean } | null> {
  const marker = await readText(join(directory, markerName));
  if (marker !== null) return { id: batchIdIn(marker), isFinished: false };
  const manifest = await readText(join(directory, manifestJson));
  if (manifest !== null) return { id: batchIdIn(manifest), isFinished: true };
  const csv = await readText(join(directory, manifestCsv));
  return csv === null ? null : { id: null, isFinished: true };
}

function readText(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(() => null);
}

function batchIdIn(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && 'batchId' in value) return String(value.batchId);
  } catch {
    /* Not ours, so not ours to overwrite. */
  }
  return null;
}

/** Refuses a folder that holds another export. *Errors*: `export_folder_taken`, with the id of what can be resumed. */
export async function checkExportFolder(directory: string, batchId: string | null): Promise<void> {
  const found = await findBatchIn(directory);
  if (found === null || (found.id !== null && found.id === batchId)) return;
  const advice =
    found.isFinished || found.id === null
      ? 'Choose an empty folder, so that no document of one export gets lost among those of another.'
      : `It was not finished: resume export ${found.id}, or choose an empty folder.`;
  throw new AppError('export_folder_taken', `${directory} already holds another export. ${advice}`, {
    details: { directory, batchId: found.id, finished: found.isFinished },
  });
}

/** Makes the folder and tries whether it can be written, before a long list is read for nothing. */
export async function prepareExportFolder(directory: string): Promise<void> {
  refuseSpecialFolder(directory);
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
