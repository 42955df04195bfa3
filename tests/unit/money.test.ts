import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exponentOf, sumByCurrency, toDecimalString } from '../../shared/domain/money.ts';

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

  it('loses no minor unit on the way to text and back', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom('eur', 'jpy', 'kwd'), (amount, currency) => {
        const text = toDecimalString({ amount, currency });
        return BigInt(text.replace('.', '')) === BigInt(amount);
      }),
    );
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
