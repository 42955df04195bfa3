import { expect, test, type Page } from '@playwright/test';
import { createEmulatorServer } from '../../electron/stripeEmulator/server.ts';
import type { RunningEmulator } from '../../electron/stripeEmulator/emulatorOptions.ts';
import type { OutputOf } from '../../shared/ipc/contract.ts';
import { connectSdk } from '../integration/stripeEmulatorClient.ts';
import { submit } from '../integration/stripeEmulatorMoney.ts';
import { callApp } from '../screenshots/callApp.ts';
import { expectAccessible } from './harness/expectAccessible.ts';
import { startApp, type RunningApp } from './harness/startApp.ts';

/** The words of the story in the two languages in which it is told. */
const stories = [
  {
    language: 'nl',
    section: 'Betaalmethoden',
    standard: 'Standaard',
    remove: (method: string) => `Verwijderen: ${method}`,
    removeDialog: 'Betaalmethode verwijderen',
    moved: /Dit gaat eerst over: de standaard van de klant, abonnement .*, factuur/,
    forGood: /kan niet ongedaan worden gemaakt/,
    doRemove: 'Definitief verwijderen',
    onlyOne: /Kan niet worden verwijderd: er is geen andere betaalmethode/,
    ask: 'Methode vragen…',
    makeLink: 'Link maken',
    secret: /kan namens de klant handelen/,
    close: 'Sluiten',
    waiting: /de klant heeft hem nog niet gebruikt/,
    arrived: 'De klant heeft Mastercard •••• 4444 geregistreerd.',
    makeDefault: 'Maak dit de standaard',
    defaultDialog: 'Betaalmethode als standaard instellen',
    shadows: /volgen de standaard van de klant niet/,
    leave: 'Laat ze zoals ze zijn',
    doDefault: 'Als standaard instellen',
    done: 'Mastercard •••• 4444 is nu de standaard.',
    left: /Deze noemen nog een andere betaalmethode: abonnement/,
    audit: 'Betaalmethode verwijderd',
  },
  {
    language: 'en',
    section: 'Payment methods',
    standard: 'Default',
    remove: (method: string) => `Remove: ${method}`,
    removeDialog: 'Remove a payment method',
    moved: /This is moved first: the customer’s default, subscription .*, invoice/,
    forGood: /cannot be taken back/,
    doRemove: 'Remove for good',
    onlyOne: /Cannot be removed: there is no other payment method/,
    ask: 'Ask for a method…',
    makeLink: 'Make the link',
    secret: /can act for the customer/,
    close: 'Close',
    waiting: /the customer has not used it yet/,
    arrived: 'The customer registered Mastercard •••• 4444.',
    makeDefault: 'Make it the default',
    defaultDialog: 'Make a payment method the default',
    shadows: /do not follow the customer’s default/,
    leave: 'Leave them as they are',
    doDefault: 'Make default',
    done: 'Mastercard •••• 4444 is the default now.',
    left: /These still name another payment method: subscription/,
    audit: 'Payment method removed',
  },
];

for (const words of stories)
  test.describe(`payment methods (${words.language})`, () => {
    test.describe.configure({ mode: 'serial' });
    let emulator: RunningEmulator;
    let stripe: ReturnType<typeof connectSdk>;
    let app: RunningApp;
    let page: Page;
    let customer: string;

    test.beforeAll(async () => {
      test.setTimeout(120_000);
      emulator = await createEmulatorServer({ size: 'S', accounts: 1, seed: 7, anchor: '2026-10-31' });
      const key = emulator.accounts[0]?.key ?? '';
      stripe = connectSdk(emulator.url, key);
      customer = await addCustomer();
      app = await startApp({
        args: [`--lang=${words.language}`],
        env: { KANTOOR_STRIPE_API_BASE: emulator.url },
      });
      ({ page } = app);
      // The first start leads to its doors by itself; what follows must not cross that.
      await page.waitForURL(/#\/start$/);
      const connected = await callApp<OutputOf<'workspaces.connect'>>(page, 'workspaces.connect', {
        key,
        name: 'Lepel BV',
        color: null,
        timeZone: null,
        sessionOnly: true,
      });
      await callApp(page, 'customers.refresh', { workspaceId: connected.id, customerId: customer });
      await page.evaluate((hash) => {
        location.hash = hash;
        location.reload();
      }, `/all/customers/${connected.id}/${customer}`);
    });

    test.afterAll(async () => {
      await app.stop();
      await emulator.close();
    });

    /** Pays by card, also for a subscription and an open invoice; a direct debit is registered besides. */
    async function addCustomer(): Promise<string> {
      const { id } = await stripe.customers.create({ name: 'Bistro Lepel', email: 'bistro@lepel.example' });
      const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: id });
      await stripe.paymentMethods.attach('pm_sepaDebit', { customer: id });
      await stripe.customers.update(id, { invoice_settings: { default_payment_method: card.id } });
      // A SEPA debit can take the card's place only for what is billed in euros.
      const { data: prices } = await stripe.prices.list({ limit: 100, type: 'recurring' });
      const price = prices.find(({ currency }) => currency === 'eur');
      const named = { customer: id, default_payment_method: card.id };
      await stripe.subscriptions.create({ ...named, items: [{ price: price?.id ?? '' }] });
      await stripe.invoices.create({ ...named, currency: 'eur' });
      return id;
    }

    test('a method is removed only after everything that names it has moved, and the last one stays', async () => {
      const section = page.getByRole('region', { name: words.section });
      await expect(section.getByRole('row', { name: /Visa •••• 4242/ })).toContainText(words.standard);
      await section.getByRole('button', { name: words.remove('Visa •••• 4242') }).focus();
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog', { name: words.removeDialog });
      await expect(dialog.getByText(words.moved)).toBeVisible();
      await expect(dialog.getByText(words.forGood)).toBeVisible();
      await expect(dialog.getByText('Lepel BV')).toBeVisible();
      await expectAccessible(page);
      await dialog.getByRole('button', { name: words.doRemove }).click();
      await expect(dialog).toHaveCount(0);
      await expect(section.getByRole('row', { name: /Visa/ })).toHaveCount(0);
      const debit = section.getByRole('row', { name: /SEPA Direct Debit •••• 3000/ });
      await expect(debit).toContainText(words.standard);
      await expect(debit.getByText(words.onlyOne)).toBeVisible();
      await expect(debit.getByRole('button')).toHaveAttribute('aria-disabled', 'true');
      await expect(page.getByText(words.audit)).toBeVisible();
      const methods = await stripe.customers.listPaymentMethods(customer);
      expect(methods.data.map(({ type }) => type)).toEqual(['sepa_debit']);
    });

    test('the customer registers a method by a link; it is noticed and made the default', async () => {
      const section = page.getByRole('region', { name: words.section });
      await section.getByRole('button', { name: words.ask }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: words.makeLink }).click();
      await expect(dialog.getByText(words.secret)).toBeVisible();
      const url = (await dialog.locator('pre').textContent()) ?? '';
      await dialog.getByRole('button', { name: words.close }).last().click();
      await expect(section.getByText(words.waiting)).toBeVisible();
      expect((await submit(url, { payment_method: 'pm_card_mastercard' })).status).toBe(303);
      await page.reload();
      await expect(section.getByText(words.arrived)).toBeVisible();
      await section.getByRole('button', { name: words.makeDefault }).click();

      const choice = page.getByRole('dialog', { name: words.defaultDialog });
      await expect(choice.getByText(words.shadows)).toBeVisible();
      await choice.getByRole('radio', { name: words.leave }).check();
      await choice.getByRole('button', { name: words.doDefault }).click();
      await expect(choice.getByText(words.done)).toBeVisible();
      await expect(choice.getByText(words.left)).toBeVisible();
      await choice.getByRole('button', { name: words.close }).last().click();
      await expect(section.getByRole('row', { name: /Mastercard •••• 4444/ })).toContainText(words.standard);
      await expect(section.getByText(words.arrived)).toHaveCount(0);
    });
  });
