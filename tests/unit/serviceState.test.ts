import { describe, expect, it } from 'vitest';
import { serviceOf, serviceOfAll } from '../../shared/domain/subscriptions.ts';

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
    expect(serviceOf({ status, pauseType })).toBe(service);
  });

  it('of a customer is the most urgent one', () => {
    const of = (...statuses: string[]) =>
      serviceOfAll(statuses.map((status) => ({ status, pauseType: null })));
    expect([of('active', 'unpaid'), of('canceled', 'active'), of('canceled'), of()]).toEqual([
      'suspended',
      'running',
      'ended',
      'none',
    ]);
  });
});
