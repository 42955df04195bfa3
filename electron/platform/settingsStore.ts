import { join } from 'node:path';

import { ipcMain } from 'electron';
import ElectronStore from 'electron-store';

import { AppError } from '../../shared/errors/appError.ts';

/** Key/value settings in the profile: written atomically, readable by their owner alone. */
export function createSettingsStore(profileDir: string): ElectronStore {
  const store = openStore(profileDir);
  // SECURITY: electron-store opens a channel of its own to every page; ours are the only ones.
  ipcMain.removeAllListeners('electron-store-get-data');
  return store;
}

function openStore(profileDir: string): ElectronStore {
  try {
    return new ElectronStore({ cwd: profileDir, name: 'settings', configFileMode: 0o600 });
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    // It names the connected accounts and holds their sealed keys: never replaced by an empty one.
    throw new AppError(
      'database_failed',
      `The file with Kantoor's accounts and settings is damaged, so Kantoor does not start on it. Nothing at Stripe is affected. Put a backup of ${join(profileDir, 'settings.json')} back, or move the file away and connect the accounts again.`,
      { cause },
    );
  }
}
