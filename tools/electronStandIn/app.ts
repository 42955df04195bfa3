import type { EventEmitter } from 'node:events';

import type Electron from 'electron';

import type { AppLifecycle } from './appLifecycle.ts';
import type { AppManifest, AppPaths } from './appPaths.ts';
import type { Switches } from './commandLine.ts';
import { completeApi } from './completeApi.ts';

export interface AppDependencies {
  events: EventEmitter;
  lifecycle: AppLifecycle;
  manifest: AppManifest;
  paths: AppPaths;
  switches: Switches;
  listWindows(): Electron.BrowserWindow[];
}

function systemLocale(): string {
  return Intl.DateTimeFormat().resolvedOptions().locale;
}

function describeLanguage(switches: Switches): Partial<Electron.App> {
  return {
    getLocale: () => switches.value('lang') || systemLocale(),
    getSystemLocale: systemLocale,
    getPreferredSystemLanguages: () => [systemLocale()],
    getLocaleCountryCode: () => new Intl.Locale(systemLocale()).region ?? '',
  };
}

/** The page's processes are always sandboxed here, and there is no dock, task bar or crash screen to set up. */
const withoutEffect: Partial<Electron.App> = {
  enableSandbox: () => undefined,
  disableHardwareAcceleration: () => undefined,
  setAppUserModelId: () => undefined,
  setAboutPanelOptions: () => undefined,
  setDesktopName: () => undefined,
  isAccessibilitySupportEnabled: () => false,
  setBadgeCount: () => false,
};

/** The app object as product code knows it. */
export function createApp(dependencies: AppDependencies): Electron.App {
  const { events, lifecycle, manifest, paths, switches, listWindows } = dependencies;
  let { name } = manifest;
  const part: Partial<Electron.App> = {
    ...describeLanguage(switches),
    ...withoutEffect,
    isPackaged: false,
    commandLine: switches.commandLine,
    dock: undefined,
    whenReady: () => lifecycle.ready,
    isReady: () => lifecycle.isReady,
    quit: () => lifecycle.quit(),
    exit: (code = 0) => lifecycle.exit(code),
    requestSingleInstanceLock: (additionalData = {}) => lifecycle.takeLock(additionalData),
    releaseSingleInstanceLock: () => lifecycle.releaseLock(),
    hasSingleInstanceLock: () => lifecycle.hasLock,
    getPath: (pathName) => paths.getPath(pathName),
    setPath: (pathName, path) => paths.setPath(pathName, path),
    setAppLogsPath: (path) => paths.setPath('logs', path ?? paths.getPath('logs')),
    getAppPath: () => manifest.folder,
    getName: () => name,
    setName: (value) => void (name = value),
    getVersion: () => manifest.version,
    focus: () => listWindows()[0]?.focus(),
  };
  const nameProperty = { get: () => name, set: (value: string) => void (name = value), enumerable: true };
  return completeApi<Electron.App>(
    'app',
    Object.defineProperty(Object.assign(events, part), 'name', nameProperty),
  );
}
