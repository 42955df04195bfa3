import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { failureOf } from '../builders/failureOf.ts';
import { openPaymentBench, workspaceId, type PaymentBench } from '../builders/paymentBench.ts';

const day = 86_400;
/** The account that does not resume subscriptions by itself. */
const manualWorkspaceId = 'workspace-2';
let bench: PaymentBench;

beforeAll(async () => {
  bench = await openPaymentBench({ accounts: 2 });
}, 60_000);

afterAll(() => bench.close());

/** A subscription of the seeded office whose customer gets a card that works; each is used once. */
const used = new Set<string>();
async function takeSubscription(
  stripe: Stripe,
  fits: (subscription: Stripe.Subscription) => boolean,
): Promise<{ subscription: Stripe.Subscription; customer: string; invoice: Stripe.Invoice; card: string }> {
  const page = { status: 'all', limit: 100, expand: ['data.latest_invoice'] } as const;
  for await (const subscription of stripe.subscriptions.list({ ...page, expand: [...page.expand] })) {
    const invoice = subscription.latest_invoice;
    const isOpen = invoice !== null && typeof invoice === 'object' && invoice.status === 'open';
    if (used.has(subscription.id) || !isOpen || !fits(subscription)) continue;
    used.add(subscription.id);
    const customer = String(subscription.customer);
    const { id: card } = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    return { subscription, customer, invoice, card };
  }
  throw new Error('No subscription of the office fits.');
}

function pauseOf(subscription: Stripe.Subscription): string | undefined {
  return subscription.status_details?.paused?.subscription?.type;
}

function collect(invoice: Stripe.Invoice, paymentMethodId: string, inWorkspace = workspaceId) {
  return bench.services['payments.collect']({
    workspaceId: inWorkspace,
    invoiceId: invoice.id,
    paymentMethodId,
    amount: invoice.amount_remaining,
    currency: invoice.currency,
  });
}

describe('paying the invoice of a suspended subscription', () => {
  it.each([
    ['past_due', 'warning'],
    ['unpaid', 'suspended'],
  ])('that is %s brings the service back, as announced', async (status, before) => {
    const { subscription, invoice, card } = await takeSubscription(
      bench.stripe,
      (each) => each.status === status,
    );
    const offer = await bench.services['payments.prepare']({ workspaceId, invoiceId: invoice.id });
    expect(offer.methods.find(({ id }) => id === card)?.effect.effect).toBe('resumes');
    const { service } = await collect(invoice, card);
    expect(service).toEqual({ subscriptionId: subscription.id, before, after: 'running', canResume: false });
  });

  it('that is paused for non-payment resumes it where the account does so by itself', async () => {
    const { invoice, card } = await takeSubscription(
      bench.stripe,
      (each) => pauseOf(each) === 'final_payment_failure',
    );
    const { service } = await collect(invoice, card);
    expect(service).toMatchObject({ before: 'suspended', after: 'running' });
  });

  it('that ended restores nothing, and says so before', async () => {
    const { invoice, card, subscription } = await takeSubscription(
      bench.stripe,
      (each) => each.status === 'past_due',
    );
    await bench.stripe.subscriptions.cancel(subscription.id);
    const offer = await bench.services['payments.prepare']({ workspaceId, invoiceId: invoice.id });
    const effect = offer.methods.find(({ id }) => id === card)?.effect;
    expect(effect).toMatchObject({ effect: 'doesNotRestore', reason: 'ended' });
    expect((await collect(invoice, card)).service).toMatchObject({ after: 'ended' });
  });

  it('by direct debit leaves it off until the debit has cleared', async () => {
    const { customer, invoice, subscription } = await takeSubscription(
      bench.stripe,
      (each) => each.status === 'unpaid',
    );
    const sepa = await bench.stripe.paymentMethods.attach('pm_sepaDebit', { customer });
    const offer = await bench.services['payments.prepare']({ workspaceId, invoiceId: invoice.id });
    expect(offer.methods.find(({ id }) => id === sepa.id)?.effect.effect).toBe('resumesAfterClearing');
    expect((await collect(invoice, sepa.id)).service).toMatchObject({
      before: 'suspended',
      after: 'suspended',
    });
    bench.advance(8 * day);
    expect((await bench.stripe.subscriptions.retrieve(subscription.id)).status).toBe('active');
  });
});

describe('an account that does not resume by itself', () => {
  it('is told after paying, and resumes on request', async () => {
    const stripe = bench.stripeOf(1);
    const { subscription, customer, invoice, card } = await takeSubscription(
      stripe,
      (each) => pauseOf(each) === 'final_payment_failure',
    );
    await stripe.customers.update(customer, { invoice_settings: { default_payment_method: card } });
    await stripe.subscriptions.update(subscription.id, { default_payment_method: card });
    const { service } = await collect(invoice, card, manualWorkspaceId);
    expect(service).toMatchObject({ before: 'suspended', after: 'suspended', canResume: true });

    const resumed = await bench.services['subscriptions.resume']({
      workspaceId: manualWorkspaceId,
      subscriptionId: subscription.id,
      billingCycle: 'now',
    });
    expect(resumed).toMatchObject({ status: 'active', service: 'running' });
    const { rows } = await bench.office.workspaceDatabase.listAudit({
      workspaceIds: [manualWorkspaceId],
      customerId: customer,
      offset: 0,
      limit: 10,
    });
    expect(rows[0]).toMatchObject({ action: 'subscription.resumed', outcome: 'done' });
  });

  it('leaves a subscription paused when its invoice for resuming is declined, and names that invoice', async () => {
    const stripe = bench.stripeOf(1);
    const { subscription, customer } = await takeSubscription(
      stripe,
      (each) => pauseOf(each) === 'first_payment_failure',
    );
    const card = await stripe.paymentMethods.attach('pm_card_visa_chargeDeclined', { customer });
    await stripe.subscriptions.update(subscription.id, { default_payment_method: card.id });
    const resumed = await bench.services['subscriptions.resume']({
      workspaceId: manualWorkspaceId,
      subscriptionId: subscription.id,
      billingCycle: 'now',
    });
    expect(resumed.service).toBe('suspended');
    expect(resumed.invoiceId).toMatch(/^in_/);
  });

  it('is not asked to resume what is not paused', async () => {
    const { subscription } = await takeSubscription(bench.stripe, (each) => each.status === 'past_due');
    const error = await failureOf(
      bench.services['subscriptions.resume']({
        workspaceId,
        subscriptionId: subscription.id,
        billingCycle: 'unchanged',
      }),
    );
    expect(error).toMatchObject({ code: 'collection_refused', details: { reason: 'notPaused' } });
  });
});

describe('several invoices', () => {
  const toItem = (invoice: Stripe.Invoice) => ({
    workspaceId,
    invoiceId: invoice.id,
    invoiceNumber: invoice.number,
    customerName: 'De Gouden Lepel',
    amount: invoice.amount_remaining,
    currency: invoice.currency,
  });

  async function collectMany(invoices: Stripe.Invoice[], onFailure: 'stop' | 'goOn') {
    for (const { id } of invoices) await bench.office.sync.refreshInvoice(workspaceId, id);
    const { runId } = await bench.services['payments.collectMany']({
      items: invoices.map(toItem),
      onFailure,
    });
    return vi.waitFor(
      async () => {
        const runs = await bench.services['payments.listRuns']({ limit: 10 });
        const run = runs.find(({ id }) => id === runId);
        if (!run || run.state === 'running') throw new Error('The series has not ended yet.');
        return run;
      },
      { timeout: 30_000, interval: 20 },
    );
  }

  async function addInvoices(...methods: string[]): Promise<Stripe.Invoice[]> {
    const invoices = [];
    for (const method of methods) {
      const customer = await bench.addCustomer([method]);
      invoices.push(await bench.addInvoice(customer.id));
      bench.advance(60);
    }
    return invoices;
  }

  it('are collected one by one, oldest first, each told with its result', async () => {
    const invoices = await addInvoices('pm_card_visa', 'pm_card_visa_chargeDeclined', 'pm_sepaDebit');
    const run = await collectMany(invoices.toReversed(), 'goOn');
    expect(run.items.map(({ invoiceId }) => invoiceId)).toEqual(invoices.map(({ id }) => id));
    expect(run.items.map(({ state }) => state)).toEqual(['paid', 'declined', 'processing']);
    expect(run).toMatchObject({ state: 'done', collected: [{ amount: 24_200, currency: 'eur' }] });
  });

  it('stop at the first failure where that was chosen', async () => {
    const invoices = await addInvoices('pm_card_visa_chargeDeclined', 'pm_card_visa');
    const run = await collectMany(invoices, 'stop');
    expect(run.items.map(({ state }) => state)).toEqual(['declined', 'skipped']);
    expect(run.state).toBe('stopped');
  });

  it('leave out what was paid or changed meanwhile and say why', async () => {
    const invoices = await addInvoices('pm_card_visa', 'pm_card_visa', 'pm_customerBalance');
    const [first, second] = invoices;
    const paid = await bench.stripe.customers.listPaymentMethods(String(first?.customer));
    await bench.stripe.invoices.pay(first?.id ?? '', { payment_method: paid.data[0]?.id ?? '' });
    if (second) second.amount_remaining -= 100;
    const run = await collectMany(invoices, 'goOn');
    expect(run.items.map(({ refusal }) => refusal)).toEqual(['paid', 'amountChanged', 'noMethod']);
    expect(run.collected).toEqual([]);
  });

  it('that a kill cut off are told as interrupted, and not taken up again by themselves', async () => {
    const [invoice] = await addInvoices('pm_card_visa');
    const { workspaceDatabase, folder } = bench.office;
    await workspaceDatabase.saveRun({
      kind: 'collect',
      id: 'cut-off',
      createdAt: bench.office.now(),
      who: 'anna',
      onFailure: 'stop',
      items: invoice ? [toItem(invoice)] : [],
    });
    const next = await bench.startOn(folder);
    const [run] = await next.services['payments.listRuns']({ limit: 1 });
    expect(run).toMatchObject({ id: 'cut-off', state: 'interrupted', items: [{ state: 'waiting' }] });
    expect(await bench.listCharges(String(invoice?.customer))).toEqual([]);
  });
});
