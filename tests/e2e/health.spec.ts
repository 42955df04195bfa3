import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './harness/expectAccessible.ts';
import { startApp, type RunningApp } from './harness/startApp.ts';
import { startEmulator, type EmulatorProcess } from './harness/startEmulator.ts';

const words = {
  en: {
    connect: 'Connect an account',
    keyLabel: 'Stripe key',
    check: 'Check the key',
    name: 'Name',
    save: 'Connect',
    list: 'Customers',
    customers: /^[1-9]\d* customers$/,
    openSync: /Fetching|as of|Paused|Stopped|not fetched/,
    pause: 'Pause',
    goOn: 'Continue',
    stop: 'Stop',
    paused: 'Paused',
    stopped: 'Stopped',
    gap: /complete back to|history/,
    health: 'Connection and read budget',
    title: 'Connection to Stripe',
    update: 'Update now',
    readAll: 'Read everything again…',
    offline: /^Offline since \d/,
    complete: 'complete',
  },
  nl: {
    connect: 'Account koppelen',
    keyLabel: 'Stripe-sleutel',
    check: 'Sleutel controleren',
    name: 'Naam',
    save: 'Koppelen',
    list: 'Klanten',
    customers: /^[1-9]\d* klanten$/,
    openSync: /ophalen|stand van|Gepauzeerd|Gestopt|nog niet/,
    pause: 'Pauzeren',
    goOn: 'Doorgaan',
    stop: 'Stoppen',
    paused: 'Gepauzeerd',
    stopped: 'Gestopt',
    gap: /volledig terug tot|geschiedenis/,
    health: 'Verbinding en leesbudget',
    title: 'Verbinding met Stripe',
    update: 'Nu bijwerken',
    readAll: 'Alles opnieuw lezen…',
    offline: /^Offline sinds \d/,
    complete: 'volledig',
  },
} as const;
type Words = (typeof words)[keyof typeof words];

/** Connects the account as a person does: for this session, as there may be no vault. */
async function connect(page: Page, word: Words, key: string): Promise<void> {
  await page.getByRole('button', { name: word.connect }).click();
  await page.getByLabel(word.keyLabel).fill(key);
  await page.getByRole('button', { name: word.check }).click();
  await page.getByRole('button', { name: word.save, exact: true }).click();
  await page.getByRole('link', { name: word.list, exact: true }).first().click();
  await expect(page.getByRole('status').filter({ hasText: word.customers })).toBeVisible({ timeout: 30_000 });
}

for (const language of ['en', 'nl'] as const)
  test.describe(language, () => {
    const word = words[language];
    let server: EmulatorProcess;
    let app: RunningApp;

    test.beforeEach(async () => {
      // So slow that the first sync is still under way while it is paused and stopped.
      server = await startEmulator('--rate', '3');
      app = await startApp({
        args: [`--lang=${language}`],
        env: { KANTOOR_STRIPE_API_BASE: server.url },
      });
      await connect(app.page, word, server.key);
    });
    test.afterEach(async () => {
      await app.stop();
      await server.stop();
    });

    test('a first sync says what is missing, and can be paused, continued and stopped', async () => {
      const { page } = app;
      await expect(page.getByText(word.gap).first()).toBeVisible();
      await page.getByRole('button', { name: word.openSync }).click();
      const details = page.getByRole('dialog');
      await details.getByRole('button', { name: word.pause }).click();
      await expect(details.getByText(word.paused)).toBeVisible();
      await expectAccessible(page);
      await details.getByRole('button', { name: word.goOn }).click();
      await details.getByRole('button', { name: word.stop }).click();
      await expect(details.getByText(word.stopped)).toBeVisible();

      await details.getByRole('link', { name: word.health }).click();
      await expect(page.getByRole('heading', { level: 1, name: word.title })).toBeVisible();
      await expect(page.getByRole('main').getByText(word.stopped)).toBeVisible();
      await expectAccessible(page);
    });

    test('being offline is said once and ends by itself, and the sync goes on', async () => {
      test.setTimeout(120_000);
      const { page } = app;
      const { port } = new URL(server.url);
      await server.stop();
      const notice = page.getByRole('status').filter({ hasText: word.offline });
      await expect(notice).toBeVisible({ timeout: 20_000 });
      await expect(notice).toHaveCount(1);
      await expect(page.getByRole('alert')).toHaveCount(0);
      await page.keyboard.press('Control+1');
      await expect(page.getByRole('gridcell').first()).toBeVisible();

      server = await startEmulator('--port', port);
      await expect(notice).toBeHidden({ timeout: 20_000 });
      await page.getByRole('button', { name: word.openSync }).click();
      await page.getByRole('link', { name: word.health }).click();
      await expect(page.getByText(word.complete, { exact: true })).toBeVisible({ timeout: 90_000 });
    });
  });
