import { exponentOf, toDecimalString, type Money } from '../../shared/domain/money.ts';

/** PERF: making a NumberFormat costs far more than using it, and a grid formats thousands of cells. */
const formatters = new Map<string, Intl.NumberFormat>();

/** Stripe sends these with two decimals, which are always zero. */
const alwaysWhole = new Set(['isk', 'ugx']);

function formatterFor(locale: string, currency: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  const known = formatters.get(key);
  if (known) return known;
  const exponent = exponentOf(currency);
  const formatter = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: exponent,
    maximumFractionDigits: exponent,
    // Others keep their decimals, even 29.972,00 Ft: in a column of amounts they have to stand below each other.
    ...(alwaysWhole.has(currency) ? { trailingZeroDisplay: 'stripIfInteger' as const } : {}),
  });
  formatters.set(key, formatter);
  return formatter;
}

/** An amount with its currency as people of a locale write it. Exact for every integer: no floating point on the way. */
export function formatMoney(money: Money, locale: string): string {
  return formatterFor(locale, money.currency).format(toDecimalString(money) as Intl.StringNumericLiteral);
}

/** Amounts of several currencies in one line: they are never added up. */
export function formatMoneyList(amounts: readonly Money[], locale: string): string {
  return amounts.map((money) => formatMoney(money, locale)).join(' + ');
}

/**
 * A price per unit, which Stripe gives as a decimal number of minor units (`1250.5`) because it may be finer than the
 * currency's smallest coin.
 */
export function formatUnitPrice(minorUnits: string, currency: string, locale: string): string {
  const [whole = '0', fraction = ''] = minorUnits.replace('-', '').split('.');
  const sign = minorUnits.startsWith('-') ? '-' : '';
  const exact = toDecimalString({ amount: Number(whole), currency });
  const finer = fraction.replace(/0+$/, '');
  if (finer === '')
    return formatterFor(locale, currency).format(`${sign}${exact}` as Intl.StringNumericLiteral);
  const decimals = exponentOf(currency) + finer.length;
  const formatter = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  const text = exact.includes('.') ? `${sign}${exact}${finer}` : `${sign}${exact}.${finer}`;
  return formatter.format(text as Intl.StringNumericLiteral);
}
