import { expect, test, type Locator, type Page } from '@playwright/test';
import type { OutputOf } from '../../shared/ipc/contract.ts';
import type { InvoiceRow } from '../../shared/ipc/schemas/invoices.ts';
import { callApp } from '../screenshots/callApp.ts';
import { expectAccessible } from './harness/expectAccessible.ts';
import type { RunningApp } from './harness/startApp.ts';
import { startSampleOffice } from './harness/startSampleOffice.ts';

/** The words of the story in the two languages in which it is told. */
const stories = [
  {
    language: 'nl',
    ready: /stand van \d/,
    invoices: 'Facturen',
    open: 'Openstaande facturen',
    remindSome: /herinnering(en)? sturen…$/,
    remindAll: 'Herinneren…',
    dialog: 'Herinneringen sturen',
    leftOut: 'Wordt niet verstuurd',
    willBeSent: 'Wordt verstuurd',
    automatic: /schrijft deze factuur automatisch af/,
    recent: /afgelopen drie dagen al verstuurd/,
    testMode: /In testmodus verstuurt Stripe geen e-mail/,
    confirm: /^\d+ factu(ur|ren) versturen$/,
    done: 'Klaar',
    sent: 'Verstuurd',
    close: 'Sluiten',
    cancel: 'Annuleren',
    copyLink: 'Betaallink kopiëren',
    copyLinks: 'Betaallinks kopiëren',
    copied: /betaallink.* gekopieerd/i,
    lastSent: 'Laatst verstuurd',
    payments: 'Incasso’s',
    runs: 'Herinneringen',
  },
  {
    language: 'en',
    ready: /as of \d/,
    invoices: 'Invoices',
    open: 'Open invoices',
    remindSome: /^Send \d+ reminders?…$/,
    remindAll: 'Remind…',
    dialog: 'Send reminders',
    leftOut: 'Will not be sent',
    willBeSent: 'Will be sent',
    automatic: /charges this invoice automatically/,
    recent: /already sent within the last three days/,
    testMode: /In test mode Stripe sends no e-mail/,
    confirm: /^Send \d+ invoices?$/,
    done: 'Done',
    sent: 'Sent',
    close: 'Close',
    cancel: 'Cancel',
    copyLink: 'Copy payment link',
    copyLinks: 'Copy payment links',
    copied: /payment link.* copied/i,
    lastSent: 'Last sent',
    payments: 'Collections',
    runs: 'Reminders',
  },
];

for (const words of stories)
  test.describe(`reminders (${words.language})`, () => {
    test.describe.configure({ mode: 'serial' });
    let app: RunningApp;
    let page: Page;

    test.beforeAll(async () => {
      test.setTimeout(120_000);
      app = await startSampleOffice(words);
      ({ page } = app);
    });

    test.afterAll(() => app.stop());

    async function goTo(path: string): Promise<void> {
      await page.evaluate((hash) => (location.hash = hash), path);
    }

    async function listOpen(): Promise<InvoiceRow[]> {
      const { rows } = await callApp<OutputOf<'invoices.list'>>(page, 'invoices.list', {
        filter: {
          workspaceIds: null,
          view: 'open',
          status: null,
          customerId: null,
          query: '',
          from: null,
          to: null,
        },
        sort: { field: 'createdAt', direction: 'desc' },
        offset: 0,
        limit: 40,
      });
      return rows;
    }

    const dialog = (): Locator => page.getByRole('dialog', { name: words.dialog });

    test('a selection is reminded of: what goes where, what does not and why, and then the results', async () => {
      test.setTimeout(120_000);
      const open = await listOpen();
      const grid = page.getByRole('grid', { name: words.invoices });
      await goTo('/all/invoices');
      const first = grid.locator(`[row-index="0"] [col-id="number"]`);
      await expect(first).not.toHaveText('');
      await first.click();
      // As far down as it takes to have one of either kind.
      const plan = await callApp<OutputOf<'reminders.plan'>>(page, 'reminders.plan', {
        invoices: open.map(({ workspaceId, id }) => ({ workspaceId, invoiceId: id })),
      });
      const firstOf = (wanted: string | null): number => plan.findIndex(({ refusal }) => refusal === wanted);
      const last = Math.max(firstOf(null), firstOf('chargedAutomatically'));
      for (let row = 0; row < last; row += 1) {
        await page.keyboard.press('Shift+ArrowDown');
        await expect(grid.locator(`[row-index="${row + 1}"].ag-row-selected`).first()).toBeVisible();
      }
      await page.getByRole('button', { name: words.remindSome }).click();
      await expect(dialog().getByRole('table', { name: words.leftOut })).toContainText(words.automatic);
      await expect(dialog().getByText(words.testMode)).toBeVisible();
      await expectAccessible(page);
      await dialog().getByRole('button', { name: words.confirm }).click();
      // Each is looked at live, sent and read again: on a busy machine a series takes its time.
      await expect(dialog().getByText(words.done, { exact: true })).toBeVisible({ timeout: 60_000 });
      await expect(dialog().getByText(words.sent, { exact: true }).first()).toBeVisible();
      await expectAccessible(page);
      await dialog().getByRole('button', { name: words.close }).last().click();
      await expect(dialog()).toBeHidden();
    });

    test('what was sent just now is off on the page of its customer, and says when', async () => {
      const sent = (await listOpen()).find(({ lastSentAt }) => lastSentAt !== null);
      if (!sent) throw new Error('Nothing was sent before.');
      await goTo(`/all/customers/${sent.workspaceId}/${String(sent.customerId)}`);
      await page.getByRole('button', { name: words.remindAll }).click();
      await expect(dialog().getByText(words.recent)).toBeVisible();
      const box = dialog().getByRole('checkbox', { name: new RegExp(String(sent.number)) });
      await expect(box).not.toBeChecked();
      await box.check();
      await expect(dialog().getByRole('button', { name: words.confirm })).toBeEnabled();
      await dialog().getByRole('button', { name: words.cancel }).click();
      await goTo(`/all/invoices/${sent.workspaceId}/${sent.id}`);
      await expect(page.getByText(words.lastSent)).toBeVisible();
    });

    test('the menu of a row opens by Shift+F10, copies the link, and gives the focus back', async () => {
      const grid = page.getByRole('grid', { name: words.invoices });
      await goTo('/all/invoices');
      const cell = grid.locator(`[row-index="1"] [col-id="number"]`);
      await expect(cell).not.toHaveText('');
      await cell.click();
      await page.keyboard.press('Shift+F10');
      await expect(page.getByRole('menu')).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('menu')).toBeHidden();
      await expect(cell).toBeFocused();
      await cell.click({ button: 'right' });
      await page.getByRole('menuitem', { name: words.copyLink }).click();
      await expect(page.getByText(words.copied)).toBeVisible();
    });

    test('the lines of a customer have the menu, too', async () => {
      const [invoice] = await listOpen();
      if (!invoice) throw new Error('The office has no open invoice.');
      await goTo(`/all/customers/${invoice.workspaceId}/${String(invoice.customerId)}`);
      const line = page
        .getByRole('grid', { name: words.open })
        .getByRole('row', { name: new RegExp(String(invoice.number)) });
      await line.focus();
      await page.keyboard.press('Shift+F10');
      await expect(page.getByRole('menuitem', { name: words.copyLink })).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(line).toBeFocused();
    });

    test('the series stays to be looked at', async () => {
      await goTo('/all/payments');
      const series = page.getByRole('region', { name: words.runs });
      await series.getByRole('button').first().click();
      await expect(series.getByText(words.sent, { exact: true }).first()).toBeVisible();
    });
  });
