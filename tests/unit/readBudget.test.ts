import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  budgetUseOf,
  historyAllowanceOf,
  pollStretchOf,
  readBudgetOf,
  type DayReads,
} from '../../shared/domain/readBudget.ts';

const budgets = fc.integer({ min: 100, max: 5_000_000 });
const reads = fc.integer({ min: 0, max: 10_000_000 });

describe('the read budget of an account', () => {
  it('is what Stripe gives an account, shared by its desktops', () => {
    expect(readBudgetOf({ paidInvoices: 0, desktops: 3 })).toBe(3333);
    expect(readBudgetOf({ paidInvoices: 20, desktops: 1 })).toBe(10_000);
    expect(readBudgetOf({ paidInvoices: 2000, desktops: 4 })).toBe(250_000);
  });

  it('counts the last thirty days and today on its own', () => {
    const days: DayReads[] = [
      { day: 69, reads: 1000 },
      { day: 70, reads: 100 },
      { day: 71, reads: 10 },
      { day: 100, reads: 1 },
    ];
    expect(budgetUseOf(days, 100, 3333)).toEqual({ budget: 3333, used: 11, usedToday: 1 });
    expect(budgetUseOf(days, 99, 3333)).toEqual({ budget: 3333, used: 110, usedToday: 0 });
  });

  it('never makes Kantoor ask more often because more was used, and at most twelve times more rarely', () => {
    fc.assert(
      fc.property(budgets, reads, reads, (budget, used, more) => {
        const before = pollStretchOf({ used, budget });
        const after = pollStretchOf({ used: used + more, budget });
        expect(before).toBeGreaterThanOrEqual(1);
        expect(after).toBeGreaterThanOrEqual(before);
        expect(after).toBeLessThanOrEqual(12);
      }),
    );
    expect(pollStretchOf({ used: 2499, budget: 3333 })).toBe(1);
    expect(pollStretchOf({ used: 3333, budget: 3333 })).toBe(12);
  });

  it('lets every history be finished: each day something, and all at once while there is plenty', () => {
    fc.assert(
      fc.property(budgets, reads, (budget, used) => {
        const allowance = historyAllowanceOf({ budget, used, usedToday: 0 });
        expect(allowance).toBeGreaterThanOrEqual(Math.min(1, budget / 30));
        if (used < budget / 2) expect(allowance).toBeGreaterThanOrEqual(Math.floor(budget * 0.75) - used);
      }),
    );
  });

  it('keeps background history within a budget and three quarters over any thirty days', () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 20_000 }), fc.integer({ min: 0, max: 30 }), (budget, start) => {
        const days: DayReads[] = [];
        for (let today = start; today < start + 90; today += 1) {
          const use = budgetUseOf(days, today, budget);
          days.push({ day: today, reads: historyAllowanceOf(use) });
          expect(budgetUseOf(days, today, budget).used).toBeLessThanOrEqual(budget * 1.75 + 30);
        }
      }),
    );
  });
});
