import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import type { CdpSession } from './chromium/cdpConnection.ts';
import { completeApi } from './completeApi.ts';
import { createEvent } from './electronEvent.ts';
import { toAppUrl, toChromiumUrl } from './schemeUrls.ts';

type RequestHandler = Parameters<Electron.Session['setPermissionRequestHandler']>[0];
type CheckHandler = Parameters<Electron.Session['setPermissionCheckHandler']>[0];
type PermissionName = Parameters<NonNullable<CheckHandler>>[1];

/** Electron's permissions and the names by which Chromium's protocol knows them. */
const CHROMIUM_PERMISSIONS: Partial<Record<PermissionName, string[]>> = {
  'clipboard-read': ['clipboard-read'],
  'clipboard-sanitized-write': ['clipboard-write'],
  geolocation: ['geolocation'],
  'idle-detection': ['idle-detection'],
  media: ['camera', 'microphone'],
  midi: ['midi'],
  notifications: ['notifications'],
  'window-management': ['window-management'],
};

export interface StandInSession {
  session: Electron.Session;
  /** Connects the session to a Chromium that has just started. */
  attach(browser: CdpSession): void;
  /** Asks the app's handlers about every permission for the origin and tells Chromium the answers. */
  applyPermissions(webContents: Electron.WebContents, url: string): Promise<void>;
}

/** The product saves files through its own services: a download of the page never reaches the disk here. */
function announceDownloads(browser: CdpSession, events: EventEmitter): void {
  browser.post('Browser.setDownloadBehavior', { behavior: 'deny', eventsEnabled: true });
  browser.on(
    'Browser.downloadWillBegin',
    ({ url, suggestedFilename }: { url: string; suggestedFilename: string }) => {
      const item = {
        getURL: () => toAppUrl(url),
        getFilename: () => suggestedFilename,
        cancel: () => undefined,
      };
      events.emit('will-download', createEvent({}), completeApi<Electron.DownloadItem>('DownloadItem', item));
    },
  );
}

/** The default session. Stricter than Electron: without the app's handlers every permission is denied. */
export function createSession(protocol: Electron.Protocol, fetch: typeof globalThis.fetch): StandInSession {
  const emitter = new EventEmitter();
  let requestHandler: RequestHandler = null;
  let checkHandler: CheckHandler = null;
  let browser: CdpSession | undefined;

  const part: Partial<Electron.Session> = {
    protocol,
    setPermissionRequestHandler: (handler) => void (requestHandler = handler),
    setPermissionCheckHandler: (handler) => void (checkHandler = handler),
    setDevicePermissionHandler: () => undefined,
    setSpellCheckerEnabled: () => undefined,
    fetch: fetch,
    clearStorageData: async () => undefined,
    clearCache: async () => undefined,
  };
  const session = completeApi<Electron.Session>('session', Object.assign(emitter, part));

  async function decide(
    webContents: Electron.WebContents,
    permission: PermissionName,
    url: string,
  ): Promise<boolean> {
    const requestingUrl = toAppUrl(url);
    const details = { requestingUrl, isMainFrame: true };
    if (!requestHandler) return false;
    const handler = requestHandler;
    const isGranted = await new Promise<boolean>((resolve) => {
      handler(webContents, permission, resolve, details);
    });
    return isGranted && (checkHandler?.(webContents, permission, requestingUrl, details) ?? true);
  }

  async function applyPermissions(webContents: Electron.WebContents, url: string): Promise<void> {
    const chromiumUrl = toChromiumUrl(url);
    const asked = browser;
    if (!asked || !chromiumUrl.startsWith('https:')) return;
    const { origin } = new URL(chromiumUrl);
    const permissions = Object.entries(CHROMIUM_PERMISSIONS) as [PermissionName, string[]][];
    await Promise.all(
      permissions.map(async ([permission, names]) => {
        const setting = (await decide(webContents, permission, url)) ? 'granted' : 'denied';
        await Promise.all(
          names.map((name) => asked.send('Browser.setPermission', { permission: { name }, setting, origin })),
        );
      }),
    );
  }

  function attach(startedBrowser: CdpSession): void {
    browser = startedBrowser;
    announceDownloads(browser, emitter);
  }

  return { session, attach, applyPermissions };
}
