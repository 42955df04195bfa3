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
    draft: 'Als concept opslaan …',
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
    draft: 'Save as draft …',
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
      await expect(dialog.getByRole('textbox', { name: word.body })).toHaveValue(
        new RegExp(escape(url ?? '')),
      );
      await expectAccessible(page);

      const file = join(app.profileDir, 'draft.eml');
      await app.answer({ dialog: 'save', filePath: file });
      await dialog.getByRole('button', { name: word.draft }).click();
      await expect.poll(() => readDraft(file)).toContain('X-Unsent: 1');
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
