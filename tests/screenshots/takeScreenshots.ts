/**
 * Photographs every screen of the shipped bundle and lays one contact sheet per screen:
 *
 *   node tests/screenshots/takeScreenshots.ts [--only customers,invoice] [--out DIR] [--readme]
 *
 * `--readme` renews the pictures of the README instead. The build has to be there (`npm run build`).
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import type { Page } from '@playwright/test';

import { startStandIn } from '../e2e/harness/startStandIn.ts';
import { makeContactSheet } from './contactSheet.ts';
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
const readmeScreens = ['customers', 'customer-preview', 'invoices-all', 'export'];

/** Calls a method of the app from inside its page; the answer is what the screen would get. */
async function call<Value>(page: Page, method: string, input: unknown): Promise<Value> {
  const envelope = await page.evaluate(
    ([name, argument]) =>
      (
        window as unknown as { kantoorApi: { invoke: (name: string, input: unknown) => Promise<unknown> } }
      ).kantoorApi.invoke(name, argument),
    [method, input] as const,
  );
  const answer = envelope as { ok: true; value: Value } | { ok: false; error: { message: string } };
  if (!answer.ok) throw new Error(`${method}: ${answer.error.message}`);
  return answer.value;
}

async function openSampleOffice(page: Page): Promise<void> {
  await call(page, 'workspaces.createSample', { size: 'S', accounts: 3, seed: 1, anchor: null });
  await call(page, 'sync.start', { workspaceId: null, full: false });
  for (let tries = 0; tries < 300; tries += 1) {
    const states = await call<{ complete: boolean }[]>(page, 'sync.getStatus', {});
    if (states.length > 0 && states.every(({ complete }) => complete)) return;
    await page.waitForTimeout(200);
  }
  throw new Error('The sample office was not read in a minute.');
}

interface Rows {
  rows: { id: string; workspaceId: string; customerId: string }[];
}

async function findSubjects(page: Page): Promise<Subjects> {
  const { rows } = await call<Rows>(page, 'invoices.list', {
    filter: {
      workspaceIds: null,
      view: 'overdue',
      status: null,
      customerId: null,
      query: '',
      from: null,
      to: null,
    },
    sort: { field: 'total', direction: 'desc' },
    offset: 0,
    limit: 1,
  });
  const [invoice] = rows;
  if (!invoice) throw new Error('The sample office has no overdue invoice.');
  return { workspaceId: invoice.workspaceId, customerId: invoice.customerId, invoiceId: invoice.id };
}

async function photograph(page: Page, screen: Screen, look: Look, subjects: Subjects): Promise<Buffer> {
  await page.setViewportSize({ width: look.width, height: look.height });
  await call(page, 'settings.update', { language: look.language, colorScheme: look.colorScheme });
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

async function takeReadmePictures(page: Page, subjects: Subjects): Promise<void> {
  const folder = resolve(import.meta.dirname, '../../docs/screenshots');
  mkdirSync(folder, { recursive: true });
  for (const screen of screens.filter(({ name }) => readmeScreens.includes(name)))
    writeFileSync(join(folder, `${screen.name}.png`), await photograph(page, screen, readmeLook, subjects));
}

async function takeContactSheets(
  page: Page,
  subjects: Subjects,
  only: string | undefined,
  out: string,
): Promise<void> {
  const wanted = only?.split(',');
  mkdirSync(out, { recursive: true });
  for (const screen of screens.filter(({ name }) => wanted?.includes(name) ?? true)) {
    const shots: { name: string; png: Buffer }[] = [];
    for (const look of looks) {
      const png = await photograph(page, screen, look, subjects);
      writeFileSync(join(out, `${screen.name} ${look.name}.png`.replaceAll(' ', '-')), png);
      shots.push({ name: look.name, png });
    }
    writeFileSync(join(out, `sheet-${screen.name}.png`), await makeContactSheet(screen.name, shots));
    process.stderr.write(`${screen.name}\n`);
  }
}

const { values } = parseArgs({
  options: { only: { type: 'string' }, out: { type: 'string' }, readme: { type: 'boolean' } },
});
const profileDir = mkdtempSync(join(tmpdir(), 'kantoor-screenshots-'));
const app = await startStandIn({
  args: [`--user-data-dir=${profileDir}`, '--hidden'],
  env: { ...(process.env as Record<string, string>), ELECTRON_STAND_IN_VAULT: '1' },
  answers: [],
});
try {
  const violations: string[] = [];
  app.page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      violations.push(message.text().slice(0, 300));
  });
  app.page.on('pageerror', (error) => violations.push(String(error).slice(0, 300)));
  await openSampleOffice(app.page);
  const subjects = await findSubjects(app.page);
  if (values.readme) await takeReadmePictures(app.page, subjects);
  else
    await takeContactSheets(
      app.page,
      subjects,
      values.only,
      resolve(values.out ?? 'test-results/screenshots'),
    );
  for (const text of new Set(violations)) process.stderr.write(`console: ${text}\n`);
} finally {
  await app.stop();
  rmSync(profileDir, { recursive: true, force: true, maxRetries: 5 });
}
