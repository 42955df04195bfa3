import { join } from 'node:path';

import { app, ipcMain, nativeTheme, protocol, session, type BrowserWindow } from 'electron';

import type { Handlers } from '../../shared/ipc/contract.ts';
import { forwardEvents, type EventHub } from '../ipc/publishEvent.ts';
import { registerIpcHandlers } from '../ipc/registerIpcHandlers.ts';
import type { ErrorReporting } from '../ipc/toErrorPayload.ts';
import { isTrustedSender } from '../ipc/trustedSender.ts';
import { appOrigin, serveAppProtocol } from './appProtocol.ts';
import { createDocumentProtocol, type ReadDocument } from './documentProtocol.ts';
import { mayOpenExternally } from './externalLinks.ts';
import { openMainWindow, refusePermissions, showRoute } from './mainWindow.ts';
import { notifyOfExports } from './notifications.ts';
import { desktopShell } from './shell.ts';

export interface WindowAppParts extends ErrorReporting {
  /** What the page asks before they have started waits for them. */
  services: Promise<{ handlers: Handlers; readDocument: ReadDocument }>;
  hub: EventHub;
  /** Folder of the three bundles. */
  distDir: string;
  profileDir: string;
  hidden: boolean;
  language: () => 'nl' | 'en';
}

export interface WindowApp {
  /** Opens the window, or brings it to the front; null leaves it where it is. */
  show(route: string | null): void;
  /** Whether somebody is looking at it. */
  isInUse(): boolean;
}

/** Everything that a page can reach: its files and documents, its calls, its permissions; and the window itself. */
export function createWindowApp(parts: WindowAppParts): WindowApp {
  // Windows shows notifications only of programs that it knows by the id of their shortcut.
  if (process.platform === 'win32') app.setAppUserModelId('app.kantoor.desktop');
  serveAppProtocol({
    protocol,
    rendererDir: join(parts.distDir, 'renderer'),
    documents: createDocumentProtocol(async (...asked) => (await parts.services).readDocument(...asked)),
    colorScheme: () => (nativeTheme.shouldUseDarkColors ? 'dark' : 'light'),
  });
  registerIpcHandlers({
    log: parts.log,
    newIncidentId: parts.newIncidentId,
    ipcMain,
    handlers: async () => (await parts.services).handlers,
    isTrusted: (event) => isTrustedSender(event, appOrigin),
    checkOutput: !app.isPackaged,
  });
  refusePermissions(session.defaultSession);

  let window: BrowserWindow | null = null;
  const show = (route: string | null): void => {
    if (window === null) {
      window = openWindow(parts, route ?? '/');
      window.once('closed', () => (window = null));
      return;
    }
    if (route !== null) void showRoute(window, route);
    if (window.isMinimized()) window.restore();
    window.focus();
  };
  // macOS: the app lives on without a window; a click on its icon brings it back.
  app.on('activate', () => show(null));
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  return { show, isInUse: () => window !== null && window.isVisible() && window.isFocused() };
}

function openWindow(parts: WindowAppParts, route: string): BrowserWindow {
  const window = openMainWindow({
    preloadFile: join(parts.distDir, 'preload', 'preload.cjs'),
    route,
    hidden: parts.hidden,
    packaged: app.isPackaged,
    profileDir: parts.profileDir,
    openExternal: (url) => {
      if (mayOpenExternally(url)) void desktopShell.openExternal(url, []);
    },
  });
  const endings = [
    forwardEvents(parts.hub, window.webContents),
    notifyOfExports({ hub: parts.hub, window, language: parts.language }),
  ];
  window.once('closed', () => {
    for (const end of endings) end();
  });
  return window;
}
