import type { CacheReads } from '../cache/cacheApi.ts';
import { parseCached } from './cachedObjects.ts';

export interface VerificationDeps {
  cache: Pick<CacheReads, 'listObjects'>;
  /** Reads the customer again from Stripe into the cache. */
  refreshCustomer: (workspaceId: string, customerId: string) => Promise<void>;
  /** Resolves after that long; never keeps the process alive. */
  pause: (ms: number) => Promise<void>;
}

/**
 * When a new tax ID is looked at again. The tax office usually answers within seconds; what takes longer is brought by
 * the next catch-up.
 * STRIPE: the verification of `eu_vat` and `gb_vat` is asynchronous (stripe.md §3.3).
 */
const pausesMs = [4000, 10_000, 30_000];

/** Reads a customer again until none of the tax IDs waits for the tax office any more, a few times at most. */
export async function followVerification(
  { cache, refreshCustomer, pause }: VerificationDeps,
  { workspaceId, customerId }: { workspaceId: string; customerId: string },
): Promise<void> {
  for (const pauseMs of pausesMs) {
    const taxIds = await cache.listObjects({ workspaceId, kind: 'taxId', customerId });
    const waits = taxIds.some((object) => parseCached('taxId', object).verification?.status === 'pending');
    if (!waits) return;
    await pause(pauseMs);
    await refreshCustomer(workspaceId, customerId);
  }
}
