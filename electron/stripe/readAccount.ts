import type { Stripe } from 'stripe';
import type { AppError } from '../../shared/errors/appError.ts';
import type { AccountInfo } from './stripeGatewayApi.ts';
import { toAppError } from './toAppError.ts';

function toAccountInfo(account: Stripe.Account): AccountInfo {
  return {
    id: account.id,
    name: account.settings?.dashboard.display_name ?? account.business_profile?.name ?? null,
    publicName: account.business_profile?.name ?? null,
    country: account.country ?? null,
    defaultCurrency: account.default_currency ?? null,
    timeZone: account.settings?.dashboard.timezone ?? null,
    website: account.business_profile?.url ?? null,
  };
}

function accountNamedIn(error: AppError): string | null {
  const { accountId } = error.details;
  return typeof accountId === 'string' ? accountId : null;
}

/** The refusal when it is about a missing right; anything else is thrown. */
function forbidden(error: unknown): AppError {
  const known = toAppError(error);
  if (known.code !== 'permission_missing') throw known;
  return known;
}

/** A key that may not read the account still reveals whose it is, in its refusals or in an invoice. */
async function readFromInvoice(sdk: Stripe, accountId: string | null): Promise<AccountInfo> {
  const nothing = { country: null, defaultCurrency: null, timeZone: null, website: null };
  const unknown = { id: accountId, name: null, publicName: null, ...nothing };
  try {
    const [invoice] = (await sdk.invoices.list({ limit: 1 })).data;
    if (!invoice) return unknown;
    const linked = /acct_[A-Za-z0-9]+/.exec(invoice.hosted_invoice_url ?? '')?.[0] ?? null;
    return {
      ...unknown,
      id: accountId ?? linked,
      name: invoice.account_name,
      publicName: invoice.account_name,
      country: invoice.account_country,
      defaultCurrency: invoice.currency,
    };
  } catch (error) {
    return { ...unknown, id: accountId ?? accountNamedIn(forbidden(error)) };
  }
}

/** Whose key this is, as far as it may know. *Source*: stripe.md §8. */
export async function readAccount(sdk: Stripe): Promise<AccountInfo> {
  try {
    return toAccountInfo(await sdk.accounts.retrieveCurrent());
  } catch (error) {
    return readFromInvoice(sdk, accountNamedIn(forbidden(error)));
  }
}
