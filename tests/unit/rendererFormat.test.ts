import { describe, expect, test } from 'vitest';
import { formatDay, formatExpiry, formatFreshness, formatMoment } from '../../renderer/format/dates.ts';
import { formatMoney, formatMoneyList } from '../../renderer/format/money.ts';
import isoCountries from 'i18n-iso-countries/codes.json' with { type: 'json' };
import { countryCodes } from '../../shared/domain/countries.ts';
import { countryName, languageName } from '../../renderer/format/names.ts';
import { formatBytes, formatCount, formatDuration } from '../../renderer/format/numbers.ts';

/** Intl separates with no-break and narrow no-break spaces. */
const plain = (text: string): string => text.replaceAll(/[\u00A0\u202F]/g, ' ');

describe('money', () => {
  test('is written as people of the locale write it', () => {
    expect(plain(formatMoney({ amount: 123_456, currency: 'eur' }, 'nl-NL'))).toBe('€ 1.234,56');
    expect(plain(formatMoney({ amount: 123_456, currency: 'eur' }, 'de-DE'))).toBe('1.234,56 €');
    expect(plain(formatMoney({ amount: 123_456, currency: 'gbp' }, 'en-GB'))).toBe('£1,234.56');
  });

  test('has the decimals of its currency: none, two or three', () => {
    expect(plain(formatMoney({ amount: 1500, currency: 'jpy' }, 'en-GB'))).toBe('JP¥1,500');
    expect(plain(formatMoney({ amount: 1500, currency: 'xof' }, 'nl-NL'))).toMatch(/1\.500$/);
    expect(plain(formatMoney({ amount: 1250, currency: 'kwd' }, 'en-GB'))).toBe('KWD 1.250');
  });

  test('hides the two zeros that Stripe sends with ISK, and shows them when they are none', () => {
    expect(plain(formatMoney({ amount: 500_000, currency: 'isk' }, 'en-GB'))).toBe('ISK 5,000');
    expect(plain(formatMoney({ amount: 500_050, currency: 'isk' }, 'en-GB'))).toMatch(/^ISK 5,000\.50?$/);
  });

  test('is exact where floating point is not', () => {
    expect(plain(formatMoney({ amount: 9_007_199_254_740_991, currency: 'eur' }, 'en-GB'))).toBe(
      '€90,071,992,547,409.91',
    );
    expect(plain(formatMoney({ amount: -5, currency: 'eur' }, 'en-GB'))).toBe('-€0.05');
  });

  test('of several currencies is listed and never added up', () => {
    const list = formatMoneyList(
      [
        { amount: 100, currency: 'eur' },
        { amount: 200, currency: 'gbp' },
      ],
      'en-GB',
    );
    expect(list).toBe('€1.00 + £2.00');
  });
});

describe('days', () => {
  const lateOnHalloween = Date.UTC(2026, 9, 31, 23, 30) / 1000;

  test('are days in the zone of the account', () => {
    expect(formatDay(lateOnHalloween, 'nl-NL', 'UTC')).toBe('31-10-2026');
    expect(formatDay(lateOnHalloween, 'nl-NL', 'Asia/Dubai')).toBe('01-11-2026');
  });

  test('carry the clock time where the moment matters', () => {
    expect(formatMoment(lateOnHalloween, 'nl-NL', 'Europe/Amsterdam')).toBe('01-11-2026 00:30');
  });

  test('are left out of "as of" on the same day only', () => {
    const earlier = lateOnHalloween - 600;
    expect(formatFreshness(earlier, lateOnHalloween, 'en-GB', 'UTC')).toBe('23:20');
    expect(formatFreshness(earlier, lateOnHalloween + 3600, 'en-GB', 'UTC')).toBe('31/10/2026 23:20');
  });

  test('of a card are its month and year', () => {
    expect(formatExpiry(3, 2027)).toBe('03-2027');
  });
});

describe('numbers and names', () => {
  test('counts are grouped', () => {
    expect(formatCount(1_200_000, 'nl-NL')).toBe('1.200.000');
  });

  test('sizes get a unit that keeps them readable', () => {
    expect(plain(formatBytes(48_210_000, 'nl-NL'))).toBe('48,2 MB');
    expect(plain(formatBytes(0, 'en-GB'))).toBe('0 bytes');
  });

  test('time left is said in the largest unit that says enough', () => {
    expect(plain(formatDuration(40, 'en-GB'))).toMatch(/^40 sec/);
    expect(plain(formatDuration(95, 'en-GB'))).toMatch(/^2 min/);
    expect(plain(formatDuration(9000, 'en-GB'))).toMatch(/^3 h/);
  });

  test('countries and languages are named in the language of the screen', () => {
    expect(countryName('AE', 'nl')).toBe('Verenigde Arabische Emiraten');
    expect(languageName('nl', 'en')).toBe('Dutch');
    expect(countryName('not a code', 'en')).toBe('not a code');
  });

  test('every country of the standard can be chosen', () => {
    const standard = isoCountries.flatMap(([code]) => code ?? []);
    expect(new Set(countryCodes)).toEqual(new Set(standard));
  });
});
