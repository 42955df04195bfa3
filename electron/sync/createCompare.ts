import type { CacheReads } from '../cache/cacheApi.ts';
import type { ScratchCache } from '../cache/scratchCache.ts';
import type { StripeGateways } from '../stripe/stripeGatewayApi.ts';
import { compareWithStripe, type Comparison } from './compareWithStripe.ts';

/** Makes the comparison of a workspace by id; comparisons run one after the other, as they share the scratch cache. */
export function createCompare(deps: {
  cache: CacheReads;
  gateways: StripeGateways;
  openScratch: () => Promise<ScratchCache>;
}): (input: { workspaceId: string; signal: AbortSignal }) => Promise<Comparison> {
  let last: Promise<unknown> = Promise.resolve();

  async function compare({ workspaceId, signal }: { workspaceId: string; signal: AbortSignal }) {
    const gateway = await deps.gateways.of(workspaceId);
    const scratch = await deps.openScratch();
    try {
      return await compareWithStripe({
        workspaceId,
        cache: deps.cache,
        gateway,
        scratch: scratch.cache,
        signal,
      });
    } finally {
      await scratch.discard();
    }
  }

  return (input) => {
    const comparison = last.then(() => compare(input));
    last = comparison.catch(() => {});
    return comparison;
  };
}
