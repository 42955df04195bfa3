import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exponentOf, parseMinorUnits, sumByCurrency, toDecimalString } from '../../shared/domain/money.ts';

describe('money', () => {
  it.each([
    [{ amount: 123_450, currency: 'eur' }, '1234.50'],
    [{ amount: 300, currency: 'jpy' }, '300'],
    [{ amount: 1250, currency: 'kwd' }, '1.250'],
    [{ amount: 5, currency: 'gbp' }, '0.05'],
    [{ amount: -7, currency: 'kwd' }, '-0.007'],
    [{ amount: 0, currency: 'xof' }, '0'],
    [{ amount: 1_000_000_000, currency: 'huf' }, '10000000.00'],
  ])('writes %o as %s', (money, text) => {
    expect(toDecimalString(money)).toBe(text);
  });

  it('gives ISK and UGX two decimals, as Stripe sends them', () => {
    expect([exponentOf('isk'), exponentOf('ugx')]).toEqual([2, 2]);
  });

  it('loses no minor unit on the way to text and back, whichever decimal mark is written', () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.constantFrom('eur', 'jpy', 'kwd'),
        fc.constantFrom('.', ','),
        (amount, currency, mark) => {
          const text = toDecimalString({ amount, currency });
          expect(BigInt(text.replace('.', ''))).toBe(BigInt(amount));
          expect(parseMinorUnits(text.replace('.', mark), currency)).toBe(amount);
        },
      ),
    );
  });

  it.each([
    ['1234.5', 'eur', 123_450],
    ['1234,50', 'eur', 123_450],
    [' 0,07 ', 'eur', 7],
    ['.5', 'eur', 50],
    ['12.', 'eur', 1200],
    ['-0', 'eur', 0],
    ['300', 'jpy', 300],
    ['1,25', 'kwd', 1250],
  ])('reads %s %s as %i', (text, currency, units) => {
    expect(parseMinorUnits(text, currency)).toBe(units);
  });

  it.each([
    ['', 'eur'],
    ['-', 'eur'],
    [',', 'eur'],
    ['1.234,50', 'eur'],
    ['0.005', 'eur'],
    ['300.0', 'jpy'],
    ['1e3', 'eur'],
    ['12 345', 'eur'],
    ['90071992547409.92', 'eur'],
  ])('refuses %j as an amount of %s', (text, currency) => {
    expect(parseMinorUnits(text, currency)).toBeNull();
  });

  it('adds amounts per currency and never across currencies', () => {
    const sums = sumByCurrency([
      { amount: 100, currency: 'gbp' },
      { amount: 250, currency: 'eur' },
      { amount: -50, currency: 'eur' },
    ]);
    expect(sums).toEqual([
      { amount: 200, currency: 'eur' },
      { amount: 100, currency: 'gbp' },
    ]);
  });
});
