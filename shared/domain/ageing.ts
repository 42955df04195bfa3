import { addDays, dayOf, startOfDay, type UnixSeconds } from './dates.ts';
import { issuedAt } from './invoices.ts';

/** How long an invoice is late, as a finance department reads it. `notDue`: nothing is late about it (yet). */
export const ageBuckets = ['notDue', 'upTo30', 'upTo60', 'upTo90', 'over90'] as const;
export type AgeBucket = (typeof ageBuckets)[number];

/**
 * The moment from which an invoice counts as late, given its `overdueFrom`: its due date; where it has none because it was
 * to be collected and that failed, the day on which it was issued. Null when it never becomes late in its present state.
 */
export function lateFrom(
  invoice: Parameters<typeof issuedAt>[0] & { created: UnixSeconds },
  overdueFrom: UnixSeconds | null,
): UnixSeconds | null {
  return isFailedCollection(overdueFrom) ? (issuedAt(invoice) ?? invoice.created) : overdueFrom;
}

/** Whether an invoice is overdue because it was to be collected and that failed: it has no due date to pass. */
export function isFailedCollection(overdueFrom: UnixSeconds | null): boolean {
  return overdueFrom === 0;
}

/** The first seconds of the days 30, 60 and 90 days ago: what is late since before one of them is older. */
export type AgeEdges = readonly [UnixSeconds, UnixSeconds, UnixSeconds];

/** Where the buckets end on a day of a time zone. */
export function ageEdges(now: UnixSeconds, timeZone: string): AgeEdges {
  const today = dayOf(now, timeZone);
  const daysAgo = (days: number): UnixSeconds => startOfDay(addDays(today, -days), timeZone);
  return [daysAgo(30), daysAgo(60), daysAgo(90)];
}

/** The bucket of what is overdue since a moment. */
export function overdueBucketOf(late: UnixSeconds, [day30, day60, day90]: AgeEdges): AgeBucket {
  if (late >= day30) return 'upTo30';
  if (late >= day60) return 'upTo60';
  return late >= day90 ? 'upTo90' : 'over90';
}

/** Days between the day from which something is late and today, in a time zone; 0 on that day itself. */
export function daysLate(late: UnixSeconds, now: UnixSeconds, timeZone: string): number {
  const days = [late, now].map((moment) => Date.parse(`${dayOf(moment, timeZone)}T00:00:00Z`) / 86_400_000);
  return Math.max(0, (days[1] ?? 0) - (days[0] ?? 0));
}
