import { expect, test, type Locator, type Page } from '@playwright/test';
import { expectAccessible } from './harness/expectAccessible.ts';
import type { RunningApp } from './harness/startApp.ts';
import { startSampleOffice } from './harness/startSampleOffice.ts';

const languages = {
  nl: {
    title: 'Vandaag',
    ready: /stand van \d/,
    ageing: 'Openstaand',
    overdue: 'Vervallen facturen',
    failed: 'Incasso mislukt',
    debits: 'Lopende incasso’s',
    cards: 'Verlopende kaarten',
    vat: 'Btw-nummer niet bevestigd',
    showAll: 'Toon alle',
    collect: /^Factuur .* incasseren$/,
    collectDialog: 'Factuur incasseren',
    askFor: /^Vraag nieuwe betaalmethode aan /,
    switchAccount: /^Van account wisselen/,
    back: 'Annuleren',
  },
  en: {
    title: 'Today',
    ready: /as of \d/,
    ageing: 'Open',
    overdue: 'Overdue invoices',
    failed: 'Collection failed',
    debits: 'Debits in progress',
    cards: 'Expiring cards',
    vat: 'VAT ID not confirmed',
    showAll: 'Show all',
    collect: /^Collect invoice /,
    collectDialog: 'Collect an invoice',
    askFor: /^Ask for new payment method: /,
    switchAccount: /^Switch account/,
    back: 'Cancel',
  },
};

for (const [language, word] of Object.entries(languages))
  test.describe(`what there is to do (${language})`, () => {
    let app: RunningApp;
    let page: Page;

    test.beforeAll(async () => {
      test.setTimeout(120_000);
      app = await startSampleOffice({ language, ready: word.ready });
      ({ page } = app);
    });

    test.afterAll(() => app.stop());

    test.beforeEach(async () => {
      await page.keyboard.press('Alt+Home');
      await expect(page.getByRole('heading', { level: 1, name: word.title })).toBeVisible();
    });

    const section = (name: string): Locator => page.getByRole('region', { name, exact: true });

    /** The number beside the name of a list. */
    async function countOf(list: string): Promise<string> {
      const text = await section(list)
        .getByRole('heading')
        .locator('xpath=following-sibling::span')
        .innerText();
      return text.replaceAll(/\D/g, '');
    }

    test('is the first screen: amounts by age, and lists that everyone can read', async () => {
      const euro = section(word.ageing).getByRole('row').filter({ hasText: '€' });
      await expect(euro).toHaveCount(1);
      for (const list of [word.failed, word.overdue, word.debits, word.cards, word.vat])
        await expect(section(list).getByRole('listitem').first()).toBeVisible();
      await expectAccessible(page);
    });

    test('is walked by the arrow keys, and Enter opens a row', async () => {
      const rows = section(word.overdue).getByRole('listitem').getByRole('link');
      await rows.nth(0).focus();
      await page.keyboard.press('ArrowDown');
      await expect(rows.nth(1)).toBeFocused();
      const name = await rows.nth(1).innerText();
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL(/\/invoices\//);
      await expect(page.getByRole('main')).toContainText(name);
    });

    for (const list of ['overdue', 'failed', 'debits', 'vat'] as const)
      test(`says how many there are, and all of them are in the list it leads to: ${list}`, async () => {
        const count = await countOf(word[list]);
        await section(word[list]).getByRole('link', { name: word.showAll }).click();
        await expect(page.getByRole('grid')).toBeVisible();
        const shown = page.getByRole('status').filter({ hasText: /\d/ }).first();
        await expect.poll(async () => (await shown.innerText()).replaceAll(/\D/g, '')).toBe(count);
      });

    test('offers the one thing to do: collect an invoice, or ask for a new method', async () => {
      await section(word.overdue).getByRole('button', { name: word.collect }).first().click();
      const dialog = page.getByRole('dialog', { name: word.collectDialog });
      await expect(dialog).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
      await section(word.cards).getByRole('button', { name: word.askFor }).first().click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await page.getByRole('dialog').getByRole('button', { name: word.back }).click();
    });

    test('is about the chosen account alone', async () => {
      await page.getByRole('button', { name: word.switchAccount }).click();
      await page.getByRole('menuitem').first().click();
      await expect(page).toHaveURL(/#\/all\/today$/);
      const ofAll = Number(await countOf(word.overdue));
      await page.getByRole('button', { name: word.switchAccount }).click();
      await page.getByRole('menuitem', { name: 'Gulf' }).click();
      await expect.poll(async () => Number(await countOf(word.overdue))).toBeLessThan(ofAll);
    });
  });
