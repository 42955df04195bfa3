import { budgetDays, type DayReads } from '../../../shared/domain/readBudget.ts';

/** The reads of each of the last 30 days, days without any included, oldest first. */
export function toDayBars(days: readonly DayReads[], today: number): DayReads[] {
  return Array.from({ length: budgetDays }, (_, index) => {
    const day = today - budgetDays + 1 + index;
    return { day, reads: days.find((other) => other.day === day)?.reads ?? 0 };
  });
}
