import { join } from 'node:path';

import { app, nativeTheme, protocol, session } from 'electron';

import { registerAppScheme, serveAppProtocol } from './platform/appProtocol.ts';
import { createDocumentProtocol } from './platform/documentProtocol.ts';
import { openMainWindow, refusePermissions } from './platform/mainWindow.ts';
import { readSwitches } from './platform/switches.ts';

const switches = readSwitches(process.argv.slice(1));
const distDir = join(import.meta.dirname, '..');
if (switches.userDataDir !== null) app.setPath('userData', switches.userDataDir);
registerAppScheme(protocol);

await app.whenReady();
refusePermissions(session.defaultSession);
serveAppProtocol({
  protocol,
  rendererDir: join(distDir, 'renderer'),
  documents: createDocumentProtocol(() => Promise.resolve(null)),
  colorScheme: () => (nativeTheme.shouldUseDarkColors ? 'dark' : 'light'),
});
openMainWindow({
  preloadFile: join(distDir, 'preload', 'preload.cjs'),
  route: '/',
  hidden: switches.hidden,
  packaged: app.isPackaged,
  backgroundColor: nativeTheme.shouldUseDarkColors ? '#242424' : '#ffffff',
  bounds: null,
  saveBounds: () => undefined,
  openExternal: () => undefined,
});
app.on('window-all-closed', () => app.quit());
