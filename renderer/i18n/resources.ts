import enApp from './locales/en/app.json';
import enAudit from './locales/en/audit.json';
import enCustomers from './locales/en/customers.json';
import enDocuments from './locales/en/documents.json';
import enErrors from './locales/en/errors.json';
import enExports from './locales/en/exports.json';
import enHealth from './locales/en/health.json';
import enInvoiceActions from './locales/en/invoiceActions.json';
import enInvoices from './locales/en/invoices.json';
import enPayments from './locales/en/payments.json';
import enPaymentMethods from './locales/en/paymentMethods.json';
import enPendingEdits from './locales/en/pendingEdits.json';
import enPortal from './locales/en/portal.json';
import enReminders from './locales/en/reminders.json';
import enSettings from './locales/en/settings.json';
import enToday from './locales/en/today.json';
import enUi from './locales/en/ui.json';
import enWorkspaces from './locales/en/workspaces.json';
import nlApp from './locales/nl/app.json';
import nlAudit from './locales/nl/audit.json';
import nlCustomers from './locales/nl/customers.json';
import nlDocuments from './locales/nl/documents.json';
import nlErrors from './locales/nl/errors.json';
import nlExports from './locales/nl/exports.json';
import nlHealth from './locales/nl/health.json';
import nlInvoiceActions from './locales/nl/invoiceActions.json';
import nlInvoices from './locales/nl/invoices.json';
import nlPayments from './locales/nl/payments.json';
import nlPaymentMethods from './locales/nl/paymentMethods.json';
import nlPendingEdits from './locales/nl/pendingEdits.json';
import nlPortal from './locales/nl/portal.json';
import nlReminders from './locales/nl/reminders.json';
import nlSettings from './locales/nl/settings.json';
import nlToday from './locales/nl/today.json';
import nlUi from './locales/nl/ui.json';
import nlWorkspaces from './locales/nl/workspaces.json';

/** English decides which keys exist; a contract test compares the other languages with it. */
export const en = {
  app: enApp,
  audit: enAudit,
  customers: enCustomers,
  documents: enDocuments,
  errors: enErrors,
  exports: enExports,
  health: enHealth,
  invoiceActions: enInvoiceActions,
  invoices: enInvoices,
  paymentMethods: enPaymentMethods,
  payments: enPayments,
  pendingEdits: enPendingEdits,
  portal: enPortal,
  reminders: enReminders,
  settings: enSettings,
  today: enToday,
  ui: enUi,
  workspaces: enWorkspaces,
};

export const nl: typeof en = {
  app: nlApp,
  audit: nlAudit,
  customers: nlCustomers,
  documents: nlDocuments,
  errors: nlErrors,
  exports: nlExports,
  health: nlHealth,
  invoiceActions: nlInvoiceActions,
  invoices: nlInvoices,
  paymentMethods: nlPaymentMethods,
  payments: nlPayments,
  pendingEdits: nlPendingEdits,
  portal: nlPortal,
  reminders: nlReminders,
  settings: nlSettings,
  today: nlToday,
  ui: nlUi,
  workspaces: nlWorkspaces,
};

export const languages = ['nl', 'en'] as const;
export type Language = (typeof languages)[number];
