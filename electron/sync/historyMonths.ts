import type { UnixSeconds } from '../../shared/domain/dates.ts';

/** A calendar month in UTC as `YYYY-MM`: the windows in which history is read. */
export type Month = string;

/** The month a moment lies in. */
export function monthOf(moment: UnixSeconds): Month {
  return new Date(moment * 1000).toISOString().slice(0, 7);
}

/** The month `count` months later (earlier when negative). */
export function addMonths(month: Month, count: number): Month {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}

/** First second of a month. */
export function startOfMonth(month: Month): UnixSeconds {
  return Date.parse(`${month}-01T00:00:00Z`) / 1000;
}

/** All months from `newest` down to `oldest`, both included. */
export function monthsBetween(oldest: Month, newest: Month): Month[] {
  const months: Month[] = [];
  for (let month = newest; month >= oldest; month = addMonths(month, -1)) months.push(month);
  return months;
}

/** Stripe did not exist before, so nothing is older. */
const oldestPossible: Month = '2010-01';

/**
 * Finds the month of the oldest object with few questions: the list runs newest first and knows no other order.
 * `newestBefore` gives the `created` of the newest object before a moment, or null when there is none.
 */
export async function findOldestMonth(
  now: UnixSeconds,
  newestBefore: (moment: UnixSeconds) => Promise<UnixSeconds | null>,
): Promise<Month> {
  /** Something lies in this month or before. */
  let known = monthOf(now);
  /** Nothing lies before this month. */
  let empty = oldestPossible;
  for (let step = 12; known > empty; step *= 2) {
    const probe = addMonths(known, -step);
    const found = probe > empty ? await newestBefore(startOfMonth(probe)) : null;
    if (found === null) {
      empty = probe > empty ? probe : empty;
      break;
    }
    known = monthOf(found);
  }
  while (known > empty) {
    const span = monthsBetween(empty, known).length - 1;
    const probe = addMonths(known, -Math.floor((span - 1) / 2));
    const found = await newestBefore(startOfMonth(probe));
    if (found === null) empty = probe;
    else known = monthOf(found);
  }
  return known;
}
