import { expect, test, type Page } from '@playwright/test';
import { createEmulatorServer } from '../../electron/stripeEmulator/server.ts';
import type { RunningEmulator } from '../../electron/stripeEmulator/emulatorOptions.ts';
import { connectSdk } from '../integration/stripeEmulatorClient.ts';
import { expectAccessible } from './harness/expectAccessible.ts';
import { startApp, type RunningApp } from './harness/startApp.ts';

const words = {
  nl: {
    connect: 'Account koppelen',
    keyLabel: 'Stripe-sleutel',
    check: 'Sleutel controleren',
    save: 'Koppelen',
    count: /klanten$/,
    edit: 'Wijzigen',
    name: 'Naam',
    next: 'Bekijken wat er verandert',
    keep: 'Bewaren tot Stripe bereikbaar is',
    billing: 'Factureringsinformatie',
    waits: 'Wijziging wacht',
    nav: 'Nog te versturen',
    list: 'Wachtende wijzigingen',
    mark: 'wacht',
    filter: 'Wachtende wijziging',
    customers: 'Klanten',
    changes: 'Wijzigingen',
    pendingOutcome: 'Wacht op verzending',
    needsDecision: 'Beslissing nodig',
    decide: 'Beslissen',
    theirs: 'Naam: Nu in Stripe: Van een ander',
    mine: 'Naam: Van u: Van ons',
    saveNow: 'Opslaan in Stripe',
    withdraw: 'Intrekken',
    doWithdraw: 'Wijziging intrekken',
    nothing: 'Er wacht niets',
  },
  en: {
    connect: 'Connect an account',
    keyLabel: 'Stripe key',
    check: 'Check the key',
    save: 'Connect',
    count: /customers$/,
    edit: 'Edit',
    name: 'Name',
    next: 'See what will change',
    keep: 'Keep until Stripe can be reached',
    billing: 'Billing information',
    waits: 'Change waiting',
    nav: 'Waiting changes',
    list: 'Waiting changes',
    mark: 'waiting',
    filter: 'Waiting change',
    customers: 'Customers',
    changes: 'History of changes',
    pendingOutcome: 'Waiting to be sent',
    needsDecision: 'Decision needed',
    decide: 'Decide',
    theirs: 'Name: Now in Stripe: Van een ander',
    mine: 'Name: Yours: Van ons',
    saveNow: 'Save in Stripe',
    withdraw: 'Withdraw',
    doWithdraw: 'Withdraw the change',
    nothing: 'Nothing is waiting',
  },
} as const;

/** Looking for the network again takes up to ten seconds. */
const backTimeout = { timeout: 40_000 };

for (const language of ['nl', 'en'] as const)
  test.describe(language, () => {
    const word = words[language];
    let emulator: RunningEmulator;
    let colleague: ReturnType<typeof connectSdk>;
    let app: RunningApp;
    let page: Page;

    test.beforeAll(async () => {
      test.setTimeout(150_000);
      emulator = await createEmulatorServer(
        { size: 'S', accounts: 1, seed: 3, anchor: '2026-10-31' },
        { nowMs: Date.now },
      );
      const key = emulator.accounts[0]?.key ?? '';
      colleague = connectSdk(emulator.url, key);
      app = await startApp({
        args: [`--lang=${language}`],
        env: { KANTOOR_STRIPE_API_BASE: emulator.url },
      });
      ({ page } = app);
      await page.getByRole('button', { name: word.connect }).click();
      await page.getByLabel(word.keyLabel).fill(key);
      await page.getByRole('button', { name: word.check }).click();
      await page.getByRole('button', { name: word.save, exact: true }).click();
      await page.getByRole('link', { name: word.customers, exact: true }).first().click();
      await expect(page.getByRole('grid')).toBeVisible();
    });
    test.afterAll(async () => {
      await app.stop();
      await emulator.close();
    });

    /** Opens a customer of the list; gives its Stripe id. */
    async function openCustomer(position: number): Promise<string> {
      await page.getByRole('link', { name: word.customers, exact: true }).first().click();
      await expect(page.getByRole('gridcell').nth(0)).toBeVisible({ timeout: 30_000 });
      await page.locator(`[role=row][row-index="${position}"] [role=gridcell]`).first().dblclick();
      await expect(page.getByRole('region', { name: word.billing })).toBeVisible();
      // The first visit reads the payment methods; nothing is under way when the network goes.
      await page.waitForLoadState('networkidle');
      return decodeURIComponent(page.url().split('/').at(-1)?.split('?')[0] ?? '');
    }

    async function editName(name: string): Promise<void> {
      await page.getByRole('region', { name: word.billing }).getByRole('button', { name: word.edit }).click();
      const editor = page.getByRole('dialog');
      await editor.getByLabel(word.name, { exact: true }).fill(name);
      await editor.getByRole('button', { name: word.next }).click();
      await editor.getByRole('button', { name: word.keep }).click({ timeout: 30_000 });
      await expect(editor).toHaveCount(0);
    }

    test('a change made offline is shown everywhere as waiting and is sent when the network is back', async () => {
      test.setTimeout(120_000);
      await openCustomer(2);
      await emulator.setOffline(true);
      await editName('Offline gewijzigd BV');

      await expect(page.locator('main').getByText(word.waits).first()).toBeVisible();
      const billing = page.getByRole('region', { name: word.billing });
      await expect(billing.getByText('Offline gewijzigd BV')).toBeVisible();
      await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Offline gewijzigd BV');
      const changes = page.getByRole('region', { name: word.changes, exact: true });
      await expect(changes.getByText(word.pendingOutcome)).toBeVisible();
      await expectAccessible(page);

      await page.getByRole('link', { name: word.nav }).click();
      await expect(page.getByRole('heading', { level: 1, name: word.list })).toBeVisible();
      await expect(page.getByRole('cell', { name: 'Offline gewijzigd BV' })).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('link', { name: word.customers, exact: true }).first().click();
      await page.getByRole('button', { name: word.filter }).click();
      await expect(page.getByRole('gridcell').filter({ hasText: word.mark })).toHaveCount(1);

      await emulator.setOffline(false);
      await expect(page.getByRole('link', { name: word.nav })).toHaveCount(0, backTimeout);
      await page.getByRole('button', { name: word.filter }).click();
      await page.getByRole('searchbox').fill('Offline gewijzigd');
      await expect(page.getByRole('gridcell').filter({ hasText: 'Offline gewijzigd BV' })).toBeVisible();
      await page.getByRole('searchbox').fill('');
    });

    test('a change that somebody else crossed is decided by a person', async () => {
      test.setTimeout(120_000);
      const customerId = await openCustomer(5);
      await colleague.customers.update(customerId, { name: 'Van een ander' });
      await emulator.setOffline(true);
      await editName('Van ons');
      await emulator.setOffline(false);

      await expect(page.locator('main').getByText(word.needsDecision).first()).toBeVisible(backTimeout);
      await expect(page.getByRole('heading', { level: 1, name: 'Van een ander' })).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('button', { name: word.decide }).click();
      const editor = page.getByRole('dialog');
      await expect(editor.getByRole('radio', { name: word.theirs })).toBeVisible();
      await editor.getByRole('radio', { name: word.mine }).click();
      await editor.getByRole('button', { name: word.next }).click();
      await editor.getByRole('button', { name: word.saveNow }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Van ons' })).toBeVisible();
      await expect(page.getByRole('link', { name: word.nav })).toHaveCount(0);
      const live = await colleague.customers.retrieve(customerId);
      expect('name' in live && live.name).toBe('Van ons');
    });

    test('a change that is no longer wanted is withdrawn', async () => {
      test.setTimeout(120_000);
      const customerId = await openCustomer(8);
      await emulator.setOffline(true);
      await editName('Toch niet');
      await page.getByRole('link', { name: word.nav }).click();
      await page.getByRole('button', { name: word.withdraw, exact: true }).click();
      await page.getByRole('dialog').getByRole('button', { name: word.doWithdraw }).click();
      await expect(page.getByText(word.nothing)).toBeVisible();
      await emulator.setOffline(false);
      const live = await colleague.customers.retrieve(customerId);
      expect('name' in live && live.name).not.toBe('Toch niet');
    });
  });
