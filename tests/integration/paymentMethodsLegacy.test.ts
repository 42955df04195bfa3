import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addSubscription, openMethodBench, type MethodBench } from '../builders/methodBench.ts';
import { workspaceId } from '../builders/paymentBench.ts';

let bench: MethodBench;
beforeAll(async () => {
  bench = await openMethodBench();
}, 60_000);
afterAll(() => bench.close());

/** A customer whose card was saved before there were payment methods; it is the default, as the first of them is. */
async function addOldPayer(...testMethods: string[]) {
  const { stripe } = bench;
  const { id: customerId, methods } = await bench.addCustomer(testMethods);
  const card = await stripe.customers.createSource(customerId, { source: 'tok_visa' });
  return { workspaceId, customerId, card: card.id, ids: methods.map(({ id }) => id) };
}

async function namedBy(subscriptionId: string) {
  const subscription = await bench.stripe.subscriptions.retrieve(subscriptionId);
  return [subscription.default_payment_method, subscription.default_source];
}

describe('a card of the time before payment methods', () => {
  it('is shown as the default, and invoices are collected with it', async () => {
    const { customerId, card } = await addOldPayer();
    const invoice = await bench.addInvoice(customerId);
    const offer = await bench.services['payments.prepare']({ workspaceId, invoiceId: invoice.id });
    expect(offer.suggestedMethodId).toBe(card);
    expect(offer.methods).toMatchObject([
      { id: card, label: 'Visa •••• 4242', isDefault: true, refusal: null },
    ]);
    const { amount_remaining: amount, currency } = invoice;
    const wanted = { workspaceId, invoiceId: invoice.id, paymentMethodId: card, amount, currency };
    expect(await bench.services['payments.collect'](wanted)).toMatchObject({
      attempt: { state: 'paid' },
      invoiceStatus: 'paid',
    });
    expect(await bench.listCharges(customerId)).toHaveLength(1);
  });

  it('gives its place to another default, and takes it back', async () => {
    const { customerId, card, ids } = await addOldPayer('pm_card_mastercard');
    const ref = { workspaceId, customerId, shadows: 'repoint' } as const;
    const setDefault = bench.methods['paymentMethods.setDefault'];
    await setDefault({ ...ref, methodId: ids[0] ?? '' });
    expect(await bench.defaultOf(customerId)).toBe(ids[0]);
    await setDefault({ ...ref, methodId: card });
    const customer = await bench.stripe.customers.retrieve(customerId);
    expect(customer).toMatchObject({
      default_source: card,
      invoice_settings: { default_payment_method: null },
    });
  });

  it('is removed once everything that names it names another one', async () => {
    const { customerId, card, ids } = await addOldPayer('pm_card_mastercard');
    const { id: subscriptionId } = await addSubscription(bench.stripe, customerId, ids[0] ?? '');
    await bench.stripe.subscriptions.update(subscriptionId, {
      default_payment_method: '',
      default_source: card,
    });
    const ref = { workspaceId, customerId, methodId: card };
    const offer = await bench.methods['paymentMethods.prepareRemoval'](ref);
    expect(offer).toMatchObject({ refusal: null, moved: [{ kind: 'subscription', paymentMethodId: card }] });
    const removed = await bench.methods['paymentMethods.remove']({ ...ref, replacementId: null });
    expect(removed).toEqual({ state: 'removed' });
    expect(await bench.listMethods(customerId)).toEqual(ids);
    expect(await bench.defaultOf(customerId)).toBe(ids[0]);
    expect(await namedBy(subscriptionId)).toEqual([ids[0], null]);
  });

  it('takes the place of a method that is removed, where it is the only other one', async () => {
    const { customerId, card, ids } = await addOldPayer('pm_card_mastercard');
    const [method = ''] = ids;
    await bench.stripe.customers.update(customerId, {
      invoice_settings: { default_payment_method: method },
    });
    const { id: subscriptionId } = await addSubscription(bench.stripe, customerId, method);
    const ref = { workspaceId, customerId, methodId: method };
    await bench.methods['paymentMethods.remove']({ ...ref, replacementId: card });
    expect(await bench.listMethods(customerId)).toEqual([card]);
    expect(await namedBy(subscriptionId)).toEqual([null, card]);
    const customer = await bench.stripe.customers.retrieve(customerId);
    expect(customer).toMatchObject({ default_source: card });
  });

  it('stays where it is the only one', async () => {
    const { customerId, card } = await addOldPayer();
    const offer = await bench.methods['paymentMethods.prepareRemoval']({
      workspaceId,
      customerId,
      methodId: card,
    });
    expect(offer.refusal).toBe('onlyUsableMethod');
  });
});
