import { randomUUID } from 'node:crypto';
import { link, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { toFileError } from './toFileError.ts';

const unfinished = /^\.kantoor-[0-9a-f-]{36}\.part$/;

export interface WholeFileOptions {
  /** `refuse`: an existing file of that name stays as it is and the write fails with `path_exists`. */
  existing: 'refuse' | 'replace';
  mode?: number;
}

/**
 * Writes a file so that it is there completely or not at all, also when the power fails in between.
 * *Errors*: `disk_full`, `path_not_writable`, `path_too_long`, `path_exists`.
 */
export async function writeWholeFile(
  file: string,
  bytes: Uint8Array | string,
  { existing, mode = 0o600 }: WholeFileOptions,
): Promise<void> {
  const unfinishedFile = join(dirname(file), `.kantoor-${randomUUID()}.part`);
  try {
    const handle = await open(unfinishedFile, 'wx', mode);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await moveInto(unfinishedFile, file, existing);
  } catch (error) {
    await rm(unfinishedFile, { force: true });
    throw toFileError(error, file);
  }
}

/** Gives a finished file its name. */
export async function moveInto(
  finishedFile: string,
  file: string,
  existing: WholeFileOptions['existing'],
): Promise<void> {
  if (existing === 'replace') {
    await rename(finishedFile, file);
    return;
  }
  try {
    /* A rename replaces silently, a link does not. */
    await link(finishedFile, file);
    await rm(finishedFile);
  } catch (error) {
    if (!hasNoLinks(error)) throw error;
    const claim = await open(file, 'wx');
    await claim.close();
    await rename(finishedFile, file);
  }
}

/** USB sticks and some network folders know no links. */
function hasNoLinks(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return (
    code === 'EPERM' || code === 'ENOTSUP' || code === 'EOPNOTSUPP' || code === 'ENOSYS' || code === 'EMLINK'
  );
}

/** Removes what a killed process left behind in a folder. */
export async function removeUnfinishedFiles(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) if (unfinished.test(name)) await rm(join(folder, name), { force: true });
}
