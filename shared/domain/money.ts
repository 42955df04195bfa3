/**
 * Money is an integer number of minor units with a lower-case ISO 4217 currency, as Stripe sends it.
 * This file and `renderer/format/` are the only places that know decimals.
 */
export interface Money {
  /** Integer, minor units of `currency`; negative for credits. */
  amount: number;
  /** Lower-case ISO 4217 code, e.g. `eur`. */
  currency: string;
}

/** Source: Stripe "Supported currencies", zero-decimal currencies (API 2026-10-28.endive). */
const zeroDecimalCurrencies = new Set([
  'bif',
  'clp',
  'djf',
  'gnf',
  'jpy',
  'kmf',
  'krw',
  'mga',
  'pyg',
  'rwf',
  'vnd',
  'vuv',
  'xaf',
  'xof',
  'xpf',
]);

/** Source: Stripe "Supported currencies", three-decimal currencies (the last digit is always 0). */
const threeDecimalCurrencies = new Set(['bhd', 'jod', 'kwd', 'omr', 'tnd']);

/**
 * Number of decimals Stripe uses for a currency.
 * STRIPE: ISK and UGX are sent with two decimals although ISO 4217 gives them none, so `Intl` cannot be asked.
 */
export function exponentOf(currency: string): 0 | 2 | 3 {
  if (zeroDecimalCurrencies.has(currency)) return 0;
  return threeDecimalCurrencies.has(currency) ? 3 : 2;
}

/** Exact decimal text of an amount with a point and no grouping: `-1234.50`, `300`, `1.250`. */
export function toDecimalString({ amount, currency }: Money): string {
  const exponent = exponentOf(currency);
  const sign = amount < 0 ? '-' : '';
  const digits = Math.abs(amount)
    .toString()
    .padStart(exponent + 1, '0');
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

const decimalPattern = /^(-?)(\d*)(?:[.,](\d*))?$/;

/**
 * Minor units of a decimal text without grouping and with either decimal mark: `1234,5`, `-0.05`, `.5`. Null for what
 * is no number, is finer than the currency's smallest unit, or is too large to be exact.
 */
export function parseMinorUnits(text: string, currency: string): number | null {
  const exponent = exponentOf(currency);
  const [, sign = '', whole = '', decimals = ''] = decimalPattern.exec(text.trim()) ?? [];
  if (whole + decimals === '' || decimals.length > exponent) return null;
  const units = Number(whole + decimals.padEnd(exponent, '0'));
  if (!Number.isSafeInteger(units)) return null;
  return sign === '-' && units !== 0 ? -units : units;
}

/** Adds amounts per currency; the result is sorted by currency code. */
export function sumByCurrency(amounts: Iterable<Money>): Money[] {
  const sums = new Map<string, number>();
  for (const { amount, currency } of amounts) sums.set(currency, (sums.get(currency) ?? 0) + amount);
  return [...sums]
    .map(([currency, amount]) => ({ amount, currency }))
    .toSorted((left, right) => (left.currency < right.currency ? -1 : 1));
}

const firstLetter = 'a'.charCodeAt(0);
/** Thousandths of a unit that fit beside a currency's code into a safe integer: 274 million units. */
const mostThousandths = 2 ** 38 - 1;

/**
 * An integer by which amounts stand in order within their currency, currencies by their code. Amounts of different
 * currencies are never compared: that would take a rate.
 */
export function rankWithinCurrency({ amount, currency }: Money): number {
  const code = [...currency].reduce((sum, letter) => sum * 27 + letter.charCodeAt(0) - firstLetter + 1, 0);
  const thousandths = Math.round(amount * 10 ** (3 - exponentOf(currency)));
  return code * (mostThousandths + 1) + Math.min(Math.max(thousandths, 0), mostThousandths);
}
