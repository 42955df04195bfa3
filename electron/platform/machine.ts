import { randomUUID } from 'node:crypto';

import { app, net, safeStorage } from 'electron';

import type { AppInfo } from '../../shared/ipc/schemas/app.ts';
import { createWorkspaceRegistry } from '../workspaces/createWorkspaceRegistry.ts';
import type { WorkspaceRegistry } from '../workspaces/workspaceRegistryApi.ts';
import { createDialogs, type Dialogs } from './dialogs.ts';
import { describePerson } from './person.ts';
import { printPdf } from './printing.ts';
import type { Profile } from './profile.ts';
import { createSecretStorage, type SecretStorage } from './secretStorage.ts';
import { createSettingsStore } from './settingsStore.ts';
import { desktopShell, type DesktopShell } from './shell.ts';

/** What the services need of the machine they run on. */
export interface Machine {
  about: Omit<AppInfo, 'vault' | 'notices'>;
  /** Characters that a path may have. */
  longestPath: number;
  registry: WorkspaceRegistry;
  vault: SecretStorage;
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** The operating system's opinion: false is sure, true is not. */
  isOnline: () => boolean;
  dialogs: Dialogs;
  shell: DesktopShell;
  printPdf: (bytes: Uint8Array) => Promise<void>;
}

/** Electron's side of every port and the profile's settings, once Electron is ready. */
export async function openMachine(profile: Profile): Promise<Machine> {
  await app.whenReady();
  const { platform } = process;
  return {
    about: describeApp(profile),
    // MAX_PATH without its final zero, PATH_MAX elsewhere.
    longestPath: platform === 'win32' ? 259 : platform === 'darwin' ? 1023 : 4095,
    registry: createWorkspaceRegistry({ store: createSettingsStore(profile.dir), newId: randomUUID }),
    vault: createSecretStorage(safeStorage, platform),
    fetch: fetchByChromium,
    isOnline: () => net.isOnline(),
    dialogs: createDialogs({ documentsDir: app.getPath('documents') }),
    shell: desktopShell,
    printPdf,
  };
}

function describeApp(profile: Profile): Machine['about'] {
  const platforms = ['win32', 'darwin', 'linux'] as const;
  return {
    version: app.getVersion(),
    electronVersion: process.versions['electron'] ?? 'none',
    profileDir: profile.dir,
    logDir: profile.logDir,
    platform: platforms.find((known) => known === process.platform) ?? 'other',
    systemLocale: app.getLocale(),
    packaged: app.isPackaged,
    who: describePerson(),
  };
}

/** Chromium's network stack: the system's proxy, PAC and the company's certificates; Node's own knows none of them. */
function fetchByChromium(url: string, init: RequestInit): Promise<Response> {
  // SECURITY: no cookies are sent or kept, and what Stripe answers is not left in Chromium's disk cache.
  return net.fetch(url, { ...init, credentials: 'omit', cache: 'no-store' });
}
