import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayOf, isDay, isTimeZone, rangeOfDays, startOfDay } from '../../shared/domain/dates.ts';

const seconds = (iso: string) => Date.parse(iso) / 1000;
const zones = [
  'Europe/Amsterdam',
  'Europe/London',
  'Asia/Dubai',
  'America/New_York',
  'Pacific/Apia',
  'Africa/Cairo',
];

describe('days', () => {
  it('puts an invoice of 31 October 23:30 in Amsterdam into October', () => {
    expect(dayOf(seconds('2026-10-31T22:30:00Z'), 'Europe/Amsterdam')).toBe('2026-10-31');
  });

  it('puts the same moment into November in Dubai', () => {
    expect(dayOf(seconds('2026-10-31T22:30:00Z'), 'Asia/Dubai')).toBe('2026-11-01');
  });

  it.each(['2026-02-30', '2026-13-01', '31-12-2026', '2025-02-29', ''])('refuses %j as a day', (text) => {
    expect(isDay(text)).toBe(false);
  });

  it('knows a leap day', () => {
    expect(isDay('2028-02-29')).toBe(true);
  });

  it('counts the 25 hours of the day on which the clocks go back', () => {
    const { from, to } = rangeOfDays('2026-10-25', '2026-10-25', 'Europe/Amsterdam');
    expect(to - from).toBe(25 * 3600);
  });

  it('starts a day whose midnight is skipped at the first second that exists', () => {
    const start = startOfDay('2026-04-24', 'Africa/Cairo');
    expect(dayOf(start, 'Africa/Cairo')).toBe('2026-04-24');
    expect(dayOf(start - 1, 'Africa/Cairo')).toBe('2026-04-23');
  });

  it('gives every moment exactly one day: the one whose range holds it', () => {
    const moments = fc.integer({
      min: seconds('2020-01-01T00:00:00Z'),
      max: seconds('2030-01-01T00:00:00Z'),
    });
    fc.assert(
      fc.property(moments, fc.constantFrom(...zones), (moment, zone) => {
        const day = dayOf(moment, zone);
        const { from, to } = rangeOfDays(day, day, zone);
        return from <= moment && moment < to;
      }),
    );
  });

  it('adds days across months and years', () => {
    expect([addDays('2026-12-31', 1), addDays('2026-03-01', -1)]).toEqual(['2027-01-01', '2026-02-28']);
  });

  it('tells a time zone from a made-up one', () => {
    expect([isTimeZone('Europe/Amsterdam'), isTimeZone('Europe/Nowhere')]).toEqual([true, false]);
  });
});
