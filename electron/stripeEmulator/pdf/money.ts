import type { Language } from './labels/languages.ts';

const zeroDecimal = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '));
const threeDecimal = new Set('bhd iqd jod kwd lyd omr tnd'.split(' '));
const symbols: Readonly<Record<string, string>> = { eur: '€', gbp: '£', usd: 'US$', ils: '₪' };

const narrowSpace = '\u202f';
const noBreakSpace = '\u00a0';

interface NumberStyle {
  readonly group: string;
  readonly decimal: string;
  readonly currency: 'before' | 'beforeSpaced' | 'after';
  readonly percent: string;
}

const spaced: NumberStyle = { group: noBreakSpace, decimal: ',', currency: 'after', percent: '%' };
const dotted: NumberStyle = { group: '.', decimal: ',', currency: 'after', percent: '%' };
const english: NumberStyle = { group: ',', decimal: '.', currency: 'before', percent: '%' };
const spacedPercent = `${noBreakSpace}%`;

const styles: Readonly<Record<Language, NumberStyle>> = {
  en: english,
  nl: { ...dotted, currency: 'beforeSpaced' },
  de: { ...dotted, percent: spacedPercent },
  fr: { ...spaced, group: narrowSpace, percent: spacedPercent },
  es: { ...dotted, percent: spacedPercent },
  it: dotted,
  sv: { ...spaced, percent: spacedPercent },
  pl: spaced,
  hu: spaced,
  ar: { ...english, currency: 'beforeSpaced' },
  he: { ...english, currency: 'beforeSpaced' },
};

/** How Stripe counts a currency: ISK and UGX have two decimals there, whatever ISO 4217 says. */
function decimalsOf(currency: string): number {
  if (zeroDecimal.has(currency)) return 0;
  return threeDecimal.has(currency) ? 3 : 2;
}

/** An amount in minor units as the language writes it, the currency always named. */
export function formatMoney(minorUnits: number, currency: string, language: Language): string {
  return writeMoney(String(minorUnits), '', currency, language);
}

/** A unit price in minor units with up to twelve more decimals, as Stripe keeps it. */
export function formatUnitPrice(minorUnits: string, currency: string, language: Language): string {
  const [whole = '', fraction = ''] = minorUnits.split('.');
  return writeMoney(whole, fraction.replace(/0+$/u, ''), currency, language);
}

export function formatPercentage(percentage: number, language: Language): string {
  return formatNumber(String(percentage), language) + styles[language].percent;
}

export function formatNumber(value: string, language: Language): string {
  const { group, decimal } = styles[language];
  const [whole = '', fraction] = value.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/gu, group);
  return fraction === undefined ? grouped : `${grouped}${decimal}${fraction}`;
}

function writeMoney(minorUnits: string, moreDecimals: string, currency: string, language: Language): string {
  const decimals = decimalsOf(currency);
  const digits = minorUnits.replace('-', '').padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals) + moreDecimals;
  const number = formatNumber(fraction === '' ? whole : `${whole}.${fraction}`, language);
  const name = symbols[currency] ?? currency.toUpperCase();
  const sign = minorUnits.startsWith('-') ? '-' : '';
  const place = styles[language].currency;
  if (place === 'after') return `${sign}${number}${noBreakSpace}${name}`;
  const gap = place === 'beforeSpaced' || name.length > 1 ? noBreakSpace : '';
  return `${sign}${name}${gap}${number}`;
}
