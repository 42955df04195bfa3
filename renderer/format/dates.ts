import { dayOf, startOfDay, type Day, type UnixSeconds } from '../../shared/domain/dates.ts';

/** PERF: as for money, formatters are kept. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(locale, options);
    formatters.set(key, formatter);
  }
  return formatter;
}

const numericDay = { day: '2-digit', month: '2-digit', year: 'numeric' } as const;
const clock = { hour: '2-digit', minute: '2-digit' } as const;

/** The day of a moment in a workspace's zone: `31-12-2026`. */
export function formatDay(moment: UnixSeconds, locale: string, timeZone: string): string {
  return formatterFor(locale, { ...numericDay, timeZone }).format(moment * 1000);
}

/** A day of the calendar, which belongs to no zone: `31-12-2026`. */
export function formatCalendarDay(day: Day, locale: string): string {
  return formatDay(startOfDay(day, 'UTC'), locale, 'UTC');
}

/** Day and clock time of a moment: `31-12-2026 14:02`. */
export function formatMoment(moment: UnixSeconds, locale: string, timeZone: string): string {
  return `${formatDay(moment, locale, timeZone)} ${formatterFor(locale, { ...clock, timeZone }).format(moment * 1000)}`;
}

/** `14:02` on the same day, otherwise day and time: how "as of" is written. */
export function formatFreshness(
  moment: UnixSeconds,
  now: UnixSeconds,
  locale: string,
  timeZone: string,
): string {
  const sameDay = dayOf(moment, timeZone) === dayOf(now, timeZone);
  return sameDay
    ? formatterFor(locale, { ...clock, timeZone }).format(moment * 1000)
    : formatMoment(moment, locale, timeZone);
}

/** Month and year on which a card expires: `03-2027`. */
export function formatExpiry(month: number, year: number): string {
  return `${String(month).padStart(2, '0')}-${year}`;
}
