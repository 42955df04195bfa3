import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './harness/expectAccessible.ts';
import { startApp, type RunningApp } from './harness/startApp.ts';

const words = {
  nl: {
    open: 'Portaallink',
    dialog: 'Link naar het klantportaal',
    personal: 'Persoonlijke link',
    make: 'Link maken',
    mail: 'E-mailen …',
    body: 'Tekst',
    mailLanguage: 'Taal',
    german: 'Duits',
    own: 'Nederlands',
    kept: 'Uw tekst in het Nederlands blijft bewaard.',
    draft: 'Als concept opslaan …',
    saved: /^Opgeslagen als/,
    close: 'Sluiten',
    changes: 'Wijzigingen',
    recorded: 'Portaallink gemaakt',
    portals: 'Portalen',
    off: 'staat uit; persoonlijke links werken wel',
    customers: 'Klanten',
  },
  en: {
    open: 'Portal link',
    dialog: 'Link to the customer portal',
    personal: 'Personal link',
    make: 'Make the link',
    mail: 'E-mail …',
    body: 'Text',
    mailLanguage: 'Language',
    german: 'German',
    own: 'Dutch',
    kept: 'Your text in Dutch is kept.',
    draft: 'Save as draft …',
    saved: /^Saved as/,
    close: 'Close',
    changes: 'Changes',
    recorded: 'Portal link created',
    portals: 'Portals',
    off: 'switched off; personal links work all the same',
    customers: 'Customers',
  },
};

for (const language of ['nl', 'en'] as const) {
  const word = words[language];
  test.describe(`handing over the portal (${language})`, () => {
    let app: RunningApp;
    let page: Page;

    test.beforeAll(async () => {
      test.setTimeout(120_000);
      app = await startApp({ args: ['--workspace=sample', `--lang=${language}`] });
      ({ page } = app);
      await page.getByRole('link', { name: word.customers }).first().click();
      await expect(page.getByRole('gridcell').first()).toBeVisible({ timeout: 90_000 });
    });

    test.afterAll(() => app.stop());

    test('a personal link is made, written into an e-mail, saved as a draft, and recorded without its value', async () => {
      await page.getByRole('gridcell').first().dblclick();
      await page.getByRole('button', { name: word.open, exact: true }).click();
      const dialog = page.getByRole('dialog', { name: word.dialog });
      await dialog.getByRole('radio', { name: word.personal }).check();
      await expectAccessible(page);
      await dialog.getByRole('button', { name: word.make }).click();
      const url = await dialog.getByText(/^http/).textContent();
      await dialog.getByRole('button', { name: word.mail, exact: true }).click();
      const body = dialog.getByRole('textbox', { name: word.body });
      await expect(body).toHaveValue(new RegExp(escape(url ?? '')));
      await expectAccessible(page);

      const choose = async (language: string): Promise<void> => {
        await dialog.getByRole('combobox', { name: word.mailLanguage }).click();
        await page.getByRole('option', { name: language, exact: true }).click();
      };
      await choose(word.own);
      await expect(body).toHaveValue(/^Beste /);
      await body.fill(`Dag! ${url}`);
      await choose(word.german);
      await expect(body).toHaveValue(/^Guten Tag /);
      await expect(dialog.getByText(word.kept)).toBeVisible();
      await choose(word.own);
      await expect(body).toHaveValue(`Dag! ${url}`);

      const file = join(app.profileDir, 'draft.eml');
      await app.answer({ dialog: 'save', filePath: file });
      await dialog.getByRole('button', { name: word.draft }).click();
      await expect.poll(() => readDraft(file)).toContain('X-Unsent: 1');
      // What is told then may lie over the dialog's buttons for a while.
      await expect(page.getByText(word.saved)).toBeVisible();
      await dialog.getByRole('button', { name: word.close, exact: true }).last().click();

      const changes = page.getByRole('region', { name: word.changes });
      await expect(changes.getByText(word.recorded).first()).toBeVisible();
      await expect(page.getByText(url ?? 'no link was shown')).toHaveCount(0);
    });

    test('every account’s portal is listed with what it lets customers do', async () => {
      await page.getByRole('link', { name: word.portals }).click();
      await expect(page.getByRole('heading', { level: 1, name: word.portals })).toBeVisible();
      await expect(page.getByRole('heading', { level: 2 })).toHaveCount(3);
      await expect(page.getByText(word.off)).toHaveCount(1);
      await expectAccessible(page);
    });
  });
}

function readDraft(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** The address as part of a pattern. */
function escape(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
}
