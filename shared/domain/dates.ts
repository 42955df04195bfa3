/** Time is UTC Unix seconds; a day is an ISO date in the workspace's time zone. */
export type UnixSeconds = number;

/** `YYYY-MM-DD`. */
export type Day = string;

const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether a text is a day that exists in the Gregorian calendar. */
export function isDay(text: string): boolean {
  const match = dayPattern.exec(text);
  if (!match) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** PERF: making a DateTimeFormat costs about 50 µs, so one per zone is kept. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

/** Whether the runtime knows an IANA time zone. */
export function isTimeZone(timeZone: string): boolean {
  try {
    formatterFor(timeZone);
    return true;
  } catch {
    return false;
  }
}

/** Wall-clock time of a moment in a zone, expressed as the Unix seconds that wall clock would show in UTC. */
function wallClockSeconds(moment: UnixSeconds, timeZone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatterFor(timeZone).formatToParts(moment * 1000))
    parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
}

/** The day a moment belongs to in a time zone. */
export function dayOf(moment: UnixSeconds, timeZone: string): Day {
  return new Date(wallClockSeconds(moment, timeZone) * 1000).toISOString().slice(0, 10);
}

/** First second of a day in a time zone. Where midnight is skipped by a clock change, the first second that exists. */
export function startOfDay(day: Day, timeZone: string): UnixSeconds {
  const wanted = Date.parse(`${day}T00:00:00Z`) / 1000;
  let moment = wanted;
  for (let round = 0; round < 3; round += 1) moment -= wallClockSeconds(moment, timeZone) - wanted;
  return dayOf(moment, timeZone) < day ? moment + (wanted - wallClockSeconds(moment, timeZone)) : moment;
}

/** The day `count` days later (earlier when negative). */
export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

/** Half-open range of seconds [from, to) that the days `from`…`to`, both included, cover in a time zone. */
export function rangeOfDays(from: Day, to: Day, timeZone: string): { from: UnixSeconds; to: UnixSeconds } {
  return { from: startOfDay(from, timeZone), to: startOfDay(addDays(to, 1), timeZone) };
}
