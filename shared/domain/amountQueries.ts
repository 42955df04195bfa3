import { exponentOf, type Money } from './money.ts';

/** Amounts that a typed number may mean, in minor units of currencies with this many decimals. */
export interface AmountQuery {
  /** Both included. */
  from: number;
  to: number;
  exponent: 0 | 2 | 3;
  /** The currencies that were typed beside the number; null when none was. */
  currencies: readonly string[] | null;
}

/** Signs that people type; several currencies share some of them. */
const currenciesBySign: Readonly<Record<string, readonly string[]>> = {
  '€': ['eur'],
  '£': ['gbp'],
  $: ['usd', 'aud', 'cad', 'hkd', 'nzd', 'sgd'],
  '¥': ['jpy', 'cny'],
  '₺': ['try'],
  '₪': ['ils'],
  zł: ['pln'],
  kč: ['czk'],
  kr: ['dkk', 'isk', 'nok', 'sek'],
  ft: ['huf'],
  lei: ['ron'],
};

const currency = String.raw`[a-z]{3}|[a-z]{0,2}[€£$¥₺₪][a-z]{0,2}|zł|kč|kr|ft`;
const number = String.raw`\d[\d.,'’ ]*`;
const queryPattern = new RegExp(
  String.raw`^(?<before>${currency})? ?(?<about>[~≈])? ?(?<sign>-)? ?(?<before2>${currency})? ?(?<number>${number}?)` +
    String.raw`(?: ?(?:±|\+ ?/? ?-) ?(?<tolerance>${number}?))? ?(?<after>${currency})?$`,
);

/** Leading zeros belong to the numbers of invoices: `00042` is no amount. */
const numberPattern = /^(?!0\d)(?:\d{1,3}(?:[ .,'’]\d{3})+(?:[.,]\d{1,3})?|\d+(?:[.,]\d{1,3})?)$/;

interface Reading {
  whole: string;
  decimals: string;
}

/** What a number may mean with either decimal mark: `1.234` is a thousand or one unit and 234 thousandths. */
function readingsOf(text: string): Reading[] {
  if (!numberPattern.test(text)) return [];
  const digits = (part: string): string => part.replaceAll(/\D/g, '');
  const mark = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  const readings: Reading[] = [];
  if (mark >= 0) readings.push({ whole: digits(text.slice(0, mark)), decimals: text.slice(mark + 1) });
  if (mark < 0 || text.length - mark === 4) readings.push({ whole: digits(text), decimals: '' });
  return readings;
}

/** Minor units for an exponent, or null when the text has more decimals than such a currency; `300,00` yen are 300. */
function toMinorUnits({ whole, decimals: typed }: Reading, exponent: number): number | null {
  const decimals = exponent === 0 && typed === '00' ? '' : typed;
  if (decimals.length > exponent) return null;
  const minor = Number(whole + decimals.padEnd(exponent, '0'));
  return Number.isSafeInteger(minor) ? minor : null;
}

const aboutShare = 0.01;

/** `~` is one per cent to both sides, and at least one unit of the currency. */
function aboutOf(minor: number, exponent: number): number {
  return Math.max(Math.round(minor * aboutShare), 10 ** exponent);
}

/** The currencies that a code or sign stands for; letters beside a sign (`US$`, `£GB`) say nothing new about it. */
function currenciesNamed(name: string): readonly string[] {
  const [sign = ''] = /[€£$¥₺₪]/.exec(name) ?? [];
  return currenciesBySign[name] ?? currenciesBySign[sign] ?? [name];
}

/**
 * The amounts that a typed text may mean, with either decimal mark: `1.234,50`, `1,234.50`, `1234.5`, `1 234`.
 * A currency may stand beside it (`1234 EUR`, `€ 12`), `~1234` allows one per cent and `1234 ±5` five units to both sides.
 */
export function toAmountQueries(query: string): AmountQuery[] {
  const text = query.trim().toLowerCase().replaceAll(/\s+/g, ' ').replace('−', '-');
  const parts = queryPattern.exec(text)?.groups;
  if (!parts) return [];
  const names = [parts['before'], parts['before2'], parts['after']].filter((name) => name !== undefined);
  if (names.length > 1) return [];
  const [name] = names;
  const currencies = name === undefined ? null : currenciesNamed(name);
  const [tolerance] = readingsOf(parts['tolerance'] ?? '0');
  if (!tolerance) return [];
  const found = new Map<string, AmountQuery>();
  for (const reading of readingsOf(parts['number'] ?? ''))
    for (const exponent of [0, 2, 3] as const) {
      const minor = toMinorUnits(reading, exponent);
      const given = toMinorUnits(tolerance, exponent);
      if (minor === null || given === null) continue;
      const reach = parts['about'] === undefined ? given : Math.max(given, aboutOf(minor, exponent));
      const amount = parts['sign'] === undefined ? minor : -minor;
      found.set(`${amount}/${exponent}`, { from: amount - reach, to: amount + reach, exponent, currencies });
    }
  return [...found.values()];
}

/** Whether an amount is one of those that a text may mean. */
export function isAmountOf(
  { from, to, exponent, currencies }: AmountQuery,
  { amount, currency: code }: Money,
): boolean {
  const isCurrency = currencies === null || currencies.includes(code);
  return isCurrency && exponentOf(code) === exponent && amount >= from && amount <= to;
}
