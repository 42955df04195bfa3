import { describe, expect, it } from 'vitest';
import { kindOfKey } from '../../shared/domain/keys.ts';
import { featuresOffOf, permissionSpecs } from '../../shared/domain/permissions.ts';

describe('what a key tells by its form', () => {
  it.each([
    ['rk_live_51AbC', { kind: 'restricted', livemode: true }],
    ['rk_test_51AbC', { kind: 'restricted', livemode: false }],
    ['sk_live_51AbC', { kind: 'secret', livemode: true }],
    ['sk_org_test_51AbC', { kind: 'organization', livemode: false }],
    ['pk_live_51AbC', { kind: 'publishable' }],
    ['whsec_51AbC', { kind: 'unknown' }],
    ['rk_live_51 AbC', { kind: 'unknown' }],
  ])('%s', (key, expected) => {
    expect(kindOfKey(key)).toEqual(expected);
  });
});

describe('what a missing right switches off', () => {
  const all = permissionSpecs.map(({ slug }) => ({ permission: slug, granted: true as boolean | null }));
  const without = (slug: string, granted: boolean | null = false) =>
    all.map((entry) => (entry.permission === slug ? { ...entry, granted } : entry));

  it('switches nothing off when everything is granted or could not be found out', () => {
    expect(featuresOffOf(all)).toEqual([]);
    expect(featuresOffOf(without('rak_event_read', null))).toEqual([]);
  });

  it('switches off exactly the feature that needs the right', () => {
    expect(featuresOffOf(without('rak_customer_write'))).toEqual(['editCustomers']);
    expect(featuresOffOf(without('rak_payment_intent_read'))).toEqual(['collect']);
    expect(featuresOffOf(without('rak_accounts_kyc_basic_read'))).toEqual([]);
  });
});
