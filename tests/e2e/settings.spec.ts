import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './harness/expectAccessible.ts';
import { startApp, type RunningApp } from './harness/startApp.ts';

let app: RunningApp;
let page: Page;

test.beforeAll(async () => {
  // The sample office is made and brought in first; on a busy machine that takes its time.
  test.setTimeout(120_000);
  app = await startApp({ args: ['--workspace=sample', '--lang=en'] });
  ({ page } = app);
  await expect(page.getByText(/as of \d/).first()).toBeVisible({ timeout: 90_000 });
});

test.afterAll(() => app.stop());

test.beforeEach(async () => {
  await page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link').last().click();
  await expect(page.getByRole('navigation', { name: /Settings|Instellingen/ })).toBeVisible();
});

/** Opens a section of the settings by its English name. */
async function openSection(name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name }).click();
}

for (const [section, heading] of [
  ['General', 'Language, formats and appearance'],
  ['Accounts', 'Connected accounts'],
  ['Documents', 'Documents'],
  ['Data on this computer', 'Data on this computer'],
  ['About Kantoor', 'About Kantoor'],
] as const)
  test(`the section ${section} can be read by everyone, in light and in dark`, async () => {
    for (const scheme of ['Dark', 'Light']) {
      await openSection('General');
      await page.getByText(scheme, { exact: true }).click();
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme.toLowerCase());
      await openSection(section);
      await expect(page.getByRole('heading', { level: 2, name: heading })).toBeVisible();
      await expectAccessible(page);
    }
  });

test('another language changes words and formats at once', async () => {
  await openSection('General');
  await page.getByText('Nederlands', { exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Instellingen' })).toBeVisible();
  await expect(page.getByText(/^Voorbeeld: €\s1\.234,56 · 31-12-2026$/)).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'nl');
  await page.getByText('English', { exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
});

test('an account gets another name and colour, and shows them wherever it is named', async () => {
  await openSection('Accounts');
  const card = page.getByRole('region', { name: 'Gulf TEST' });
  await card.getByRole('button', { name: 'Name and colour…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('Gulf region');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('region', { name: 'Gulf region TEST' })).toBeVisible();
  await page.getByRole('button', { name: /^Switch account/ }).click();
  await expect(page.getByRole('menuitem', { name: 'Gulf region' })).toBeVisible();
  await page.keyboard.press('Escape');
});

test('disconnecting says what goes and what stays, asks about documents, and can be called off', async () => {
  await openSection('Accounts');
  await page
    .getByRole('region', { name: /^Nederland/ })
    .getByRole('button', { name: 'Disconnect…' })
    .click();
  const dialog = page.getByRole('dialog', { name: 'Disconnect Nederland?' });
  await expect(dialog.getByText(/Nothing changes in Stripe. The audit log is kept./)).toBeVisible();
  await expect(dialog.getByRole('radio', { name: 'Keep them on this computer' })).toBeChecked();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('region', { name: /^Nederland/ })).toBeVisible();
});

test('where customer data lies is told with the folder of this profile', async () => {
  await openSection('Data on this computer');
  await expect(page.getByText(app.profileDir).first()).toBeVisible();
});
