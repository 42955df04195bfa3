/** Links into Stripe's customer portal that can be handed to a customer. */
export const portalLinkKinds = ['login', 'session', 'addPaymentMethod', 'updateDetails'] as const;
export type PortalLinkKind = (typeof portalLinkKinds)[number];

/** Why a link cannot be made; screens translate it. */
export const portalRefusals = [
  'customerDeleted',
  'noPortal',
  'loginPageOff',
  'noEmail',
  'paymentMethodsOff',
  'detailsOff',
] as const;
export type PortalRefusal = (typeof portalRefusals)[number];

/** What a person should know before a link is handed over; screens translate it. */
export const portalWarnings = ['sharedEmail', 'noEmailToRecover'] as const;
export type PortalWarning = (typeof portalWarnings)[number];

/** What the rules look at of an account's portal. */
export interface PortalFacts {
  /** Null while the login page is off. */
  loginUrl: string | null;
  paymentMethodUpdate: boolean;
  customerUpdate: boolean;
}

/** What the rules look at of a customer. */
export interface PortalCustomer {
  email: string | null;
  deleted: boolean;
  /** Other customers of the account with the same e-mail address. */
  sharedWith: number;
}

/** Why a customer cannot be given a link of this kind, or null. *Source*: stripe.md §6. */
export function findPortalRefusal(
  kind: PortalLinkKind,
  portal: PortalFacts | null,
  customer: PortalCustomer,
): PortalRefusal | null {
  if (customer.deleted) return 'customerDeleted';
  if (portal === null) return 'noPortal';
  switch (kind) {
    case 'login':
      if (portal.loginUrl === null) return 'loginPageOff';
      return customer.email === null ? 'noEmail' : null;
    case 'session':
      return null;
    case 'addPaymentMethod':
      return portal.paymentMethodUpdate ? null : 'paymentMethodsOff';
    case 'updateDetails':
      return portal.customerUpdate ? null : 'detailsOff';
    default:
      return kind satisfies never;
  }
}

/** What to mind with a link of this kind. */
export function listPortalWarnings(kind: PortalLinkKind, customer: PortalCustomer): PortalWarning[] {
  if (kind === 'login') return customer.sharedWith > 0 ? ['sharedEmail'] : [];
  // An expired personal link is renewed by a code sent to the customer's e-mail address.
  return customer.email === null ? ['noEmailToRecover'] : [];
}

/** The login page with the customer's address filled in. */
export function toLoginLink(loginUrl: string, email: string): string {
  return `${loginUrl}?prefilled_email=${encodeURIComponent(email)}`;
}

/** Languages of the portal. *Source*: Stripe's API reference, `billing_portal.sessions.create.locale`. */
const portalLocales = new Set(
  (
    'bg cs da de el en en-AU en-CA en-GB en-IE en-IN en-NZ en-SG es es-419 et fi fil fr fr-CA hr hu id it ja ko lt lv ms ' +
    'mt nb nl pl pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW'
  ).split(' '),
);

/** The portal's language for a customer: the first preferred one that it has, else the browser's (`auto`). */
export function portalLocaleOf(preferredLocales: readonly string[]): string {
  for (const locale of preferredLocales) {
    if (portalLocales.has(locale)) return locale;
    const [language = ''] = locale.split('-');
    if (portalLocales.has(language)) return language;
  }
  return 'auto';
}
