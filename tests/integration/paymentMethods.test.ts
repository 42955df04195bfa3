import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureOf } from '../builders/failureOf.ts';
import { addSubscription, openMethodBench, type MethodBench, type Payer } from '../builders/methodBench.ts';

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
});

function payerRef({ workspaceId, customerId }: Payer): { workspaceId: string; customerId: string } {
  return { workspaceId, customerId };
}
