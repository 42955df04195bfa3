import { ipcMain } from 'electron';
import ElectronStore from 'electron-store';

/** Key/value settings in the profile: written atomically, readable by their owner alone. */
export function createSettingsStore(profileDir: string): ElectronStore {
  const store = new ElectronStore({ cwd: profileDir, name: 'settings', configFileMode: 0o600 });
  // SECURITY: electron-store opens a channel of its own to every page; ours are the only ones.
  ipcMain.removeAllListeners('electron-store-get-data');
  return store;
}
