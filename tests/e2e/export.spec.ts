import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './harness/expectAccessible.ts';
import { startApp, type RunningApp } from './harness/startApp.ts';

let app: RunningApp;
let page: Page;
let folder: string;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  // The sample office is made and brought in first; on a busy machine that takes its time.
  test.setTimeout(120_000);
  folder = mkdtempSync(join(tmpdir(), 'kantoor-export-'));
  app = await startApp({ args: ['--workspace=sample', '--lang=nl'] });
  ({ page } = app);
  await expect(page.getByText(/stand van \d/).first()).toBeVisible({ timeout: 90_000 });
});

test.afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

test.beforeEach(async () => {
  await page.getByRole('link', { name: 'Exporteren' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Exporteren' })).toBeVisible();
});

const panel = () => page.getByRole('region', { name: 'Voortgang en resultaat' });

test('nothing starts before a folder is chosen and the file names make sense, and the form says so', async () => {
  await page.getByRole('button', { name: 'Exporteren', exact: true }).click();
  await expect(page.getByText('Kies de map waar de export in komt.')).toBeVisible();
  const names = page.getByRole('textbox', { name: 'Namen van de bestanden' });
  await names.fill('{datum}.pdf');
  await expect(page.getByText('Er staat een onbekend woord tussen accolades.')).toBeVisible();
  await names.fill('');
  await page.getByRole('button', { name: '{number}', exact: true }).click();
  await expect(names).toHaveValue('{number}');
  await expect(page.getByText('Bijvoorbeeld: INV-0042.pdf')).toBeVisible();
  await expectAccessible(page);
});

test('last month is counted first, then written, and the export proves that it is complete', async () => {
  test.setTimeout(180_000);
  await app.answer({ dialog: 'open', filePaths: [folder] });
  await page.getByRole('button', { name: 'Map kiezen…' }).click();
  await expect(page.getByRole('textbox', { name: 'Map', exact: true })).toHaveValue(folder);
  const names = page.getByRole('textbox', { name: 'Namen van de bestanden' });
  await names.fill('{date}_{number}.pdf');

  await page.getByRole('button', { name: 'Eerst tellen' }).click();
  await expect(panel().getByText('De lijst is volledig')).toBeVisible({ timeout: 60_000 });
  const planned = await panel()
    .getByText(/documenten\. Er is niets geschreven\./)
    .innerText();
  expect(readdirSync(folder)).toEqual([]);

  const month = await page.getByRole('textbox', { name: 'Nieuwe map daarin' }).inputValue();
  expect(month).toMatch(/^\d{4}-\d{2}$/);
  await page.getByRole('button', { name: 'Exporteren', exact: true }).click();
  await expect(panel().getByRole('progressbar')).toBeVisible();
  await expect(panel().getByText('Volledig: elk document van de periode is er')).toBeVisible({
    timeout: 150_000,
  });

  const files = readdirSync(join(folder, month));
  expect(files).toEqual(expect.arrayContaining(['manifest.csv', 'manifest.json']));
  const pdfs = files.filter((file) => /^\d{4}-\d{2}-\d{2}_.+\.pdf$/.test(file));
  expect(planned).toBe(`${pdfs.length} documenten. Er is niets geschreven.`);
  expect(
    readFileSync(join(folder, month, pdfs[0] ?? ''))
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
});

test('the next export of the same period gets a folder of its own', async () => {
  await expect(page.getByRole('textbox', { name: 'Nieuwe map daarin' })).toHaveValue(/^\d{4}-\d{2} \(2\)$/);
});

test('an export that is cancelled is kept and goes on where it stopped', async () => {
  test.setTimeout(180_000);
  await page.getByText('Vorig kwartaal').click();
  await page.getByRole('button', { name: 'Exporteren', exact: true }).click();
  await expect(panel().getByText(/^[1-9][\d.]* van /)).toBeVisible({ timeout: 60_000 });
  await panel().getByRole('button', { name: 'Annuleren' }).click();
  await expect(panel().getByText('Dit is geannuleerd.')).toBeVisible();

  const batch = page.getByRole('button', { name: /Geannuleerd/ });
  await batch.click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Verdergaan' }).click();
  await expect(panel().getByRole('progressbar')).toBeVisible();
  await panel().getByRole('button', { name: 'Annuleren' }).click();
  await expect(panel().getByText('Dit is geannuleerd.')).toBeVisible();
});

test('an earlier export shows what it holds and is found on disk', async () => {
  await page.getByRole('button', { name: /Volledig/ }).click();
  const table = page
    .getByRole('region', { name: 'Eerdere exports' })
    .getByRole('table', { name: 'Totalen per valuta' });
  await expect(table.getByRole('row').filter({ hasText: 'EUR' })).toContainText('€');
  await page.getByRole('button', { name: 'Tonen in map' }).click();
  await expect
    .poll(async () => (await app.listActions()).filter(({ kind }) => kind === 'showItemInFolder').length)
    .toBe(1);
});

test('the log holds who exported what, opens each entry, and proves to be intact', async () => {
  await page.getByRole('link', { name: 'Logboek' }).click();
  const log = page.getByRole('grid', { name: 'Logboek' });
  const exported = log.getByRole('row').filter({ hasText: 'Export voltooid' });
  await expect(exported.first()).toBeVisible();
  await exported.first().getByRole('gridcell').first().click();
  await page.keyboard.press('Enter');
  const entry = page.getByRole('region', { name: /^Regel van / });
  await expect(entry).toContainText(folder);
  await expect(entry).toContainText('volledig');
  await page.keyboard.press('ArrowDown');
  await expect(entry).not.toContainText('volledig');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(entry).toHaveCount(0);

  await page.getByRole('button', { name: 'Logboek controleren' }).click();
  await expect(page.getByText(/^Ongeschonden: \d+ regels/)).toBeVisible();
});
