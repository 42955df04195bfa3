import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { expectAccessible } from './harness/expectAccessible.ts';
import { startApp, type RunningApp } from './harness/startApp.ts';

let app: RunningApp;
let page: Page;
let grid: Locator;

test.beforeAll(async () => {
  // The sample office is made and brought in first; on a busy machine that takes its time.
  test.setTimeout(120_000);
  app = await startApp({ args: ['--workspace=sample', '--lang=en'] });
  ({ page } = app);
  grid = page.getByRole('grid', { name: 'Invoices' });
  await expect(page.getByText(/as of \d/).first()).toBeVisible({ timeout: 90_000 });
  await page.getByRole('button', { name: /^Switch account/ }).click();
  await page.getByRole('menuitem', { name: 'All accounts' }).click();
});

test.afterAll(() => app.stop());

test.beforeEach(async () => {
  await page.getByRole('link', { name: 'Invoices', exact: true }).click();
  await expect(cell(0, 'number')).not.toHaveText('');
});

function cell(row: number, column: string): Locator {
  return grid.locator(`[row-index="${row}"] [col-id="${column}"]`);
}

const count = (): Locator => page.getByRole('status').filter({ hasText: /^[\d,]+ invoices?$/ });

test('the list opens on what is open, says how many and how much, and which account each invoice is of', async () => {
  await expect(page.getByRole('radio', { name: /^Open/ })).toBeChecked();
  const open = (await count().innerText()).replace(/\D/g, '');
  await expect(page.getByRole('radio', { name: new RegExp(`^Open\\s*${open}$`) })).toBeChecked();
  await expect(cell(0, 'account')).toContainText(/LIVE|TEST/);
  const totals = page.getByLabel('Totals of this list per currency');
  await expect(totals).toContainText('€');
  await expect(totals).toContainText('£');
  await expectAccessible(page);
});

test('a view, a status, a period and a search each narrow the list, and the address remembers them', async () => {
  await page
    .locator('label')
    .filter({ hasText: /^Overdue/ })
    .click();
  await expect(cell(0, 'status')).toHaveText('Overdue');
  await expect(page).toHaveURL(/view=overdue/);

  await page.getByRole('combobox', { name: 'Status' }).click();
  await page.getByRole('option', { name: 'Void' }).click();
  await expect(page.getByRole('radio', { name: 'All' })).toBeChecked();
  await expect(cell(0, 'status')).toHaveText('Void');

  await page.getByRole('button', { name: 'Period' }).click();
  await page.getByRole('button', { name: 'Last month' }).click();
  await expect(page.getByRole('button', { name: /^Period: / })).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('nobody is called this');
  await expect(page.getByRole('heading', { name: 'No invoice matches' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(count()).toBeVisible();
  await expect(page).not.toHaveURL(/status=/);
});

test('an invoice is found by its number', async () => {
  await page.locator('label').filter({ hasText: /^All$/ }).click();
  const number = await grid.getByRole('gridcell').filter({ hasText: /^TW/ }).nth(2).innerText();
  await page.keyboard.press('/');
  await page.keyboard.type(number);
  await expect(count()).toHaveText('1 invoice');
  await expect(cell(0, 'number')).toHaveText(number);
  await page.getByRole('link', { name: 'Invoices', exact: true }).click();
  await expect(page.getByRole('searchbox', { name: 'Search invoices' })).toHaveValue('');
});

test('Space shows the document beside the list, arrows flip through the documents, Escape closes', async () => {
  await cell(0, 'number').click();
  await page.keyboard.press('Space');
  const pane = page.getByRole('region', { name: /^Document of / });
  await expect(pane.locator('canvas').first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(pane).toHaveAccessibleName(`Document of ${await cell(1, 'number').innerText()}`);
  await expect(pane.locator('canvas').first()).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(pane).toHaveCount(0);
});

test('Shift and arrows select several invoices, and their sum stands below', async () => {
  await cell(0, 'number').click();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByText(/^3 selected · /)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save PDF as…' })).toBeHidden();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('button', { name: 'Save PDF as…' })).toBeEnabled();
});

test('one invoice is saved as PDF where the person says', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kantoor-save-'));
  try {
    const file = join(folder, 'invoice.pdf');
    await app.answer({ dialog: 'save', filePath: file });
    await cell(0, 'number').click();
    await page.getByRole('button', { name: 'Save PDF as…' }).click();
    await expect(page.getByText(`Saved as ${file}`)).toBeVisible();
    expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('the list keeps its order when a person comes back to it', async () => {
  const newest = await cell(1, 'number').innerText();
  await grid.getByRole('columnheader', { name: 'Total' }).click();
  await expect(grid.getByRole('columnheader', { name: 'Total' })).toHaveAttribute('aria-sort', 'ascending');
  await expect(cell(1, 'number')).toHaveText(new RegExp(`^(?!${newest}$).+`));
  const smallest = await cell(1, 'number').innerText();
  await cell(1, 'number').click();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(smallest);
  await page.keyboard.press('Escape');
  await expect(grid.getByRole('columnheader', { name: 'Total' })).toHaveAttribute('aria-sort', 'ascending');
  await expect(cell(1, 'number')).toHaveText(smallest);
});

test('Enter opens the invoice with its lines, payments and the frozen customer; keys go to its neighbours', async () => {
  const [first, second] = [await cell(0, 'number').innerText(), await cell(1, 'number').innerText()];
  await cell(0, 'number').click();
  await page.keyboard.press('Enter');
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText(first);
  await expect(page.getByRole('heading', { level: 2 })).toHaveText([
    'Lines',
    'Payments',
    'Billed to',
    'History',
  ]);
  await expect(page.getByRole('rowheader', { name: 'Amount due' })).toBeVisible();
  await expect(page.getByText('a later change of the customer does not change it')).toBeVisible();
  await expect(
    page.getByRole('region', { name: 'Document', exact: true }).locator('canvas').first(),
  ).toBeVisible();
  await expectAccessible(page);

  await expect(page.getByRole('button', { name: /^Previous invoice/ })).toBeDisabled();
  await page.keyboard.press('ArrowRight');
  await expect(heading).toHaveText(second);
  await page.keyboard.press('ArrowLeft');
  await expect(heading).toHaveText(first);
  await page.keyboard.press('Escape');
  await expect(heading).toHaveText('Invoices');
});

test('the customer of an invoice leads to the customer; Stripe knows nothing of the sample office', async () => {
  await cell(0, 'number').click();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Refresh' })).toBeEnabled();
  await expect(page.getByRole('button', { name: 'Open in Stripe' })).toHaveCount(0);
  const customer = page.locator('dd a').first();
  const name = await customer.innerText();
  await customer.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
});
