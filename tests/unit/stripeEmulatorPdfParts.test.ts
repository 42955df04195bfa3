import { describe, expect, it } from 'vitest';
import { toAddressLines } from '../../electron/stripeEmulator/pdf/addressLines.ts';
import { createFontReader } from '../../electron/stripeEmulator/pdf/fonts.ts';
import { chooseLanguage } from '../../electron/stripeEmulator/pdf/labels/languages.ts';
import { formatMoney, formatPercentage, formatUnitPrice } from '../../electron/stripeEmulator/pdf/money.ts';
import { parseFont } from '../../electron/stripeEmulator/pdf/parsedFont.ts';
import { createTextShaper } from '../../electron/stripeEmulator/pdf/textShaper.ts';
import type { LineDirection } from '../../electron/stripeEmulator/pdf/textShaper.ts';
import { buildAddress } from './stripeEmulatorPdfBuilders.ts';

const readFont = createFontReader(import.meta.url);
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/gu, ' ');

describe('Money on a document', () => {
  it.each([
    [123_456, 'eur', 'en', '€1,234.56'],
    [123_456, 'eur', 'nl', '€ 1.234,56'],
    [123_456, 'eur', 'de', '1.234,56 €'],
    [123_456, 'chf', 'fr', '1 234,56 CHF'],
    [123_456, 'aed', 'en', 'AED 1,234.56'],
    [123_456, 'jpy', 'en', 'JPY 123,456'],
    [123_456, 'xof', 'fr', '123 456 XOF'],
    [123_450, 'kwd', 'ar', 'KWD 123.450'],
    [123_456, 'isk', 'en', 'ISK 1,234.56'],
    [123_456, 'ugx', 'en', 'UGX 1,234.56'],
    [-5, 'gbp', 'en', '-£0.05'],
    [0, 'huf', 'hu', '0,00 HUF'],
    [100_000_000_000, 'eur', 'nl', '€ 1.000.000.000,00'],
  ] as const)('writes %i %s in %s as %s', (amount, currency, language, text) => {
    expect(plain(formatMoney(amount, currency, language))).toBe(text);
  });

  it('keeps the decimals of a unit price that a minor unit cannot hold', () => {
    expect(plain(formatUnitPrice('0.5', 'eur', 'en'))).toBe('€0.005');
    expect(plain(formatUnitPrice('33333333333.333333333333', 'huf', 'hu'))).toBe(
      '333 333 333,33333333333333 HUF',
    );
    expect(plain(formatUnitPrice('12500', 'eur', 'nl'))).toBe('€ 125,00');
    expect(plain(formatUnitPrice('-1250.10', 'jpy', 'en'))).toBe('-JPY 1,250.1');
  });

  it('writes tax rates as the language does', () => {
    expect(plain(formatPercentage(5.5, 'fr'))).toBe('5,5 %');
    expect(formatPercentage(21, 'nl')).toBe('21%');
  });
});

describe('An address on a document', () => {
  it.each([
    [
      buildAddress('DE', 'Gießen', '35390', 'Große Straße 1'),
      'en',
      ['Große Straße 1', '35390 Gießen', 'Germany'],
    ],
    [
      buildAddress('GB', 'London', 'SW1A 1AA', '1 Mall'),
      'nl',
      ['1 Mall', 'London', 'SW1A 1AA', 'Verenigd Koninkrijk'],
    ],
    [buildAddress('HU', 'Győr', '9021', 'Fő út 3.'), 'hu', ['Győr', 'Fő út 3.', '9021', 'Magyarország']],
    [buildAddress('IL', 'Haifa', '3303139', 'Herzl 1'), 'en', ['Herzl 1', 'Haifa 3303139', 'Israel']],
    [
      { ...buildAddress('AE', 'Dubai', null, 'Box 12'), state: 'Dubai' },
      'en',
      ['Box 12', 'Dubai', 'United Arab Emirates'],
    ],
    [
      { ...buildAddress('IT', 'Roma', '00184', 'Via Cavour 2'), state: 'RM', line2: 'int. 4' },
      'it',
      ['Via Cavour 2', 'int. 4', '00184 Roma RM', 'Italia'],
    ],
    [{ ...buildAddress('XX', 'Nowhere', null, ''), country: 'not a code' }, 'en', ['Nowhere', 'not a code']],
    [null, 'en', []],
  ])('follows the post of its country (%#)', (address, locale, lines) => {
    expect(toAddressLines(address, locale)).toEqual(lines);
  });
});

describe('The language of a document', () => {
  it.each([
    [['nl-BE'], 'nl'],
    [['da', 'SV_fi', 'de'], 'sv'],
    [['toString', 'xx'], 'en'],
    [[], 'en'],
  ])('of a customer who prefers %j is %s', (locales, language) => {
    expect(chooseLanguage(locales)).toBe(language);
  });
});

describe('A line of text', () => {
  const shaper = createTextShaper({ readFont });
  const rightToLeft = /\p{Script=Hebrew}/u;
  /** The characters as they stand on paper, from left to right. */
  const onPaper = (text: string, direction: LineDirection): string =>
    shaper
      .shape(text, 'regular', direction)
      .pieces.map((piece) =>
        rightToLeft.test(piece.text) ? [...piece.text].toReversed().join('') : piece.text,
      )
      .join('');

  it('puts Hebrew and numbers in the order of the eye', () => {
    expect(onPaper('רחוב 99', 'rtl')).toBe('99 בוחר');
    expect(onPaper('Café שלום 12', 'ltr')).toBe('Café 12 םולש');
  });

  it('follows the first letter when the text decides its direction', () => {
    expect(onPaper('B.V. שלום', 'auto')).toBe('B.V. םולש');
    expect(onPaper('שלום B.V', 'auto')).toBe('B.V םולש');
    expect(onPaper('1 בנובמבר 2026', 'auto')).toBe('2026 רבמבונב 1');
  });

  it('keeps filled-in values in one piece inside a right-to-left sentence', () => {
    expect(onPaper('מספר \u20680001-INV.\u2069 כאן', 'rtl')).toBe('ןאכ 0001-INV. רפסמ');
  });

  it('turns brackets round in right-to-left text', () => {
    expect(onPaper('(שלום)', 'rtl')).toBe('(םולש)');
    const pieces = shaper.shape('(שלום)', 'regular', 'rtl').pieces.map(({ text }) => text);
    expect(pieces).toEqual(['(', 'שלום', ')']);
  });

  it('kerns pairs of letters', () => {
    const width = (text: string): number => shaper.shape(text, 'regular', 'ltr').width;
    expect(width('AV')).toBeLessThan(width('A') + width('V'));
  });

  it('breaks at spaces, and inside a word that is longer than the line', () => {
    const width = shaper.shape('Donaudampf', 'regular', 'ltr').width;
    expect(shaper.wrap('Die alte Donaudampfschifffahrt', 'regular', width)).toEqual([
      'Die alte',
      'Donaudampf',
      'schifffahrt',
    ]);
    expect(shaper.wrap('one\ntwo', 'regular', width)).toEqual(['one', 'two']);
  });
});

describe('A shared font', () => {
  it('tells Arabic letters apart that differ in their dots only, whichever came first', () => {
    const lettersOf = (font: ReturnType<typeof parseFont>, word: string): string =>
      font.source
        .layout(word)
        .glyphs.map(({ codePoints }) => String.fromCodePoint(...codePoints))
        .join('')
        .replaceAll('\u200d', '');
    const font = parseFont('arab-regular', readFont('arab-regular'));
    expect([lettersOf(font, 'بنت'), lettersOf(font, 'تبث')]).toEqual(['تنب', 'ثبت']);
  });
});
