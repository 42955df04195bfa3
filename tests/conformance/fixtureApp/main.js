// A small app that runs what the conformance suite sends it, in the main process of whatever plays Electron.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import electron, { app, BrowserWindow, ipcMain, protocol, session } from 'electron';

const folder = import.meta.dirname;
const TYPES = { html: 'text/html', js: 'text/javascript', json: 'application/json' };
const requests = [];
const seen = { willNavigate: [], windowOpen: [], permissions: [], downloads: [], ipc: [] };
let isReadyAtStart = app.isReady();
const quitEvents = [];
for (const name of ['before-quit', 'will-quit', 'quit']) {
  app.on(name, () => {
    quitEvents.push(name);
    if (name === 'quit' && process.connected) process.send?.({ quitEvents });
  });
}

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
]);
const hasLock = app.requestSingleInstanceLock({ from: process.pid });
const secondInstances = [];
app.on('second-instance', (_event, argv, workingDirectory, data) =>
  secondInstances.push({ argv, workingDirectory, data }),
);
app.on('window-all-closed', () => undefined);

async function serve(request) {
  const url = new URL(request.url);
  requests.push({ url: request.url, method: request.method, origin: request.headers.get('origin') });
  if (url.pathname === '/broken') throw new Error('the handler failed');
  if (url.pathname === '/echo')
    return new Response(await request.text(), { status: 201, headers: { 'x-echo': 'yes' } });
  if (url.pathname === '/file.bin') {
    return new Response('bytes', { headers: { 'content-disposition': 'attachment; filename="file.bin"' } });
  }
  try {
    const bytes = await readFile(join(folder, 'page', url.pathname));
    const policy =
      "default-src 'none'; script-src 'self'; worker-src 'self'; frame-src 'self'; connect-src 'self'";
    const contentType = TYPES[url.pathname.split('.').at(-1)] ?? 'application/octet-stream';
    return new Response(bytes, {
      headers: { 'content-type': contentType, 'content-security-policy': policy },
    });
  } catch {
    return new Response('not found', { status: 404 });
  }
}

/** Opens the fixture page with every hook that the statements ask about. */
async function openWindow(webPreferences = {}) {
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      preload: join(folder, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      ...webPreferences,
    },
  });
  window.webContents.setWindowOpenHandler(({ url }) => {
    seen.windowOpen.push(url);
    return { action: 'deny' };
  });
  window.webContents.on('will-navigate', (event) => {
    seen.willNavigate.push(event.url);
    event.preventDefault();
  });
  await window.loadURL('app://fixture/index.html');
  return window;
}

const AsyncFunction = Object.getPrototypeOf(async () => undefined).constructor;
const shared = {
  electron,
  folder,
  requests,
  seen,
  hasLock,
  isReadyAtStart,
  secondInstances,
  openWindow,
  state: {},
};

process.on('message', async ({ id, code, argument }) => {
  try {
    const value = await new AsyncFunction('shared', 'argument', `return (${code})(shared, argument)`)(
      shared,
      argument,
    );
    process.send({ id, value: value ?? null });
  } catch (error) {
    process.send({ id, error: error.message });
  }
});
process.on('disconnect', () => app.exit(0));

app.whenReady().then(() => {
  protocol.handle('app', serve);
  session.defaultSession.setPermissionRequestHandler((_contents, permission, callback) => {
    seen.permissions.push(permission);
    callback(false);
  });
  session.defaultSession.setPermissionCheckHandler(() => false);
  session.defaultSession.on('will-download', (event, item) => {
    event.preventDefault();
    seen.downloads.push(item.getURL());
  });
  ipcMain.handle('echo', (_event, value) => value);
  ipcMain.handle('fail', () => {
    throw Object.assign(new TypeError('the handler threw'), { code: 'lost' });
  });
  ipcMain.handle('who', (event) => ({
    url: event.senderFrame?.url,
    origin: event.senderFrame?.origin,
    isMainFrame: event.senderFrame?.parent === null,
    isWindow: event.sender === BrowserWindow.getAllWindows()[0]?.webContents,
  }));
  ipcMain.handle('give-function', () => () => undefined);
  ipcMain.on('message', (_event, ...args) => seen.ipc.push(args));
  process.send?.({ ready: true });
});
