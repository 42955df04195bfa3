import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import { startFixture } from './fixture.ts';
import type { Fixture } from './fixture.ts';

// Where the stand-in is stricter than Electron on purpose, and what it gives to tests.

describe('the stand-in', () => {
  let fixture: Fixture;
  let seat: string;

  beforeAll(async () => {
    seat = mkdtempSync(join(tmpdir(), 'kantoor-seat-'));
    fixture = await startFixture('standIn', { env: { ELECTRON_STAND_IN_TEST_SEAT: seat } });
  });

  afterEach(() =>
    fixture.inMain(({ electron }) =>
      electron.BrowserWindow.getAllWindows().forEach((window) => window.destroy()),
    ),
  );

  afterAll(async () => {
    await fixture.stop();
    rmSync(seat, { recursive: true, force: true });
  });

  test.each<object>([
    { sandbox: false },
    { contextIsolation: false },
    { nodeIntegration: true },
    { webSecurity: false },
    { webviewTag: true },
    { enableBlinkFeatures: 'Anything' },
  ])('refuses web preferences that switch a protection off: %o', async (preferences) => {
    const opening = fixture.inMain(
      async ({ openWindow }, unsafe) => void (await openWindow(unsafe)),
      preferences,
    );
    await expect(opening).rejects.toThrow(`refuses webPreferences.${Object.keys(preferences)[0]}`);
  });

  test('throws by name for what it does not have', async () => {
    await expect(fixture.inMain(({ electron }) => electron.app.getGPUFeatureStatus())).rejects.toThrow(
      'The Electron stand-in has no app.getGPUFeatureStatus',
    );
    await expect(fixture.inMain(({ electron }) => String(electron.desktopCapturer))).rejects.toThrow(
      'The Electron stand-in has no electron.desktopCapturer',
    );
  });

  test.each(['sk', 'rk'])(
    'refuses to send a live %s key anywhere but to this machine, and says why',
    async (kind) => {
      const sending = fixture.inMain(
        async ({ electron }, authorization) =>
          void (await electron.net.fetch('https://api.stripe.com/v1/account', {
            headers: { authorization },
          })),
        `Bearer ${kind}_live_0000`,
      );
      await expect(sending).rejects.toThrow('It refuses live Stripe keys');
    },
  );

  test('sends a live key of the sample office to this machine', async () => {
    const sending = fixture.inMain(
      async ({ electron }) =>
        void (await electron.net.fetch('http://127.0.0.1:1/', {
          headers: { authorization: 'Bearer sk_live_0000' },
        })),
    );
    await expect(sending).rejects.toThrow('fetch failed');
  });

  test('gives workers no electron module', async () => {
    const message = await fixture.inMain(
      () =>
        new Promise<string>((resolve) => {
          const { Worker } = process.getBuiltinModule('node:worker_threads');
          const worker = new Worker(new URL("data:text/javascript,import 'electron'"));
          worker.once('error', (error: Error) => resolve(error.message));
          worker.once('exit', () => resolve('it was there'));
        }),
    );
    expect(message).toContain('not available in worker threads');
  });

  test('gives require and import the same objects', async () => {
    const isSame = await fixture.inMain(({ electron, folder }) => {
      const { createRequire } = process.getBuiltinModule('node:module');
      return createRequire(`${folder}/main.js`)('electron').app === electron.app;
    });
    expect(isSame).toBe(true);
  });

  test('answers native dialogs with what the test put on the seat, else with cancelled', async () => {
    writeFileSync(
      join(seat, 'answers.json'),
      JSON.stringify([
        { dialog: 'save', filePath: '/a.pdf' },
        { dialog: 'open', filePaths: ['/b'] },
      ]),
    );
    const answers = await fixture.inMain(async ({ electron: { dialog } }) => [
      (await dialog.showOpenDialog({ properties: ['openDirectory'] })).filePaths,
      (await dialog.showSaveDialog({})).filePath,
      (await dialog.showOpenDialog({})).canceled,
      (await dialog.showMessageBox({ message: 'Sure?', buttons: ['Yes', 'No'], cancelId: 1 })).response,
    ]);
    expect(answers).toEqual([['/b'], '/a.pdf', true, 1]);
  });

  test('writes down what the app gives to the desktop', async () => {
    await fixture.inMain(async ({ electron: { clipboard, shell, Notification } }) => {
      await shell.openExternal('https://dashboard.stripe.com/');
      shell.showItemInFolder('/exports/a.pdf');
      await clipboard.writeText('TWNL-000001');
      new Notification({ title: 'Exported', body: '12 documents' }).show();
    });
    const actions = readFileSync(join(seat, 'actions.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(actions).toEqual([
      { kind: 'openExternal', target: 'https://dashboard.stripe.com/' },
      { kind: 'showItemInFolder', target: '/exports/a.pdf' },
      { kind: 'clipboard', target: 'TWNL-000001' },
      { kind: 'notification', target: 'Exported: 12 documents' },
    ]);
    expect(await fixture.inMain(({ electron }) => electron.clipboard.readText())).toBe('TWNL-000001');
  });

  test('has a vault when a test asks for one, and the vault is kept in the profile', async () => {
    const env = { ELECTRON_STAND_IN_VAULT: '1' };
    const profileDir = mkdtempSync(join(tmpdir(), 'kantoor-vault-'));
    const first = await startFixture('standIn', { env, profileDir });
    const sealed = await first.inMain(async ({ electron: { safeStorage } }) => [
      safeStorage.getSelectedStorageBackend(),
      (await safeStorage.encryptStringAsync('a secret')).toString('base64'),
    ]);
    await first.stop();
    const second = await startFixture('standIn', { env, profileDir });
    const opened = await second.inMain(
      async ({ electron: { safeStorage } }, text) =>
        (await safeStorage.decryptStringAsync(Buffer.from(text, 'base64'))).result,
      sealed[1] ?? '',
    );
    await second.stop();
    rmSync(profileDir, { recursive: true, force: true });
    expect([sealed[0], opened]).toEqual(['gnome_libsecret', 'a secret']);
  });

  test('prints and loads local files for the app', async () => {
    const file = join(seat, 'print.html');
    writeFileSync(file, '<p>on paper</p>');
    const isPrinted = await fixture.inMain(async ({ electron: { BrowserWindow } }, path) => {
      const window = new BrowserWindow({ show: false });
      await window.loadFile(path);
      return new Promise((resolve) => window.webContents.print({}, resolve));
    }, file);
    expect(isPrinted).toBe(true);
  });

  test('opens a window right after a start on the same profile was killed', async () => {
    const profileDir = mkdtempSync(join(tmpdir(), 'kantoor-killed-'));
    const killed = await startFixture('standIn', { profileDir });
    await killed.inMain(async ({ openWindow }) => void (await openWindow()));
    await killed.kill();
    const next = await startFixture('standIn', { profileDir });
    expect(await next.inMain(async ({ openWindow }) => (await openWindow()).webContents.getURL())).toBe(
      'app://fixture/index.html',
    );
    await next.stop();
    rmSync(profileDir, { recursive: true, force: true, maxRetries: 5 });
  });
});
