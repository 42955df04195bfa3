import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ageBuckets,
  ageEdges,
  daysLate,
  isFailedCollection,
  lateFrom,
  overdueBucketOf,
} from '../../shared/domain/ageing.ts';
import { addDays, dayOf, startOfDay } from '../../shared/domain/dates.ts';

const zones = ['Europe/Amsterdam', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'UTC'];
const anyZone = fc.constantFrom(...zones);
const anyMoment = fc.integer({ min: 1_600_000_000, max: 1_900_000_000 });

describe('the age of an invoice', () => {
  it.each([
    [0, 'upTo30'],
    [1, 'upTo30'],
    [30, 'upTo30'],
    [31, 'upTo60'],
    [60, 'upTo60'],
    [61, 'upTo90'],
    [90, 'upTo90'],
    [91, 'over90'],
  ])('due %i days ago is %s', (days, bucket) => {
    const zone = 'Europe/Amsterdam';
    const now = startOfDay('2026-11-22', zone) + 50_000;
    // The clocks were changed on 25 October: a day is a day all the same.
    for (const hour of [0, 43_000, 82_000]) {
      const due = startOfDay(addDays('2026-11-22', -days), zone) + hour;
      expect([hour, overdueBucketOf(due, ageEdges(now, zone)), daysLate(due, now, zone)]).toEqual([
        hour,
        bucket,
        days,
      ]);
    }
  });

  it('falls into the bucket that its days say, in every time zone', () => {
    fc.assert(
      fc.property(anyMoment, fc.integer({ min: 0, max: 200 * 86_400 }), anyZone, (now, age, zone) => {
        const days = daysLate(now - age, now, zone);
        const expected = days <= 30 ? 'upTo30' : days <= 60 ? 'upTo60' : days <= 90 ? 'upTo90' : 'over90';
        expect(overdueBucketOf(now - age, ageEdges(now, zone))).toBe(expected);
      }),
    );
  });

  it('never gets younger', () => {
    fc.assert(
      fc.property(
        anyMoment,
        anyMoment,
        fc.integer({ min: 0, max: 86_400 * 40 }),
        anyZone,
        (late, now, later, zone) => {
          const places = [now, now + later].map((moment) =>
            ageBuckets.indexOf(overdueBucketOf(late, ageEdges(moment, zone))),
          );
          expect(places[1]).toBeGreaterThanOrEqual(places[0] ?? 0);
          expect(daysLate(late, now + later, zone)).toBeGreaterThanOrEqual(daysLate(late, now, zone));
        },
      ),
    );
  });

  it('has edges that are the first seconds of their days', () => {
    fc.assert(
      fc.property(anyMoment, anyZone, (now, zone) => {
        for (const edge of ageEdges(now, zone)) expect(startOfDay(dayOf(edge, zone), zone)).toBe(edge);
      }),
    );
  });
});

describe('since when an invoice is late', () => {
  const invoice = { created: 100, effective_at: null, status_transitions: { finalized_at: 200 } };

  it('is its due date, or its issue where it was to be collected', () => {
    expect(lateFrom(invoice, 5_000)).toBe(5_000);
    expect(lateFrom(invoice, 0)).toBe(200);
    expect(lateFrom({ ...invoice, effective_at: 300 }, 0)).toBe(300);
    expect(lateFrom({ ...invoice, status_transitions: { finalized_at: null } }, 0)).toBe(100);
    expect(lateFrom(invoice, null)).toBeNull();
  });

  it('tells a failed collection from a passed due date', () => {
    expect([0, 5_000, null].map(isFailedCollection)).toEqual([true, false, false]);
  });
});
