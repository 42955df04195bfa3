import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { eventTypesSince, newestEvent, nowMs, refusal } from './stripeEmulatorClient.ts';
import { moneyOffice, openInvoice, payerWith, paymentOf, submit } from './stripeEmulatorMoney.ts';

const now = Math.floor(nowMs / 1000);

const defaultOf = async (stripe: Stripe, customer: string): Promise<unknown> =>
  ((await stripe.customers.retrieve(customer)) as Stripe.Customer).invoice_settings.default_payment_method;

const textAt = async (url: string | null): Promise<string> => (await fetch(url ?? '')).text();

describe('the page of an invoice', () => {
  it('lets the customer pay with a method of their own or a new one', async () => {
    const { stripe } = await moneyOffice();
    const { customer } = await payerWith(stripe, 'pm_card_visa');
    const invoice = await openInvoice(stripe, customer);
    const url = invoice.hosted_invoice_url ?? '';
    expect(await textAt(url)).toContain('name="payment_method"');
    const declined = await submit(url, { action: 'pay', payment_method: 'pm_card_visa_chargeDeclined' });
    expect([declined.status, declined.text]).toEqual([402, expect.stringContaining('declined')]);
    const before = await newestEvent(stripe);
    const paid = await submit(url, { action: 'pay', payment_method: 'pm_card_mastercard' });
    expect(paid.status).toBe(303);
    expect((await stripe.invoices.retrieve(invoice.id)).status).toBe('paid');
    expect(await eventTypesSince(stripe, before)).toContain('invoice.paid');
    const [newest] = (await stripe.events.list({ type: 'invoice.paid', limit: 1 })).data;
    expect(newest?.request).toEqual({ id: null, idempotency_key: null });
    expect((await submit(url, { action: 'pay', payment_method: 'pm_card_visa' })).status).toBe(400);
  });

  it.each([
    ['succeed', 'paid', 'succeeded', undefined],
    ['fail', 'open', 'requires_payment_method', 'payment_intent_authentication_failure'],
  ])('asks for authentication: %s leaves it %s', async (outcome, status, intentStatus, code) => {
    const { stripe } = await moneyOffice();
    const { customer } = await payerWith(stripe, 'pm_card_authenticationRequired');
    const invoice = await openInvoice(stripe, customer);
    await refusal(stripe.invoices.pay(invoice.id));
    const url = invoice.hosted_invoice_url ?? '';
    expect((await submit(url, { action: 'authenticate', outcome })).status).toBe(303);
    const after = await paymentOf(stripe, invoice.id);
    expect([after.invoice.status, after.intent.status]).toEqual([status, intentStatus]);
    expect(after.intent.last_payment_error?.code).toBe(code);
    expect((await submit(url, { action: 'authenticate', outcome })).status).toBe(400);
  });
});

describe('a checkout that sets up a method', () => {
  const wish = {
    mode: 'setup',
    success_url: 'https://example.org/done?session={CHECKOUT_SESSION_ID}',
    allowed_payment_method_types: ['card', 'sepa_debit', 'ideal'],
  } satisfies Stripe.Checkout.SessionCreateParams;

  it('attaches what the customer enters, as nobody’s default, with its mandate', async () => {
    const { stripe } = await moneyOffice();
    const { customer, method: first } = await payerWith(stripe, 'pm_card_visa');
    const session = await stripe.checkout.sessions.create({
      ...wish,
      customer,
      metadata: { from: 'desk' },
      setup_intent_data: { metadata: { action: '7' } },
    });
    expect(session).toMatchObject({
      status: 'open',
      payment_status: 'no_payment_required',
      payment_method_types: ['card', 'sepa_debit'],
      metadata: { from: 'desk' },
    });
    const url = session.url ?? '';
    expect(await textAt(url)).not.toContain('pm_bacsDebit_success');
    expect((await submit(url, { payment_method: 'pm_bacsDebit_success' })).status).toBe(400);
    expect((await submit(url, { payment_method: 'pm_card_visa_chargeDeclined' })).status).toBe(402);
    const before = await newestEvent(stripe);
    const done = await submit(url, { payment_method: 'pm_sepaDebit' });
    expect([done.status, done.location]).toEqual([303, `https://example.org/done?session=${session.id}`]);
    expect(await eventTypesSince(stripe, before)).toEqual([
      'payment_method.attached',
      'setup_intent.succeeded',
      'checkout.session.completed',
    ]);
    const after = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['setup_intent.payment_method', 'setup_intent.mandate'],
    });
    expect(after).toMatchObject({
      status: 'complete',
      url: null,
      setup_intent: {
        status: 'succeeded',
        metadata: { action: '7' },
        payment_method: { type: 'sepa_debit', customer },
        mandate: { status: 'active' },
      },
    });
    expect(await defaultOf(stripe, customer)).toBe(first);
    const setups = await stripe.setupIntents.list({ customer });
    expect(setups.data.map(({ status }) => status)).toEqual(['succeeded']);
    expect((await submit(url, { payment_method: 'pm_card_visa' })).text).toContain('cannot be used any more');
    expect((await stripe.customers.listPaymentMethods(customer)).data).toHaveLength(2);
  });

  it('expires by its time or by hand', async () => {
    const { stripe, passDays } = await moneyOffice();
    const { customer } = await payerWith(stripe, 'pm_card_visa');
    const left = await stripe.checkout.sessions.create({ ...wish, customer });
    const closed = await stripe.checkout.sessions.create({ ...wish, customer });
    await stripe.checkout.sessions.expire(closed.id);
    expect((await refusal(stripe.checkout.sessions.expire(closed.id))).param).toBe('session');
    const before = await newestEvent(stripe);
    await passDays(1);
    expect(await eventTypesSince(stripe, before)).toContain('checkout.session.expired');
    const expired = await stripe.checkout.sessions.list({ customer, status: 'expired' });
    expect(expired.data.map(({ id }) => id)).toEqual([closed.id, left.id]);
    expect((await submit(left.url ?? '', { payment_method: 'pm_card_visa' })).text).toContain('expired');
    expect((await stripe.customers.listPaymentMethods(customer)).data).toHaveLength(1);
  });

  it('is refused without what it needs, and with what endive took away', async () => {
    const { stripe } = await moneyOffice();
    const { customer } = await payerWith(stripe, 'pm_card_visa');
    const create = (params: object): Promise<Stripe.errors.StripeError> =>
      refusal(stripe.checkout.sessions.create(params));
    expect((await create({ ...wish, payment_method_types: ['card'] })).code).toBe(
      'payment_method_types_no_longer_supported',
    );
    expect((await create({ mode: 'setup', customer, currency: 'eur' })).param).toBe('success_url');
    const { allowed_payment_method_types: _types, ...rest } = wish;
    expect((await create({ ...rest, customer })).param).toBe('currency');
    expect((await create({ ...wish, customer, expires_at: now + 600 })).param).toBe('expires_at');
    expect((await create({ ...wish, customer: 'cus_none' })).code).toBe('resource_missing');
    expect((await create({ ...wish, customer, locale: 'ar' })).param).toBe('locale');
    expect((await create({ ...wish, customer, success_url: 'kantoor://done' })).code).toBe('url_invalid');
  });
});

describe('the portal', () => {
  it('lets the customer act as themselves: pay, add, choose, remove, correct', async () => {
    const { stripe } = await moneyOffice();
    const { customer, method } = await payerWith(stripe, 'pm_card_visa');
    const invoice = await openInvoice(stripe, customer);
    const { url } = await stripe.billingPortal.sessions.create({ customer });
    expect(await textAt(url)).toContain(invoice.number);
    await submit(url, { action: 'pay', invoice: invoice.id, payment_method: method });
    expect((await stripe.invoices.retrieve(invoice.id)).status).toBe('paid');
    await submit(url, { action: 'add_payment_method', payment_method: 'pm_sepaDebit' });
    const [added] = (await stripe.customers.listPaymentMethods(customer)).data;
    expect([added?.type, await defaultOf(stripe, customer)]).toEqual(['sepa_debit', method]);
    await submit(url, { action: 'set_default', payment_method: added?.id ?? '' });
    expect(await defaultOf(stripe, customer)).toBe(added?.id);
    await submit(url, { action: 'remove_payment_method', payment_method: method });
    expect((await stripe.customers.listPaymentMethods(customer)).data).toHaveLength(1);
    await submit(url, { action: 'update_details', phone: '+31 20 123 45 67', city: 'Utrecht' });
    await submit(url, { action: 'add_tax_id', type: 'eu_vat', value: 'NL853746333B01' });
    expect(await stripe.customers.retrieve(customer, { expand: ['tax_ids'] })).toMatchObject({
      phone: '+31 20 123 45 67',
      address: { city: 'Utrecht' },
      tax_ids: { data: [{ value: 'NL853746333B01' }] },
    });
    expect((await submit(url, { action: 'update_details', email: 'x@example.org' })).status).toBe(400);
  });

  it('keeps its hands off what belongs to others', async () => {
    const { stripe } = await moneyOffice();
    const mine = await payerWith(stripe, 'pm_card_visa');
    const other = await payerWith(stripe, 'pm_card_visa');
    const invoice = await openInvoice(stripe, other.customer);
    const { url } = await stripe.billingPortal.sessions.create({ customer: mine.customer });
    for (const form of [
      { action: 'pay', invoice: invoice.id, payment_method: mine.method },
      { action: 'remove_payment_method', payment_method: other.method },
      { action: 'set_default', payment_method: other.method },
    ]) {
      expect((await submit(url, form)).status).toBe(400);
    }
    expect((await submit(`${url}0`, { action: 'set_default', payment_method: mine.method })).status).toBe(
      404,
    );
    expect((await stripe.customers.listPaymentMethods(other.customer)).data).toHaveLength(1);
  });

  it('makes a method that was added by deep link the default', async () => {
    const { stripe } = await moneyOffice();
    const { customer } = await payerWith(stripe, 'pm_card_visa');
    const session = await stripe.billingPortal.sessions.create({
      customer,
      flow_data: {
        type: 'payment_method_update',
        after_completion: { type: 'redirect', redirect: { return_url: 'https://example.org/thanks' } },
      },
    });
    expect(session.flow).toMatchObject({ type: 'payment_method_update' });
    const method = 'pm_card_mastercard';
    const done = await submit(session.url, { action: 'add_payment_method', payment_method: method });
    expect(done.location).toBe('https://example.org/thanks');
    const [added] = (await stripe.customers.listPaymentMethods(customer)).data;
    expect([added?.card?.brand, await defaultOf(stripe, customer)]).toEqual(['mastercard', added?.id]);
    const foreign = stripe.billingPortal.sessions.create({ customer, locale: 'he' });
    expect((await refusal(foreign)).param).toBe('locale');
    const off = { customer, flow_data: { type: 'subscription_cancel' } } as const;
    expect((await refusal(stripe.billingPortal.sessions.create(off))).param).toBe('flow_data[type]');
  });

  it('closes five minutes after an unused link, an hour after the last use', async () => {
    const { stripe, control } = await moneyOffice();
    const { customer } = await payerWith(stripe, 'pm_card_visa');
    const unused = await stripe.billingPortal.sessions.create({ customer });
    const used = await stripe.billingPortal.sessions.create({ customer });
    await fetch(used.url);
    await control('clock', { advance: '301' });
    expect(await textAt(unused.url)).toContain('This link has expired');
    expect(await textAt(used.url)).toContain('Your account');
    await control('clock', { advance: '3601' });
    expect(await textAt(used.url)).toContain('This link has expired');
    await submit(used.url, { action: 'add_payment_method', payment_method: 'pm_card_visa' });
    expect((await stripe.customers.listPaymentMethods(customer)).data).toHaveLength(1);
  });

  it('lets an expired link recover by way of the customer’s mailbox, until its date', async () => {
    const { stripe, control } = await moneyOffice();
    const { customer } = await payerWith(stripe, 'pm_card_visa');
    const { url } = await stripe.billingPortal.sessions.create({
      customer,
      after_expiration: { type: 'customer_login', customer_login: { expires_at: now + 7_200 } },
    });
    await control('clock', { advance: '3600' });
    expect(await textAt(url)).toContain('Enter your e-mail address');
    expect((await submit(url, { email: 'other@example.org', code: '000000' })).location).toBeNull();
    expect((await submit(url, { email: 'bistro@example.org', code: '123456' })).location).toBeNull();
    const { location } = await submit(url, { email: 'Bistro@example.org', code: '000000' });
    expect(await textAt(location)).toContain('Your account');
    await control('clock', { advance: '7200' });
    expect(await textAt(url)).toContain('This link has expired');
  });

  it('has a log-in page that takes whoever of several customers has a running subscription', async () => {
    const { stripe } = await moneyOffice();
    const email = 'shared@example.org';
    const { id: running } = await stripe.customers.create({ email, payment_method: 'pm_card_visa' });
    const [method] = (await stripe.customers.listPaymentMethods(running)).data;
    const [price] = (await stripe.prices.list({ limit: 1, type: 'recurring' })).data;
    await stripe.subscriptions.create({
      customer: running,
      items: [{ price: price?.id ?? '' }],
      default_payment_method: method?.id ?? '',
    });
    await stripe.customers.create({ email, name: 'Newer, without a subscription' });
    const [configuration] = (await stripe.billingPortal.configurations.list({ is_default: true })).data;
    const login = configuration?.login_page.url ?? '';
    expect(await textAt(`${login}?prefilled_email=${encodeURIComponent(email)}`)).toContain(email);
    const known = await submit(login, { email });
    const unknown = await submit(login, { email: 'no@example.org' });
    expect(known.text.replaceAll(email, '')).toBe(unknown.text.replaceAll('no@example.org', ''));
    const { location } = await submit(login, { email, code: '000000' });
    await submit(location ?? '', { action: 'add_payment_method', payment_method: 'pm_card_visa' });
    expect((await stripe.customers.listPaymentMethods(running)).data).toHaveLength(2);
  });

  it('has no log-in page once it is switched off', async () => {
    const { stripe } = await moneyOffice();
    const [configuration] = (await stripe.billingPortal.configurations.list({ is_default: true })).data;
    const login = configuration?.login_page.url ?? '';
    const after = await stripe.billingPortal.configurations.update(configuration?.id ?? '', {
      login_page: { enabled: false },
    });
    expect(after.login_page).toEqual({ enabled: false, url: null });
    expect((await fetch(login)).status).toBe(404);
  });
});
