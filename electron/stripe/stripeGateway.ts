import Stripe from 'stripe';
import { AppError, isAppError } from '../../shared/errors/appError.ts';
import type { BackOff } from './pacer.ts';
import { downloadPdf } from './downloadPdf.ts';
import { probePermissions } from './permissionProbes.ts';
import { createRateLimiter, type RateLimiter } from './rateLimiter.ts';
import type {
  AccountInfo,
  PageRequest,
  Priority,
  StripeGateway,
  Wire,
  WriteOptions,
} from './stripeGatewayApi.ts';
import { createStripeTransport, type Fetch, type StripeTransport } from './stripeTransport.ts';
import { refusalOf, refusalToAppError, toAppError } from './toAppError.ts';

export interface StripeGatewayDeps {
  /** Asked for each request, so that the key lies in memory as short as the operating system allows. */
  key: () => Promise<string>;
  /** API origin; null is Stripe itself. */
  apiBase: string | null;
  fetch: Fetch;
  limiter: RateLimiter;
  backOff: BackOff;
  /** *Units*: milliseconds for one attempt. */
  timeoutMs: number;
  installationId: string;
  appVersion: string;
}

const stripeApi = 'https://api.stripe.com';
const smallestPage = 10;
/** STRIPE: documents are rendered on demand behind an undocumented limit of their own. */
const parallelDocuments = 4;

/** Query as Stripe reads it: arrays indexed, brackets unencoded. */
function queryOf(params: PageRequest['params'], expand?: readonly string[]): string {
  const pairs = Object.entries({ ...params, ...(expand ? { expand } : {}) }).flatMap(([name, value]) =>
    Array.isArray(value)
      ? value.map((item, index) => `${name}[${index}]=${encodeURIComponent(String(item))}`)
      : [`${name}=${encodeURIComponent(String(value))}`],
  );
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}

/** The SDK's decimals are class instances that do not survive being sent to another process; their JSON is text. */
function toWire<Value>(value: Value): Wire<Value> {
  return JSON.parse(JSON.stringify(value)) as Wire<Value>;
}

/** Lets the SDK's own requests leave by the same path as all others. */
function fetchThrough(transport: StripeTransport, priority: Priority): Fetch {
  return async (url, init) => {
    const headers = Object.fromEntries(new Headers(init.headers).entries());
    // STRIPE: Chromium's network stack refuses a Content-Length set by hand.
    delete headers['content-length'];
    const {
      status,
      headers: answered,
      bytes,
    } = await transport.send({
      method: init.method ?? 'GET',
      url,
      headers,
      priority,
      ...(typeof init.body === 'string' ? { body: init.body } : {}),
      ...(init.signal ? { signal: init.signal } : {}),
    });
    return new Response(bytes, { status, headers: answered });
  };
}

function createSdk(deps: StripeGatewayDeps, transport: StripeTransport): Stripe {
  const origin = new URL(deps.apiBase ?? stripeApi);
  return new Stripe('', {
    authenticator: async (request) => {
      request.headers['Authorization'] = `Bearer ${await deps.key()}`;
    },
    host: origin.hostname,
    port: origin.port === '' ? (origin.protocol === 'http:' ? '80' : '443') : origin.port,
    protocol: origin.protocol === 'http:' ? 'http' : 'https',
    httpClient: Stripe.createFetchHttpClient(fetchThrough(transport, 'foreground') as typeof fetch),
    // The transport repeats by itself; waiting for its turn counts as well.
    maxNetworkRetries: 0,
    timeout: deps.timeoutMs * 5,
    telemetry: false,
    appInfo: { name: 'Kantoor', version: deps.appVersion },
  });
}

/** Makes the gateway of one Stripe account. *Errors*: every method throws `AppError` only. */
export function createStripeGateway(deps: StripeGatewayDeps): StripeGateway {
  const stats = { requests: 0, retries: 0 };
  const { fetch, limiter, backOff, timeoutMs } = deps;
  const transport = createStripeTransport({ fetch, limiter, backOff, timeoutMs, stats });
  const sdk = createSdk(deps, transport);
  const base = `${deps.apiBase ?? stripeApi}/v1/`;
  const documents = {
    fetch,
    timeoutMs,
    allowLoopback: deps.apiBase !== null,
    limiter: createRateLimiter({
      perEndpoint: Infinity,
      overall: Infinity,
      concurrency: parallelDocuments + 1,
      backOff,
    }),
  };

  async function headers(): Promise<Record<string, string>> {
    return {
      authorization: `Bearer ${await deps.key()}`,
      'stripe-version': Stripe.API_VERSION,
      'user-agent': `Kantoor/${deps.appVersion}`,
    };
  }

  /** PERF: the SDK parses every page; here the bytes go on to the cache worker untouched (benchmark: backfill). */
  async function readBytes(
    urlAt: (failures: number) => string,
    { priority, signal }: { priority: Priority; signal?: AbortSignal },
  ): Promise<Uint8Array<ArrayBuffer>> {
    const answer = await transport.send({
      method: 'GET',
      url: urlAt(0),
      headers: await headers(),
      priority,
      smallerUrl: urlAt,
      ...(signal ? { signal } : {}),
    });
    if (answer.status !== 200)
      throw refusalToAppError(refusalOf(answer.status, answer.headers, answer.bytes));
    return answer.bytes;
  }

  async function call<Value>(send: () => Promise<Value>): Promise<Value> {
    try {
      return await send();
    } catch (error) {
      throw toAppError(error);
    }
  }

  /** The same action gives the same key, so that repeating it after a kill changes nothing twice. */
  function idempotent({ actionId }: WriteOptions): Stripe.RequestOptions {
    return { idempotencyKey: `kantoor-${deps.installationId}-${actionId}` };
  }

  /** A key that may not read the account still reveals whose it is, in its refusal or in an invoice. */
  async function accountFromInvoice(accountId: string | null): Promise<AccountInfo> {
    const unknown = { id: accountId, name: null, country: null, defaultCurrency: null, timeZone: null };
    try {
      const [invoice] = (await sdk.invoices.list({ limit: 1 })).data;
      if (!invoice) return unknown;
      const linked = /acct_[A-Za-z0-9]+/.exec(invoice.hosted_invoice_url ?? '')?.[0] ?? null;
      return {
        ...unknown,
        id: accountId ?? linked,
        name: invoice.account_name,
        country: invoice.account_country,
        defaultCurrency: invoice.currency,
      };
    } catch (error) {
      const known = toAppError(error);
      if (known.code !== 'permission_missing') throw known;
      return { ...unknown, id: accountId ?? accountNamedIn(known) };
    }
  }

  return {
    stats,
    readPage({ path, params, priority, signal }) {
      const urlAt = (failures: number): string => {
        const limit = Math.max(smallestPage, Math.floor(Number(params['limit'] ?? 100) / 2 ** failures));
        return base + path + queryOf(failures === 0 ? params : { ...params, limit });
      };
      return readBytes(urlAt, { priority, ...(signal ? { signal } : {}) });
    },
    readObject({ path, expand, priority, signal }) {
      return readBytes(() => base + path + queryOf({}, expand), { priority, ...(signal ? { signal } : {}) });
    },
    async getAccount() {
      try {
        const account = await sdk.accounts.retrieveCurrent();
        return {
          id: account.id,
          name: account.settings?.dashboard.display_name ?? account.business_profile?.name ?? null,
          country: account.country ?? null,
          defaultCurrency: account.default_currency ?? null,
          timeZone: account.settings?.dashboard.timezone ?? null,
        };
      } catch (error) {
        const known = toAppError(error);
        if (known.code !== 'permission_missing') throw known;
        return accountFromInvoice(accountNamedIn(known));
      }
    },
    testPermissions: () =>
      probePermissions(async ({ method, path, body }) => {
        try {
          const { status } = await transport.send({
            method,
            url: base + path,
            headers: { ...(await headers()), 'content-type': 'application/x-www-form-urlencoded' },
            priority: 'foreground',
            ...(method === 'POST' ? { body: body ?? '' } : {}),
          });
          if (status === 401) throw new AppError('key_invalid', 'Stripe does not accept this key.');
          return status;
        } catch (error) {
          if (isAppError(error) && error.code === 'stripe_unavailable') return null;
          throw error;
        }
      }),
    getInvoice: (id, expand = []) => call(async () => toWire(await sdk.invoices.retrieve(id, { expand }))),
    getCustomer: (id, expand = []) => call(async () => toWire(await sdk.customers.retrieve(id, { expand }))),
    updateCustomer: (id, params, options) =>
      call(async () => {
        const customer = await sdk.customers.update(id, params, idempotent(options));
        return { value: toWire<Stripe.Customer>(customer), requestId: customer.lastResponse.requestId };
      }),
    createTaxId: (customerId, { type, value }, options) =>
      call(async () => {
        const params = { type: type as Stripe.CustomerCreateTaxIdParams.Type, value };
        const taxId = await sdk.customers.createTaxId(customerId, params, idempotent(options));
        return { value: toWire<Stripe.TaxId>(taxId), requestId: taxId.lastResponse.requestId };
      }),
    async deleteTaxId(customerId, taxIdId, options) {
      const retriesBefore = stats.retries;
      try {
        const deleted = await sdk.customers.deleteTaxId(customerId, taxIdId, undefined, idempotent(options));
        return { value: null, requestId: deleted.lastResponse.requestId };
      } catch (error) {
        const known = toAppError(error);
        // STRIPE: DELETE has no idempotency; gone after a repeated request means that the first one arrived.
        if (known.code === 'not_found' && stats.retries > retriesBefore)
          return { value: null, requestId: known.reference };
        throw known;
      }
    },
    limitRate: limiter.limitRate,
    downloadPdf: (input) => downloadPdf(documents, input),
  };
}

function accountNamedIn(error: AppError): string | null {
  const { accountId } = error.details;
  return typeof accountId === 'string' ? accountId : null;
}
