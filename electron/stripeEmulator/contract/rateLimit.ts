import { ApiError } from './apiError.ts';

/** Counts requests per account and endpoint (method and path template) within the running second. */
interface RateLimit {
  /** Throws Stripe's 429 when the endpoint has had its share of this second. */
  take(endpoint: string): void;
}

export function createRateLimit(perSecond: number | undefined, nowMs: () => number): RateLimit {
  const buckets = new Map<string, { tokens: number; atMs: number }>();
  return {
    take(endpoint) {
      if (perSecond === undefined) return;
      const atMs = nowMs();
      const bucket = buckets.get(endpoint) ?? { tokens: perSecond, atMs };
      bucket.tokens = Math.min(perSecond, bucket.tokens + ((atMs - bucket.atMs) * perSecond) / 1000);
      bucket.atMs = atMs;
      buckets.set(endpoint, bucket);
      if (bucket.tokens < 1) throw tooManyRequests('endpoint-rate');
      bucket.tokens -= 1;
    },
  };
}

/** A plain 429: the SDK does not retry it. */
export function tooManyRequests(reason: 'endpoint-rate' | 'global-concurrency'): ApiError {
  return new ApiError(
    429,
    {
      type: 'invalid_request_error',
      code: 'rate_limit',
      message:
        'Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.',
    },
    { 'stripe-rate-limited-reason': reason },
  );
}

/** A 429 for a locked object, which Stripe asks to retry. */
export function lockTimeout(): ApiError {
  return new ApiError(
    429,
    {
      type: 'invalid_request_error',
      code: 'lock_timeout',
      message:
        'This object cannot be accessed right now because another API request or Stripe process is currently accessing it.',
    },
    { 'stripe-should-retry': 'true' },
  );
}
