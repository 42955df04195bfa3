import { Stripe } from 'stripe';
import { AppError, isAppError } from '../../shared/errors/appError.ts';
import { createSdk } from './createSdk.ts';
import { downloadPdf } from './downloadPdf.ts';
import type { BackOff } from './pacer.ts';
import { probePermissions, type Probe } from './permissionProbes.ts';
import { createRateLimiter, type RateLimiter } from './rateLimiter.ts';
import { readAccount } from './readAccount.ts';
import { createStripeCalls } from './stripeCalls.ts';
import type { RequestRecord } from './requestRecord.ts';
import { createRightsMemory } from './rightsMemory.ts';
import type { PageRequest, StripeGateway } from './stripeGatewayApi.ts';
import type { StripeLink } from './stripeLink.ts';
import { createStripeTransport, type Fetch, type StripeTransport } from './stripeTransport.ts';
import { refusalOf, refusalToAppError } from './toAppError.ts';

export interface StripeGatewayDeps {
  /** Asked for each request, so that the key lies in memory as short as the operating system allows. */
  key: () => Promise<string>;
  /** API origin; null is Stripe itself. */
  apiBase: string | null;
  fetch: Fetch;
  limiter: RateLimiter;
  link: StripeLink;
  record: RequestRecord;
  backOff: BackOff;
  /** *Units*: milliseconds for one attempt. */
  timeoutMs: number;
  installationId: string;
  appVersion: string;
}

export const stripeApi = 'https://api.stripe.com';
const smallestPage = 10;
/** A call of the SDK waits for its turn and for repetitions, which its own timeout knows nothing of. */
const attemptsWithinTimeout = 5;
/** STRIPE: documents are rendered on demand behind an undocumented limit of their own. */
const parallelDocuments = 4;

/** Query as Stripe reads it: arrays indexed, brackets unencoded. */
function queryOf(params: PageRequest['params']): string {
  const pairs = Object.entries(params).flatMap(([name, value]) =>
    Array.isArray(value)
      ? value.map((item, index) => `${name}[${index}]=${encodeURIComponent(String(item))}`)
      : [`${name}=${encodeURIComponent(String(value))}`],
  );
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}

/** PERF: the SDK parses every page; here the bytes go on to the cache worker untouched (benchmark: backfill). */
function createRawReads(
  deps: StripeGatewayDeps,
  transport: StripeTransport,
): Pick<StripeGateway, 'readPage' | 'readObject' | 'testPermissions'> {
  const base = `${deps.apiBase ?? stripeApi}/v1/`;

  const headers = async (): Promise<Record<string, string>> => ({
    authorization: `Bearer ${await deps.key()}`,
    'stripe-version': Stripe.API_VERSION,
    'user-agent': `Kantoor/${deps.appVersion}`,
  });

  async function read(
    urlAt: (failures: number) => string,
    { priority, signal }: Pick<PageRequest, 'priority' | 'signal'>,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const answer = await transport.send({
      method: 'GET',
      url: urlAt(0),
      headers: await headers(),
      priority,
      smallerUrl: urlAt,
      ...(signal ? { signal } : {}),
    });
    if (answer.status === 200) return answer.bytes;
    throw refusalToAppError(refusalOf(answer.status, answer.headers, answer.bytes));
  }

  async function askProbe({ method, path, body = '' }: Probe): Promise<number | null> {
    const form = { ...(await headers()), 'content-type': 'application/x-www-form-urlencoded' };
    const request = { method, url: base + path, headers: form, priority: 'foreground' } as const;
    try {
      const { status } = await transport.send(method === 'POST' ? { ...request, body } : request);
      if (status === 401) throw new AppError('key_invalid', 'Stripe does not accept this key.');
      return status;
    } catch (error) {
      if (isAppError(error) && error.code === 'stripe_unavailable') return null;
      throw error;
    }
  }

  return {
    readPage({ path, params, ...rest }) {
      const wanted = Number(params['limit'] ?? 100);
      const limitAt = (failures: number): number =>
        failures === 0 ? wanted : Math.max(smallestPage, Math.floor(wanted / 2 ** failures));
      return read((failures) => base + path + queryOf({ ...params, limit: limitAt(failures) }), rest);
    },
    readObject: ({ path, expand, ...rest }) =>
      read(() => base + path + queryOf(expand ? { expand } : {}), rest),
    testPermissions: () => probePermissions(askProbe),
  };
}

/** Makes the gateway of one Stripe account. *Errors*: every method throws `AppError` only. */
export function createStripeGateway(deps: StripeGatewayDeps): StripeGateway {
  const { fetch, limiter, link, backOff, timeoutMs, installationId } = deps;
  const stats = { requests: 0, retries: 0 };
  const rights = createRightsMemory();
  const { record } = deps;
  const transport = createStripeTransport({
    fetch,
    limiter,
    link,
    record,
    rights,
    backOff,
    timeoutMs,
    stats,
  });
  const sdk = createSdk({
    key: deps.key,
    transport,
    apiOrigin: new URL(deps.apiBase ?? stripeApi),
    timeoutMs: timeoutMs * attemptsWithinTimeout,
    appVersion: deps.appVersion,
  });
  const documents = {
    fetch,
    timeoutMs,
    allowLoopback: deps.apiBase !== null,
    limiter: createRateLimiter({
      perEndpoint: Infinity,
      overall: Infinity,
      concurrency: parallelDocuments,
      highest: null,
      backOff,
    }),
  };
  return {
    stats,
    ...createRawReads(deps, transport),
    ...createStripeCalls({ sdk, installationId, stats }),
    getAccount: () => readAccount(sdk),
    limitRate: (perEndpoint) => limiter.limitRate(perEndpoint),
    setLimits: (limits) => limiter.setLimits(limits),
    describe: () => ({ ...record.describe(), pace: limiter.describe() }),
    downloadPdf: (input) => downloadPdf(documents, input),
  };
}
