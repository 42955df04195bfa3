import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expiryOf } from '../../shared/domain/methodChanges.ts';
import { monthNumberOf } from '../../shared/domain/paymentMethods.ts';
import { compareCardEnds, lastExpiringMonth, takeMostUrgent } from '../../shared/domain/worklist.ts';

const anyMonth = fc.record({
  year: fc.integer({ min: 2020, max: 2035 }),
  month: fc.integer({ min: 1, max: 12 }),
});

describe('the most urgent rows', () => {
  it('of several accounts are those of all of them together', () => {
    const sorted = fc.array(fc.integer()).map((numbers) => numbers.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(fc.array(sorted), fc.integer({ min: 1, max: 20 }), (lists, limit) => {
        // Each account gives its own most urgent ones only: none of them is missed.
        const given = lists.map((list) => list.slice(0, limit));
        const compare = (left: number, right: number): number => left - right;
        expect(takeMostUrgent(given, compare, limit)).toEqual(lists.flat().toSorted(compare).slice(0, limit));
      }),
    );
  });
});

describe('cards that end', () => {
  const now = { year: 2026, month: 12 };
  const end = (year: number, month: number): number => monthNumberOf({ year, month });

  it('are those that have ended, then this month, then the next', () => {
    const ends = [end(2027, 1), end(2025, 3), end(2026, 12), end(2026, 11)];
    expect(ends.toSorted((a, b) => compareCardEnds(a, b, now))).toEqual([
      end(2026, 11),
      end(2025, 3),
      end(2026, 12),
      end(2027, 1),
    ]);
  });

  it('are the ones that are told to end soon everywhere else, too', () => {
    fc.assert(
      fc.property(anyMonth, anyMonth, (month, today) => {
        const card = { brand: 'visa', last4: '4242', exp_month: month.month, exp_year: month.year };
        const isListed = monthNumberOf(month) <= lastExpiringMonth(today);
        expect(isListed).toBe(expiryOf({ id: 'pm_1', type: 'card', card }, today) !== 'later');
      }),
    );
  });

  it('are in one order, however they are compared', () => {
    const anyEnd = fc.integer({ min: end(2026, 1), max: end(2027, 12) });
    fc.assert(
      fc.property(fc.array(anyEnd), (ends) => {
        const compare = (a: number, b: number): number => compareCardEnds(a, b, now);
        expect(ends.toSorted(compare)).toEqual(ends.toReversed().toSorted(compare));
      }),
    );
  });
});
