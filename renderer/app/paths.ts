/** Addresses of the screens. `scope` is the account the person works in, or `all`; lists keep to it. */
export const allAccounts = 'all';

export const settingsSections = ['general', 'accounts', 'documents', 'mail', 'privacy', 'about'] as const;
export type SettingsSection = (typeof settingsSections)[number];

const part = encodeURIComponent;

export const paths = {
  start: '/start',
  connect: '/start/connect',
  today: (scope: string) => `/${part(scope)}/today`,
  customers: (scope: string) => `/${part(scope)}/customers`,
  customer: (scope: string, workspaceId: string, customerId: string) =>
    `/${part(scope)}/customers/${part(workspaceId)}/${part(customerId)}`,
  /** The customer's page with the billing editor open. */
  editCustomer: (scope: string, workspaceId: string, customerId: string) =>
    `/${part(scope)}/customers/${part(workspaceId)}/${part(customerId)}?edit=1`,
  pendingEdits: (scope: string) => `/${part(scope)}/pending`,
  invoices: (scope: string) => `/${part(scope)}/invoices`,
  invoicesOfCustomer: (workspaceId: string, customerId: string) =>
    `/${part(workspaceId)}/invoices?customer=${part(customerId)}&view=all`,
  invoice: (scope: string, workspaceId: string, invoiceId: string) =>
    `/${part(scope)}/invoices/${part(workspaceId)}/${part(invoiceId)}`,
  payments: (scope: string) => `/${part(scope)}/payments`,
  expiringCards: (scope: string) => `/${part(scope)}/expiring-cards`,
  portals: (scope: string) => `/${part(scope)}/portals`,
  exports: (scope: string) => `/${part(scope)}/exports`,
  audit: (scope: string) => `/${part(scope)}/audit`,
  settings: (scope: string, section: SettingsSection = 'general') => `/${part(scope)}/settings/${section}`,
  health: (scope: string, workspaceId: string) => `/${part(scope)}/health/${part(workspaceId)}`,
  shortcuts: (scope: string) => `/${part(scope)}/shortcuts`,
} as const;
