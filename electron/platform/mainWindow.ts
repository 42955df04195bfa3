import { BrowserWindow, nativeTheme, screen, type Rectangle, type Session } from 'electron';

import { appOrigin, appUrl } from './appProtocol.ts';
import { readWindowBounds, writeWindowBounds } from './windowBounds.ts';

interface MainWindowParts {
  preloadFile: string;
  /** Route that the window opens on, e.g. `/customers`. */
  route: string;
  hidden: boolean;
  packaged: boolean;
  /** Where the window's place is remembered. */
  profileDir: string;
  /** Links that leave the app are decided elsewhere: Stripe's hosts and mailto only. */
  openExternal: (url: string) => void;
}

const smallest = { width: 900, height: 600 };
const usual = { width: 1280, height: 800 };
/** What shows before the page has painted: the page's own background. */
const backgrounds = { light: '#ffffff', dark: '#242424' };

/** Opens the one window of the app. */
export function openMainWindow(parts: MainWindowParts): BrowserWindow {
  const remembered = readWindowBounds(parts.profileDir);
  const bounds = remembered !== null && isOnADisplay(remembered) ? remembered : null;
  const window = new BrowserWindow({
    ...usual,
    ...(bounds ? { x: bounds.x, y: bounds.y, width: bounds.width, height: bounds.height } : {}),
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: 'Kantoor',
    backgroundColor: nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light,
    autoHideMenuBar: true,
    webPreferences: {
      preload: parts.preloadFile,
      // SECURITY: the page runs in Chromium's sandbox, without Node, in a world of its own.
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      // SECURITY: same-origin rules hold and no insecure content is loaded.
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      // SECURITY: no guests, no plug-ins, no drag of a file that would become a navigation.
      webviewTag: false,
      plugins: false,
      navigateOnDragDrop: false,
      // SECURITY: developer tools would show customer data and run code in the page; developers have them unpackaged.
      devTools: !parts.packaged,
      // Words of names and addresses are not sent to a dictionary service.
      spellcheck: false,
    },
  });
  confineContents(window, parts.openExternal);
  if (bounds?.maximized) window.maximize();
  if (!parts.hidden) window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    writeWindowBounds(parts.profileDir, { ...window.getNormalBounds(), maximized: window.isMaximized() });
  });
  void showRoute(window, parts.route);
  return window;
}

/** Shows a route of the renderer; on a page that is loaded already only the fragment changes. */
export function showRoute(window: BrowserWindow, route: string): Promise<void> {
  return window.loadURL(`${appUrl}#${route}`);
}

function confineContents(window: BrowserWindow, openExternal: (url: string) => void): void {
  const { webContents } = window;
  // SECURITY: nothing opens a second window; what may leave the app leaves through the operating system's browser.
  webContents.setWindowOpenHandler(({ url }) => {
    openExternal(url);
    return { action: 'deny' };
  });
  // SECURITY: the window shows Kantoor's own pages and nothing else, in the main frame and in every other.
  webContents.on('will-frame-navigate', (event) => {
    if (!isOwnUrl(event.url)) event.preventDefault();
  });
  webContents.on('will-redirect', (event) => {
    if (!isOwnUrl(event.url)) event.preventDefault();
  });
  // SECURITY: webviews are off; should a preference ever turn them on, none is attached.
  webContents.on('will-attach-webview', (event) => event.preventDefault());
}

/** Refuses everything a web page may ask of the machine, except writing text to the clipboard. */
export function refusePermissions(session: Session): void {
  const allowed = new Set<string>(['clipboard-sanitized-write']);
  // SECURITY: an invoice viewer needs no camera, no place, no device; copying a number is the one exception.
  session.setPermissionRequestHandler((_contents, permission, callback) => callback(allowed.has(permission)));
  session.setPermissionCheckHandler((_contents, permission) => allowed.has(permission));
  session.setDevicePermissionHandler(() => false);
  // SECURITY: files are written by main where the person said so, never by a download of the page.
  session.on('will-download', (event) => event.preventDefault());
}

function isOwnUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.protocol === appOrigin.protocol && url.host === appOrigin.host;
}

function isOnADisplay(bounds: Rectangle): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const centre = { x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 2 };
    return (
      centre.x >= workArea.x &&
      centre.x <= workArea.x + workArea.width &&
      centre.y >= workArea.y &&
      centre.y <= workArea.y + workArea.height
    );
  });
}
