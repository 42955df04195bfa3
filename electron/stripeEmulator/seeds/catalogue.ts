import type Stripe from 'stripe';

import { idAt } from '../state/ids.ts';
import type { Wire } from '../wire.ts';
import { MARKETS } from './markets.ts';

/** What the emulated company sells; prices in whole units of the currency's 100th of a euro. */
interface CatalogueItem {
  name: string;
  description: string;
  euroCents: number;
  recurring: boolean;
  reducedRate: boolean;
  maximumQuantity: number;
}

export const CATALOGUE: readonly CatalogueItem[] = [
  {
    name: 'Tafelwerk Online ordering',
    description: 'Monthly subscription',
    euroCents: 5_900,
    recurring: true,
    reducedRate: false,
    maximumQuantity: 1,
  },
  {
    name: 'Tafelwerk Reservations',
    description: 'Monthly subscription',
    euroCents: 8_900,
    recurring: true,
    reducedRate: false,
    maximumQuantity: 3,
  },
  {
    name: 'Card terminal rental',
    description: 'Per terminal and month',
    euroCents: 1_450,
    recurring: true,
    reducedRate: false,
    maximumQuantity: 6,
  },
  {
    name: 'Commission on deliveries',
    description: 'Per delivered order',
    euroCents: 135,
    recurring: false,
    reducedRate: false,
    maximumQuantity: 420,
  },
  {
    name: 'Printed menus',
    description: 'Per 25 copies',
    euroCents: 3_275,
    recurring: false,
    reducedRate: true,
    maximumQuantity: 12,
  },
  {
    name: 'Onboarding visit',
    description: 'Half a day on site',
    euroCents: 24_000,
    recurring: false,
    reducedRate: false,
    maximumQuantity: 2,
  },
];

export const CURRENCIES = ['eur', 'gbp', 'chf', 'sek', 'pln', 'huf', 'aed', 'kwd', 'xof'] as const;

/** Minor units of a currency for one euro cent, rounded to prices that look like prices. */
const PER_EURO_CENT: Record<string, number> = {
  eur: 1,
  gbp: 0.9,
  chf: 1,
  sek: 11,
  pln: 4.5,
  huf: 400,
  aed: 4,
  kwd: 3.5,
  xof: 6.5,
};

/** Price of a catalogue item in minor units; KWD's last digit is 0, XOF has no decimals. */
export function unitAmountOf(item: CatalogueItem, currency: string): number {
  const raw = item.euroCents * (PER_EURO_CENT[currency] ?? 1);
  const step = currency === 'huf' ? 1_000 : currency === 'kwd' || currency === 'sek' ? 10 : 5;
  return Math.max(step, Math.round(raw / step) * step);
}

interface CatalogueContext {
  part: string;
  livemode: boolean;
  /** Start of the history: the catalogue is older than every invoice. */
  start: number;
}

export function productId(part: string, item: number): string {
  return idAt('prod', part, item);
}

export function priceId(part: string, item: number, currency: string): string {
  return idAt('price', part, item * CURRENCIES.length + Math.max(0, CURRENCIES.indexOf(currency as 'eur')));
}

export function taxRateId(part: string, market: number, reduced: boolean): string {
  return idAt('txr', part, market * 3 + (reduced ? 1 : 0));
}

/** The rate of 0 % that a reverse charge or an exemption is booked with. */
export function zeroTaxRateId(part: string, market: number): string {
  return idAt('txr', part, market * 3 + 2);
}

export function couponId(): string {
  return 'HORECA10';
}

export function buildProduct(context: CatalogueContext, position: number): Wire<Stripe.Product> | undefined {
  const item = CATALOGUE[position];
  if (!item) return undefined;
  return {
    id: productId(context.part, position),
    object: 'product',
    active: true,
    created: context.start - 86_400 * 400 + position,
    default_price: priceId(context.part, position, 'eur'),
    description: item.description,
    images: [],
    livemode: context.livemode,
    marketing_features: [],
    metadata: {},
    name: item.name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: 'service',
    unit_label: null,
    updated: context.start - 86_400 * 400 + position,
    url: null,
  } satisfies Wire<Stripe.Product>;
}

export function buildPrice(context: CatalogueContext, position: number): Wire<Stripe.Price> | undefined {
  const index = Math.floor(position / CURRENCIES.length);
  const item = CATALOGUE[index];
  const currency = CURRENCIES[position % CURRENCIES.length];
  if (!item || !currency) return undefined;
  const unitAmount = unitAmountOf(item, currency);
  return {
    id: priceId(context.part, index, currency),
    object: 'price',
    active: true,
    billing_scheme: 'per_unit',
    created: context.start - 86_400 * 399 + position,
    currency,
    custom_unit_amount: null,
    livemode: context.livemode,
    lookup_key: null,
    metadata: {},
    nickname: null,
    product: productId(context.part, index),
    recurring: item.recurring
      ? { interval: 'month', interval_count: 1, meter: null, trial_period_days: null, usage_type: 'licensed' }
      : null,
    tax_behavior: 'exclusive',
    tiers_mode: null,
    transform_quantity: null,
    type: item.recurring ? 'recurring' : 'one_time',
    unit_amount: unitAmount,
    unit_amount_decimal: String(unitAmount),
  } satisfies Wire<Stripe.Price>;
}

export function buildTaxRate(context: CatalogueContext, position: number): Wire<Stripe.TaxRate> | undefined {
  const index = Math.floor(position / 3);
  const market = MARKETS[index];
  if (!market) return undefined;
  const kind = position % 3;
  const percentage = kind === 2 ? 0 : (market.rates[kind] ?? 0);
  return {
    id: idAt('txr', context.part, position),
    object: 'tax_rate',
    active: true,
    country: market.country,
    created: context.start - 86_400 * 398 + position,
    description: kind === 2 ? 'Reverse charge or exempt' : null,
    display_name: market.taxName,
    effective_percentage: percentage,
    flat_amount: null,
    inclusive: false,
    jurisdiction: market.country,
    jurisdiction_level: 'country',
    livemode: context.livemode,
    metadata: {},
    percentage,
    rate_type: 'percentage',
    state: null,
    tax_type: 'vat',
  } satisfies Wire<Stripe.TaxRate>;
}

export const PRODUCT_COUNT = CATALOGUE.length;
export const PRICE_COUNT = CATALOGUE.length * CURRENCIES.length;
export const TAX_RATE_COUNT = MARKETS.length * 3;

export function buildCoupon(context: CatalogueContext): Wire<Stripe.Coupon> {
  return {
    id: couponId(),
    object: 'coupon',
    amount_off: null,
    created: context.start - 86_400 * 397,
    currency: null,
    duration: 'forever',
    duration_in_months: null,
    livemode: context.livemode,
    max_redemptions: null,
    metadata: {},
    name: 'Horeca 10 %',
    percent_off: 10,
    redeem_by: null,
    times_redeemed: 0,
    valid: true,
  } satisfies Wire<Stripe.Coupon>;
}
