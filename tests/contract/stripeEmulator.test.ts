import http from 'node:http';
import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import {
  connectSdk,
  emulatedStripe,
  firstAccount,
  firstOf,
  nowMs,
  refusal,
} from '../integration/stripeEmulatorClient.ts';

describe('keys', () => {
  it('refuses a request without a key, with a wrong, a publishable and an expired one', async () => {
    const { emulator, clientFor } = await emulatedStripe();
    const bare = await fetch(`${emulator.url}/v1/account`);
    expect(bare.status).toBe(401);
    const wrong = await refusal(clientFor('sk_test_wrong').accounts.retrieveCurrent());
    expect(wrong).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
    const publishable = await refusal(clientFor('pk_test_51abc').accounts.retrieveCurrent());
    expect(publishable.code).toBe('secret_key_required');
    const expired = await refusal(clientFor(`${firstAccount(emulator).key}_expired`).balance.retrieve());
    expect(expired).toMatchObject({ statusCode: 401, code: 'api_key_expired' });
  });

  it('tells live from test by the key and keeps their objects apart', async () => {
    const { emulator, stripe, clientFor } = await emulatedStripe();
    const live = clientFor(firstAccount(emulator).liveKey);
    expect((await stripe.balance.retrieve()).livemode).toBe(false);
    expect((await live.balance.retrieve()).livemode).toBe(true);
    const customer = await firstOf(live.customers.list());
    expect(customer.livemode).toBe(true);
    expect(await refusal(stripe.customers.retrieve(customer.id))).toMatchObject({ code: 'resource_missing' });
  });

  it('never shows a key in an error', async () => {
    const { emulator, clientFor } = await emulatedStripe();
    const { key } = firstAccount(emulator);
    const error = await refusal(clientFor(`${key}x`).balance.retrieve());
    expect(error.message).not.toContain(key.slice(8, 30));
  });

  it('names the permission that a restricted key lacks, also for what is expanded', async () => {
    const { emulator, clientFor } = await emulatedStripe();
    const { restrictedKeys, id } = firstAccount(emulator);
    const only = restrictedKeys.find(({ permissions }) => permissions.join() === 'rak_customer_read');
    const client = clientFor(only?.key ?? '');
    expect((await client.customers.list({ limit: 1 })).data).toHaveLength(1);
    const refused = await refusal(client.invoices.list());
    expect(refused).toBeInstanceOf(Stripe.errors.StripePermissionError);
    expect(refused.code).toBeUndefined();
    expect(refused.message).toMatch(/Having the 'rak_invoice_read' permission would allow/);
    expect(refused.message).toContain(`account '${id}'`);
    const expanded = await refusal(client.customers.list({ expand: ['data.subscriptions'] }));
    expect(expanded.message).toContain('rak_subscription_read');
  });

  it('lets the right to write read as well, and tells permission before absence', async () => {
    const { emulator, clientFor } = await emulatedStripe();
    const editor = firstAccount(emulator).restrictedKeys.find(({ permissions }) =>
      permissions.includes('rak_customer_write'),
    );
    const viewer = firstAccount(emulator).restrictedKeys[0];
    const absent = await refusal(clientFor(editor?.key ?? '').customers.update('cus_none', { name: 'x' }));
    expect(absent.statusCode).toBe(404);
    const refused = await refusal(clientFor(viewer?.key ?? '').customers.update('cus_none', { name: 'x' }));
    expect(refused.statusCode).toBe(403);
  });
});

describe('answers', () => {
  it('carry a request id and the version, and refuse another version', async () => {
    const { emulator, stripe } = await emulatedStripe();
    const { lastResponse } = await stripe.balance.retrieve();
    expect(lastResponse.requestId).toMatch(/^req_/);
    expect(lastResponse.apiVersion).toBe(Stripe.API_VERSION);
    const old = await fetch(`${emulator.url}/v1/balance`, {
      headers: { authorization: `Bearer ${firstAccount(emulator).key}`, 'stripe-version': '2020-08-27' },
    });
    expect(old.status).toBe(400);
  });

  it('refuse unknown parameters, limits out of range and unknown cursors by name', async () => {
    const { stripe } = await emulatedStripe();
    const odd = { colour: 'red' } as Stripe.InvoiceListParams;
    expect(await refusal(stripe.invoices.list(odd))).toMatchObject({
      statusCode: 400,
      code: 'parameter_unknown',
      param: 'colour',
    });
    expect(await refusal(stripe.invoices.list({ limit: 101 }))).toMatchObject({ param: 'limit' });
    expect(await refusal(stripe.invoices.list({ limit: 0 }))).toMatchObject({ param: 'limit' });
    expect(await refusal(stripe.invoices.list({ starting_after: 'in_none' }))).toMatchObject({
      code: 'resource_missing',
      param: 'starting_after',
    });
    expect(
      await refusal(stripe.customers.update('cus_none', { address: { lane: '1' } as object })),
    ).toMatchObject({
      code: 'parameter_unknown',
      param: 'address[lane]',
    });
  });

  it('say what is missing in the shape of a 404', async () => {
    const { stripe } = await emulatedStripe();
    const error = await refusal(stripe.invoices.retrieve('in_x'));
    expect(error).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      rawType: 'invalid_request_error',
    });
    expect(error.message).toBe("No such invoice: 'in_x'");
  });

  it('expand four levels and no more, and nothing that is no object', async () => {
    const { stripe } = await emulatedStripe();
    const page = await stripe.invoices.list({
      limit: 3,
      status: 'paid',
      expand: ['data.payments.data.payment'],
    });
    expect(page.data.some((invoice) => (invoice.payments?.data.length ?? 0) > 0)).toBe(true);
    const deep = await refusal(
      stripe.invoices.list({ expand: ['data.payments.data.payment.payment_intent'] }),
    );
    expect(deep.message).toContain('more than 4 levels');
    const single = await stripe.invoices.retrieve(page.data[0]?.id ?? '', {
      expand: ['payments.data.payment.payment_intent'],
    });
    const [payment] = single.payments?.data ?? [];
    if (payment !== undefined)
      expect(payment.payment.payment_intent).toMatchObject({ object: 'payment_intent' });
    expect((await refusal(stripe.invoices.list({ expand: ['data.currency'] }))).message).toContain(
      'cannot be expanded',
    );
  });

  it('leave includable fields out until they are asked for', async () => {
    const { stripe } = await emulatedStripe();
    const plain = await firstOf(stripe.customers.list());
    expect(plain).not.toHaveProperty('tax_ids');
    expect(plain).not.toHaveProperty('subscriptions');
    const full = await firstOf(
      stripe.customers.list({
        expand: ['data.tax_ids', 'data.subscriptions', 'data.invoice_settings.default_payment_method'],
      }),
    );
    expect(full.tax_ids?.object).toBe('list');
    expect(full.subscriptions?.object).toBe('list');
  });
});

describe('idempotency', () => {
  it('gives a repeated request its first answer and does not repeat the work', async () => {
    const { stripe } = await emulatedStripe();
    const first = await stripe.customers.create({ name: 'Once' }, { idempotencyKey: 'k1' });
    const second = await stripe.customers.create({ name: 'Once' }, { idempotencyKey: 'k1' });
    expect(second.id).toBe(first.id);
    expect(second.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(second.lastResponse.idempotencyKey).toBe('k1');
    const newest = await stripe.customers.list({ limit: 2 });
    expect(newest.data.filter(({ name }) => name === 'Once')).toHaveLength(1);
  });

  it('refuses other parameters under a used key', async () => {
    const { stripe } = await emulatedStripe();
    await stripe.customers.create({ name: 'A' }, { idempotencyKey: 'k2' });
    const error = await refusal(stripe.customers.create({ name: 'B' }, { idempotencyKey: 'k2' }));
    expect(error).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
  });

  it('answers 409 while the first request with the key still runs', async () => {
    // Every second request is slow: of these two the one that arrives first, whichever it is.
    const { stripe } = await emulatedStripe({ faults: [{ kind: 'slow', percent: 50 }] });
    await stripe.balance.retrieve();
    const create = (): Promise<unknown> => stripe.customers.create({ name: 'A' }, { idempotencyKey: 'k3' });
    const outcomes = await Promise.allSettled([create(), create()]);
    const refused = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason as unknown] : [],
    );
    expect(refused).toHaveLength(1);
    expect(refused[0]).toBeInstanceOf(Stripe.errors.StripeAPIError);
    expect(refused[0]).toMatchObject({
      statusCode: 409,
      code: 'idempotency_key_in_use',
      rawType: 'idempotency_error',
    });
  });

  it('keeps a decline as the answer, but not a refused parameter', async () => {
    const { stripe } = await emulatedStripe();
    const odd = { nope: '1' } as Stripe.CustomerCreateParams;
    await refusal(stripe.customers.create(odd, { idempotencyKey: 'k4' }));
    expect((await stripe.customers.create({ name: 'A' }, { idempotencyKey: 'k4' })).name).toBe('A');
    const pay = {
      amount: 500,
      currency: 'eur',
      payment_method: 'pm_card_visa_chargeDeclined',
      confirm: true,
    };
    const first = await refusal(stripe.paymentIntents.create(pay, { idempotencyKey: 'k5' }));
    const again = await refusal(stripe.paymentIntents.create(pay, { idempotencyKey: 'k5' }));
    expect(first).toMatchObject({ statusCode: 402, code: 'card_declined', decline_code: 'generic_decline' });
    expect(again.payment_intent?.id).toBe(first.payment_intent?.id);
  });

  it('forgets a key after a day', async () => {
    let clockMs = nowMs;
    const { stripe } = await emulatedStripe({}, { nowMs: () => clockMs });
    const first = await stripe.customers.create({ name: 'A' }, { idempotencyKey: 'k6' });
    clockMs += 25 * 3_600_000;
    const second = await stripe.customers.create({ name: 'A' }, { idempotencyKey: 'k6' });
    expect(second.id).not.toBe(first.id);
  });
});

describe('trouble on demand', () => {
  it('limits an endpoint by the second, with the header that says why', async () => {
    let clockMs = nowMs;
    const { stripe } = await emulatedStripe({ rate: 2 }, { nowMs: () => clockMs });
    await stripe.balance.retrieve();
    await stripe.balance.retrieve();
    const error = await refusal(stripe.balance.retrieve());
    expect(error).toMatchObject({ statusCode: 429, code: 'rate_limit' });
    expect(error.headers?.['stripe-rate-limited-reason']).toBe('endpoint-rate');
    expect((await stripe.customers.list({ limit: 1 })).data).toHaveLength(1);
    clockMs += 1000;
    expect((await stripe.balance.retrieve()).object).toBe('balance');
  });

  it.each([
    { kind: '429', statusCode: 429, code: 'rate_limit' },
    { kind: '429-retry', statusCode: 429, code: 'lock_timeout' },
    { kind: '500', statusCode: 500, code: undefined },
    { kind: '403', statusCode: 403, code: undefined },
    { kind: 'truncated', statusCode: undefined, code: undefined },
    { kind: 'offline', statusCode: undefined, code: undefined },
  ] as const)('makes the fault $kind', async ({ kind, statusCode, code }) => {
    const { emulator, stripe } = await emulatedStripe();
    await emulator.setFaults([{ kind, percent: 100 }]);
    const error = await refusal(stripe.customers.list());
    expect([error.statusCode, error.code]).toEqual([statusCode, code]);
    if (kind === '429') expect(error.headers?.['stripe-should-retry']).toBeUndefined();
    if (kind === '429-retry') expect(error.headers?.['stripe-should-retry']).toBe('true');
  });

  it('carries a request out whose answer is lost', async () => {
    const { emulator, stripe } = await emulatedStripe();
    await emulator.setFaults([{ kind: 'timeout', percent: 100 }]);
    const lost = await refusal(stripe.customers.create({ name: 'Lost answer' }, { timeout: 200 }));
    expect(lost).toBeInstanceOf(Stripe.errors.StripeConnectionError);
    await emulator.setFaults([]);
    expect((await firstOf(stripe.customers.list())).name).toBe('Lost answer');
  });

  it('hits exactly the share of requests that was asked for', async () => {
    const { emulator, stripe } = await emulatedStripe();
    await emulator.setFaults([{ kind: '500', percent: 25 }]);
    let failed = 0;
    for (let i = 0; i < 40; i++) {
      await stripe.balance.retrieve().catch(() => failed++);
    }
    expect(failed).toBe(10);
  });

  it('drops every connection while offline and is back afterwards', async () => {
    const { emulator, stripe } = await emulatedStripe();
    await emulator.setOffline(true);
    expect(await refusal(stripe.balance.retrieve())).toBeInstanceOf(Stripe.errors.StripeConnectionError);
    await emulator.setOffline(false);
    expect((await stripe.balance.retrieve()).object).toBe('balance');
  });
});

it('takes array brackets without an index and an empty value as "unset"', async () => {
  const { emulator, stripe } = await emulatedStripe();
  const { key } = firstAccount(emulator);
  const customer = await stripe.customers.create({ name: 'A', phone: '1' });
  const body = 'phone=&preferred_locales[]=nl&preferred_locales[]=fr&expand[]=tax_ids';
  const answer = await new Promise<string>((resolve, reject) => {
    const request = http.request(
      `${emulator.url}/v1/customers/${customer.id}`,
      { method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-length': body.length } },
      (response) => {
        let text = '';
        response.on('data', (chunk) => (text += chunk));
        response.on('end', () => resolve(text));
      },
    );
    request.on('error', reject).end(body);
  });
  expect(JSON.parse(answer)).toMatchObject({
    phone: null,
    preferred_locales: ['nl', 'fr'],
    tax_ids: { data: [] },
  });
});

it('serves the same bytes for the same size, seed and anchor', async () => {
  const read = async (): Promise<string> => {
    const { emulator } = await emulatedStripe();
    const { key } = firstAccount(emulator);
    const response = await fetch(`${emulator.url}/v1/invoices?limit=100&expand[]=data.customer`, {
      headers: { authorization: `Bearer ${key}` },
    });
    return (await response.text()).replaceAll(emulator.documentsUrl, '');
  };
  expect(await read()).toBe(await read());
});

it('connects with every key it hands out', async () => {
  const { emulator } = await emulatedStripe({ accounts: 3 });
  for (const account of emulator.accounts) {
    for (const key of [account.key, account.liveKey, account.sampleKey]) {
      expect((await connectSdk(emulator.url, key).accounts.retrieveCurrent()).id).toBe(account.id);
    }
  }
});
