import type { Page } from '@playwright/test';

/** What the screens are about: an account, a customer with overdue invoices, an invoice. */
export interface Subjects {
  workspaceId: string;
  customerId: string;
  invoiceId: string;
}

export interface Screen {
  name: string;
  /** Address after `#`. */
  path: (subjects: Subjects) => string;
  /** Brings the screen into the state that is worth seeing, once its contents are there. */
  prepare?: (page: Page) => Promise<void>;
}

const grid = '.kantoor-grid .ag-grid-row, .kantoor-grid [role=row]';

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** A dialog first asks Stripe how things stand. */
async function settled(page: Page): Promise<void> {
  await page.getByRole('dialog').waitFor();
  await page.getByRole('dialog').getByRole('status').waitFor({ state: 'detached', timeout: 10_000 });
}

/** Every screen of the app with the states that a person meets. */
export const screens: Screen[] = [
  { name: 'start', path: () => '/start' },
  { name: 'connect', path: () => '/start/connect' },
  { name: 'today', path: () => '/all/today' },
  { name: 'customers', path: () => '/all/customers' },
  {
    name: 'customers-nothing-found',
    path: () => '/all/customers',
    prepare: async (page) => {
      await page.keyboard.press('/');
      await page.keyboard.type('zzzzqqq');
    },
  },
  { name: 'customer', path: ({ workspaceId, customerId }) => `/all/customers/${workspaceId}/${customerId}` },
  { name: 'collections', path: () => '/all/payments' },
  {
    name: 'customer-preview',
    path: ({ workspaceId, customerId }) => `/all/customers/${workspaceId}/${customerId}`,
    prepare: async (page) => {
      await page.getByRole('main').getByRole('row').nth(1).click();
      await page.locator('.pdfViewer .page canvas').first().waitFor({ timeout: 15_000 });
    },
  },
  {
    name: 'customer-edit',
    path: ({ workspaceId, customerId }) => `/all/customers/${workspaceId}/${customerId}`,
    prepare: async (page) => {
      await page
        .getByRole('button', { name: /^(Edit|Bewerken|Wijzigen)/ })
        .first()
        .click();
    },
  },
  { name: 'invoices', path: () => '/all/invoices' },
  { name: 'invoices-all', path: () => '/all/invoices?view=all' },
  {
    name: 'invoices-preview',
    path: () => '/all/invoices?view=all',
    prepare: async (page) => {
      await page.locator(grid).nth(3).click();
      await press(page, 'Space');
      await page.locator('.pdfViewer .page canvas').first().waitFor({ timeout: 15_000 });
    },
  },
  { name: 'invoice', path: ({ workspaceId, invoiceId }) => `/all/invoices/${workspaceId}/${invoiceId}` },
  {
    name: 'invoice-actions',
    path: ({ workspaceId, invoiceId }) => `/all/invoices/${workspaceId}/${invoiceId}`,
    prepare: async (page) => {
      await page.getByRole('button', { name: /^(Actions|Acties)$/ }).click();
      await page.getByRole('menuitem').first().waitFor();
    },
  },
  ...(
    [
      ['credit', /^(Credit…|Crediteren…)/],
      ['write-off', /^(Write off|Oninbaar)/],
      ['mail', /^(Write an e-mail|Zelf een)/],
    ] as const
  ).map(([action, label]): Screen => ({
    name: `invoice-${action}`,
    path: ({ workspaceId, invoiceId }) => `/all/invoices/${workspaceId}/${invoiceId}`,
    prepare: async (page) => {
      await page.getByRole('button', { name: /^(Actions|Acties)$/ }).click();
      await page.getByRole('menuitem', { name: label }).click({ timeout: 3_000 });
      await settled(page);
    },
  })),
  {
    name: 'collect',
    path: ({ workspaceId, invoiceId }) => `/all/invoices/${workspaceId}/${invoiceId}`,
    prepare: async (page) => {
      await page
        .getByRole('button', { name: /^(Collect…|Incasseren…)/ })
        .first()
        .click();
      await settled(page);
    },
  },
  ...(
    [
      ['collect-several', /^(Collect \d+ inv|\d+ facturen inc)/],
      ['remind-several', /^(Remind|Send \d+ rem|Herinneren|\d+ herinnering)/],
    ] as const
  ).map(([name, label]): Screen => ({
    name,
    path: () => '/all/invoices?view=overdue',
    prepare: async (page) => {
      await page.locator(grid).nth(1).click();
      await page
        .locator(grid)
        .nth(5)
        .click({ modifiers: ['Shift'] });
      await page.getByRole('button', { name: label }).click();
      await settled(page);
    },
  })),
  {
    name: 'method-add',
    path: ({ workspaceId, customerId }) => `/all/customers/${workspaceId}/${customerId}`,
    prepare: async (page) => {
      await page
        .getByRole('button', { name: /^(Ask for a method|Methode vragen)/ })
        .first()
        .click();
      await settled(page);
    },
  },
  { name: 'expiring-cards', path: () => '/all/expiring-cards' },
  { name: 'pending-edits', path: () => '/all/pending' },
  {
    name: 'portal-links',
    path: ({ workspaceId, customerId }) => `/all/customers/${workspaceId}/${customerId}`,
    prepare: async (page) => {
      await page.getByRole('button', { name: /^(Portal link|Portaallink)/ }).click();
      await page.getByRole('dialog').getByRole('radio').first().waitFor();
    },
  },
  {
    name: 'portal-mail',
    path: ({ workspaceId, customerId }) => `/all/customers/${workspaceId}/${customerId}`,
    prepare: async (page) => {
      await page.getByRole('button', { name: /^(Portal link|Portaallink)/ }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: /^(Make the link|Link maken)/ }).click();
      await dialog.getByRole('button', { name: /^E-mail(en)? …/ }).click();
    },
  },
  { name: 'portals', path: () => '/all/portals' },
  { name: 'export', path: () => '/all/exports' },
  { name: 'audit', path: () => '/all/audit' },
  { name: 'health', path: ({ workspaceId }) => `/all/health/${workspaceId}` },
  ...['general', 'accounts', 'documents', 'mail', 'privacy', 'about'].map((section) => ({
    name: `settings-${section}`,
    path: () => `/all/settings/${section}`,
  })),
  { name: 'shortcuts', path: () => '/all/shortcuts' },
  {
    name: 'palette',
    path: () => '/all/customers',
    prepare: async (page) => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('rest');
    },
  },
];
