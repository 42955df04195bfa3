// A small app that runs what the conformance suite sends it, in the main process of whatever plays Electron.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';

import electron, { app, BrowserWindow, ipcMain, protocol, session } from 'electron';

const folder = import.meta.dirname;
const types = { html: 'text/html', js: 'text/javascript' };
const seen = {
  requests: [],
  willNavigate: [],
  frameNavigate: [],
  windowOpen: [],
  permissions: [],
  downloads: [],
  messages: [],
};
const secondInstances = [];
const quitEvents = [];
const profileSwitch = process.argv.find((argument) => argument.startsWith('--user-data-dir='));
app.setPath('userData', profileSwitch.slice('--user-data-dir='.length));
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
]);
const hasLock = app.requestSingleInstanceLock({ from: 'the second start' });
await nextTurn();
await nextTurn();
const wasReadyAtStart = app.isReady();

function report(message) {
  if (process.connected) process.send(message);
}

app.on('second-instance', (_event, argv, workingDirectory, data) => {
  secondInstances.push({ argv, workingDirectory, data });
});
app.on('window-all-closed', () => quitEvents.push('window-all-closed'));
for (const name of ['before-quit', 'will-quit', 'quit']) {
  app.on(name, () => {
    quitEvents.push(name);
    report({ quitEvents });
  });
}

async function serve(request) {
  const { pathname } = new URL(request.url);
  const { method, headers } = request;
  seen.requests.push({ url: request.url, method, origin: headers.get('origin') });
  if (pathname === '/broken') throw new Error('the handler failed');
  if (pathname === '/echo')
    return new Response(await request.text(), { status: 201, headers: { 'x-echo': 'yes' } });
  if (pathname === '/file.bin') {
    return new Response('bytes', { headers: { 'content-disposition': 'attachment; filename="file.bin"' } });
  }
  try {
    const bytes = await readFile(join(folder, 'page', pathname));
    const policy =
      "default-src 'none'; script-src 'self'; worker-src 'self'; frame-src 'self'; connect-src 'self'";
    const contentType = types[pathname.split('.').at(-1)] ?? 'application/octet-stream';
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
  window.webContents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) seen.frameNavigate.push(event.url);
  });
  await window.loadURL('app://fixture/index.html');
  return window;
}

const AsyncFunction = Object.getPrototypeOf(async () => undefined).constructor;
const shared = { electron, folder, seen, hasLock, wasReadyAtStart, secondInstances, quitEvents, openWindow };

process.on('message', async ({ id, code, argument }) => {
  try {
    const run = new AsyncFunction('shared', 'argument', `return (${code})(shared, argument)`);
    report({ id, value: (await run(shared, argument)) ?? null });
  } catch (error) {
    report({ id, error: error.message });
  }
});
process.on('disconnect', () => app.exit(0));

// Not awaited: Electron becomes ready after this module has been evaluated.
void app.whenReady().then(() => {
  protocol.handle('app', serve);
  session.defaultSession.setPermissionRequestHandler((_contents, permission, callback) => {
    seen.permissions.push(permission);
    callback(false);
  });
  session.defaultSession.setPermissionCheckHandler(() => false);
  session.defaultSession.on('will-download', (event, item) => {
    seen.downloads.push(item.getURL());
    event.preventDefault();
  });
  ipcMain.handle('echo', (_event, value) => value);
  ipcMain.handle('fail', () => {
    throw Object.assign(new TypeError('the handler threw'), { code: 'lost' });
  });
  ipcMain.handle('give-function', () => () => undefined);
  ipcMain.handle('who', (event) => ({
    url: event.senderFrame?.url,
    origin: event.senderFrame?.origin,
    isMainFrame: event.senderFrame?.parent === null,
    isSameAsMainFrame: event.senderFrame === event.sender.mainFrame,
    isWindow: event.sender === BrowserWindow.getAllWindows()[0]?.webContents,
  }));
  ipcMain.on('message', (_event, ...values) => seen.messages.push(values));
  report({ isReady: true });
});
