// What `import … from 'electron'` gives in a process started with register.mjs. Composition root of the stand-in.
import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import type Electron from 'electron';
import { createApp } from './app.ts';
import { AppLifecycle } from './appLifecycle.ts';
import { createAppPaths, readManifest } from './appPaths.ts';
import { createBrowserWindowClass } from './browserWindow.ts';
import { ChromiumHost } from './chromium/chromiumHost.ts';
import { createSwitches } from './commandLine.ts';
import { completeApi } from './completeApi.ts';
import {
  createClipboard,
  createNativeTheme,
  createNotificationClass,
  createPowerMonitor,
  createScreen,
  createShell,
} from './desktop.ts';
import { createDialog } from './dialog.ts';
import { createEvent } from './electronEvent.ts';
import { evaluateEntry } from './evaluateEntry.ts';
import { createIpcHub } from './ipcMain.ts';
import { Menu, MenuItem } from './menu.ts';
import { createNet } from './net.ts';
import type { PageController } from './pageController.ts';
import { createSchemeRegistry } from './protocol.ts';
import { createSafeStorage } from './safeStorage.ts';
import { createSession } from './session.ts';
import { takeTestSeat } from './testSeat.ts';

const switches = createSwitches(process.argv.slice(2));
const manifest = readManifest(process.argv[1] ?? '.');
const paths = createAppPaths(manifest.name, switches.value('user-data-dir'));
const seat = takeTestSeat(process.env['ELECTRON_STAND_IN_TEST_SEAT']);
const pages = new Set<PageController>();

Object.defineProperty(process.versions, 'electron', {
  value: createRequire(import.meta.url)('electron/package.json').version,
  enumerable: true,
});
Object.assign(process, { type: 'browser', defaultApp: true, resourcesPath: manifest.folder });

const host = new ChromiumHost(() => ({
  profileDir: paths.getPath('userData'),
  language: switches.value('lang'),
  hidden: switches.has('hidden'),
  debuggingPort: switches.value('remote-debugging-port'),
}));

const events = new EventEmitter();
const listWindows = () => BrowserWindow.getAllWindows();
const lifecycle = new AppLifecycle({
  events,
  entryEvaluated: evaluateEntry(process.argv[1]),
  userData: () => paths.getPath('userData'),
  listWindows,
  stopChromium: () => host.stop(),
});
const schemes = createSchemeRegistry(() => app.isReady());
const ipc = createIpcHub();

function applyTheme({ session }: PageController): void {
  if (nativeTheme.themeSource === 'system') return;
  session.post('Emulation.setEmulatedMedia', {
    features: [{ name: 'prefers-color-scheme', value: nativeTheme.themeSource }],
  });
}

export const app = createApp({ events, lifecycle, manifest, paths, switches, listWindows });
export const net = createNet();
export const protocol = schemes.protocol;
export const ipcMain = ipc.ipcMain;
export const nativeTheme = createNativeTheme(() => pages.forEach(applyTheme));
export const dialog = createDialog(seat);
export const shell = createShell(seat);
export const clipboard = createClipboard(seat);
export const screen = createScreen();
export const powerMonitor = createPowerMonitor();
export const Notification = createNotificationClass(seat);
export const safeStorage = createSafeStorage({
  isReady: () => app.isReady(),
  userData: () => paths.getPath('userData'),
  hasVault: process.env['ELECTRON_STAND_IN_VAULT'] === '1',
});

const defaultSession = createSession(protocol, net.fetch as unknown as typeof globalThis.fetch);
host.on('started', defaultSession.attach);
export const session = completeApi<typeof Electron.session>('session', {
  defaultSession: defaultSession.session,
});

export const BrowserWindow = createBrowserWindowClass({
  host,
  schemes,
  ipc,
  session: defaultSession,
  seat,
  isReady: () => app.isReady(),
  onPage(controller) {
    pages.add(controller);
    applyTheme(controller);
  },
  onCreated(window) {
    events.emit('web-contents-created', createEvent({}), window.webContents);
    events.emit('browser-window-created', createEvent({}), window);
  },
  onAllClosed: () => lifecycle.allWindowsClosed(),
  onRendererGone: (contents, details) =>
    events.emit('render-process-gone', createEvent({}), contents, details),
});

const standIn = {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
} satisfies Partial<typeof import('electron')>;

export { Menu, MenuItem };

const electron = completeApi<typeof import('electron')>('electron', standIn);
export default electron;
// `require('electron')` gives the same object.
export { electron as 'module.exports' };
