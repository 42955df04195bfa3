import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureOf } from '../builders/failureOf.ts';
import { addSubscription, openMethodBench, type MethodBench, type Payer } from '../builders/methodBench.ts';
import { workspaceId } from '../builders/paymentBench.ts';
import { submit } from './stripeEmulatorMoney.ts';

let bench: MethodBench;
beforeAll(async () => {
  bench = await openMethodBench();
});
afterAll(() => bench.close());

const named = async (payer: Payer): Promise<{ subscription: string; invoice: string; schedule: string }> => {
  const { stripe } = bench;
  const [first] = payer.ids;
  const subscription = await addSubscription(stripe, payer.customerId, first);
  const invoice = await stripe.invoices.create({ customer: payer.customerId, default_payment_method: first });
  const schedule = await stripe.subscriptionSchedules.create({
    customer: payer.customerId,
    default_settings: { default_payment_method: first },
  });
  return { subscription: subscription.id, invoice: invoice.id, schedule: schedule.id };
};

const audited = async (customerId: string) => {
  const { rows } = await bench.office.workspaceDatabase.listAudit({
    workspaceIds: null,
    customerId,
    offset: 0,
    limit: 50,
  });
  return rows.toReversed().map(({ action, outcome, after }) => ({ action, outcome, after }));
};

describe('removing a payment method', () => {
  it('moves the default and everything that names it before it is detached', async () => {
    const payer = await bench.addPayer('pm_card_visa', 'pm_sepaDebit');
    const [first, second = ''] = payer.ids;
    const { subscription, invoice, schedule } = await named(payer);
    const offer = await bench.methods['paymentMethods.prepareRemoval']({
      ...payerRef(payer),
      methodId: first,
    });
    expect(offer).toMatchObject({ refusal: null, method: { label: 'Visa •••• 4242', isDefault: true } });
    expect(offer.moved.map(({ kind }) => kind).toSorted()).toEqual(['invoice', 'schedule', 'subscription']);
    expect(offer.replacements.map(({ id }) => id)).toEqual([second]);

    const removed = bench.methods['paymentMethods.remove']({
      ...payerRef(payer),
      methodId: first,
      replacementId: null,
    });
    await expect(removed).resolves.toEqual({ state: 'removed' });

    expect(await bench.listMethods(payer.customerId)).toEqual([second]);
    expect(await bench.defaultOf(payer.customerId)).toBe(second);
    const { stripe } = bench;
    expect((await stripe.subscriptions.retrieve(subscription)).default_payment_method).toBe(second);
    expect((await stripe.invoices.retrieve(invoice)).default_payment_method).toBe(second);
    const { data } = await stripe.subscriptionSchedules.list({ customer: payer.customerId });
    expect(data.find(({ id }) => id === schedule)?.default_settings.default_payment_method).toBe(second);
    expect(await bench.records.listChanges()).toEqual([]);
    expect((await audited(payer.customerId)).map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      'paymentMethod.defaultChanged done',
      'paymentMethod.defaultChanged done',
      'paymentMethod.defaultChanged done',
      'paymentMethod.defaultChanged done',
      'paymentMethod.removed done',
    ]);
  });

  it.each([
    ['the only one', ['pm_card_visa'], 'onlyUsableMethod'],
    ['with a bank transfer left', ['pm_card_visa', 'pm_customerBalance'], 'onlyUsableMethod'],
  ])('is refused: %s', async (_, methods, reason) => {
    const [first = '', ...others] = methods;
    const payer = await bench.addPayer(first, ...others);
    const wanted = { ...payerRef(payer), methodId: payer.ids[0], replacementId: null };
    const error = await failureOf(bench.methods['paymentMethods.remove'](wanted));
    expect([error.code, error.details['reason']]).toEqual(['method_refused', reason]);
    expect(await bench.listMethods(payer.customerId)).toHaveLength(methods.length);
    expect(await bench.records.listChanges()).toEqual([]);
  });

  it('says that none is left when somebody else removed the other one in the same moment', async () => {
    const payer = await bench.addPayer('pm_card_visa', 'pm_card_mastercard');
    const [first, second = ''] = payer.ids;
    const real = await bench.office.gateways.of(workspaceId);
    const methods = await bench.methodsWith({
      gateway: {
        detachPaymentMethod: async (...detached) => {
          await bench.stripe.paymentMethods.detach(second);
          return real.detachPaymentMethod(...detached);
        },
      },
    });
    const wanted = { ...payerRef(payer), methodId: first, replacementId: null };
    await expect(methods['paymentMethods.remove'](wanted)).resolves.toEqual({ state: 'removedLast' });
    expect(await bench.listMethods(payer.customerId)).toEqual([]);
  });
});

describe('what stands in the way of removing one', () => {
  const reasonOf = async (payer: Payer, methodId = payer.ids[0], replacementId: string | null = null) => {
    const error = await failureOf(
      bench.methods['paymentMethods.remove']({ ...payerRef(payer), methodId, replacementId }),
    );
    expect(error.code).toBe('method_refused');
    return error.details['reason'];
  };

  it('is a debit with it that is on its way', async () => {
    const payer = await bench.addPayer('pm_sepaDebit', 'pm_card_visa');
    const invoice = await bench.addInvoice(payer.customerId);
    await bench.stripe.invoices.pay(invoice.id, { payment_method: payer.ids[0], off_session: true });
    expect(await reasonOf(payer)).toBe('debitInProgress');
    expect(await bench.listMethods(payer.customerId)).toHaveLength(2);
  });

  it('is a revoked mandate of the only other one', async () => {
    const payer = await bench.addPayer('pm_card_visa', 'pm_bacsDebit_success');
    const [, debit = ''] = payer.ids;
    await bench.stripe.setupIntents.create({
      customer: payer.customerId,
      payment_method: debit,
      allowed_payment_method_types: ['bacs_debit'],
      confirm: true,
    });
    const { data } = await bench.stripe.setupIntents.list({ customer: payer.customerId });
    const mandate = data[0]?.mandate;
    await bench.control(`mandates/${String(mandate)}`, { state: 'revoked' });
    expect(await bench.methods['paymentMethods.listMandates'](payerRef(payer))).toEqual([
      { methodId: debit, state: 'revoked' },
    ]);
    expect(await reasonOf(payer)).toBe('onlyUsableMethod');
  });

  it('is a replacement that cannot take its place, or a schedule whose phase names it', async () => {
    const payer = await bench.addPayer('pm_card_visa', 'pm_card_mastercard', 'pm_customerBalance');
    expect(await reasonOf(payer, payer.ids[0], payer.ids[2] ?? '')).toBe('replacementUnusable');
    await bench.stripe.subscriptionSchedules.create({
      customer: payer.customerId,
      phases: [{ items: [], default_payment_method: payer.ids[0] }],
    });
    expect(await reasonOf(payer)).toBe('scheduledPhase');
  });

  it('is a subscription with Managed Payments', async () => {
    const payer = await bench.addPayer('pm_card_visa', 'pm_card_mastercard');
    await addSubscription(bench.stripe, payer.customerId, payer.ids[0]);
    const gateway = await bench.office.gateways.of(payer.workspaceId);
    const methods = await bench.methodsWith({
      gateway: {
        listSubscriptionsOf: async (id) =>
          (await gateway.listSubscriptionsOf(id)).map((subscription) => ({
            ...subscription,
            managed_payments: { enabled: true },
          })),
      },
    });
    const wanted = { ...payerRef(payer), methodId: payer.ids[0], replacementId: null };
    const error = await failureOf(methods['paymentMethods.remove'](wanted));
    expect(error.details['reason']).toBe('managedSubscription');
  });

  it('is Stripe out of reach, a right that is missing, and a customer who was deleted', async () => {
    const payer = await bench.addPayer('pm_card_visa', 'pm_card_mastercard');
    const wanted = { ...payerRef(payer), methodId: payer.ids[0], replacementId: null };
    const offline = await bench.methodsWith({ offlineSince: 1 });
    expect((await failureOf(offline['paymentMethods.remove'](wanted))).code).toBe('offline');
    await bench.control('faults', {
      'faults[0][kind]': '403',
      'faults[0][percent]': '100',
      'faults[0][path]': '/detach',
    });
    expect((await failureOf(bench.methods['paymentMethods.remove'](wanted))).code).toBe('permission_missing');
    await bench.control('faults', {});
    expect(await bench.listMethods(payer.customerId)).toHaveLength(2);
    expect(await bench.records.listChanges()).toMatchObject([{ sent: [{ kind: 'setDefault' }] }]);
    await bench.stripe.customers.del(payer.customerId);
    expect((await failureOf(bench.methods['paymentMethods.remove'](wanted))).code).toBe('customer_deleted');
    expect(await bench.records.listChanges()).toEqual([]);
  });
});

describe('the customer acting in the portal meanwhile', () => {
  it('by removing the same method: that is done already', async () => {
    const payer = await bench.addPayer('pm_card_visa', 'pm_card_mastercard');
    const gateway = await bench.office.gateways.of(payer.workspaceId);
    const methods = await bench.methodsWith({
      gateway: {
        async detachPaymentMethod(id, options) {
          await bench.stripe.paymentMethods.detach(id);
          return gateway.detachPaymentMethod(id, options);
        },
      },
    });
    const wanted = { ...payerRef(payer), methodId: payer.ids[0], replacementId: null };
    await expect(methods['paymentMethods.remove'](wanted)).resolves.toEqual({ state: 'removed' });
    await expect(methods['paymentMethods.remove'](wanted)).resolves.toEqual({ state: 'alreadyGone' });
  });

  it('by removing the replacement half-way: what is left is kept, told, and can be left', async () => {
    const payer = await bench.addPayer('pm_card_visa', 'pm_card_mastercard');
    const [first, second = ''] = payer.ids;
    const gateway = await bench.office.gateways.of(payer.workspaceId);
    const methods = await bench.methodsWith({
      gateway: {
        async updateCustomer(...change) {
          const written = await gateway.updateCustomer(...change);
          await bench.stripe.paymentMethods.detach(second);
          return written;
        },
      },
    });
    const wanted = { ...payerRef(payer), methodId: first, replacementId: second };
    const error = await failureOf(methods['paymentMethods.remove'](wanted));
    expect(error.details).toMatchObject({ reason: 'onlyUsableMethod', isHalfway: true });
    expect(await bench.listMethods(payer.customerId)).toEqual([first]);
    const ofCustomer = { workspaceIds: [payer.workspaceId], customerId: payer.customerId };
    const [halfway] = await methods['paymentMethods.listOpenChanges'](ofCustomer);
    expect(halfway).toMatchObject({
      kind: 'remove',
      methodLabel: 'Visa •••• 4242',
      replacementLabel: 'Mastercard •••• 4444',
      sent: [{ kind: 'setDefault' }],
      isRunning: false,
    });
    await methods['paymentMethods.leaveChange']({ changeId: halfway?.id ?? '' });
    expect(await methods['paymentMethods.listOpenChanges'](ofCustomer)).toEqual([]);
  });

  it('by pointing a subscription at it just before the end: that moves as well', async () => {
    const payer = await bench.addPayer('pm_card_visa', 'pm_card_mastercard');
    const [first, second = ''] = payer.ids;
    const subscription = await addSubscription(bench.stripe, payer.customerId, second);
    const gateway = await bench.office.gateways.of(payer.workspaceId);
    const methods = await bench.methodsWith({
      gateway: {
        async updateCustomer(...change) {
          await bench.stripe.subscriptions.update(subscription.id, { default_payment_method: first });
          return gateway.updateCustomer(...change);
        },
      },
    });
    await methods['paymentMethods.remove']({ ...payerRef(payer), methodId: first, replacementId: second });
    const after = await bench.stripe.subscriptions.retrieve(subscription.id);
    expect(after.default_payment_method).toBe(second);
  });
});

describe('making a method the default', () => {
  it.each([
    ['repoint', 'second', 0],
    ['clear', null, 0],
    ['leave', 'first', 1],
  ] as const)('and what names another one: %s', async (shadows, expected, left) => {
    const payer = await bench.addPayer('pm_card_visa', 'pm_card_mastercard');
    const [first, second = ''] = payer.ids;
    const subscription = await addSubscription(bench.stripe, payer.customerId, first);
    const wanted = { ...payerRef(payer), methodId: second };
    const offer = await bench.methods['paymentMethods.prepareDefault'](wanted);
    expect(offer).toMatchObject({ refusal: null, current: { label: 'Visa •••• 4242' } });
    expect(offer.shadows.map(({ methodLabel }) => methodLabel)).toEqual(['Visa •••• 4242']);
    const done = await bench.methods['paymentMethods.setDefault']({ ...wanted, shadows });
    expect(done.shadows).toHaveLength(left);
    expect(await bench.defaultOf(payer.customerId)).toBe(second);
    const { default_payment_method: named } = await bench.stripe.subscriptions.retrieve(subscription.id);
    expect(named).toBe(expected === null ? null : expected === 'first' ? first : second);
    expect(await bench.records.listChanges()).toEqual([]);
  });

  it('is refused for a bank transfer and for what is the default already', async () => {
    const payer = await bench.addPayer('pm_card_visa', 'pm_customerBalance');
    const reasonOf = async (methodId: string) => {
      const wanted = { ...payerRef(payer), methodId, shadows: 'leave' } as const;
      return (await failureOf(bench.methods['paymentMethods.setDefault'](wanted))).details['reason'];
    };
    expect(await reasonOf(payer.ids[1] ?? '')).toBe('unusable');
    expect(await reasonOf(payer.ids[0])).toBe('alreadyDefault');
    expect(await reasonOf('pm_nobody')).toBe('notFound');
  });

  it('waits for a locked customer, and is made once', async () => {
    const payer = await bench.addPayer('pm_card_visa', 'pm_card_mastercard');
    await bench.control('faults', {
      'faults[0][kind]': 'lock',
      'faults[0][percent]': '100',
      'faults[0][path]': '/customers/',
      'faults[0][times]': '1',
    });
    const wanted = { ...payerRef(payer), methodId: payer.ids[1] ?? '', shadows: 'leave' } as const;
    await bench.methods['paymentMethods.setDefault'](wanted);
    await bench.control('faults', {});
    expect(await bench.defaultOf(payer.customerId)).toBe(payer.ids[1]);
  });
});

describe('a link for a new method', () => {
  it('is in the language and for the currency of the customer, and is kept nowhere', async () => {
    const payer = await bench.addPayer('pm_card_visa');
    await bench.stripe.customers.update(payer.customerId, { preferred_locales: ['nl-BE'] });
    const link = await bench.methods['paymentMethods.createSetupLink'](payerRef(payer));
    const session = await bench.stripe.checkout.sessions.retrieve(link.sessionId);
    expect(session).toMatchObject({ mode: 'setup', customer: payer.customerId, locale: 'nl', url: link.url });
    expect(session.payment_method_types).toContain('sepa_debit');
    const { business_profile: publicly } = await bench.stripe.accounts.retrieveCurrent();
    expect(link).toMatchObject({ accountName: publicly?.name, preferredLocales: ['nl-BE'] });
    const kept = await bench.office.workspaceDatabase.listActions();
    expect(JSON.stringify(kept)).not.toContain('/c/pay');
    expect(JSON.stringify(await audited(payer.customerId))).not.toContain('/c/pay');
  });

  it('that was used is noticed, and put away once its method is the default', async () => {
    const payer = await bench.addPayer('pm_card_visa');
    const { url } = await bench.methods['paymentMethods.createSetupLink'](payerRef(payer));
    await bench.methods['paymentMethods.followSetupLinks'](payerRef(payer));
    const stateOf = async () => (await bench.methods['paymentMethods.listSetupLinks'](payerRef(payer)))[0];
    expect((await stateOf())?.state).toBe('open');
    expect((await submit(url, { payment_method: 'pm_card_mastercard' })).status).toBe(303);
    await bench.methods['paymentMethods.followSetupLinks'](payerRef(payer));
    const arrived = await stateOf();
    expect(arrived?.state).toBe('arrived');
    const methodId = arrived?.methodId ?? '';
    expect(await bench.listMethods(payer.customerId)).toContain(methodId);
    await bench.methods['paymentMethods.setDefault']({ ...payerRef(payer), methodId, shadows: 'leave' });
    expect(await stateOf()).toBeUndefined();
  });

  it('that nobody used is told to have expired', async () => {
    const payer = await bench.addPayer('pm_card_visa');
    await bench.methods['paymentMethods.createSetupLink'](payerRef(payer));
    bench.advance(2 * 86_400);
    await bench.methods['paymentMethods.followSetupLinks'](payerRef(payer));
    const [link] = await bench.methods['paymentMethods.listSetupLinks'](payerRef(payer));
    expect(link?.state).toBe('expired');
    await bench.methods['paymentMethods.forgetSetupLink']({ sessionId: link?.sessionId ?? '' });
    expect(await bench.methods['paymentMethods.listSetupLinks'](payerRef(payer))).toEqual([]);
  });
});

describe('cards that end', () => {
  it('are told with what uses them and what is owed, and whether there is another method', async () => {
    const payer = await bench.addPayer('pm_card_visa', 'pm_sepaDebit');
    const [card] = payer.ids;
    const { stripe, office } = bench;
    await addSubscription(stripe, payer.customerId, card);
    await bench.addInvoice(payer.customerId);
    const expiring = async () => {
      await office.sync.refreshCustomer(payer.workspaceId, payer.customerId);
      const page = { workspaceIds: null, offset: 0, limit: 100 };
      const { rows } = await bench.methods['paymentMethods.listExpiring'](page);
      return rows.find(({ customerId }) => customerId === payer.customerId);
    };
    expect(await expiring()).toBeUndefined();
    // The office's day is in November 2026.
    await stripe.paymentMethods.update(card, { card: { exp_month: 12, exp_year: 2026 } });
    expect(await expiring()).toMatchObject({
      methodId: card,
      label: 'Visa •••• 4242',
      expiry: 'nextMonth',
      openInvoiceCount: 1,
      amountRemaining: [{ amount: 12_100, currency: 'eur' }],
      hasOther: true,
    });
    const listed = await expiring();
    expect(listed?.subscriptions).toHaveLength(1);
    expect(listed?.nextInvoiceAt).toBeGreaterThan(office.now());
    await stripe.paymentMethods.update(card, { card: { exp_month: 10, exp_year: 2026 } });
    expect((await expiring())?.expiry).toBe('expired');
  });
});

function payerRef({ workspaceId, customerId }: Payer): { workspaceId: string; customerId: string } {
  return { workspaceId, customerId };
}
