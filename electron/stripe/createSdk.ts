import { Stripe } from 'stripe';
import type { Fetch, StripeTransport } from './stripeTransport.ts';

export interface SdkDeps {
  /** Asked for each request, so that the key lies in memory as short as the operating system allows. */
  key: () => Promise<string>;
  transport: StripeTransport;
  apiOrigin: URL;
  /** *Units*: milliseconds for a call with all its repetitions. */
  timeoutMs: number;
  appVersion: string;
}

/** Lets the SDK's own requests leave by the same path as all others. */
function fetchThrough(transport: StripeTransport): Fetch {
  return async (url, init) => {
    const headers = Object.fromEntries(new Headers(init.headers).entries());
    // STRIPE: Chromium's network stack refuses a Content-Length set by hand.
    delete headers['content-length'];
    const answer = await transport.send({
      method: init.method ?? 'GET',
      url,
      headers,
      priority: 'foreground',
      ...(typeof init.body === 'string' ? { body: init.body } : {}),
      ...(init.signal ? { signal: init.signal } : {}),
    });
    return new Response(answer.bytes, { status: answer.status, headers: answer.headers });
  };
}

/** Makes the SDK's client for calls with typed parameters; bulk pages do not pass through it. */
export function createSdk({ key, transport, apiOrigin, timeoutMs, appVersion }: SdkDeps): Stripe {
  const protocol = apiOrigin.protocol === 'http:' ? 'http' : 'https';
  const defaultPort = protocol === 'http' ? '80' : '443';
  return new Stripe('', {
    authenticator: async (request) => {
      request.headers['Authorization'] = `Bearer ${await key()}`;
    },
    host: apiOrigin.hostname,
    port: apiOrigin.port === '' ? defaultPort : apiOrigin.port,
    protocol,
    httpClient: Stripe.createFetchHttpClient(fetchThrough(transport) as typeof fetch),
    // The transport repeats by itself.
    maxNetworkRetries: 0,
    timeout: timeoutMs,
    telemetry: false,
    appInfo: { name: 'Kantoor', version: appVersion },
  });
}
