import { describe, expect, it } from 'vitest';
import {
  emulatedStripe,
  eventTypesSince,
  firstOf,
  newestEvent,
  nowMs,
  refusal,
} from './stripeEmulatorClient.ts';

describe('customers', () => {
  it('change what is sent, keep what is not, clear what is empty', async () => {
    const { stripe } = await emulatedStripe();
    const created = await stripe.customers.create({
      name: 'Café',
      email: 'a@b.example',
      phone: '1',
      address: { line1: 'Straat 1', city: 'Utrecht', country: 'nl' },
      metadata: { a: '1', b: '2' },
    });
    const updated = await stripe.customers.update(created.id, {
      phone: '',
      address: { line1: 'Straat 2' },
      metadata: { a: '', c: '3' },
      preferred_locales: ['nl'],
      tax_exempt: 'reverse',
    });
    expect(updated).toMatchObject({
      name: 'Café',
      email: 'a@b.example',
      phone: null,
      address: { line1: 'Straat 2', city: 'Utrecht', country: 'NL' },
      metadata: { b: '2', c: '3' },
      preferred_locales: ['nl'],
      tax_exempt: 'reverse',
    });
    expect((await stripe.customers.update(created.id, { address: '', metadata: '' })).address).toBeNull();
  });

  it('tell in the event what the changed fields were', async () => {
    const { stripe } = await emulatedStripe();
    const customer = await firstOf(stripe.customers.list());
    const before = await newestEvent(stripe);
    await stripe.customers.update(customer.id, { name: 'New name' }, { idempotencyKey: 'who-did-it' });
    await stripe.customers.update(customer.id, { name: 'New name' });
    const { data } = await stripe.events.list({ ending_before: before });
    expect(data).toHaveLength(1);
    expect(data[0]).toMatchObject({
      type: 'customer.updated',
      request: { idempotency_key: 'who-did-it' },
      data: { object: { name: 'New name' }, previous_attributes: { name: customer.name } },
    });
    expect(Object.keys(data[0]?.data.previous_attributes ?? {})).toEqual(['name']);
  });

  it('refuse a bad address for mail, an unknown country and somebody else’s default method', async () => {
    const { stripe } = await emulatedStripe();
    const customer = await stripe.customers.create({});
    expect(await refusal(stripe.customers.update(customer.id, { email: 'nonsense' }))).toMatchObject({
      code: 'email_invalid',
      param: 'email',
    });
    expect(
      await refusal(stripe.customers.update(customer.id, { address: { country: 'Holland' } })),
    ).toMatchObject({
      param: 'address[country]',
    });
    const other = await firstOf(
      stripe.customers.list({ limit: 100 }),
      (candidate) => candidate.invoice_settings.default_payment_method !== null,
    );
    const method = String(other.invoice_settings.default_payment_method);
    const error = await refusal(
      stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: method } }),
    );
    expect(error.statusCode).toBe(400);
  });

  it('change their drafts, never what was issued', async () => {
    const { stripe } = await emulatedStripe();
    const draft = await firstOf(stripe.invoices.list({ status: 'draft' }));
    const customer = String(draft.customer);
    const issued = await firstOf(stripe.invoices.list({ customer, status: 'paid' }));
    await stripe.customers.update(customer, { name: 'Renamed', address: { city: 'Elders' } });
    const [draftAfter, issuedAfter] = await Promise.all([
      stripe.invoices.retrieve(draft.id),
      stripe.invoices.retrieve(issued.id),
    ]);
    expect([draftAfter.customer_name, draftAfter.customer_address?.city]).toEqual(['Renamed', 'Elders']);
    expect(issuedAfter.customer_name).toBe(issued.customer_name);
  });

  it('take their subscriptions and methods along when deleted, but leave their invoices', async () => {
    const { stripe } = await emulatedStripe();
    const customer = await firstOf(
      stripe.customers.list({ limit: 100, expand: ['data.subscriptions'] }),
      (candidate) =>
        (candidate.subscriptions?.data.length ?? 0) > 0 &&
        candidate.invoice_settings.default_payment_method !== null,
    );
    const before = await newestEvent(stripe);
    expect(await stripe.customers.del(customer.id)).toMatchObject({ id: customer.id, deleted: true });
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ deleted: true });
    expect((await stripe.invoices.list({ customer: customer.id })).data.length).toBeGreaterThan(0);
    const types = await eventTypesSince(stripe, before);
    expect(types).toEqual(
      expect.arrayContaining([
        'customer.subscription.deleted',
        'payment_method.detached',
        'customer.deleted',
      ]),
    );
    expect(await refusal(stripe.customers.listPaymentMethods(customer.id))).toMatchObject({
      statusCode: 404,
    });
  });

  it('are found by e-mail exactly and by search', async () => {
    const { stripe } = await emulatedStripe();
    const { id } = await stripe.customers.create({
      name: 'Zoek mij',
      email: 'Zoek@Mij.example',
      metadata: { code: '42' },
    });
    expect(
      (await stripe.customers.list({ email: 'Zoek@Mij.example' })).data.map((found) => found.id),
    ).toEqual([id]);
    expect((await stripe.customers.list({ email: 'zoek@mij.example' })).data).toEqual([]);
    for (const query of ['name~"zoek"', 'metadata["code"]:"42"', 'email:"zoek@mij.example" AND -phone:"1"']) {
      expect((await stripe.customers.search({ query })).data.map((found) => found.id)).toEqual([id]);
    }
    expect(await refusal(stripe.customers.search({ query: 'shoe:"1"' }))).toMatchObject({ param: 'query' });
    expect(
      await refusal(stripe.customers.search({ query: 'name:"a" OR name:"b" AND name:"c"' })),
    ).toMatchObject({ param: 'query' });
  });
});

describe('tax IDs', () => {
  it('are pending first and answered by the register seconds later', async () => {
    let clockMs = nowMs;
    const { stripe } = await emulatedStripe({ verificationDelaySeconds: 3 }, { nowMs: () => clockMs });
    const customer = await stripe.customers.create({
      name: 'Café Süd',
      address: { line1: 'Weg 1', city: 'Köln' },
    });
    const before = await newestEvent(stripe);
    const good = await stripe.customers.createTaxId(customer.id, { type: 'eu_vat', value: 'NL853746333B01' });
    const bad = await stripe.customers.createTaxId(customer.id, { type: 'gb_vat', value: 'GB111111111' });
    const never = await stripe.customers.createTaxId(customer.id, { type: 'eu_vat', value: 'DE222222222' });
    expect([good, bad, never].map(({ verification }) => verification?.status)).toEqual([
      'pending',
      'pending',
      'pending',
    ]);
    clockMs += 2_000;
    expect((await stripe.customers.retrieveTaxId(customer.id, good.id)).verification?.status).toBe('pending');
    clockMs += 1_000;
    const { data } = await stripe.customers.listTaxIds(customer.id);
    expect(data.map(({ verification }) => verification?.status)).toEqual([
      'pending',
      'unverified',
      'verified',
    ]);
    expect(data[2]?.verification).toMatchObject({
      verified_name: 'CAFÉ SÜD',
      verified_address: 'WEG 1, KÖLN',
    });
    const types = await eventTypesSince(stripe, before);
    expect(types.filter((type) => type === 'customer.tax_id.updated')).toHaveLength(2);
  });

  it('of other kinds are never checked', async () => {
    const { stripe } = await emulatedStripe();
    const { id } = await stripe.customers.create({});
    const taxId = await stripe.customers.createTaxId(id, { type: 'ch_vat', value: 'CHE-123.456.789 MWST' });
    expect(taxId).toMatchObject({ country: 'CH', verification: { status: 'unavailable' } });
  });

  it.each([
    ['eu_vat', 'NL853746333B1'],
    ['eu_vat', 'XX123456789'],
    ['gb_vat', '123456789'],
    ['ae_trn', '12345'],
  ] as const)('of type %s refuse %s by its format', async (type, value) => {
    const { stripe } = await emulatedStripe();
    const { id } = await stripe.customers.create({});
    expect(await refusal(stripe.customers.createTaxId(id, { type, value }))).toMatchObject({
      statusCode: 400,
      code: 'tax_id_invalid',
    });
  });

  it('are five per customer at most, and go for good', async () => {
    const { stripe } = await emulatedStripe();
    const { id } = await stripe.customers.create({});
    const add = (): Promise<{ id: string }> =>
      stripe.customers.createTaxId(id, { type: 'eu_vat', value: 'DE136695976' });
    const first = await add();
    for (let i = 0; i < 4; i++) await add();
    expect(await refusal(add())).toMatchObject({ statusCode: 400 });
    expect(await stripe.customers.deleteTaxId(id, first.id)).toEqual(
      expect.objectContaining({ id: first.id, object: 'tax_id', deleted: true }),
    );
    expect(await refusal(stripe.customers.retrieveTaxId(id, first.id))).toMatchObject({ statusCode: 404 });
    expect((await add()).id).not.toBe(first.id);
  });

  it('of the account itself are listed without an owner', async () => {
    const { stripe } = await emulatedStripe();
    const { data } = await stripe.taxIds.list();
    expect(data.map(({ value, owner }) => [value, owner?.type])).toEqual([['NL853746333B01', 'self']]);
  });
});

describe('payment methods', () => {
  it('attach from a test id or a test card’s number, and detach for good', async () => {
    const { stripe } = await emulatedStripe();
    const { id: customer } = await stripe.customers.create({});
    const visa = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    expect(visa).toMatchObject({ customer, card: { brand: 'visa', last4: '4242' } });
    const made = await stripe.paymentMethods.create({
      type: 'card',
      card: { number: '5555555555554444', exp_month: 4, exp_year: 2030, cvc: '123' },
    });
    await stripe.paymentMethods.attach(made.id, { customer });
    expect((await stripe.customers.listPaymentMethods(customer)).data.map(({ id }) => id)).toEqual([
      made.id,
      visa.id,
    ]);
    await stripe.customers.update(customer, { invoice_settings: { default_payment_method: visa.id } });
    const before = await newestEvent(stripe);
    expect((await stripe.paymentMethods.detach(visa.id)).customer).toBeNull();
    const emptied = await stripe.customers.retrieve(customer);
    expect('deleted' in emptied ? undefined : emptied.invoice_settings?.default_payment_method).toBeNull();
    const { data } = await stripe.events.list({ ending_before: before, type: 'payment_method.detached' });
    expect(data[0]?.data.previous_attributes).toEqual({ customer });
    expect((await refusal(stripe.paymentMethods.detach(visa.id))).message).toContain(
      'detachment is impossible',
    );
    expect((await refusal(stripe.paymentMethods.attach(visa.id, { customer }))).code).toBe(
      'payment_method_unexpected_state',
    );
  });

  it('refuse a wrong number and an expired card', async () => {
    const { stripe } = await emulatedStripe();
    const card = (number: string, exp_year: number) =>
      refusal(stripe.paymentMethods.create({ type: 'card', card: { number, exp_month: 1, exp_year } }));
    expect(await card('4242424242424241', 2030)).toMatchObject({ statusCode: 402, code: 'incorrect_number' });
    expect(await card('4242424242424242', 2019)).toMatchObject({ code: 'invalid_expiry_year' });
  });

  it('arrive through a setup intent, which no longer takes payment_method_types', async () => {
    const { stripe } = await emulatedStripe();
    const { id: customer } = await stripe.customers.create({});
    const intent = await stripe.setupIntents.create({
      customer,
      payment_method: 'pm_sepaDebit',
      allowed_payment_method_types: ['sepa_debit'],
      confirm: true,
    });
    expect(intent.status).toBe('succeeded');
    const { data } = await stripe.customers.listPaymentMethods(customer, { type: 'sepa_debit' });
    expect(data.map(({ id }) => id)).toEqual([intent.payment_method]);
    const old = { customer, payment_method_types: ['card'] } as object;
    expect((await refusal(stripe.setupIntents.create(old))).code).toBe(
      'payment_method_types_no_longer_supported',
    );
  });
});
