import { idAt } from '../state/ids.ts';
import type { History } from './history.ts';
import { DIFFICULT_NAMES, MARKETS, marketIndexOf, type Market } from './markets.ts';
import type { Account } from './offices.ts';
import { below, mix, pick } from './random.ts';
import { isSpecial } from './specialInvoices.ts';
import { vatNumberFor } from './vatNumbers.ts';

const DAY = 86_400;

/** How a customer's subscription stands; decides its newest invoices too. */
export type Service =
  | 'active'
  | 'trialing'
  | 'past_due'
  | 'unpaid'
  | 'paused_first_payment'
  | 'paused_final_payment'
  | 'paused_by_request'
  | 'paused_after_trial'
  | 'collection_paused'
  | 'incomplete'
  | 'incomplete_expired'
  | 'canceled'
  | 'none';

/** Everything the seeds of one account and mode are computed from. */
export interface SeedContext {
  account: Account;
  history: History;
  livemode: boolean;
  /** Account part of ids with the letter of the mode. */
  part: string;
  documentsUrl: string;
  start: number;
}

export interface CustomerFacts {
  index: number;
  id: string;
  market: Market;
  marketIndex: number;
  currency: string;
  created: number;
  deleted: boolean;
  name: string;
  email: string | null;
  phone: string | null;
  address: {
    city: string;
    country: string;
    line1: string;
    line2: string | null;
    postal_code: string | null;
    state: string | null;
  };
  taxExempt: 'none' | 'exempt' | 'reverse';
  taxId: { type: string; value: string } | null;
  sendsInvoices: boolean;
  daysUntilDue: number;
  service: Service;
}

/** 1,000 customers' shares of each state of a subscription. */
const SERVICES: readonly (readonly [Service, number])[] = [
  ['past_due', 30],
  ['unpaid', 15],
  ['paused_first_payment', 8],
  ['paused_final_payment', 17],
  ['paused_by_request', 6],
  ['paused_after_trial', 4],
  ['collection_paused', 10],
  ['trialing', 12],
  ['incomplete', 5],
  ['incomplete_expired', 5],
  ['canceled', 28],
  ['none', 20],
];

/** Among the first customers each state comes three times, so that every office has them all. */
const SHOWN_EVERY = 20;
const SHOWN_BELOW = 60;

export function customerIdAt(context: SeedContext, index: number): string {
  return idAt('cus', context.part, index);
}

export function isDeletedCustomer(context: SeedContext, index: number): boolean {
  return index === context.account.customers - 7;
}

export function marketOf(context: SeedContext, index: number): number {
  const { salt, home } = context.account;
  if (index === context.history.bigCustomer || below(10, salt, index, 21) < 7) {
    return marketIndexOf(pick(home, salt, index, 22));
  }
  return below(MARKETS.length, salt, index, 23);
}

export function sendsInvoices(context: SeedContext, index: number): boolean {
  return below(100, context.account.salt, index, 31) < 40;
}

export function daysUntilDue(context: SeedContext, index: number): number {
  return below(2, context.account.salt, index, 32) === 0 ? 14 : 30;
}

export function serviceOf(context: SeedContext, index: number): Service {
  if (index === context.history.bigCustomer || isDeletedCustomer(context, index)) return 'active';
  const last = context.history.lastInvoiceOf(index);
  if (context.history.isDraft(last) || isSpecial(context.history, last)) return 'active';
  const shown = index < SHOWN_BELOW ? SERVICES[index % SHOWN_EVERY] : undefined;
  if (shown !== undefined) return shown[0];
  let draw = below(1000, context.account.salt, index, 33);
  for (const [service, share] of SERVICES) {
    if (draw < share) return service;
    draw -= share;
  }
  return 'active';
}

/** All facts about a seeded customer, from its index alone. */
export function customerFacts(context: SeedContext, index: number): CustomerFacts {
  const { account } = context;
  const salt = mix(account.salt, index, 41);
  const marketIndex = marketOf(context, index);
  const market = MARKETS[marketIndex] as Market;
  const name = nameOf(context, index, market, salt);
  const vat = below(100, salt, 2) < 78 ? vatNumberFor(market.country, mix(salt, 3)) : undefined;
  const foreignInEu = market.eu && market.country !== account.country;
  const reverse = foreignInEu && vat !== undefined && below(100, salt, 4) < 60;
  return {
    index,
    id: customerIdAt(context, index),
    market,
    marketIndex,
    currency: market.currency,
    created: customerCreatedAt(context, index),
    deleted: isDeletedCustomer(context, index),
    name,
    email: below(100, salt, 5) < 5 ? null : emailOf(context, index, market, salt),
    phone: below(100, salt, 6) < 12 ? null : fill(market.phone, salt),
    address: {
      city: pick(market.cities, salt, 7),
      country: market.country,
      line1: `${pick(market.streets, salt, 8)} ${below(180, salt, 9) + 1}`,
      line2: below(100, salt, 10) < 12 ? `${below(8, salt, 11) + 1}e` : null,
      postal_code: market.postalCode === '' ? null : fill(market.postalCode, mix(salt, 12)),
      state: null,
    },
    taxExempt: reverse ? 'reverse' : below(100, salt, 13) < 2 ? 'exempt' : 'none',
    taxId: vat === undefined ? null : { type: market.taxIdType, value: vat },
    sendsInvoices: sendsInvoices(context, index),
    daysUntilDue: daysUntilDue(context, index),
    service: serviceOf(context, index),
  } satisfies CustomerFacts;
}

/** Customers signed up in the year before the history begins, in the order of their index. */
export function customerCreatedAt(context: SeedContext, index: number): number {
  const gap = (365 * DAY) / context.account.customers;
  return (
    context.start -
    366 * DAY +
    Math.floor(index * gap) +
    below(Math.max(1, Math.floor(gap)), context.account.salt, index, 24)
  );
}

function nameOf(context: SeedContext, index: number, market: Market, salt: number): string {
  if (index === context.history.bigCustomer) return `${context.account.name} Horeca Group Holding`;
  if (index % 7 === 3) {
    const difficult = DIFFICULT_NAMES[Math.floor(index / 7)];
    if (difficult !== undefined) return difficult;
  }
  const base = `${pick(market.first, salt, 14)} ${pick(market.second, salt, 15)}`;
  const style = below(10, salt, 16);
  if (style < 3) return `${base} ${pick(market.cities, salt, 7)}`;
  if (style < 5) return `${base} ${below(40, salt, 17) + 2}`;
  return base;
}

/** Every 23rd customer is a second branch that reads its mail where the one before it does. */
function emailOf(context: SeedContext, index: number, market: Market, salt: number): string {
  if (index % 23 === 16) {
    const before = index - 1;
    const shared = MARKETS[marketOf(context, before)] as Market;
    return ownEmailOf(before, shared, mix(context.account.salt, before, 41));
  }
  return ownEmailOf(index, market, salt);
}

function ownEmailOf(index: number, market: Market, salt: number): string {
  const box = pick(['administratie', 'finance', 'info', 'accounts', 'invoices', 'hello'], salt, 18);
  return `${box}+${index}@restaurant-${mix(salt, 19).toString(36)}.example.${market.country.toLowerCase()}`;
}

/** # becomes a digit, @ a capital letter. */
function fill(pattern: string, salt: number): string {
  let text = '';
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern.charAt(i);
    if (char === '#') text += below(10, salt, i, 51);
    else if (char === '@') text += 'ABCDEFGHJKLMNPRSTUVWXYZ'.charAt(below(23, salt, i, 52));
    else text += char;
  }
  return text;
}
