import { describe, expect, it } from 'vitest';
import {
  mostUrgentStanding,
  serviceOf,
  serviceOfAll,
  standingOf,
  standings,
  suspendedStandings,
  suspensionThresholds,
  urgencyRankOf,
} from '../../shared/domain/subscriptions.ts';

describe('service state', () => {
  it.each([
    ['active', null, 'running'],
    ['trialing', null, 'running'],
    ['past_due', null, 'warning'],
    ['incomplete', null, 'warning'],
    ['unpaid', null, 'suspended'],
    ['paused', 'final_payment_failure', 'suspended'],
    ['paused', 'first_payment_failure', 'suspended'],
    ['paused', 'pause_requested', 'paused'],
    ['paused', null, 'paused'],
    ['canceled', null, 'ended'],
    ['incomplete_expired', null, 'ended'],
    ['a_status_of_tomorrow', null, 'none'],
  ])('of a subscription that is %s (%s) is %s', (status, pauseType, service) => {
    expect(serviceOf(standingOf({ status, pauseType }), 'unpaid')).toBe(service);
  });

  it('of a customer is the most urgent one', () => {
    const of = (...statuses: string[]) =>
      serviceOfAll(
        statuses.map((status) => ({ status, pauseType: null })),
        'unpaid',
      );
    expect([of('active', 'unpaid'), of('canceled', 'active'), of('canceled'), of()]).toEqual([
      'suspended',
      'running',
      'ended',
      'none',
    ]);
  });

  it('follows the setting that says from where on a service counts as suspended', () => {
    const suspended = suspensionThresholds.map((threshold) =>
      (['pausedForPayment', 'unpaid', 'pastDue'] as const).map((standing) => serviceOf(standing, threshold)),
    );
    expect(suspended).toEqual([
      ['suspended', 'warning', 'warning'],
      ['suspended', 'suspended', 'warning'],
      ['suspended', 'suspended', 'suspended'],
    ]);
  });

  it('never sorts a suspended service behind one that is not, whatever the setting', () => {
    for (const threshold of suspensionThresholds)
      for (const standing of standings) {
        const isSuspended = serviceOf(standing, threshold) === 'suspended';
        expect(suspendedStandings(threshold).includes(standing)).toBe(isSuspended);
        expect(urgencyRankOf(standing) < suspendedStandings(threshold).length).toBe(isSuspended);
        expect(mostUrgentStanding([standing, 'none'])).toBe(standing);
      }
  });
});
