import { createRateLimiter, type RateLimits } from '../../electron/stripe/rateLimiter.ts';
import { createStripeGateway, type StripeGatewayDeps } from '../../electron/stripe/stripeGateway.ts';
import { createRequestRecord } from '../../electron/stripe/requestRecord.ts';
import { unwatchedLink } from '../../electron/stripe/stripeLink.ts';
import type { StripeGateway } from '../../electron/stripe/stripeGatewayApi.ts';

/** No ceiling and next to no waiting between repetitions. */
export const quickLimits: RateLimits = {
  perEndpoint: Infinity,
  overall: Infinity,
  concurrency: 8,
  highest: null,
  backOff: { firstMs: 1, maxMs: 20 },
};

/** A gateway with a key and a server, as a connected account has one. */
export function testGateway(
  input: Pick<StripeGatewayDeps, 'apiBase'> & { key: string } & Partial<Omit<StripeGatewayDeps, 'key'>>,
): StripeGateway {
  const { key, ...rest } = input;
  return createStripeGateway({
    key: async () => key,
    fetch,
    limiter: createRateLimiter(quickLimits),
    link: unwatchedLink,
    record: createRequestRecord({ now: () => Math.floor(Date.now() / 1000), noteRead: () => {} }),
    backOff: quickLimits.backOff,
    timeoutMs: 10_000,
    installationId: 'test-installation',
    appVersion: '0.0.0',
    ...rest,
  });
}
