import { describe, expect, test } from 'vitest';
import {
  changedValues,
  createDraft,
  isUnchanged,
  problemsOf,
  resolveConflicts,
  toUpdateInput,
} from '../../renderer/features/customers/billingDraft.ts';
import type { CustomerDetail } from '../../shared/ipc/schemas/customers.ts';

const customer: CustomerDetail = {
  id: 'cus_1',
  workspaceId: 'ws_1',
  name: 'Brasserie Ørsted',
  email: 'finance@example.com',
  phone: null,
  address: {
    line1: 'Prinsengracht 263',
    line2: null,
    city: 'Amsterdam',
    postal_code: '1016 GV',
    state: null,
    country: 'NL',
  },
  preferredLocale: 'nl',
  taxExempt: 'none',
  taxIds: [],
  service: 'running',
  subscriptions: [],
  paymentMethods: [],
  paymentMethodsAsOf: null,
  amountRemaining: [],
  overdueRemaining: [],
  openInvoices: [],
  invoiceHistory: [],
  invoiceHistoryCount: 0,
  createdAt: 0,
  deleted: false,
  pendingEdit: null,
  asOf: null,
};

const draftWith = (changes: Record<string, string | null>) => {
  const draft = createDraft(customer);
  return { ...draft, mine: { ...draft.mine, ...changes } };
};

describe('an edit of billing information', () => {
  test('changes nothing as long as nothing was typed, or typed back', () => {
    expect(isUnchanged(createDraft(customer))).toBe(true);
    expect(isUnchanged(draftWith({ name: 'Brasserie Ørsted' }))).toBe(true);
  });

  test('sends only the fields that changed, and clears what was emptied', () => {
    expect(changedValues(draftWith({ name: 'New', email: '' }))).toEqual({ name: 'New', email: null });
  });

  test('tells main what the person saw when they began', () => {
    const input = toUpdateInput(customer, draftWith({ city: 'Utrecht' }));
    expect(input).toMatchObject({
      workspaceId: 'ws_1',
      customerId: 'cus_1',
      base: { city: 'Amsterdam', country: 'NL' },
      changes: { values: { city: 'Utrecht' }, addTaxIds: [], removeTaxIds: [] },
    });
  });

  test('is checked by the same rules as before sending', () => {
    expect(problemsOf(draftWith({ postal_code: '99' }), customer)).toEqual([
      { path: 'values.postal_code', problem: 'postalCode', example: null },
    ]);
    expect(problemsOf(draftWith({ postal_code: '1015 CC' }), customer)).toEqual([]);
  });
});

describe('a conflict', () => {
  const conflicts = [
    { field: 'name', base: 'Brasserie Ørsted', theirs: 'Theirs', mine: 'Mine' },
    { field: 'city', base: 'Amsterdam', theirs: 'Haarlem', mine: 'Utrecht' },
  ];

  test('is decided field by field, and what Stripe has now becomes the base', () => {
    const resolved = resolveConflicts(draftWith({ name: 'Mine', city: 'Utrecht' }), conflicts, {
      name: 'mine',
      city: 'theirs',
    });
    expect(resolved.base).toMatchObject({ name: 'Theirs', city: 'Haarlem' });
    expect(changedValues(resolved)).toEqual({ name: 'Mine' });
  });

  test('leaves nothing to save when theirs stands everywhere', () => {
    const resolved = resolveConflicts(draftWith({ name: 'Mine', city: 'Utrecht' }), conflicts, {
      name: 'theirs',
      city: 'theirs',
    });
    expect(isUnchanged(resolved)).toBe(true);
  });
});
