import { monthNumberOf, type Month } from './paymentMethods.ts';

/** What waits for a person, in the order in which it should be looked at: what may cost money first. */
export const worklistSections = [
  'unknownOutcomes',
  'failedCollections',
  'suspended',
  'overdue',
  'debits',
  'expiringCards',
  'unverifiedVatIds',
  'pendingEdits',
] as const;
export type WorklistSection = (typeof worklistSections)[number];

/** The most urgent rows of several lists that are each in order of urgency already; `compare` as in sorting. */
export function takeMostUrgent<Row>(
  lists: readonly (readonly Row[])[],
  compare: (left: Row, right: Row) => number,
  limit: number,
): Row[] {
  return lists.flat().toSorted(compare).slice(0, limit);
}

/** The last calendar month that is worth a warning: cards that end in it, or ended before, are to be replaced. */
export function lastExpiringMonth(now: Month): number {
  return monthNumberOf(now) + 1;
}

/**
 * Cards by urgency: what has ended fails at the next collection, so that comes first, the latest of it on top, because
 * there somebody still uses it; then what ends soon. *Units*: month numbers.
 */
export function compareCardEnds(left: number, right: number, now: Month): number {
  const thisMonth = monthNumberOf(now);
  const hasEnded = [left, right].map((end) => end < thisMonth);
  if (hasEnded[0] !== hasEnded[1]) return hasEnded[0] ? -1 : 1;
  return hasEnded[0] ? right - left : left - right;
}
