import { afterEach, describe, expect, it, vi } from 'vitest';
import type { EmulatorOptions, RunningEmulator } from '../../electron/stripeEmulator/emulatorOptions.ts';
import { startEmulator } from '../../electron/stripeEmulator/startEmulator.ts';
import { testGateway } from '../builders/testGateway.ts';
import {
  emptyList,
  json,
  startScriptedServer,
  stripeError,
  type ScriptedServer,
} from '../builders/scriptedServer.ts';

const key = 'rk_test_gatewayTestKey1';
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function scripted(...answers: Parameters<typeof startScriptedServer>): Promise<ScriptedServer> {
  const server = await startScriptedServer(...answers);
  closers.push(() => server.close());
  return server;
}

async function emulator(options: Partial<EmulatorOptions> = {}): Promise<RunningEmulator> {
  const running = await startEmulator({ size: 'S', accounts: 1, seed: 7, anchor: '2026-11-20', ...options });
  closers.push(() => running.close());
  return running;
}

const invoices = { path: 'invoices', params: { limit: 100 }, priority: 'background' } as const;

function parse(bytes: Uint8Array): { data: { id: string }[]; has_more: boolean } {
  return JSON.parse(new TextDecoder().decode(bytes));
}

describe('reading', () => {
  it('sends key, API version and indexed arrays, and gives the bytes as they came', async () => {
    const server = await scripted(json(200, emptyList));
    const gateway = testGateway({ key, apiBase: server.url });
    const bytes = await gateway.readPage({
      path: 'customers',
      params: { limit: 100, expand: ['data.tax_ids', 'data.x'], 'created[gte]': 5 },
      priority: 'background',
    });
    expect(parse(bytes)).toEqual(emptyList);
    const [request] = server.requests;
    expect(request?.url).toBe(
      '/v1/customers?limit=100&expand[0]=data.tax_ids&expand[1]=data.x&created[gte]=5',
    );
    expect(request?.headers.authorization).toBe(`Bearer ${key}`);
    expect(request?.headers['stripe-version']).toBe('2026-10-28.endive');
  });

  it('repeats after 500 and 429, and counts what it did', async () => {
    const server = await scripted(
      stripeError(500, {}),
      stripeError(429, { code: 'rate_limit' }, { 'stripe-rate-limited-reason': 'endpoint-rate' }),
      stripeError(429, { code: 'lock_timeout' }),
      json(200, emptyList),
    );
    const gateway = testGateway({ key, apiBase: server.url });
    await gateway.readPage(invoices);
    expect(gateway.stats).toEqual({ requests: 4, retries: 3 });
  });

  it('goes slower after a rate limit, and after a locked object just asks again', async () => {
    const server = await scripted(
      stripeError(429, { code: 'lock_timeout' }),
      stripeError(429, { code: 'rate_limit' }, { 'stripe-rate-limited-reason': 'resource-specific' }),
      json(200, emptyList),
      stripeError(429, { code: 'rate_limit' }, { 'stripe-rate-limited-reason': 'endpoint-rate' }),
      json(200, emptyList),
    );
    const gateway = testGateway({ key, apiBase: server.url });
    await gateway.readPage(invoices);
    expect(gateway.describe().pace.slowed).toEqual([]);
    await gateway.readPage(invoices);
    expect(gateway.describe()).toMatchObject({
      pace: { slowed: [{ endpoint: 'GET invoices' }] },
      refusals: { lock_timeout: 1, 'resource-specific': 1, 'endpoint-rate': 1 },
    });
  });

  it('believes that a right is missing when the key is refused again and again, not once', async () => {
    const refused = stripeError(403, { message: "Having the 'rak_invoice_read' permission would allow it." });
    const oneOdd = await scripted(refused, json(200, emptyList));
    await testGateway({ key, apiBase: oneOdd.url }).readPage(invoices);
    expect(oneOdd.requests).toHaveLength(2);

    const always = await scripted(refused);
    const gateway = testGateway({ key, apiBase: always.url });
    for (const requests of [3, 4]) {
      await expect(gateway.readPage(invoices)).rejects.toMatchObject({ code: 'permission_missing' });
      expect(always.requests).toHaveLength(requests);
    }
  });

  it('remembers what went wrong with the request id and without anything of a customer', async () => {
    const server = await scripted(stripeError(404, { code: 'resource_missing' }));
    const gateway = testGateway({ key, apiBase: server.url });
    const read = gateway.readObject({ path: 'customers/cus_Secret1', priority: 'foreground' });
    await expect(read).rejects.toMatchObject({ code: 'not_found' });
    expect(gateway.describe().troubles).toEqual([
      {
        at: expect.any(Number),
        endpoint: 'GET customers/:id',
        status: 404,
        code: 'resource_missing',
        requestId: 'req_test1',
      },
    ]);
  });

  it('does not repeat what Stripe says must not be repeated', async () => {
    const server = await scripted(stripeError(500, {}, { 'stripe-should-retry': 'false' }));
    const gateway = testGateway({ key, apiBase: server.url });
    await expect(gateway.readPage(invoices)).rejects.toMatchObject({
      code: 'stripe_unavailable',
      reference: 'req_test1',
    });
    expect(server.requests).toHaveLength(1);
  });

  it('asks for a smaller page after an answer that was cut off', async () => {
    const server = await scripted(
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end('{"object":"list","data":[{"id":"in_1",');
      },
      json(200, emptyList),
    );
    const gateway = testGateway({ key, apiBase: server.url });
    await gateway.readPage(invoices);
    expect(server.requests.map(({ url }) => url)).toEqual([
      '/v1/invoices?limit=100',
      '/v1/invoices?limit=50',
    ]);
  });

  it('never takes answers that are cut off again and again for a network that is gone', async () => {
    const server = await scripted((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 });
      response.write('{"object":"list","data":[{"id":"in_1",', () => response.destroy());
    });
    const gateway = testGateway({ key, apiBase: server.url });
    await expect(gateway.readPage(invoices)).rejects.toMatchObject({ code: 'stripe_unavailable' });
    expect(server.requests.map(({ url }) => url).slice(0, 2)).toEqual([
      '/v1/invoices?limit=100',
      '/v1/invoices?limit=50',
    ]);
  });

  it('asks for a smaller page after an answer that took too long', async () => {
    const server = await scripted(() => {}, json(200, emptyList));
    const gateway = testGateway({ key, apiBase: server.url, timeoutMs: 1000 });
    await gateway.readPage(invoices);
    expect(server.requests.map(({ url }) => url)).toEqual([
      '/v1/invoices?limit=100',
      '/v1/invoices?limit=50',
    ]);
  });

  it('stops when it is told to', async () => {
    const server = await scripted(() => {});
    const abort = new AbortController();
    const reading = testGateway({ key, apiBase: server.url }).readPage({ ...invoices, signal: abort.signal });
    abort.abort();
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('refusals', () => {
  it.each([
    [401, { code: 'api_key_expired' }, { code: 'key_expired' }],
    [401, {}, { code: 'key_invalid' }],
    [
      403,
      {
        message: "The key for account 'acct_1A' … Having the 'rak_invoice_read' permission would allow this.",
      },
      { code: 'permission_missing', details: { permission: 'rak_invoice_read', accountId: 'acct_1A' } },
    ],
    [404, { code: 'resource_missing' }, { code: 'not_found' }],
    [400, { code: 'parameter_unknown', param: 'foo' }, { code: 'stripe_refused' }],
  ])('turns %i %j into its code with the request id', async (status, error, expected) => {
    const server = await scripted(stripeError(status, error));
    await expect(testGateway({ key, apiBase: server.url }).readPage(invoices)).rejects.toMatchObject(
      expected,
    );
  });

  it('knows the log-in page of a proxy', async () => {
    const gateway = testGateway({
      key,
      apiBase: 'http://127.0.0.1:9',
      fetch: async () => new Response('<html>Log in</html>', { status: 407 }),
    });
    await expect(gateway.readPage(invoices)).rejects.toMatchObject({ code: 'proxy_authentication' });
  });

  it('maps the same refusals of the calls that go through the SDK', async () => {
    const server = await scripted(stripeError(400, { code: 'tax_id_invalid', message: 'bad' }));
    await expect(
      testGateway({ key, apiBase: server.url }).createTaxId(
        'cus_1',
        { type: 'eu_vat', value: 'x' },
        { actionId: 'a' },
      ),
    ).rejects.toMatchObject({ code: 'tax_id_invalid', reference: 'req_test1' });
  });

  it('says offline when nobody answers', async () => {
    const server = await scripted(json(200, emptyList));
    await server.close();
    closers.length = 0;
    await expect(testGateway({ key, apiBase: server.url }).readPage(invoices)).rejects.toMatchObject({
      code: 'offline',
    });
  });

  it.each([
    ['net::ERR_CERT_AUTHORITY_INVALID', 'certificate_untrusted'],
    ['net::ERR_PROXY_AUTH_REQUESTED', 'proxy_authentication'],
    ['net::ERR_INTERNET_DISCONNECTED', 'offline'],
    ['net::ERR_CONNECTION_TIMED_OUT', 'timeout'],
  ])('knows %s of the network stack as %s', async (message, code) => {
    const gateway = testGateway({
      key,
      apiBase: 'http://127.0.0.1:9',
      fetch: () => Promise.reject(new Error(message)),
    });
    await expect(gateway.readPage(invoices)).rejects.toMatchObject({ code });
    await expect(gateway.getInvoice('in_1')).rejects.toMatchObject({ code });
  });

  it('keeps keys and addresses that Stripe quotes out of the sentence', async () => {
    const server = await scripted(stripeError(400, { message: `Bad e-mail jan@example.nl with ${key}` }));
    const failure = await testGateway({ key, apiBase: server.url })
      .readPage(invoices)
      .catch((error: unknown) => error);
    expect(JSON.stringify(failure) + String(failure)).not.toMatch(/example\.nl|gatewayTestKey1/);
  });
});

describe('writing', () => {
  it('repeats a write with the idempotency key of its action', async () => {
    const server = await scripted(stripeError(500, {}), json(200, { id: 'cus_1', object: 'customer' }));
    const gateway = testGateway({ key, apiBase: server.url });
    const written = await gateway.updateCustomer('cus_1', { name: 'Café' }, { actionId: 'act1' });
    expect(written.requestId).toBe('req_test1');
    expect(server.requests.map(({ headers }) => headers['idempotency-key'])).toEqual([
      'kantoor-test-installation-act1',
      'kantoor-test-installation-act1',
    ]);
    expect(server.requests[1]?.body).toBe('name=Caf%C3%A9');
  });

  it('sends writes to one customer one after the other, whatever they change, and others beside them', async () => {
    const asked: string[] = [];
    const answers: (() => void)[] = [];
    const gateway = testGateway({
      key,
      apiBase: null,
      async fetch(url) {
        asked.push(new URL(url).pathname.replace('/v1/', ''));
        await new Promise<void>((resolve) => answers.push(resolve));
        return Response.json({ id: 'in_1', object: 'invoice' });
      },
    });
    const writes = [
      gateway.voidInvoice('in_1', { actionId: 'a', customerId: 'cus_1' }),
      gateway.payInvoice('in_2', { paymentMethodId: 'pm_1' }, { actionId: 'b', customerId: 'cus_1' }),
      gateway.voidInvoice('in_3', { actionId: 'c', customerId: 'cus_2' }),
    ];
    await vi.waitFor(() => expect(answers).toHaveLength(2));
    expect(asked).toEqual(['invoices/in_1/void', 'invoices/in_3/void']);
    answers[0]?.();
    await vi.waitFor(() => expect(answers).toHaveLength(3));
    expect(asked[2]).toBe('invoices/in_2/pay');
    for (const answer of answers) answer();
    await Promise.all(writes);
  });

  it('changes a customer and her tax IDs on the sample office', async () => {
    const { url, accounts } = await emulator();
    const gateway = testGateway({ key: accounts[0]?.sampleKey ?? '', apiBase: url });
    const page = await gateway.readPage({ path: 'customers', params: { limit: 1 }, priority: 'foreground' });
    const id = parse(page).data[0]?.id ?? '';
    await gateway.updateCustomer(id, { name: 'Nieuwe naam' }, { actionId: 'rename' });
    expect(await gateway.getCustomer(id)).toMatchObject({ name: 'Nieuwe naam' });
    const { value } = await gateway.createTaxId(
      id,
      { type: 'eu_vat', value: 'NL123456789B12' },
      { actionId: 'tax' },
    );
    const removed = await gateway.deleteTaxId(id, value.id, { actionId: 'untax' });
    expect(removed.requestId).toMatch(/^req_/);
  });
});

describe('documents', () => {
  async function linkOf(running: RunningEmulator): Promise<string> {
    const gateway = testGateway({ key: running.accounts[0]?.key ?? '', apiBase: running.url });
    const page = await gateway.readPage({
      path: 'invoices',
      params: { limit: 1, status: 'paid' },
      priority: 'foreground',
    });
    const invoice = await gateway.getInvoice(parse(page).data[0]?.id ?? '');
    return invoice.invoice_pdf ?? '';
  }

  it('fetches a PDF without showing the key', async () => {
    const running = await emulator();
    const seen: RequestInit[] = [];
    const gateway = testGateway({
      key,
      apiBase: running.url,
      fetch: (url, init) => {
        seen.push(init);
        return fetch(url, init);
      },
    });
    const bytes = await gateway.downloadPdf({ url: await linkOf(running), priority: 'foreground' });
    expect(new TextDecoder().decode(bytes.subarray(0, 5))).toBe('%PDF-');
    expect(JSON.stringify(seen)).not.toContain(key);
  });

  it('tells an expired link, which answers with a page, from a document', async () => {
    const server = await scripted((response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<!doctype html><title>Expired</title>');
    });
    await expect(
      testGateway({ key, apiBase: server.url }).downloadPdf({
        url: `${server.url}/pdf`,
        priority: 'foreground',
      }),
    ).rejects.toMatchObject({ code: 'document_link_expired' });
  });

  it.each(['https://stripe.com.example.org/x', 'http://pay.stripe.com/x', 'file:///etc/passwd', 'nonsense'])(
    'refuses to fetch from %s',
    async (url) => {
      const gateway = testGateway({ key, apiBase: 'http://127.0.0.1:9' });
      await expect(gateway.downloadPdf({ url, priority: 'foreground' })).rejects.toMatchObject({
        code: 'document_invalid',
      });
    },
  );

  it('refuses this machine as a source of documents for an account at Stripe itself', async () => {
    const gateway = testGateway({ key, apiBase: null });
    await expect(
      gateway.downloadPdf({ url: 'http://127.0.0.1:9/pdf', priority: 'foreground' }),
    ).rejects.toMatchObject({ code: 'document_invalid' });
  });
});
