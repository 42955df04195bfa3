import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './harness/expectAccessible.ts';
import { startApp, type RunningApp } from './harness/startApp.ts';

let app: RunningApp;
let page: Page;

test.beforeAll(async () => {
  // The sample office is made and brought in first; on a busy machine that takes its time.
  test.setTimeout(120_000);
  app = await startApp({ args: ['--workspace=sample', '--lang=nl'] });
  ({ page } = app);
  await expect(page.getByText(/stand van \d/).first()).toBeVisible({ timeout: 90_000 });
});

test.afterAll(() => app.stop());

/** Opens the first customer of the Dutch account who has something overdue. */
async function openCustomer(): Promise<void> {
  await page.getByRole('link', { name: 'Klanten' }).first().click();
  await page.getByRole('button', { name: /^Van account wisselen/ }).click();
  await page.getByRole('menuitem', { name: 'Nederland' }).click();
  await page.getByRole('button', { name: 'Vervallen', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 'gevonden' })).toBeVisible();
  await page.getByRole('gridcell').first().dblclick();
  await expect(page.getByRole('heading', { name: 'Openstaande facturen' })).toBeVisible();
}

test('the page has the order of the article: open invoices, history, payment method, billing information', async () => {
  await openCustomer();
  await expect(page.getByRole('heading', { level: 2 })).toHaveText([
    'Openstaande facturen',
    'Factuurgeschiedenis',
    'Betaalmethoden',
    'Dienst',
    'Factureringsinformatie',
    'Wijzigingen',
  ]);
  await expect(page.getByText(/^Te betalen:/)).toBeVisible();
  await expect(page.getByText(/waarvan vervallen:/)).toBeVisible();
  await expectAccessible(page);
});

test('Space shows the document, arrows flip to the next invoice, Escape closes it and then leads back', async () => {
  await openCustomer();
  const rows = page.getByRole('grid', { name: 'Openstaande facturen' }).locator('tbody tr');
  await rows.first().focus();
  await page.keyboard.press('Space');
  const pane = page.getByRole('region', { name: /^Voorbeeld van / });
  await expect(pane.locator('canvas').first()).toBeVisible();
  const first = await pane.getAttribute('aria-label');
  await page.keyboard.press('ArrowDown');
  await expect(pane).not.toHaveAttribute('aria-label', first ?? '');
  await expect(pane.locator('canvas').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(pane).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { level: 1, name: 'Klanten' })).toBeVisible();
});

test('an address is edited, the reach of the change is shown first, and the change is recorded', async () => {
  await openCustomer();
  await page.getByRole('button', { name: 'Wijzigen', exact: true }).click();
  const editor = page.getByRole('dialog');
  await editor.getByLabel('Straat en huisnummer').fill('Keizersgracht 123');
  await expectAccessible(page);
  await editor.getByRole('button', { name: 'Bekijken wat er verandert' }).click();
  await expect(editor.getByRole('cell', { name: 'Keizersgracht 123' })).toBeVisible();
  await expect(editor.getByText('Alle volgende facturen krijgen de nieuwe gegevens.')).toBeVisible();
  await expect(editor.getByText(/houd(t|en) de gegevens waarmee/)).toBeVisible();
  await expectAccessible(page);
  await editor.getByRole('button', { name: 'Opslaan in Stripe' }).click();
  await expect(editor).toHaveCount(0);
  const billing = page.getByRole('region', { name: 'Factureringsinformatie' });
  await expect(billing.getByText('Keizersgracht 123')).toBeVisible();
  const changes = page.getByRole('region', { name: 'Wijzigingen' });
  await expect(changes.getByText('Factureringsinformatie gewijzigd')).toBeVisible();
  await expect(changes.getByRole('cell', { name: 'Keizersgracht 123' })).toBeVisible();
});

test('a tax ID with a wrong check digit is refused before anything is sent', async () => {
  await openCustomer();
  await page.getByRole('button', { name: 'Wijzigen', exact: true }).click();
  const editor = page.getByRole('dialog');
  await editor.getByLabel('Land').fill('Nederland');
  await page.getByRole('option', { name: 'Nederland', exact: true }).click();
  await editor.getByLabel('Belastingnummer toevoegen').fill('NL004495446B01');
  await editor.getByRole('button', { name: 'Toevoegen' }).click();
  await expect(editor.getByText(/Het controlecijfer klopt niet/)).toBeVisible();
  await expect(editor.getByText('Nieuw')).toHaveCount(0);
  await editor.getByRole('button', { name: 'Annuleren' }).click();
});
