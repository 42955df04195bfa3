import { app, net } from 'electron';

import type { AppInfo } from '../../shared/ipc/schemas/app.ts';
import { describePerson } from './person.ts';
import type { Profile } from './profile.ts';

/** What the app says about itself and this machine. */
export function describeApp(profile: Profile): Omit<AppInfo, 'vault' | 'notices'> {
  const platforms = ['win32', 'darwin', 'linux'] as const;
  return {
    version: app.getVersion(),
    electronVersion: process.versions.electron ?? 'none',
    profileDir: profile.dir,
    logDir: profile.logDir,
    platform: platforms.find((known) => known === process.platform) ?? 'other',
    systemLocale: app.getLocale(),
    packaged: app.isPackaged,
    who: describePerson(),
  };
}

/** Chromium's network stack: the system's proxy, PAC and the company's certificates; Node's own knows none of them. */
export function fetchByChromium(url: string, init: RequestInit): Promise<Response> {
  // SECURITY: no cookies are sent or kept, and what Stripe answers is not left in Chromium's disk cache.
  return net.fetch(url, { ...init, credentials: 'omit', cache: 'no-store' });
}

/** Whether the window is drawn by another program: Electron itself contains Chromium and names its version. */
export function isStandIn(): boolean {
  return process.versions['chrome'] === undefined;
}

/** Characters that a path may have: MAX_PATH without its final zero, PATH_MAX elsewhere. */
export function longestPathOf(platform: NodeJS.Platform): number {
  if (platform === 'win32') return 259;
  return platform === 'darwin' ? 1023 : 4095;
}
