import { chmodSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { refuseSpecialFolder } from '../documents/specialFolders.ts';

/** Where everything of one profile lies. Two profiles never touch each other. */
export interface Profile {
  dir: string;
  logDir: string;
  documentsDir: string;
  exportsDir: string;
  backupDir: string;
  emulatorDir: string;
  cacheFile: string;
  /** What a comparison with Stripe fills and throws away. */
  scratchCacheFile: string;
  workspaceDatabaseFile: string;
}

/** The folder that `--user-data-dir` names, else the system's place for such data. */
export function chooseProfileDir(
  named: string | null,
  electronDefault: string,
  { platform, env }: Pick<NodeJS.Process, 'platform' | 'env'>,
): string {
  if (named !== null) return resolve(named);
  const localAppData = env['LOCALAPPDATA'];
  // Electron's default roams with the account on Windows, which customer data must not.
  if (platform === 'win32' && localAppData) return join(localAppData, 'Kantoor');
  return electronDefault;
}

/** Makes the profile's folders, readable by their owner alone. */
export function prepareProfile(dir: string): Profile {
  refuseSpecialFolder(dir);
  const profile: Profile = {
    dir,
    logDir: join(dir, 'logs'),
    documentsDir: join(dir, 'documents'),
    exportsDir: join(dir, 'exports'),
    backupDir: join(dir, 'backups'),
    emulatorDir: join(dir, 'sample-office'),
    cacheFile: join(dir, 'cache.sqlite'),
    scratchCacheFile: join(dir, 'comparison.sqlite'),
    workspaceDatabaseFile: join(dir, 'workspace.sqlite'),
  };
  for (const folder of [dir, profile.logDir, profile.documentsDir, profile.backupDir, profile.emulatorDir]) {
    // SECURITY: other accounts of a shared computer cannot read customers' data; an existing folder is narrowed as well.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
  }
  return profile;
}
