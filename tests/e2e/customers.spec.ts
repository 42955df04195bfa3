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
  await page.getByRole('button', { name: /^Switch account/ }).click();
  await page.getByRole('menuitem', { name: 'All accounts' }).click();
});

test.afterAll(() => app.stop());

test.beforeEach(async () => {
  await page.getByRole('link', { name: 'Customers' }).click();
  await expect(page.getByRole('gridcell').first()).not.toHaveText('');
});

test('the list says how many customers there are, of how many accounts, and how fresh it is', async () => {
  await expect(page.getByRole('heading', { level: 1, name: 'Customers' })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: /\d+ customers/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Switch account/ })).toContainText('1 live · 2 test');
  await expectAccessible(page);
});

test('slash searches, arrows walk, Enter opens, Escape comes back to the same row', async () => {
  await page.keyboard.press('/');
  await page.keyboard.type('bistro');
  await expect(page.getByRole('status').filter({ hasText: /\d+ found/ })).toBeVisible();
  await expect(page.getByRole('gridcell').first()).toContainText(/bistro/i);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const focused = page.locator('.ag-cell-focus');
  const name = await focused.innerText();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('searchbox', { name: 'Search customers' })).toHaveValue('bistro');
  await expect(focused).toHaveText(name);
});

test('a filter narrows the list and says so, and a search without result explains itself', async () => {
  const count = page.getByRole('status').filter({ hasText: /customers|found/ });
  const before = await count.innerText();
  await page.getByRole('button', { name: 'Overdue', exact: true }).click();
  await expect(count).toContainText('found');
  expect(Number.parseInt(await count.innerText(), 10)).toBeLessThan(Number.parseInt(before, 10));
  await page.getByRole('searchbox', { name: 'Search customers' }).fill('no restaurant has this name');
  await expect(page.getByRole('heading', { name: 'No customer matches' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(count).toHaveText(before);
});

test('the navigation leads to the whole list again, and the search box says so', async () => {
  const search = page.getByRole('searchbox', { name: 'Search customers' });
  await search.fill('bistro');
  await expect(page.getByRole('status').filter({ hasText: 'found' })).toBeVisible();
  await page.getByRole('link', { name: 'Customers' }).click();
  await expect(search).toHaveValue('');
  await expect(page.getByRole('status').filter({ hasText: /\d+ customers/ })).toBeVisible();
});

test('the account switcher keeps the screen, changes the list and always shows LIVE or TEST', async () => {
  const switcher = page.getByRole('button', { name: /^Switch account/ });
  await switcher.click();
  await page.getByRole('menuitem', { name: 'United Kingdom' }).click();
  await expect(switcher).toContainText('LIVE');
  await expect(page.getByRole('columnheader', { name: 'Account' })).toHaveCount(0);
  await switcher.click();
  await page.getByRole('menuitem', { name: 'All accounts' }).click();
  await expect(page.getByRole('columnheader', { name: 'Account' })).toBeVisible();
});

test('the command palette finds a customer and a command', async () => {
  await page.keyboard.press('ControlOrMeta+K');
  const box = page.getByRole('textbox', { name: 'Search customers, invoices and commands' });
  await box.fill('bistro');
  const hits = page
    .getByRole('dialog')
    .getByRole('button')
    .filter({ hasText: /bistro/i });
  await expect(hits.first()).toBeVisible();
  await box.fill('shortcuts');
  await page.getByRole('dialog').getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Keyboard shortcuts' })).toBeVisible();
  await expectAccessible(page);
});

test('Tab leaves the list instead of walking through its cells', async () => {
  await page.getByRole('gridcell').first().click();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('[role="grid"]') === null)).toBe(true);
});

test('the grid never believes in scrollers taller than every zoom and screen can show', async () => {
  const heightPx = await page.evaluate(() => {
    const probe = document.createElement('div');
    probe.style.height = '40000000px';
    document.body.append(probe);
    const height = probe.clientHeight;
    probe.remove();
    return height;
  });
  expect(heightPx).toBe(8_000_000);
});
