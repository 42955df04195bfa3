import { statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { AppError } from '../../shared/errors/appError.ts';

/**
 * File systems of Linux that show the kernel instead of keeping files. Making folders in them is refused in ways on
 * which Node's recursive mkdir never ends. Source: statfs(2).
 */
const specialFileSystems: ReadonlySet<number> = new Set([
  0x9fa0, // proc
  0x62656572, // sysfs
  0x1cd1, // devpts
  0x27e0eb, // cgroup
  0x63677270, // cgroup2
  0x64626720, // debugfs
  0x74726163, // tracefs
  0x73636673, // securityfs
  0x19800202, // mqueue
]);

/** Refuses a folder in which no file can be kept. *Errors*: `path_not_writable`. */
export function refuseSpecialFolder(folder: string): void {
  if (process.platform !== 'linux' || !specialFileSystems.has(fileSystemOf(resolve(folder)))) return;
  throw new AppError(
    'path_not_writable',
    `${folder} belongs to the system and keeps no files. Choose a folder in which you may write.`,
    { details: { path: folder } },
  );
}

/** The type of the nearest folder that exists. */
function fileSystemOf(folder: string): number {
  try {
    return statfsSync(folder).type;
  } catch {
    return folder === dirname(folder) ? 0 : fileSystemOf(dirname(folder));
  }
}
