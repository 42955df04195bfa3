import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { eventTypesSince, firstOf, newestEvent, refusal } from './stripeEmulatorClient.ts';
import { moneyOffice, payerWith, type MoneyOffice, type Payer } from './stripeEmulatorMoney.ts';

interface Subscriber extends Payer {
  id: string;
}

/** A customer whose subscription runs and whose card behaves otherwise from now on. */
async function subscriber({ stripe, control }: MoneyOffice, behaviour = 'succeeds'): Promise<Subscriber> {
  const payer = await payerWith(stripe, 'pm_card_visa');
  const price = await firstOf(stripe.prices.list({ limit: 100 }), ({ currency, recurring }) =>
    Boolean(recurring && currency === 'eur'),
  );
  const { id } = await stripe.subscriptions.create({
    customer: payer.customer,
    items: [{ price: price.id }],
  });
  await control(`payment_methods/${payer.method}`, { behaviour });
  return { ...payer, id };
}

/** The next period begins; its invoice. */
async function nextPeriod({ control }: MoneyOffice, subscription: string): Promise<Stripe.Invoice> {
  return (await control(`subscriptions/${subscription}/cycle`)) as unknown as Stripe.Invoice;
}

const statusOf = async (stripe: Stripe, id: string): Promise<string> =>
  (await stripe.subscriptions.retrieve(id)).status;

describe('a failing subscription', () => {
  it('is behind after the first failure and tried again until the account’s setting ends it', async () => {
    const office = await moneyOffice();
    const { stripe, passDays } = office;
    const { id, customer } = await subscriber(office, 'insufficient_funds');
    const { id: invoice } = await nextPeriod(office, id);
    expect(await statusOf(stripe, id)).toBe('past_due');
    const open = await stripe.invoices.retrieve(invoice);
    expect(open).toMatchObject({ status: 'open', attempt_count: 1, billing_reason: 'subscription_cycle' });
    expect((open.next_payment_attempt ?? 0) - (open.status_transitions.finalized_at ?? 0)).toBe(3 * 86_400);
    await passDays(3);
    expect((await stripe.invoices.retrieve(invoice)).attempt_count).toBe(2);
    await passDays(12);
    expect(await stripe.invoices.retrieve(invoice)).toMatchObject({
      attempt_count: 4,
      next_payment_attempt: null,
    });
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
      status: 'paused',
      status_details: { paused: { subscription: { type: 'final_payment_failure' } } },
    });
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ delinquent: true });
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    const before = await newestEvent(stripe);
    await stripe.invoices.pay(invoice, { payment_method: card.id });
    expect(await statusOf(stripe, id)).toBe('active');
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ delinquent: false });
    expect(await eventTypesSince(stripe, before)).toContain('customer.subscription.resumed');
  });

  it.each(['unpaid', 'past_due', 'canceled'])('ends up %s where the account chose so', async (setting) => {
    const office = await moneyOffice();
    const { stripe, control, passDays } = office;
    await control('settings', { after_final_failure: setting });
    const { id } = await subscriber(office, 'generic_decline');
    await nextPeriod(office, id);
    await passDays(30);
    const subscription = await stripe.subscriptions.retrieve(id);
    expect(subscription.status).toBe(setting);
    const reason = setting === 'canceled' ? 'payment_failed' : null;
    expect(subscription.cancellation_details?.reason).toBe(reason);
  });

  it('comes back with its newest invoice only, once that is finalised', async () => {
    const office = await moneyOffice();
    const { stripe, control, passDays } = office;
    await control('settings', { after_final_failure: 'unpaid' });
    const { id, method } = await subscriber(office, 'generic_decline');
    const older = await nextPeriod(office, id);
    await passDays(30);
    const newer = await nextPeriod(office, id);
    expect(newer).toMatchObject({ status: 'draft', auto_advance: false });
    expect((await stripe.subscriptions.retrieve(id)).latest_invoice).toBe(newer.id);
    await control(`payment_methods/${method}`, { behaviour: 'succeeds' });
    await stripe.invoices.pay(older.id);
    expect(await statusOf(stripe, id)).toBe('unpaid');
    await stripe.invoices.finalizeInvoice(newer.id);
    await stripe.invoices.pay(newer.id);
    expect(await statusOf(stripe, id)).toBe('active');
  });

  it('that was canceled never comes back, though its invoice can be paid', async () => {
    const office = await moneyOffice();
    const { stripe, control } = office;
    const { id, method } = await subscriber(office, 'generic_decline');
    const invoice = await nextPeriod(office, id);
    await stripe.subscriptions.cancel(id);
    expect(await stripe.invoices.retrieve(invoice.id)).toMatchObject({
      status: 'open',
      auto_advance: false,
      next_payment_attempt: null,
    });
    await control(`payment_methods/${method}`, { behaviour: 'succeeds' });
    expect((await stripe.invoices.pay(invoice.id)).status).toBe('paid');
    expect(await statusOf(stripe, id)).toBe('canceled');
  });

  it('waits for a debit to clear, and stays behind when it comes back', async () => {
    const office = await moneyOffice();
    const { stripe, passDays } = office;
    const { id, customer } = await subscriber(office, 'generic_decline');
    const invoice = await nextPeriod(office, id);
    const bad = await stripe.paymentMethods.attach('pm_sepaDebit_failed', { customer });
    const good = await stripe.paymentMethods.attach('pm_sepaDebit', { customer });
    await stripe.invoices.pay(invoice.id, { payment_method: bad.id });
    await passDays(6);
    expect(await statusOf(stripe, id)).toBe('past_due');
    await stripe.invoices.pay(invoice.id, { payment_method: good.id });
    expect(await statusOf(stripe, id)).toBe('past_due');
    await passDays(6);
    expect(await statusOf(stripe, id)).toBe('active');
  });

  it('comes back when its invoice is written off', async () => {
    const office = await moneyOffice();
    const { stripe } = office;
    const { id } = await subscriber(office, 'generic_decline');
    const invoice = await nextPeriod(office, id);
    await stripe.invoices.markUncollectible(invoice.id);
    expect(await statusOf(stripe, id)).toBe('active');
  });

  it('expires when its first invoice is not paid within 23 hours', async () => {
    const { stripe, control } = await moneyOffice();
    const { customer } = await payerWith(stripe, 'pm_card_chargeCustomerFail');
    const price = await firstOf(stripe.prices.list(), ({ currency, recurring }) =>
      Boolean(recurring && currency === 'eur'),
    );
    const { id, latest_invoice: invoice } = await stripe.subscriptions.create({
      customer,
      items: [{ price: price.id }],
    });
    expect(await statusOf(stripe, id)).toBe('incomplete');
    await control('clock', { advance: String(23 * 3600) });
    expect(await statusOf(stripe, id)).toBe('incomplete_expired');
    expect((await stripe.invoices.retrieve(String(invoice))).status).toBe('void');
  });
});

describe('an account that resumes nothing by itself', () => {
  it('leaves a paused subscription paused when its invoice is paid', async () => {
    const { stripe, control } = await moneyOffice();
    await control('settings', { auto_resume: 'false' });
    const paused = await firstOf(
      stripe.subscriptions.list({ status: 'paused', limit: 100 }),
      ({ status_details: details }) => details?.paused.subscription.type === 'final_payment_failure',
    );
    const customer = String(paused.customer);
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    await stripe.invoices.pay(String(paused.latest_invoice), { payment_method: card.id });
    expect(await statusOf(stripe, paused.id)).toBe('paused');
    await stripe.subscriptions.update(paused.id, { default_payment_method: card.id });
    const resumed = await stripe.subscriptions.resume(paused.id, {
      billing_cycle_anchor: { type: 'now' },
      payment_behavior: 'resume_on_payment_success',
      expand: ['latest_invoice'],
    });
    expect(resumed).toMatchObject({ status: 'active', latest_invoice: { status: 'paid' } });
    expect(resumed.status_details).toBeUndefined();
  });
});

describe('pausing and resuming', () => {
  it('stops billing until it is resumed', async () => {
    const office = await moneyOffice();
    const { stripe } = office;
    const { id } = await subscriber(office);
    const before = await newestEvent(stripe);
    expect(await stripe.subscriptions.pause(id)).toMatchObject({
      status: 'paused',
      status_details: { paused: { subscription: { type: 'pause_requested' } } },
    });
    await expect(nextPeriod(office, id)).rejects.toThrow('paused');
    const running = await stripe.subscriptions.resume(id, {
      billing_cycle_anchor: { type: 'unchanged' },
      proration_behavior: 'none',
    });
    expect(running.status).toBe('active');
    expect(await eventTypesSince(stripe, before)).toEqual([
      'customer.subscription.paused',
      'customer.subscription.updated',
      'customer.subscription.resumed',
      'customer.subscription.updated',
    ]);
  });

  it.each([
    ['resume_on_payment_success', 'paused'],
    ['resume_on_payment_attempt', 'past_due'],
  ] as const)('with %s after a decline leaves it %s', async (behavior, status) => {
    const office = await moneyOffice();
    const { stripe } = office;
    const { id, customer } = await subscriber(office, 'generic_decline');
    await stripe.subscriptions.pause(id);
    const resumed = await stripe.subscriptions.resume(id, { payment_behavior: behavior });
    expect(resumed.status).toBe(status);
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    await stripe.invoices.pay(String(resumed.latest_invoice), { payment_method: card.id });
    expect(await statusOf(stripe, id)).toBe('active');
  });

  it('gives up an invoice that nobody tried to pay for 23 hours', async () => {
    const office = await moneyOffice();
    const { stripe, control } = office;
    const { id, method } = await subscriber(office);
    await stripe.subscriptions.pause(id);
    await stripe.paymentMethods.detach(method);
    const { latest_invoice: invoice } = await stripe.subscriptions.resume(id);
    expect((await stripe.invoices.retrieve(String(invoice))).status).toBe('open');
    await control('clock', { advance: String(23 * 3600) });
    expect((await stripe.invoices.retrieve(String(invoice))).status).toBe('void');
    expect(await statusOf(stripe, id)).toBe('paused');
  });

  it('is refused where there is nothing to pause or resume', async () => {
    const office = await moneyOffice();
    const { stripe } = office;
    const { id } = await subscriber(office);
    expect((await refusal(stripe.subscriptions.resume(id))).message).toContain('is active');
    await stripe.subscriptions.cancel(id);
    expect((await refusal(stripe.subscriptions.pause(id))).statusCode).toBe(400);
  });

  it.each([
    ['keep_as_draft', 'draft'],
    ['mark_uncollectible', 'uncollectible'],
    ['void', 'void'],
  ] as const)('of collection only (%s) makes invoices that are %s', async (behavior, status) => {
    const office = await moneyOffice();
    const { stripe } = office;
    const { id } = await subscriber(office);
    await stripe.subscriptions.update(id, { pause_collection: { behavior } });
    expect((await nextPeriod(office, id)).status).toBe(status);
    expect(await statusOf(stripe, id)).toBe('active');
  });
});

describe('removing a method', () => {
  it('is never refused, also of the last one, and empties whatever named it', async () => {
    const office = await moneyOffice();
    const { stripe } = office;
    const { id, customer, method } = await subscriber(office);
    await stripe.subscriptions.update(id, { default_payment_method: method });
    const draft = await stripe.invoices.create({ customer, default_payment_method: method });
    const before = await newestEvent(stripe);
    await stripe.paymentMethods.detach(method);
    expect((await stripe.customers.listPaymentMethods(customer)).data).toEqual([]);
    const after = (await stripe.customers.retrieve(customer)) as Stripe.Customer;
    expect(after.invoice_settings.default_payment_method).toBeNull();
    expect((await stripe.subscriptions.retrieve(id)).default_payment_method).toBeNull();
    expect((await stripe.invoices.retrieve(draft.id)).default_payment_method).toBeNull();
    const { data: events } = await stripe.events.list({ ending_before: before, limit: 10 });
    expect(events.toReversed().map(({ type, data }) => [type, data.previous_attributes])).toEqual([
      ['payment_method.detached', { customer }],
      ['customer.updated', { invoice_settings: { default_payment_method: method } }],
      ['customer.subscription.updated', { default_payment_method: method }],
      ['invoice.updated', { default_payment_method: method }],
    ]);
    expect((await refusal(stripe.paymentMethods.detach(method))).message).toContain(
      'detachment is impossible',
    );
    expect((await refusal(stripe.paymentMethods.attach(method, { customer }))).code).toBe(
      'payment_method_unexpected_state',
    );
  });
});
