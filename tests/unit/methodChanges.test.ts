import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyStep,
  canCollectWith,
  expiryOf,
  findDefaultRefusal,
  findRemovalRefusal,
  listReplacements,
  planDefault,
  planRemoval,
  type HeldMethod,
  type MethodsInUse,
  type Shadow,
} from '../../shared/domain/methodChanges.ts';

const now = { year: 2026, month: 11 };
const card = (id: string, year = 2028): HeldMethod => ({
  id,
  type: 'card',
  mandate: null,
  card: { brand: 'visa', last4: '4242', exp_month: 11, exp_year: year },
});
const debit = (id: string, mandate: HeldMethod['mandate']): HeldMethod => ({
  id,
  type: 'sepa_debit',
  mandate,
});
const shadow = (id: string, paymentMethodId: string, changeable = true): Shadow => ({
  kind: 'subscription',
  id,
  label: 'Menu card',
  paymentMethodId,
  currency: 'eur',
  changeable,
});
const two: MethodsInUse = {
  methods: [card('a'), card('b')],
  defaultId: 'a',
  currency: 'eur',
  shadows: [],
  debitedIds: [],
};
const removing = { methodId: 'a', replacementId: 'b', now };

describe('removing a method', () => {
  it('is allowed when another usable one is registered', () => {
    expect(findRemovalRefusal(two, removing)).toBeNull();
  });

  it.each([
    ['the last one', { ...two, methods: [card('a')] }],
    ['with an expired card left', { ...two, methods: [card('a'), card('b', 2025)] }],
    ['with a revoked mandate left', { ...two, methods: [card('a'), debit('b', 'revoked')] }],
    [
      'with a bank transfer left',
      { ...two, methods: [card('a'), { ...card('b'), type: 'customer_balance' }] },
    ],
  ])('is refused: %s', (_, inUse) => {
    expect(findRemovalRefusal(inUse, { ...removing, replacementId: null })).toBe('onlyUsableMethod');
  });

  it('is refused with only debits left that cannot take the currency of the customer or of a subscription', () => {
    const inUse = { ...two, methods: [card('a'), debit('b', 'active')] };
    expect(findRemovalRefusal(inUse, removing)).toBeNull();
    expect(findRemovalRefusal({ ...inUse, currency: 'gbp' }, removing)).toBe('replacementCurrency');
    const inPounds: Shadow = { ...shadow('sub', 'a'), currency: 'gbp' };
    expect(findRemovalRefusal({ ...inUse, shadows: [inPounds] }, removing)).toBe('replacementCurrency');
    expect(listReplacements({ ...inUse, shadows: [inPounds] }, 'a', now)).toEqual([]);
  });

  it('waits for a debit that is on its way', () => {
    expect(findRemovalRefusal({ ...two, debitedIds: ['a'] }, removing)).toBe('debitInProgress');
  });

  it('refuses a replacement that went meanwhile, and a subscription that cannot be moved', () => {
    const three = { ...two, methods: [...two.methods, card('c')] };
    expect(findRemovalRefusal(three, { ...removing, replacementId: 'gone' })).toBe('replacementUnusable');
    expect(findRemovalRefusal({ ...two, shadows: [shadow('sub', 'a', false)] }, removing)).toBe(
      'managedSubscription',
    );
  });

  it('refuses while a phase of a schedule names the method: Stripe changes no single phase', () => {
    const held: Shadow = { ...shadow('sched', 'a', false), kind: 'schedule' };
    expect(findRemovalRefusal({ ...two, shadows: [held] }, removing)).toBe('scheduledPhase');
  });

  it('moves the default and everything that names the method before it detaches', () => {
    const inUse = { ...two, shadows: [shadow('sub_1', 'a'), shadow('sub_2', 'b')] };
    expect(planRemoval(inUse, 'a', 'b').map(({ kind }) => kind)).toEqual(['setDefault', 'repoint', 'detach']);
  });
});

describe('making a method the default', () => {
  it('is refused for what is gone, unusable, or the default already', () => {
    expect(findDefaultRefusal(two, { methodId: 'x', now })).toBe('notFound');
    expect(findDefaultRefusal(two, { methodId: 'a', now })).toBe('alreadyDefault');
    const pending = { ...two, methods: [card('a'), debit('b', 'pending')] };
    expect(findDefaultRefusal(pending, { methodId: 'b', now })).toBe('unusable');
  });

  it('is refused for a debit that cannot take what the customer is billed in, and spares subscriptions in others', () => {
    const inUse = { ...two, methods: [card('a'), debit('b', 'active')] };
    expect(findDefaultRefusal({ ...inUse, currency: 'gbp' }, { methodId: 'b', now })).toBe('currency');
    const shadows = [shadow('sub_1', 'a'), { ...shadow('sub_2', 'a'), currency: 'gbp' }];
    expect(planDefault({ ...inUse, shadows }, 'b', 'repoint')).toMatchObject([
      { kind: 'setDefault' },
      { kind: 'repoint', shadow: { id: 'sub_1' } },
    ]);
  });

  it('may be repeated where a subscription still names another method', () => {
    expect(findDefaultRefusal({ ...two, shadows: [shadow('sub', 'b')] }, { methodId: 'a', now })).toBeNull();
  });

  it('repoints, clears or leaves the subscriptions that name another method', () => {
    const inUse = {
      ...two,
      shadows: [shadow('sub_1', 'a'), shadow('sub_2', 'b'), shadow('sub_3', 'a', false)],
    };
    const kinds = (choice: 'repoint' | 'clear' | 'leave'): string[] =>
      planDefault(inUse, 'b', choice).map(({ kind }) => kind);
    expect(kinds('repoint')).toEqual(['setDefault', 'repoint']);
    expect(kinds('clear')).toEqual(['setDefault', 'clear']);
    expect(kinds('leave')).toEqual(['setDefault']);
  });

  it('leaves a schedule as it is where names are to be cleared: Stripe can only replace its method', () => {
    const scheduled: Shadow = { ...shadow('sched', 'a'), kind: 'schedule' };
    const inUse = { ...two, shadows: [scheduled] };
    expect(planDefault(inUse, 'b', 'clear').map(({ kind }) => kind)).toEqual(['setDefault']);
    expect(planDefault(inUse, 'b', 'repoint').map(({ kind }) => kind)).toEqual(['setDefault', 'repoint']);
  });
});

const anyMethod = fc.constantFrom('a', 'b', 'c', 'd').chain((id) =>
  fc.oneof(
    fc.constantFrom(2025, 2026, 2028).map((year) => card(id, year)),
    fc
      .constantFrom<HeldMethod['mandate']>('active', 'pending', 'revoked')
      .map((mandate) => debit(id, mandate)),
  ),
);
const anyCustomer: fc.Arbitrary<MethodsInUse> = fc
  .uniqueArray(anyMethod, { selector: ({ id }) => id, minLength: 1 })
  .chain((methods) => {
    const anyId = fc.constantFrom(...methods.map(({ id }) => id));
    return fc.record({
      methods: fc.constant(methods),
      defaultId: fc.option(anyId),
      currency: fc.constantFrom('eur', 'gbp', null),
      shadows: fc
        .array(anyId, { maxLength: 3 })
        .map((ids) => ids.map((id, index) => shadow(`sub_${index}`, id))),
      debitedIds: fc.array(anyId, { maxLength: 1 }),
    });
  });

describe('whatever a customer has', () => {
  it('a removal stopped after any step leaves a usable method, and nothing that names one that is gone', () => {
    fc.assert(
      fc.property(anyCustomer, fc.nat(), fc.nat(), (inUse, which, stop) => {
        const methodId = inUse.methods[which % inUse.methods.length]?.id ?? '';
        const replacementId = listReplacements(inUse, methodId, now)[0]?.id ?? null;
        if (findRemovalRefusal(inUse, { methodId, replacementId, now }) !== null || replacementId === null)
          return;
        const steps = planRemoval(inUse, methodId, replacementId);
        const after = steps.slice(0, stop % (steps.length + 1)).reduce(applyStep, inUse);
        const attached = after.methods.map(({ id }) => id);
        expect(after.methods.some((method) => canCollectWith(method, now))).toBe(true);
        expect(attached).toEqual(expect.arrayContaining(after.shadows.map((named) => named.paymentMethodId)));
        if (after.defaultId !== null) expect(attached).toContain(after.defaultId);
      }),
    );
  });

  it('a removal that was stopped goes on to the same end when it is planned anew', () => {
    fc.assert(
      fc.property(anyCustomer, fc.nat(), (inUse, stop) => {
        const [method] = inUse.methods;
        const [replacement] = method ? listReplacements(inUse, method.id, now) : [];
        if (!method || !replacement) return;
        const steps = planRemoval(inUse, method.id, replacement.id);
        const halfway = steps.slice(0, stop % steps.length).reduce(applyStep, inUse);
        const resumed = planRemoval(halfway, method.id, replacement.id).reduce(applyStep, halfway);
        expect(resumed).toEqual(steps.reduce(applyStep, inUse));
      }),
    );
  });
});

describe('the end of a card', () => {
  it.each([
    [2026, 10, 'expired'],
    [2026, 11, 'thisMonth'],
    [2026, 12, 'nextMonth'],
    [2027, 1, 'later'],
  ])('%i-%i is %s', (exp_year, exp_month, expected) => {
    const method = { id: 'a', type: 'card', card: { brand: 'visa', last4: '1', exp_month, exp_year } };
    expect(expiryOf(method, now)).toBe(expected);
  });
});
