import { expect, test, type Page } from '@playwright/test';
import type { OutputOf } from '../../shared/ipc/contract.ts';
import type { InvoiceStatus } from '../../shared/domain/invoices.ts';
import { callApp } from '../screenshots/callApp.ts';
import { expectAccessible } from './harness/expectAccessible.ts';
import type { RunningApp } from './harness/startApp.ts';
import { startSampleOffice } from './harness/startSampleOffice.ts';

/** The words of the story in the two languages in which it is told. */
const stories = [
  {
    language: 'nl',
    ready: /stand van \d/,
    menu: 'Acties',
    close: 'Sluiten',
    finalize: { item: /^Definitief maken/, dialog: 'Factuur definitief maken', confirm: 'Definitief maken' },
    void: { item: /^Ongeldig maken/, dialog: 'Factuur ongeldig maken', confirm: 'Ongeldig maken' },
    credit: { item: /^Crediteren/, dialog: 'Factuur crediteren', confirm: /crediteren$/ },
    final: 'Dit kan niet ongedaan worden gemaakt.',
    isFinal: /is definitief/,
    isVoid: /is ongeldig gemaakt/,
    alreadyFinal: 'Deze factuur is al definitief.',
    review: 'Gevolgen bekijken',
    byLine: 'Per regel',
    amountOf: /^Te crediteren bedrag van/,
    typed: '1,23',
    credited: /^Creditnota .* is gemaakt/,
  },
  {
    language: 'en',
    ready: /as of \d/,
    menu: 'Actions',
    close: 'Close',
    finalize: { item: /^Finalise/, dialog: 'Finalise an invoice', confirm: 'Finalise' },
    void: { item: /^Void/, dialog: 'Void an invoice', confirm: 'Void' },
    credit: { item: /^Credit/, dialog: 'Credit an invoice', confirm: /^Credit \D*\d/ },
    final: 'This cannot be taken back.',
    isFinal: /is final/,
    isVoid: /was voided/,
    alreadyFinal: 'This invoice is already final.',
    review: 'See what happens',
    byLine: 'By line',
    amountOf: /^Amount to credit of/,
    typed: '1.23',
    credited: /^Credit note .* was made/,
  },
];

interface Found {
  workspaceId: string;
  id: string;
  /** Null while it is a draft. */
  number: string | null;
}

/** An invoice of the office with which something can be done, by its live state. */
async function findInvoice(
  page: Page,
  status: InvoiceStatus,
  fits: (invoice: Found) => Promise<boolean>,
): Promise<Found> {
  const { rows } = await callApp<OutputOf<'invoices.list'>>(page, 'invoices.list', {
    filter: {
      workspaceIds: null,
      view: 'all',
      status,
      customerId: null,
      query: '',
      from: null,
      to: null,
    },
    sort: { field: 'createdAt', direction: 'desc' },
    offset: 0,
    limit: 40,
  });
  for (const invoice of rows) if (await fits(invoice)) return invoice;
  throw new Error(`No invoice of the office that is ${status} fits.`);
}

for (const words of stories)
  test.describe(`what can be done with an invoice (${words.language})`, () => {
    test.describe.configure({ mode: 'serial' });
    let app: RunningApp;
    let page: Page;

    test.beforeAll(async () => {
      test.setTimeout(120_000);
      app = await startSampleOffice(words);
      ({ page } = app);
    });

    test.afterAll(() => app.stop());

    async function openMenu({ workspaceId, id, number }: Found): Promise<void> {
      await page.evaluate((hash) => (location.hash = hash), `/all/invoices/${workspaceId}/${id}`);
      // Until then the invoice before stands there, with a menu of its own.
      if (number !== null) await expect(page.getByRole('heading', { level: 1, name: number })).toBeVisible();
      await page.getByRole('button', { name: words.menu, exact: true }).focus();
      await page.keyboard.press('Enter');
      await expect(page.getByRole('menu')).toBeVisible();
    }

    function canDo(action: 'finalize' | 'void') {
      return async ({ workspaceId, id }: Found): Promise<boolean> => {
        const { refusal } = await callApp<OutputOf<'invoices.prepareAction'>>(
          page,
          'invoices.prepareAction',
          {
            workspaceId,
            invoiceId: id,
            action,
          },
        );
        return refusal === null;
      };
    }

    test('a draft is finalised by keyboard, and then says why it cannot be done again', async () => {
      const found = await findInvoice(page, 'draft', canDo('finalize'));
      await openMenu(found);
      await page.getByRole('menuitem', { name: words.finalize.item }).press('Enter');
      const dialog = page.getByRole('dialog', { name: words.finalize.dialog });
      await expect(dialog.getByText(words.final)).toBeVisible();
      await expectAccessible(page);
      await dialog.getByRole('button', { name: words.finalize.confirm }).press('Enter');
      await expect(dialog.getByText(words.isFinal)).toBeVisible();
      await dialog.getByRole('button', { name: words.close }).last().press('Enter');
      await expect(dialog).toBeHidden();
      await openMenu(found);
      await expect(page.getByText(words.alreadyFinal)).toBeVisible();
      // The first line cannot be chosen; the menu answers the keyboard all the same.
      const refused = page.getByRole('menuitem', { name: words.finalize.item });
      await expect(refused).toBeFocused();
      await expect(refused).toBeDisabled();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('menu')).toBeHidden();
    });

    test('an open invoice is voided, which is said to be final first', async () => {
      await openMenu(await findInvoice(page, 'open', canDo('void')));
      await page.getByRole('menuitem', { name: words.void.item }).click();
      const dialog = page.getByRole('dialog', { name: words.void.dialog });
      await expect(dialog.getByText(words.final)).toBeVisible();
      await dialog.getByRole('button', { name: words.void.confirm }).click();
      await expect(dialog.getByText(words.isVoid)).toBeVisible();
      await dialog.getByRole('button', { name: words.close }).last().click();
    });

    test('a paid invoice is credited by line, with what goes back to the customer', async () => {
      const found = await findInvoice(page, 'paid', async ({ workspaceId, id }) => {
        const { note } = await callApp<OutputOf<'invoices.previewCreditNote'>>(
          page,
          'invoices.previewCreditNote',
          { workspaceId, invoiceId: id, lines: null, split: null },
        );
        return note !== null && note.split.refund > 0;
      });
      await openMenu(found);
      await page.getByRole('menuitem', { name: words.credit.item }).click();
      const dialog = page.getByRole('dialog', { name: words.credit.dialog });
      await dialog.getByRole('radio', { name: words.byLine }).check();
      await dialog.getByRole('table').getByRole('checkbox').first().check();
      await dialog.getByRole('textbox', { name: words.amountOf }).fill(words.typed);
      await expectAccessible(page);
      await dialog.getByRole('button', { name: words.review }).click();
      await expect(dialog.getByRole('definition').filter({ hasText: words.typed }).first()).toBeVisible();
      await expect(dialog.getByText(words.final)).toBeVisible();
      await expectAccessible(page);
      await dialog.getByRole('button', { name: words.credit.confirm }).click();
      await expect(dialog.getByText(words.credited)).toBeVisible();
      await dialog.getByRole('button', { name: words.close }).last().click();
    });
  });
