import type { Feature, Permission } from '../ipc/schemas/workspaces.ts';

/** A right that a restricted key can have, what it is called in the Dashboard and what Kantoor does with it. */
export interface PermissionSpec {
  /** Stripe's own name, as its 403 answers give it. */
  slug: string;
  /** Row and column of the Dashboard's form for restricted keys. */
  dashboardRow: string;
  level: 'read' | 'write';
  /** Null where Kantoor works without and only misses a nicety. */
  feature: Feature | null;
}

/**
 * Everything Kantoor asks for, reads first; write implies read.
 * *Source*: Stripe's permission names as of 2026-10-28.endive (stripe.md §8).
 */
export const permissionSpecs: readonly PermissionSpec[] = [
  { slug: 'rak_customer_read', dashboardRow: 'Customers', level: 'read', feature: 'customers' },
  { slug: 'rak_invoice_read', dashboardRow: 'Invoices', level: 'read', feature: 'invoices' },
  { slug: 'rak_credit_note_read', dashboardRow: 'Credit notes', level: 'read', feature: 'creditNotes' },
  { slug: 'rak_subscription_read', dashboardRow: 'Subscriptions', level: 'read', feature: 'subscriptions' },
  {
    slug: 'rak_payment_method_read',
    dashboardRow: 'Payment Methods',
    level: 'read',
    feature: 'paymentMethods',
  },
  {
    slug: 'rak_payment_intent_read',
    dashboardRow: 'Payment Intents',
    level: 'read',
    feature: 'collect',
  },
  { slug: 'rak_setup_intent_read', dashboardRow: 'Setup Intents', level: 'read', feature: 'mandates' },
  { slug: 'rak_customer_portal_read', dashboardRow: 'Customer portal', level: 'read', feature: 'portal' },
  { slug: 'rak_event_read', dashboardRow: 'Events', level: 'read', feature: 'catchUp' },
  { slug: 'rak_charge_read', dashboardRow: 'Charges', level: 'read', feature: 'receipts' },
  { slug: 'rak_accounts_kyc_basic_read', dashboardRow: 'Accounts', level: 'read', feature: null },
  { slug: 'rak_customer_write', dashboardRow: 'Customers', level: 'write', feature: 'editCustomers' },
  { slug: 'rak_invoice_write', dashboardRow: 'Invoices', level: 'write', feature: 'collect' },
  {
    slug: 'rak_subscription_write',
    dashboardRow: 'Subscriptions',
    level: 'write',
    feature: 'resumeSubscriptions',
  },
  {
    slug: 'rak_payment_method_write',
    dashboardRow: 'Payment Methods',
    level: 'write',
    feature: 'editPaymentMethods',
  },
  { slug: 'rak_credit_note_write', dashboardRow: 'Credit notes', level: 'write', feature: 'credit' },
  {
    slug: 'rak_checkout_session_write',
    dashboardRow: 'Checkout Sessions',
    level: 'write',
    feature: 'setupLinks',
  },
  {
    slug: 'rak_customer_portal_write',
    dashboardRow: 'Customer portal',
    level: 'write',
    feature: 'portalLinks',
  },
];

/** Parts of Kantoor that the known missing permissions switch off; what could not be found out stays on. */
export function featuresOffOf(permissions: readonly Permission[]): Feature[] {
  const missing = new Set(
    permissions.filter(({ granted }) => granted === false).map(({ permission }) => permission),
  );
  const off = permissionSpecs.flatMap(({ slug, feature }) =>
    feature !== null && missing.has(slug) ? [feature] : [],
  );
  return [...new Set(off)];
}
