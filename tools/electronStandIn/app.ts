import { EventEmitter } from 'node:events';
import type { Server } from 'node:net';
import type Electron from 'electron';
import type { AppManifest, AppPaths } from './appPaths.ts';
import type { Switches } from './commandLine.ts';
import { completeApi } from './completeApi.ts';
import { createEvent } from './electronEvent.ts';
import { takeSingleInstanceLock } from './singleInstanceLock.ts';

export interface AppDependencies {
  manifest: AppManifest;
  paths: AppPaths;
  switches: Switches;
  /** The open windows, asked when the app quits. */
  listWindows(): Electron.BrowserWindow[];
  /** Ends Chromium. */
  stopChromium(): Promise<void>;
}

export interface StandInApp {
  app: Electron.App;
  emit(event: string, ...args: unknown[]): void;
  allWindowsClosed(): void;
}

function systemLocale(): string {
  return Intl.DateTimeFormat().resolvedOptions().locale;
}

/** The app object: start, single instance, and the order of events in which an Electron app ends. */
export function createApp(dependencies: AppDependencies): StandInApp {
  const { manifest, paths, switches } = dependencies;
  const emitter = new EventEmitter();
  const ready = Promise.withResolvers<void>();
  // Electron runs until it is told to quit; without this an app that waits for a window would end at once.
  const keepAlive = setInterval(() => undefined, 0x7fffffff);
  let isReady = false;
  let isQuitting = false;
  let lock: Server | undefined;
  let name = manifest.name;

  setImmediate(() => {
    isReady = true;
    emitter.emit('will-finish-launching');
    emitter.emit('ready', createEvent({}), {});
    ready.resolve();
  });

  function requestSingleInstanceLock(additionalData: unknown = {}): boolean {
    const instance = { argv: process.argv, workingDirectory: process.cwd(), additionalData };
    lock ??= takeSingleInstanceLock(paths.getPath('userData'), instance, (second) => {
      void ready.promise.then(() => {
        emitter.emit(
          'second-instance',
          createEvent({}),
          second.argv,
          second.workingDirectory,
          second.additionalData,
        );
      });
    });
    return lock !== undefined;
  }

  function releaseSingleInstanceLock(): void {
    lock?.close();
    lock = undefined;
  }

  function exit(code = 0): void {
    clearInterval(keepAlive);
    emitter.emit('quit', createEvent({}), code);
    releaseSingleInstanceLock();
    void dependencies.stopChromium().finally(() => process.exit(code));
  }

  function quit(): void {
    if (isQuitting) return;
    const beforeQuit = createEvent({});
    emitter.emit('before-quit', beforeQuit);
    if (beforeQuit.defaultPrevented) return;
    isQuitting = true;
    for (const window of dependencies.listWindows()) window.close();
    // A window that stays (its close was prevented) keeps the app, as in Electron.
    if (dependencies.listWindows().length > 0) isQuitting = false;
    else finishQuitting();
  }

  function finishQuitting(): void {
    const willQuit = createEvent({});
    emitter.emit('will-quit', willQuit);
    if (willQuit.defaultPrevented) isQuitting = false;
    else exit(typeof process.exitCode === 'number' ? process.exitCode : 0);
  }

  function allWindowsClosed(): void {
    if (isQuitting) return;
    if (emitter.listenerCount('window-all-closed') > 0) emitter.emit('window-all-closed');
    else quit();
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // A listener of the app's own replaces Electron's, so it replaces this one.
    process.on(signal, () => {
      if (process.listenerCount(signal) === 1) quit();
    });
  }

  const part: Partial<Electron.App> = {
    get name() {
      return name;
    },
    set name(value: string) {
      name = value;
    },
    isPackaged: false,
    commandLine: switches.commandLine,
    dock: undefined,
    whenReady: () => ready.promise,
    isReady: () => isReady,
    quit,
    exit,
    requestSingleInstanceLock,
    releaseSingleInstanceLock,
    hasSingleInstanceLock: () => lock !== undefined,
    getPath: (pathName) => paths.getPath(pathName),
    setPath: (pathName, path) => paths.setPath(pathName, path),
    setAppLogsPath: (path) => paths.setPath('logs', path ?? paths.getPath('logs')),
    getAppPath: () => manifest.folder,
    getName: () => name,
    setName: (value) => void (name = value),
    getVersion: () => manifest.version,
    getLocale: () => switches.value('lang') || systemLocale(),
    getSystemLocale: systemLocale,
    getPreferredSystemLanguages: () => [systemLocale()],
    getLocaleCountryCode: () => new Intl.Locale(systemLocale()).region ?? '',
    focus: () => dependencies.listWindows()[0]?.focus(),
    // The page's processes are always sandboxed here, and there is no dock, task bar or crash screen to set up.
    enableSandbox: () => undefined,
    disableHardwareAcceleration: () => undefined,
    setAppUserModelId: () => undefined,
    setAboutPanelOptions: () => undefined,
    setDesktopName: () => undefined,
    isAccessibilitySupportEnabled: () => false,
    setBadgeCount: () => false,
    getAppMetrics: () => [],
  };
  const whole = Object.defineProperties(emitter, Object.getOwnPropertyDescriptors(part));
  return {
    app: completeApi<Electron.App>('app', whole as Partial<Electron.App>),
    emit: (event, ...args) => void emitter.emit(event, ...args),
    allWindowsClosed,
  };
}
