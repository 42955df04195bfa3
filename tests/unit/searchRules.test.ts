import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAmountOf, toAmountQueries } from '../../shared/domain/amountQueries.ts';
import { fold, sortKeyOf, wordsToFind, wordsToIndex } from '../../shared/domain/folding.ts';
import { toMatchedParts } from '../../shared/domain/matchedParts.ts';
import { toDecimalString } from '../../shared/domain/money.ts';
import {
  matchedField,
  matchesWords,
  searchWords,
  toIdQuery,
  toWordQuery,
  type SearchableText,
} from '../../shared/domain/search.ts';

const nothing: SearchableText = { number: [], name: [], email: [], vatId: [], city: [], line: [] };

function finds(query: string, text: Partial<SearchableText>): boolean {
  return toWordQuery(query).some((words) => matchesWords(words, { ...nothing, ...text }));
}

describe('folding', () => {
  it.each([
    ['Ørsted', 'orsted'],
    ['Straße', 'strasse'],
    ['ŁÓDŹ', 'lodz'],
    ['Đurđa', 'durda'],
    ['Encyclopædia', 'encyclopaedia'],
    ['Bär', 'bar'],
    ['ﬁne', 'fine'],
  ])('reads %s as %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it('knows both readings of an umlaut', () => {
    expect(wordsToIndex('Müller')).toEqual(['muller', 'mueller']);
    for (const typed of ['müller', 'muller', 'mueller', 'MÜL'])
      expect(finds(typed, { name: ['Müller'] })).toBe(true);
  });

  it('splits Arabic and Hebrew into words too', () => {
    expect(wordsToFind('مطعم البحر')).toHaveLength(2);
    expect(finds('הים', { name: ['מסעדת הים'] })).toBe(true);
  });

  it('never gives a word that FTS5 would split or that a quote could leave', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const word of wordsToIndex(text)) expect(word).toMatch(/^[\p{L}\p{N}]+$/u);
      }),
    );
  });

  it('finds every text by each of its own words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const word of wordsToFind(text)) expect(wordsToIndex(text)).toContain(word);
      }),
    );
  });

  it('sorts names by letters, whatever their accents, and missing names last', () => {
    const names = ['Zeta', null, 'ábel', '"Øst"', 'Abc'];
    expect(names.toSorted((left, right) => (sortKeyOf(left) < sortKeyOf(right) ? -1 : 1))).toEqual([
      'Abc',
      'ábel',
      '"Øst"',
      'Zeta',
      null,
    ]);
  });
});

describe('what is searched', () => {
  it.each([
    ['42', { number: ['NL-2026-00042'] }],
    ['00042', { number: ['NL-2026-00042'] }],
    ['nl-2026-000', { number: ['NL-2026-00042'] }],
    ['trat bel', { name: ['Trattoria Bella'] }],
    ['boekhouding@bella', { email: ['boekhouding@bella.example'] }],
    ['NL 1234.56.789.B12', { vatId: ['NL123456789B12'] }],
    ['CHE123456789', { vatId: ['CHE-123.456.789 MWST'] }],
    ['københavn', { city: ['København'] }],
    ['terminal', { line: ['2 × Payments terminal (at €49.00 / month)'] }],
  ])('%s finds %o', (query, text) => {
    expect(finds(query, text)).toBe(true);
  });

  it.each([
    ['43', { number: ['NL-2026-00042'] }],
    ['bella roma', { name: ['Trattoria Bella'] }],
    ['rattoria', { name: ['Trattoria Bella'] }],
    ['…', { name: ['…'] }],
  ])('%s does not find %o', (query, text) => {
    expect(finds(query, text)).toBe(false);
  });

  it('leaves out a last letter that is still being typed', () => {
    expect(toWordQuery('bella r')).toEqual([['bella']]);
    expect(toWordQuery('b')).toEqual([['b']]);
  });

  it('stays small for an invoice with hundreds of lines', () => {
    const line = Array.from({ length: 2_000 }, (_, index) => `product${index}`);
    expect(searchWords({ ...nothing, line }).words).toHaveLength(400);
  });

  it('names the field that matched', () => {
    const text = { ...nothing, number: ['BELLA-0042'], name: ['Trattoria Roma'], line: ['Roma menu'] };
    expect(matchedField(toWordQuery('roma'), text)).toBe('name');
    expect(matchedField(toWordQuery('bella 42'), text)).toBe('number');
    expect(matchedField(toWordQuery('menu'), text)).toBe('line');
    expect(matchedField(toWordQuery('venezia'), text)).toBeNull();
  });
});

describe('what stands out in a hit', () => {
  const marked = (text: string, query: string): string =>
    toMatchedParts(text, query)
      .map((part) => (part.isMatch ? `[${part.text}]` : part.text))
      .join('');

  it.each([
    ['Café Ørsted', 'orst', 'Café [Ørst]ed'],
    ['Café Ørsted', 'cafe or', '[Café] [Ør]sted'],
    ['Lange Straße 7', 'strasse', 'Lange [Straße] 7'],
    ['Müller & Söhne', 'mueller', '[Müller] & Söhne'],
    ['NL-2026-00042', '42', 'NL-2026-[00042]'],
    ['NL123456789B12', 'NL 1234.56', '[NL123456]789B12'],
    ['Trattoria Bella', 'zzz', 'Trattoria Bella'],
  ])('in %s for %s is %s', (text, query, expected) => {
    expect(marked(text, query)).toBe(expected);
  });

  it('loses nothing of the text, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, query) => {
        const parts = toMatchedParts(text, query);
        expect(parts.map((part) => part.text).join('')).toBe(text);
      }),
    );
  });
});

describe('amounts in a search', () => {
  const asked = (query: string): string[] =>
    toAmountQueries(query).map(({ from, to, exponent }) =>
      from === to ? `${from}/${exponent}` : `${from}…${to}/${exponent}`,
    );

  it.each([
    ['1.234,50', ['123450/2', '1234500/3']],
    ['1,234.50', ['123450/2', '1234500/3']],
    ['1234,5', ['123450/2', '1234500/3']],
    ["1'234.50", ['123450/2', '1234500/3']],
    ['300', ['300/0', '30000/2', '300000/3']],
    ['-12,00', ['-12/0', '-1200/2', '-12000/3']],
  ])('reads %s', (query, expected) => {
    expect(asked(query)).toEqual(expected);
  });

  it.each([
    ['~100', ['99…101/0', '9900…10100/2', '99000…101000/3']],
    ['≈ 5,50', ['450…650/2', '4500…6500/3']],
    ['1.234,50 ±1', ['123350…123550/2', '1233500…1235500/3']],
    ['1234,50 +/- 0,05', ['123445…123455/2', '1234450…1234550/3']],
    ['100 +-2', ['98…102/0', '9800…10200/2', '98000…102000/3']],
  ])('allows in %s what was said', (query, expected) => {
    expect(asked(query)).toEqual(expected);
  });

  it.each([
    ['1234 EUR', ['eur']],
    ['€ 1.234,50', ['eur']],
    ['-€ 12', ['eur']],
    ['12,50 zł', ['pln']],
    ['100 kr', ['dkk', 'isk', 'nok', 'sek']],
    ['chf 12', ['chf']],
    ['12', null],
  ])('reads the currency in %s', (query, currencies) => {
    expect(toAmountQueries(query)[0]?.currencies).toEqual(currencies);
  });

  it('reads what the app itself writes in any language', () => {
    for (const locale of ['nl', 'en', 'de-CH', 'fr', 'pl'])
      for (const [amount, currency] of [
        [123_456_789, 'eur'],
        [-50, 'gbp'],
        [300, 'jpy'],
        [1_234, 'kwd'],
      ] as const) {
        const text = new Intl.NumberFormat(locale, { style: 'currency', currency }).format(
          Number(toDecimalString({ amount, currency })),
        );
        const isFound = toAmountQueries(text).some((query) => isAmountOf(query, { amount, currency }));
        expect([text, isFound]).toEqual([text, true]);
      }
  });

  it('reads a point before three digits as thousands and as decimals', () => {
    expect(asked('1.234').toSorted()).toEqual(['1234/0', '1234/3', '1234000/3', '123400/2'].toSorted());
  });

  it.each(['', 'abc', '00042', '12,3456', '1.2.3', 'NL-12'])('reads no amount in %j', (query) => {
    expect(asked(query)).toEqual([]);
  });
});

describe('Stripe ids in a search', () => {
  it('are told by their prefix and keep their case', () => {
    expect(toIdQuery(' in_1AbC ')).toEqual({ kind: 'invoice', prefix: 'in_1AbC' });
    expect(toIdQuery('cus_9')).toEqual({ kind: 'customer', prefix: 'cus_9' });
    expect(toIdQuery('in_')).toBeNull();
    expect(toIdQuery('insalata')).toBeNull();
  });
});
