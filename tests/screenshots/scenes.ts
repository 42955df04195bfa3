import type { Page } from '@playwright/test';
import { startEmulator } from '../e2e/harness/startEmulator.ts';
import { callApp } from './callApp.ts';

/** What goes on outside the window while it is photographed. */
export interface Scene {
  name: string;
  /** Screens that look different in this scene. */
  screens: readonly string[];
  /** Environment of the app. */
  env: Record<string, string>;
  /** Brings a started app with an empty profile into the scene. */
  arrange: (page: Page) => Promise<void>;
  end: () => Promise<void>;
}

async function connect(page: Page, key: string): Promise<void> {
  await callApp(page, 'workspaces.connect', {
    key,
    name: 'Nederland',
    color: 'blue',
    timeZone: null,
    sessionOnly: true,
  });
  await callApp(page, 'sync.start', { workspaceId: null, full: false });
}

/** The very first start: no account at all. */
export function firstStart(): Scene {
  return {
    name: 'first-start',
    screens: ['start'],
    env: {},
    arrange: async () => undefined,
    end: async () => undefined,
  };
}

/** A first sync that has just begun and takes its time. */
export async function firstSync(): Promise<Scene> {
  const server = await startEmulator('--rate', '2');
  return {
    name: 'first-sync',
    screens: ['today', 'customers', 'invoices', 'invoices-all', 'export', 'health'],
    env: { KANTOOR_STRIPE_API_BASE: server.url },
    arrange: (page) => connect(page, server.key),
    end: server.stop,
  };
}

/** Everything is there, and then the network is gone. */
export async function offline(): Promise<Scene> {
  const server = await startEmulator();
  return {
    name: 'offline',
    screens: ['customers', 'customer', 'customer-preview', 'customer-edit', 'invoices', 'invoice', 'export'],
    env: { KANTOOR_STRIPE_API_BASE: server.url },
    async arrange(page) {
      await connect(page, server.key);
      await waitForStatus(page, ({ complete }) => complete);
      await server.stop();
      await callApp(page, 'sync.start', { workspaceId: null, full: false });
      await waitForStatus(page, ({ offlineSince }) => offlineSince !== null);
    },
    end: server.stop,
  };
}

interface Status {
  complete: boolean;
  offlineSince: number | null;
}

/** Waits until every account is so. */
export async function waitForStatus(page: Page, isSo: (status: Status) => boolean): Promise<void> {
  for (let tries = 0; tries < 900; tries += 1) {
    const statuses = await callApp<Status[]>(page, 'sync.getStatus', {});
    if (statuses.length > 0 && statuses.every(isSo)) return;
    await page.waitForTimeout(200);
  }
  throw new Error('The accounts did not come into the state of the scene within three minutes.');
}
