import { describe, expect, test } from 'vitest';
import {
  changedValues,
  createDraft,
  isUnchanged,
  keyOfConflict,
  problemsOf,
  resolveConflicts,
  toUpdateInput,
} from '../../renderer/features/customers/billingDraft.ts';
import { toCustomerValues } from '../../shared/domain/customerChanges.ts';
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
    const resolved = resolveConflicts(
      draftWith({ name: 'Mine', city: 'Utrecht' }),
      conflicts,
      {
        name: 'mine',
        city: 'theirs',
      },
      [],
    );
    expect(resolved.base).toMatchObject({ name: 'Theirs', city: 'Haarlem' });
    expect(changedValues(resolved)).toEqual({ name: 'Mine' });
  });

  test('leaves nothing to save when theirs stands everywhere', () => {
    const resolved = resolveConflicts(
      draftWith({ name: 'Mine', city: 'Utrecht' }),
      conflicts,
      {
        name: 'theirs',
        city: 'theirs',
      },
      [],
    );
    expect(isUnchanged(resolved)).toBe(true);
  });

  test('may be decided with a third value', () => {
    const choices = { name: { other: 'Third' }, city: 'theirs' } as const;
    const resolved = resolveConflicts(draftWith({ name: 'Mine' }), conflicts, choices, []);
    expect(changedValues(resolved)).toEqual({ name: 'Third' });
  });

  const theirs = {
    id: 'txi_theirs',
    type: 'eu_vat',
    value: 'DE136695976',
    country: 'DE',
    status: 'verified',
    verifiedName: null,
    verifiedAddress: null,
  } as const;
  const taxIdConflict = {
    field: 'taxId',
    base: null,
    theirs: 'eu_vat DE136695976',
    mine: 'eu_vat NL004495445B01',
  };
  const adding = {
    ...createDraft(customer),
    addTaxIds: [{ type: 'eu_vat', value: 'NL004495445B01' }],
  };
  const key = keyOfConflict(taxIdConflict);

  test('of tax IDs leaves one of the two', () => {
    const mine = resolveConflicts(adding, [taxIdConflict], { [key]: 'mine' }, [theirs]);
    expect(mine).toMatchObject({ addTaxIds: adding.addTaxIds, removeTaxIds: ['txi_theirs'] });
    expect(mine.baseTaxIds).toContainEqual({ type: 'eu_vat', value: 'DE136695976' });
    const other = resolveConflicts(adding, [taxIdConflict], { [key]: 'theirs' }, [theirs]);
    expect(isUnchanged(other)).toBe(true);
  });
});

describe('an edit that waits', () => {
  const waiting: CustomerDetail = {
    ...customer,
    pendingEdit: {
      id: 'edit_1',
      workspaceId: customer.workspaceId,
      customerId: customer.id,
      customerName: customer.name,
      who: 'anna',
      createdAt: 1,
      updatedAt: 1,
      state: 'waiting',
      changes: [],
      conflicts: [],
      problem: null,
      triedAt: null,
      mayHaveArrived: false,
      edit: {
        base: { ...toCustomerValues(customer), name: 'As it was', city: 'Delft' },
        baseTaxIds: [],
        values: { name: 'As it shall be' },
        addTaxIds: [],
        removeTaxIds: [],
      },
    },
  };

  test('is edited on the base that its person saw, the rest on what is there now', () => {
    const draft = createDraft(waiting);
    expect(draft.base).toMatchObject({ name: 'As it was', city: customer.address.city });
    expect(changedValues(draft)).toEqual({ name: 'As it shall be' });
    expect(toUpdateInput(customer, draft).replaces).toBe('edit_1');
  });
});
