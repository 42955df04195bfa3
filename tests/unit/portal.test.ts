import { describe, expect, it } from 'vitest';
import {
  findPortalRefusal,
  listPortalWarnings,
  portalLinkKinds,
  portalLocaleOf,
  toLoginLink,
} from '../../shared/domain/portal.ts';

const portal = {
  loginUrl: 'https://billing.stripe.com/p/login/x',
  paymentMethodUpdate: true,
  customerUpdate: true,
};
const customer = { email: 'invoices@bistro.example', deleted: false, sharedWith: 0 };

describe('a link into the customer portal', () => {
  it('can be made of every kind where the portal has everything on', () => {
    expect(portalLinkKinds.map((kind) => findPortalRefusal(kind, portal, customer))).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it('says what stands in the way of each kind', () => {
    const bare = { loginUrl: null, paymentMethodUpdate: false, customerUpdate: false };
    expect(portalLinkKinds.map((kind) => findPortalRefusal(kind, bare, customer))).toEqual([
      'loginPageOff',
      null,
      'paymentMethodsOff',
      'detailsOff',
    ]);
    expect(findPortalRefusal('login', portal, { ...customer, email: null })).toBe('noEmail');
    expect(findPortalRefusal('session', null, customer)).toBe('noPortal');
    expect(findPortalRefusal('session', portal, { ...customer, deleted: true })).toBe('customerDeleted');
  });

  it('warns before another customer is shown, and of a link that cannot be renewed', () => {
    expect(listPortalWarnings('login', { ...customer, sharedWith: 1 })).toEqual(['sharedEmail']);
    expect(listPortalWarnings('session', { ...customer, sharedWith: 1 })).toEqual([]);
    expect(listPortalWarnings('session', { ...customer, email: null })).toEqual(['noEmailToRecover']);
  });

  it('carries the address so that any character arrives', () => {
    const link = new URL(toLoginLink(portal.loginUrl, 'a+b&c@bistro.example'));
    expect(link.searchParams.get('prefilled_email')).toBe('a+b&c@bistro.example');
  });
});

describe('the portal’s language', () => {
  it.each([
    [['nl-BE'], 'nl'],
    [['en-GB'], 'en-GB'],
    [['ar', 'fr'], 'fr'],
    [['ar'], 'auto'],
    [[], 'auto'],
  ])('of a customer who prefers %j is %s', (preferred, locale) => {
    expect(portalLocaleOf(preferred)).toBe(locale);
  });
});
