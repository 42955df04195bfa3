import { debitTypesFor } from './collecting.ts';
import { portalLocaleOf } from './portal.ts';

/** What a set-up page asks a customer for: cards, and the direct debits that can take the currency. */
export function setupTypesFor(currency: string): string[] {
  return ['card', ...debitTypesFor(currency)];
}

/** The language of a set-up page. STRIPE: unlike the portal it knows one variety of English besides the general one. */
export function setupLocaleOf(preferredLocales: readonly string[]): string {
  const locale = portalLocaleOf(preferredLocales);
  return locale.startsWith('en-') && locale !== 'en-GB' ? 'en' : locale;
}
