import { expect, test, type Page } from '@playwright/test';
import type { OutputOf } from '../../shared/ipc/contract.ts';
import { customerFilter } from '../builders/customerFilter.ts';
import { callApp } from '../screenshots/callApp.ts';
import { expectAccessible } from './harness/expectAccessible.ts';
import type { RunningApp } from './harness/startApp.ts';
import { startSampleOffice } from './harness/startSampleOffice.ts';

/** The words of the story in the two languages in which it is told. */
const stories = [
  {
    language: 'nl',
    ready: /stand van \d/,
    collectOf: (number: string) => `Factuur ${number} incasseren`,
    dialog: 'Factuur incasseren',
    confirm: /\d.* incasseren$/,
    paid: /^Betaald: /,
    declined: 'Afgewezen',
    nothingCharged: 'Er is niets afgeschreven; de factuur blijft openstaan.',
    resumes: 'De dienst wordt hervat zodra deze factuur is betaald.',
    running: 'De dienst is weer actief.',
    resume: 'Abonnement hervatten…',
    close: 'Sluiten',
    attempts: 'Incassopogingen',
    collections: 'Incasso’s',
    invoices: 'Facturen',
    series: /facturen incasseren…$/,
    seriesDialog: 'Facturen incasseren',
    goOn: 'Doorgaan met de volgende',
    done: 'Klaar',
    latest: 'Laatste pogingen',
  },
  {
    language: 'en',
    ready: /as of \d/,
    collectOf: (number: string) => `Collect invoice ${number}`,
    dialog: 'Collect an invoice',
    confirm: /^Collect .*\d/,
    paid: /^Paid: /,
    declined: 'Declined',
    nothingCharged: 'Nothing was charged; the invoice stays open.',
    resumes: 'The service resumes as soon as this invoice is paid.',
    running: 'The service is running again.',
    resume: 'Resume subscription…',
    close: 'Close',
    attempts: 'Attempts to collect',
    collections: 'Collections',
    invoices: 'Invoices',
    series: /^Collect \d+ invoices…$/,
    seriesDialog: 'Collect invoices',
    goOn: 'Go on with the next',
    done: 'Done',
    latest: 'Latest attempts',
  },
];

interface Candidate {
  workspaceId: string;
  customerId: string;
  number: string;
  accountName: string;
}

/** Suspended customers whose card Stripe would take for the invoice that brings the service back. */
async function listCandidates(page: Page): Promise<Candidate[]> {
  const filter = customerFilter({ suspended: true });
  const { rows } = await callApp<OutputOf<'customers.list'>>(page, 'customers.list', {
    filter,
    sort: { field: 'name', direction: 'asc' },
    offset: 0,
    limit: 40,
  });
  const accounts = await callApp<OutputOf<'workspaces.list'>>(page, 'workspaces.list', {});
  const found: Candidate[] = [];
  for (const { workspaceId, id } of rows) {
    const customer = await callApp<OutputOf<'customers.get'>>(page, 'customers.get', {
      workspaceId,
      customerId: id,
    });
    for (const invoice of customer.openInvoices) {
      const offer = await callApp<OutputOf<'payments.prepare'>>(page, 'payments.prepare', {
        workspaceId,
        invoiceId: invoice.id,
      });
      const method = offer.methods.find((each) => each.id === offer.suggestedMethodId);
      if (offer.refusal !== null || method?.type !== 'card' || method.effect.effect !== 'resumes') continue;
      const accountName = accounts.find((account) => account.id === workspaceId)?.name ?? '';
      found.push({ workspaceId, customerId: id, number: invoice.number ?? '', accountName });
    }
  }
  return found;
}

for (const words of stories)
  test.describe(`collecting (${words.language})`, () => {
    test.describe.configure({ mode: 'serial' });
    let app: RunningApp;
    let page: Page;

    test.beforeAll(async () => {
      test.setTimeout(120_000);
      app = await startSampleOffice(words);
      ({ page } = app);
    });

    test.afterAll(() => app.stop());

    async function openDialog({ workspaceId, customerId, number }: Candidate): Promise<void> {
      await page.evaluate((hash) => (location.hash = hash), `/all/customers/${workspaceId}/${customerId}`);
      await page.getByRole('button', { name: words.collectOf(number) }).focus();
      await page.keyboard.press('Enter');
      await expect(page.getByRole('dialog', { name: words.dialog })).toBeVisible();
    }

    test('a suspended service comes back by collecting, and a decline is told with what to do', async () => {
      test.setTimeout(180_000);
      const dialog = page.getByRole('dialog', { name: words.dialog });
      const seen = { paid: false, declined: false };
      for (const candidate of await listCandidates(page)) {
        if (seen.paid && seen.declined) break;
        await openDialog(candidate);
        await expect(dialog.getByText(candidate.accountName)).toBeVisible();
        await expect(dialog.getByText(words.resumes)).toBeVisible();
        if (!seen.paid && !seen.declined) await expectAccessible(page);
        const confirm = dialog.getByRole('button', { name: words.confirm });
        await confirm.focus();
        await page.keyboard.press('Enter');
        const outcome = dialog
          .getByRole('alert')
          .or(dialog.getByRole('status').filter({ hasText: words.paid }));
        await expect(outcome).toBeVisible({ timeout: 20_000 });
        if ((await outcome.textContent())?.match(words.paid)) {
          const resume = dialog.getByRole('button', { name: words.resume });
          await expect(dialog.getByText(words.running).or(resume)).toBeVisible();
          seen.paid = true;
        } else if (await dialog.getByText(words.declined, { exact: true }).isVisible()) {
          await expect(dialog.getByText(words.nothingCharged)).toBeVisible();
          seen.declined = true;
        }
        // The button to close has the focus; the keyboard alone gets through.
        await page.keyboard.press('Escape');
        await expect(dialog).toBeHidden();
        await expect(page.getByRole('heading', { name: words.attempts })).toBeVisible();
      }
      expect(seen).toEqual({ paid: true, declined: true });
    });

    test('several invoices are collected one by one, and the page of collections shows what came of them', async () => {
      test.setTimeout(120_000);
      await page.getByRole('link', { name: words.invoices }).first().click();
      await page.getByRole('gridcell').first().click();
      for (let more = 0; more < 4; more += 1) await page.keyboard.press('Shift+ArrowDown');
      await page.getByRole('button', { name: words.series }).click();
      const dialog = page.getByRole('dialog', { name: words.seriesDialog });
      await dialog.getByRole('radio', { name: words.goOn }).check();
      await dialog.getByRole('button', { name: words.confirm }).click();
      await expect(dialog.getByText(words.done, { exact: true })).toBeVisible({ timeout: 60_000 });
      await expect(dialog.getByRole('row')).toHaveCount(6);
      await dialog.getByRole('button', { name: words.close }).last().click();
      await page.getByRole('link', { name: words.collections }).click();
      await expect(page.getByRole('heading', { name: words.latest })).toBeVisible();
      await expectAccessible(page);
    });

    test('what was collected is in the audit log, each with its outcome', async () => {
      const { rows } = await callApp<OutputOf<'audit.list'>>(page, 'audit.list', {
        workspaceIds: null,
        customerId: null,
        offset: 0,
        limit: 50,
      });
      const collected = rows.filter(({ action }) => action === 'invoice.collected');
      expect(collected.length).toBeGreaterThan(1);
      expect(collected.every(({ outcome }) => outcome === 'done' || outcome === 'refused')).toBe(true);
      expect(await callApp<OutputOf<'audit.verify'>>(page, 'audit.verify', {})).toMatchObject({
        intact: true,
      });
    });
  });
