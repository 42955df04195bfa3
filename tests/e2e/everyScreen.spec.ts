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
  await page.keyboard.press('Control+,');
  await page.getByText('Dark', { exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
});

test.afterAll(() => app.stop());

const firstRow = () => page.getByRole('main').getByRole('gridcell').first();

/** A row keeps its place before its contents are there, and opens nothing until then. */
async function openFirstRow(): Promise<void> {
  await expect(firstRow()).not.toHaveText('');
  await firstRow().dblclick();
}

/** Goes to a screen by its key and waits for its heading. */
async function goTo(key: string, heading: string): Promise<void> {
  await page.keyboard.press(key);
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
}

for (const [key, heading] of [
  ['Control+1', 'Customers'],
  ['Control+2', 'Invoices'],
  ['Control+3', 'Export'],
  ['Control+4', 'Audit log'],
  ['Shift+?', 'Keyboard shortcuts'],
] as const)
  test(`the key ${key} leads to ${heading}, which everyone can read in the dark`, async () => {
    await goTo(key, heading);
    await expectAccessible(page);
  });

test('the palette takes what is typed right after its key, and closes with Escape', async () => {
  await goTo('Control+1', 'Customers');
  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.type('bistro');
  const box = page.getByRole('textbox', { name: 'Search customers, invoices and commands' });
  await expect(box).toHaveValue('bistro');
  await expect(
    page
      .getByRole('dialog')
      .getByText(/bistro/i)
      .first(),
  ).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(box).toBeHidden();
});

test('Home, End, Page Up and Page Down walk through a list, and the focus can be seen', async () => {
  await goTo('Control+1', 'Customers');
  await firstRow().click();
  const rowOfFocus = () =>
    page.evaluate(() => Number(document.activeElement?.closest('[row-index]')?.getAttribute('row-index')));
  await page.keyboard.press('End');
  await expect.poll(rowOfFocus).toBeGreaterThan(50);
  await page.keyboard.press('Home');
  await expect.poll(rowOfFocus).toBe(0);
  await page.keyboard.press('PageDown');
  await expect.poll(rowOfFocus).toBeGreaterThan(5);
  await page.keyboard.press('PageUp');
  await expect.poll(rowOfFocus).toBeLessThan(5);
  const border = await page.evaluate(() => {
    const style = getComputedStyle(document.activeElement ?? document.body);
    return `${style.borderTopStyle} ${style.borderTopWidth} ${style.outlineStyle}`;
  });
  expect(border).toMatch(/solid/);
});

test('a customer, the editor and an invoice can be read by everyone in the dark', async () => {
  await goTo('Control+1', 'Customers');
  await openFirstRow();
  await expect(page.getByRole('heading', { level: 2, name: 'Open invoices' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Edit' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await goTo('Control+2', 'Invoices');
  await openFirstRow();
  await expect(page.getByRole('heading', { level: 2, name: 'Lines' })).toBeVisible();
  await expectAccessible(page);
});

test('the last letters of a search are there again when a person comes back at once', async () => {
  await goTo('Control+1', 'Customers');
  await page.keyboard.press('/');
  await page.keyboard.type('bistro');
  await expect(firstRow()).toContainText(/bistro/i);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 2, name: 'Open invoices' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('searchbox', { name: 'Search customers' })).toHaveValue('bistro');
  await expect(page).toHaveURL(/q=bistro/);
});
