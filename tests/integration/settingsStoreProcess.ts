// Makes the settings store as the app does and tells which channels are open; run by platform.test.ts on the stand-in.
import { app, ipcMain } from 'electron';

import { createSettingsStore } from '../../electron/platform/settingsStore.ts';

const [profileDir] = process.argv.slice(2);
if (profileDir === undefined) throw new Error('Name the profile.');
const store = createSettingsStore(profileDir);
store.set('settings', { language: 'nl' });
process.stdout.write(JSON.stringify({ path: store.path, channels: ipcMain.eventNames() }));
app.exit(0);
