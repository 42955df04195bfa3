import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import {
  emulatedStripe,
  eventTypesSince,
  firstOf,
  newestEvent,
  refusal,
  type EmulatedStripe,
} from './stripeEmulatorClient.ts';

/** A customer with a card and a draft of two lines, one taxed. */
async function draftInvoice({ stripe }: EmulatedStripe, method = 'pm_card_visa'): Promise<Stripe.Invoice> {
  const { id: customer } = await stripe.customers.create({ name: 'Bistro', email: 'a@b.example' });
  const { id } = await stripe.paymentMethods.attach(method, { customer });
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: id } });
  const rate = await firstOf(
    stripe.taxRates.list(),
    ({ country, percentage }) => country === 'NL' && percentage === 21,
  );
  const draft = await stripe.invoices.create({ customer, currency: 'eur' });
  await stripe.invoiceItems.create({
    customer,
    invoice: draft.id,
    amount: 10_000,
    description: 'Work',
    tax_rates: [rate.id],
  });
  await stripe.invoiceItems.create({ customer, invoice: draft.id, amount: 500, description: 'Post' });
  return stripe.invoices.retrieve(draft.id);
}

describe('an invoice', () => {
  it('is drafted, numbered, paid and told about', async () => {
    const office = await emulatedStripe();
    const { stripe } = office;
    const draft = await draftInvoice(office);
    expect(draft).toMatchObject({
      status: 'draft',
      number: null,
      subtotal: 10_500,
      total: 12_600,
      amount_remaining: 12_600,
    });
    const last = await firstOf(stripe.invoices.list({ limit: 100 }), ({ number }) => number !== null);
    const open = await stripe.invoices.finalizeInvoice(draft.id);
    expect(Number(open.number?.split('-')[1])).toBe(Number(last.number?.split('-')[1]) + 1);
    expect(open).toMatchObject({ status: 'open', amount_due: 12_600 });
    expect(open.invoice_pdf).toContain('/pdf');
    const before = await newestEvent(stripe);
    const paid = await stripe.invoices.pay(draft.id, { expand: ['payments.data.payment.payment_intent'] });
    expect(paid).toMatchObject({ status: 'paid', amount_paid: 12_600, amount_remaining: 0 });
    expect(paid.payments?.data[0]).toMatchObject({
      status: 'paid',
      is_default: true,
      payment: { payment_intent: { status: 'succeeded', amount_received: 12_600 } },
    });
    expect(await eventTypesSince(stripe, before)).toEqual([
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice_payment.paid',
      'invoice.paid',
      'invoice.updated',
      'invoice.payment_succeeded',
    ]);
    expect((await refusal(stripe.invoices.pay(draft.id))).message).toContain('already paid');
  });

  it('cannot leave the states it has left', async () => {
    const office = await emulatedStripe();
    const { stripe } = office;
    const { id } = await draftInvoice(office);
    for (const call of [
      stripe.invoices.voidInvoice(id),
      stripe.invoices.markUncollectible(id),
      stripe.invoices.pay(id),
    ]) {
      expect(await refusal(call)).toMatchObject({ statusCode: 400 });
    }
    await stripe.invoices.finalizeInvoice(id);
    expect(await refusal(stripe.invoices.finalizeInvoice(id))).toMatchObject({ statusCode: 400 });
    expect(await refusal(stripe.invoices.del(id))).toMatchObject({ code: 'invoice_not_editable' });
    expect(await refusal(stripe.invoices.update(id, { due_date: 1 }))).toMatchObject({
      code: 'invoice_not_editable',
    });
    expect((await stripe.invoices.update(id, { metadata: { a: '1' } })).metadata).toEqual({ a: '1' });
    const uncollectible = await stripe.invoices.markUncollectible(id);
    expect(uncollectible).toMatchObject({
      status: 'uncollectible',
      status_details: { uncollectible: { reason: 'user_forgiven' } },
    });
    const voided = await stripe.invoices.voidInvoice(id, { expand: ['payments'] });
    expect(voided.status).toBe('void');
    expect(voided.payments?.data.map(({ status }) => status)).toEqual(['canceled']);
    expect(await refusal(stripe.invoices.pay(id))).toMatchObject({ statusCode: 400 });
  });

  it('goes away as a draft, and only then', async () => {
    const office = await emulatedStripe();
    const { id } = await draftInvoice(office);
    expect(await office.stripe.invoices.del(id)).toMatchObject({ id, deleted: true });
    expect(await refusal(office.stripe.invoices.retrieve(id))).toMatchObject({ statusCode: 404 });
  });

  it('is sent by mail when it is collected that way', async () => {
    const office = await emulatedStripe();
    const { stripe } = office;
    const automatic = await draftInvoice(office);
    expect((await refusal(stripe.invoices.sendInvoice(automatic.id))).message).toContain('send_invoice');
    const customer = String(automatic.customer);
    expect(
      await refusal(stripe.invoices.create({ customer, collection_method: 'send_invoice' })),
    ).toMatchObject({
      param: 'days_until_due',
    });
    const draft = await stripe.invoices.create({
      customer,
      collection_method: 'send_invoice',
      days_until_due: 14,
    });
    await stripe.invoiceItems.create({ customer, invoice: draft.id, amount: 100 });
    const before = await newestEvent(stripe);
    const sent = await stripe.invoices.sendInvoice(draft.id);
    expect(sent.status).toBe('open');
    expect(sent.due_date).toBe(sent.created + 14 * 86_400);
    expect((await eventTypesSince(stripe, before)).at(-1)).toBe('invoice.sent');
  });

  it('stays open when the card declines, with the reason in the error', async () => {
    const office = await emulatedStripe();
    const { stripe } = office;
    const { id } = await draftInvoice(office, 'pm_card_chargeCustomerFail');
    await stripe.invoices.finalizeInvoice(id);
    const error = await refusal(stripe.invoices.pay(id));
    expect(error).toMatchObject({
      statusCode: 402,
      code: 'card_declined',
      decline_code: 'generic_decline',
      type: 'StripeCardError',
    });
    expect(error.payment_intent).toMatchObject({
      object: 'payment_intent',
      status: 'requires_payment_method',
    });
    expect(await stripe.invoices.retrieve(id)).toMatchObject({
      status: 'open',
      attempted: true,
      attempt_count: 1,
    });
  });

  it('waits for a debit and refuses a second collection meanwhile', async () => {
    const office = await emulatedStripe();
    const { stripe } = office;
    const { id } = await draftInvoice(office, 'pm_sepaDebit');
    await stripe.invoices.finalizeInvoice(id);
    const open = await stripe.invoices.pay(id, { expand: ['payments.data.payment.payment_intent'] });
    expect(open.status).toBe('open');
    const updated = await firstOf(stripe.events.list({ type: 'invoice.updated' }));
    expect(updated.data.previous_attributes).toEqual({ attempted: false, attempt_count: 0 });
    expect(open.payments?.data[0]?.payment.payment_intent).toMatchObject({ status: 'processing' });
    expect((await refusal(stripe.invoices.pay(id))).code).toBe('payment_intent_unexpected_state');
  });

  it('never collects by bank transfer or with somebody else’s card', async () => {
    const office = await emulatedStripe();
    const { stripe } = office;
    const { id } = await draftInvoice(office, 'pm_customerBalance');
    await stripe.invoices.finalizeInvoice(id);
    expect((await refusal(stripe.invoices.pay(id))).code).toBe('payment_intent_incompatible_payment_method');
    const other = await stripe.customers.create({ payment_method: 'pm_card_visa' });
    const [foreign] = (await stripe.customers.listPaymentMethods(other.id)).data;
    expect((await refusal(stripe.invoices.pay(id, { payment_method: foreign?.id ?? '' }))).code).toBe(
      'payment_method_not_available',
    );
  });

  it('is previewed without being made', async () => {
    const { stripe } = await emulatedStripe();
    const subscription = await firstOf(stripe.subscriptions.list({ status: 'active' }));
    const preview = await stripe.invoices.createPreview({
      subscription: subscription.id,
      invoice_items: [{ amount: 700 }],
    });
    expect(preview.id).toMatch(/^upcoming_in_/);
    expect(preview.total).toBe((subscription.items.data[0]?.price.unit_amount ?? 0) + 700);
    const { id } = await stripe.customers.create({});
    expect((await refusal(stripe.invoices.createPreview({ customer: id }))).code).toBe(
      'invoice_upcoming_none',
    );
  });

  it('is found by number, customer and status in a search', async () => {
    const { stripe } = await emulatedStripe();
    const invoice = await firstOf(stripe.invoices.list({ status: 'open', limit: 50 }));
    const query = `number:"${invoice.number ?? ''}"`;
    expect((await stripe.invoices.search({ query })).data.map(({ id }) => id)).toEqual([invoice.id]);
    const open = await stripe.invoices.search({
      query: `customer:"${String(invoice.customer)}" AND status:"open"`,
    });
    expect(open.data.map(({ id }) => id)).toContain(invoice.id);
    const first = await stripe.invoices.search({ query: 'status:"void"', limit: 3 });
    const second = await stripe.invoices.search({
      query: 'status:"void"',
      limit: 3,
      page: first.next_page ?? '',
    });
    expect(new Set([...first.data, ...second.data].map(({ id }) => id)).size).toBe(6);
  });
});

describe('a suspended customer', () => {
  it.each(['past_due', 'unpaid', 'paused', 'incomplete'] as const)(
    'in state %s runs again once the invoice is paid',
    async (status) => {
      const { stripe } = await emulatedStripe();
      const subscription = await firstOf(
        stripe.subscriptions.list({ status, limit: 100 }),
        ({ status_details: details }) =>
          status !== 'paused' || details?.paused.subscription.type.endsWith('payment_failure') === true,
      );
      const customer = String(subscription.customer);
      const method = await stripe.paymentMethods.attach('pm_card_visa', { customer });
      const before = await newestEvent(stripe);
      await stripe.invoices.pay(String(subscription.latest_invoice), { payment_method: method.id });
      const after = await stripe.subscriptions.retrieve(subscription.id);
      expect([after.status, after.status_details]).toEqual(['active', undefined]);
      const types = await eventTypesSince(stripe, before);
      expect(types).toContain('customer.subscription.updated');
      expect(types.includes('customer.subscription.resumed')).toBe(status === 'paused');
    },
  );
});

describe('a credit note', () => {
  it('lowers what is due, pays the invoice off, and is undone by voiding', async () => {
    const office = await emulatedStripe();
    const { stripe } = office;
    const { id, lines } = await draftInvoice(office);
    await stripe.invoices.finalizeInvoice(id);
    const line = lines.data[0]?.id ?? '';
    const preview = await stripe.creditNotes.preview({
      invoice: id,
      lines: [{ type: 'invoice_line_item', invoice_line_item: line, amount: 1_000 }],
    });
    expect(preview).toMatchObject({ subtotal: 1_000, total: 1_210, pre_payment_amount: 1_210 });
    const note = await stripe.creditNotes.create({ invoice: id, amount: 2_600, reason: 'order_change' });
    expect(await stripe.invoices.retrieve(id)).toMatchObject({
      amount_due: 10_000,
      amount_remaining: 10_000,
      pre_payment_credit_notes_amount: 2_600,
    });
    await stripe.creditNotes.voidCreditNote(note.id);
    expect((await stripe.invoices.retrieve(id)).amount_remaining).toBe(12_600);
    await stripe.creditNotes.create({ invoice: id, amount: 12_600 });
    expect(await stripe.invoices.retrieve(id)).toMatchObject({ status: 'paid', amount_due: 0 });
  });

  it('of a paid invoice says where the money goes, and never exceeds the invoice', async () => {
    const office = await emulatedStripe();
    const { stripe } = office;
    const { id } = await draftInvoice(office);
    await stripe.invoices.finalizeInvoice(id);
    await stripe.invoices.pay(id);
    expect(await refusal(stripe.creditNotes.create({ invoice: id, amount: 100 }))).toMatchObject({
      statusCode: 400,
    });
    const note = await stripe.creditNotes.create({ invoice: id, amount: 100, out_of_band_amount: 100 });
    expect(note).toMatchObject({ type: 'post_payment', post_payment_amount: 100 });
    expect(
      await refusal(stripe.creditNotes.create({ invoice: id, amount: 12_600, out_of_band_amount: 12_600 })),
    ).toMatchObject({ param: 'amount' });
  });
});

describe('the rest of the money', () => {
  it('subscriptions begin with an invoice, change and end', async () => {
    const { stripe } = await emulatedStripe();
    const customer = await stripe.customers.create({ payment_method: 'pm_card_visa' });
    const [method] = (await stripe.customers.listPaymentMethods(customer.id)).data;
    const product = await stripe.products.create({ name: 'Plan' });
    const price = await stripe.prices.create({
      product: product.id,
      currency: 'eur',
      unit_amount: 900,
      recurring: { interval: 'month' },
    });
    const items = [{ price: price.id, quantity: 2 }];
    expect(await refusal(stripe.subscriptions.create({ customer: customer.id, items }))).toMatchObject({
      statusCode: 400,
    });
    const created = await stripe.subscriptions.create({
      customer: customer.id,
      items,
      default_payment_method: method?.id ?? '',
      expand: ['latest_invoice'],
    });
    expect(created).toMatchObject({
      status: 'active',
      latest_invoice: { status: 'paid', total: 1_800, billing_reason: 'subscription_create' },
    });
    const updated = await stripe.subscriptions.update(created.id, {
      default_payment_method: '',
      cancel_at_period_end: true,
    });
    expect([updated.default_payment_method, updated.cancel_at_period_end]).toEqual([null, true]);
    expect((await stripe.subscriptions.cancel(created.id)).status).toBe('canceled');
    expect((await stripe.subscriptions.list({ customer: customer.id })).data).toEqual([]);
    const declining = await stripe.customers.create({ payment_method: 'pm_card_chargeCustomerFail' });
    const [bad] = (await stripe.customers.listPaymentMethods(declining.id)).data;
    const incomplete = await stripe.subscriptions.create({
      customer: declining.id,
      items,
      default_payment_method: bad?.id ?? '',
    });
    expect(incomplete.status).toBe('incomplete');
  });

  it('refunds give back what was charged and no more', async () => {
    const { stripe } = await emulatedStripe();
    const intent = await stripe.paymentIntents.create({
      amount: 1_000,
      currency: 'eur',
      payment_method: 'pm_card_visa',
      confirm: true,
    });
    await stripe.refunds.create({ payment_intent: intent.id, amount: 400 });
    expect(await refusal(stripe.refunds.create({ payment_intent: intent.id, amount: 601 }))).toMatchObject({
      param: 'amount',
    });
    await stripe.refunds.create({ payment_intent: intent.id });
    expect(await stripe.charges.retrieve(String(intent.latest_charge))).toMatchObject({
      amount_refunded: 1_000,
      refunded: true,
    });
    expect((await refusal(stripe.refunds.create({ payment_intent: intent.id }))).code).toBe(
      'charge_already_refunded',
    );
  });

  it('opens the portal for a customer and shows its log-in page', async () => {
    const { stripe } = await emulatedStripe();
    const { data } = await stripe.billingPortal.configurations.list({ is_default: true, active: true });
    expect(data[0]).toMatchObject({ login_page: { enabled: true } });
    expect((await fetch(data[0]?.login_page.url ?? '')).status).toBe(200);
    const { id: customer } = await stripe.customers.create({});
    const session = await stripe.billingPortal.sessions.create({
      customer,
      after_expiration: { type: 'customer_login' },
    });
    expect(session).toMatchObject({ customer, after_expiration: { type: 'customer_login' } });
    expect((await fetch(session.url)).status).toBe(200);
    const nobody = stripe.billingPortal.sessions.create({ customer: 'cus_none' });
    expect(await refusal(nobody)).toMatchObject({ code: 'resource_missing' });
  });
});
