import { expect, test } from '@playwright/test';

import { expectAccessible } from './harness/expectAccessible.ts';
import { startApp } from './harness/startApp.ts';

test('the app shows a page of its own that has the API of its preload and no Node', async () => {
  const app = await startApp();
  try {
    await expect(app.page).toHaveTitle('Kantoor');
    expect(
      await app.page.evaluate(() => [
        typeof Reflect.get(window, 'kantoorApi'),
        typeof Reflect.get(window, 'require'),
      ]),
    ).toEqual(['object', 'undefined']);
  } finally {
    await app.stop();
  }
});

test('the first start shows three doors, in the language that the person chooses', async () => {
  const app = await startApp({ args: ['--lang=en'] });
  try {
    const { page } = app;
    await expect(page.getByRole('heading', { level: 2 })).toHaveText([
      'Connect Stripe',
      'Explore the sample office',
      'Language',
    ]);
    await expectAccessible(page);
    await page.getByText('Nederlands').click();
    await expect(page.getByRole('heading', { name: 'Stripe koppelen' })).toBeVisible();
  } finally {
    await app.stop();
  }
});

test('the sample office opens with what there is to do in the first seconds and without a key', async () => {
  const app = await startApp({ args: ['--lang=en'] });
  try {
    const { page } = app;
    await page.getByRole('button', { name: 'Open the sample office' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Overdue invoices' }).getByRole('listitem')).toHaveCount(5);
    await expect(page.getByText(/as of \d/).first()).toBeVisible({ timeout: 50_000 });
  } finally {
    await app.stop();
  }
});

test('a publishable key is refused in a sentence, and the list of permissions can be copied', async () => {
  const app = await startApp({ args: ['--lang=en'] });
  try {
    const { page } = app;
    await page.getByRole('button', { name: 'Connect an account' }).click();
    await page.getByLabel('Stripe key').fill('pk_test_thisIsPublishable');
    await page.getByRole('button', { name: 'Check the key' }).click();
    await expect(page.getByRole('alert')).toContainText('This is a publishable key (pk_…).');
    await expect(page.getByText('Invoices: read (rak_invoice_read)')).toBeVisible();
    await expectAccessible(page);
  } finally {
    await app.stop();
  }
});
