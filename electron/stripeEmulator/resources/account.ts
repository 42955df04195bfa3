import type Stripe from 'stripe';

import { missing } from '../contract/apiError.ts';
import { idIn, route, type Route } from '../contract/route.ts';
import { accountTaxIdOf } from '../seeds/accountSeeds.ts';
import type { Books } from '../state/books.ts';
import type { Wire } from '../wire.ts';

function buildAccount({ context }: Books): Wire<Stripe.Account> {
  const { account } = context;
  const descriptor = 'TAFELWERK';
  return {
    id: account.id,
    object: 'account',
    business_profile: {
      mcc: '5734',
      minority_owned_business_designation: null,
      name: account.legalName,
      specified_commercial_transactions_act_url: null,
      support_address: { ...account.address, country: account.country, line2: null, state: null },
      support_email: `billing@tafelwerk.example.${account.country.toLowerCase()}`,
      support_phone: null,
      support_url: null,
      url: null,
    },
    business_type: 'company',
    charges_enabled: true,
    country: account.country,
    created: context.start - 86_400 * 500,
    default_currency: account.currency,
    details_submitted: true,
    email: `billing@tafelwerk.example.${account.country.toLowerCase()}`,
    metadata: {},
    payouts_enabled: true,
    settings: {
      branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
      card_payments: {
        statement_descriptor_prefix: descriptor,
        statement_descriptor_prefix_kana: null,
        statement_descriptor_prefix_kanji: null,
      },
      dashboard: { display_name: account.name, timezone: account.timeZone },
      invoices: { default_account_tax_ids: [accountTaxIdOf(context)], hosted_payment_method_save: 'offer' },
      payments: {
        statement_descriptor: descriptor,
        statement_descriptor_kana: null,
        statement_descriptor_kanji: null,
        statement_descriptor_prefix_kana: null,
        statement_descriptor_prefix_kanji: null,
      },
    },
    type: 'standard',
  } satisfies Wire<Stripe.Account>;
}

export const accountRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/v1/account',
    permission: 'rak_accounts_kyc_basic_read',
    fields: {},
    answer: ({ books }) => buildAccount(books),
  }),
  route({
    method: 'GET',
    path: '/v1/accounts/:id',
    permission: 'rak_accounts_kyc_basic_read',
    fields: {},
    answer(call) {
      if (idIn(call) !== call.books.context.account.id) throw missing('account', idIn(call), 'account');
      return buildAccount(call.books);
    },
  }),
  route({
    method: 'GET',
    path: '/v1/balance',
    permission: 'rak_balance_read',
    fields: {},
    answer: ({ books }) =>
      ({
        object: 'balance',
        available: [{ amount: 0, currency: books.context.account.currency, source_types: { card: 0 } }],
        livemode: books.context.livemode,
        pending: [{ amount: 0, currency: books.context.account.currency, source_types: { card: 0 } }],
      }) satisfies Wire<Stripe.Balance>,
  }),
];
