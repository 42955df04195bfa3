import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './harness/expectAccessible.ts';
import { startApp, type RunningApp } from './harness/startApp.ts';

let app: RunningApp;
let page: Page;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  app = await startApp({ args: ['--workspace=sample', '--lang=en'] });
  ({ page } = app);
  await expect(page.getByText(/as of \d/).first()).toBeVisible({ timeout: 90_000 });
});

test.afterAll(() => app.stop());

test('documents are fetched ahead for an account, and the settings tell how far they are', async () => {
  test.setTimeout(90_000);
  await page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link').last().click();
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Documents' }).click();
  const table = page.getByRole('table', { name: 'Documents per account' });
  await expect(table.getByText('Nothing ahead').first()).toBeVisible();
  await expectAccessible(page);
  const policy = page.getByRole('combobox', { name: /^Fetch ahead for / }).first();
  await policy.click();
  await page.getByRole('option', { name: 'Open and this year' }).click();
  await expect(table.getByText(/^\d[\d,]* of \d[\d,]* fetched$/)).toBeVisible({ timeout: 60_000 });
  await policy.click();
  await page.getByRole('option', { name: 'Only what you open' }).click();
  await expect(table.getByText('Nothing ahead').first()).toBeVisible({ timeout: 60_000 });
});

test('everything of a customer is kept on this computer, and how much of it is here is told', async () => {
  test.setTimeout(90_000);
  await page.getByRole('link', { name: 'Customers' }).first().click();
  await page.getByRole('grid').getByRole('row').nth(1).dblclick();
  const keep = page.getByRole('switch', { name: 'Keep everything offline' });
  await keep.click();
  await expect(keep).toBeChecked();
  await expect(page.getByText(/^(\d+) of \1 documents on this computer$/)).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);
});
