/**
 * Photographs every screen of the shipped bundle and lays one contact sheet per screen:
 *
 *   node tests/screenshots/takeScreenshots.ts [--scene office] [--only customers,invoice] [--size S] [--out DIR] [--readme]
 *
 * `--readme` renews the pictures of the README instead. The build has to be there (`npm run build`).
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import type { Page } from '@playwright/test';

import { callApp } from './callApp.ts';
import { startStandIn } from '../e2e/harness/startStandIn.ts';
import { makeContactSheet } from './contactSheet.ts';
import { firstStart, firstSync, offline, waitForStatus, type Scene } from './scenes.ts';
import { screens, type Screen, type Subjects } from './screens.ts';

interface Look {
  name: string;
  language: 'nl' | 'en';
  colorScheme: 'light' | 'dark';
  width: number;
  height: number;
}

const looks: Look[] = [
  { name: 'nl light 1280', language: 'nl', colorScheme: 'light', width: 1280, height: 800 },
  { name: 'en dark 1280', language: 'en', colorScheme: 'dark', width: 1280, height: 800 },
  { name: 'en light 2560', language: 'en', colorScheme: 'light', width: 2560, height: 1440 },
  { name: 'nl dark 2560', language: 'nl', colorScheme: 'dark', width: 2560, height: 1440 },
  // A window at 200 % zoom has half the room.
  { name: 'nl light 640', language: 'nl', colorScheme: 'light', width: 640, height: 400 },
];
const readmeLook: Look = { name: 'readme', language: 'en', colorScheme: 'light', width: 1280, height: 800 };
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    scene: { type: 'string' },
    size: { type: 'string' },
    out: { type: 'string' },
    readme: { type: 'boolean' },
  },
});
const size = values.size ?? 'S';
const readmeScreens = ['today', 'customers', 'customer-preview', 'invoices-all', 'collect'];

/** The office in which most screens are photographed. */
const sampleOffice: Scene = {
  name: '',
  screens: screens.map(({ name }) => name),
  env: {},
  async arrange(page) {
    await callApp(page, 'workspaces.createSample', { size, accounts: 3, seed: 1, anchor: null });
    await callApp(page, 'sync.start', { workspaceId: null, full: false });
    await waitForStatus(page, ({ complete }) => complete);
  },
  end: async () => undefined,
};

interface Rows {
  rows: { id: string; workspaceId: string; customerId: string; currency: string }[];
}

/** An overdue invoice and its customer, as far as there is one. */
async function findSubjects(page: Page): Promise<Subjects> {
  const accounts = await callApp<{ id: string; name: string }[]>(page, 'workspaces.list', {});
  // Its documents are in English, as the pictures of the README are.
  const wanted = accounts.find(({ name }) => name === 'United Kingdom');
  const filter = {
    workspaceIds: wanted ? [wanted.id] : null,
    view: 'overdue',
    status: null,
    customerId: null,
    query: '',
    from: null,
    to: null,
  };
  const sort = { field: 'total', direction: 'desc' };
  const { rows } = await callApp<Rows>(page, 'invoices.list', { filter, sort, offset: 0, limit: 100 });
  const invoice = rows.find(({ currency }) => currency === 'gbp') ?? rows[0];
  return {
    workspaceId: invoice?.workspaceId ?? '',
    customerId: invoice?.customerId ?? '',
    invoiceId: invoice?.id ?? '',
  };
}

async function photograph(page: Page, screen: Screen, look: Look, subjects: Subjects): Promise<Buffer> {
  await page.setViewportSize({ width: look.width, height: look.height });
  await callApp(page, 'settings.update', { language: look.language, colorScheme: look.colorScheme });
  // Through another screen, so that the same one begins anew.
  for (const path of ['/all/shortcuts', screen.path(subjects)]) {
    await page.keyboard.press('Escape');
    await page.evaluate((hash) => (location.hash = hash), `#${path}`);
    await page.waitForTimeout(300);
  }
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForTimeout(900);
  try {
    await screen.prepare?.(page);
  } catch (error) {
    process.stderr.write(`${screen.name} (${look.name}): ${String(error).split('\n')[0]}\n`);
  }
  await page.waitForTimeout(500);
  return page.screenshot();
}

/** The pictures are of the app, not of how it was started for them. */
async function closeNotices(page: Page): Promise<void> {
  for (const button of await page.getByRole('button', { name: /^(Close|Sluiten)/ }).all())
    await button.click();
}

async function takeReadmePictures(page: Page, subjects: Subjects): Promise<void> {
  const folder = resolve(import.meta.dirname, '../../docs/screenshots');
  mkdirSync(folder, { recursive: true });
  await closeNotices(page);
  for (const screen of screens.filter(({ name }) => readmeScreens.includes(name)))
    writeFileSync(join(folder, `${screen.name}.png`), await photograph(page, screen, readmeLook, subjects));
}

async function takeContactSheets(page: Page, scene: Scene, subjects: Subjects): Promise<void> {
  const out = resolve(values.out ?? 'test-results/screenshots');
  mkdirSync(out, { recursive: true });
  const prefix = scene.name === '' ? '' : `${scene.name}-`;
  for (const screen of screens.filter(
    ({ name }) => isWanted(`${prefix}${name}`) && scene.screens.includes(name),
  )) {
    const title = `${prefix}${screen.name}`;
    const shots: { name: string; png: Buffer }[] = [];
    for (const look of looks) {
      const png = await photograph(page, screen, look, subjects);
      writeFileSync(join(out, `${title} ${look.name}.png`.replaceAll(' ', '-')), png);
      shots.push({ name: look.name, png });
    }
    writeFileSync(join(out, `sheet-${title}.png`), await makeContactSheet(title, shots));
    process.stderr.write(`${title}\n`);
  }
}

function isWanted(title: string): boolean {
  return values.only?.split(',').includes(title) ?? true;
}

async function play(scene: Scene): Promise<void> {
  const profileDir = mkdtempSync(join(tmpdir(), 'kantoor-screenshots-'));
  const env = { ...(process.env as Record<string, string>), ELECTRON_STAND_IN_VAULT: '1', ...scene.env };
  const app = await startStandIn({ args: [`--user-data-dir=${profileDir}`, '--hidden'], env, answers: [] });
  const complaints = new Set<string>();
  app.page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.add(message.text().slice(0, 300));
  });
  app.page.on('pageerror', (error) => complaints.add(String(error).slice(0, 300)));
  try {
    await scene.arrange(app.page);
    const subjects = await findSubjects(app.page);
    if (values.readme) await takeReadmePictures(app.page, subjects);
    else await takeContactSheets(app.page, scene, subjects);
    for (const text of complaints) process.stderr.write(`console: ${text}\n`);
  } finally {
    await scene.end();
    await app.stop();
    rmSync(profileDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

const scenes = { office: async () => sampleOffice, firstStart: async () => firstStart(), firstSync, offline };
const asked = values.readme ? 'office' : values.scene;
for (const [name, makeScene] of Object.entries(scenes))
  if (asked === undefined || asked === name) await play(await makeScene());
