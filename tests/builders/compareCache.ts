import { join } from 'node:path';
import type { CacheClient } from '../../electron/cache/cacheApi.ts';
import { openScratchCache } from '../../electron/cache/scratchCache.ts';
import type { StripeGateway } from '../../electron/stripe/stripeGatewayApi.ts';
import { compareWithStripe, type Comparison } from '../../electron/sync/compareWithStripe.ts';
import { cacheWorkerUrl } from './cacheWorkerUrl.ts';
import { temporaryFolder } from './openCache.ts';

/** Compares a workspace's cache with the sample office, object for object, as the command line does. */
export async function compareCache(
  { cache, gateway }: { cache: CacheClient; gateway: StripeGateway },
  workspaceId = 'ws0',
): Promise<Comparison> {
  const file = join(temporaryFolder(), 'scratch.sqlite');
  const scratch = await openScratchCache({ file, workerUrl: cacheWorkerUrl });
  try {
    return await compareWithStripe({
      workspaceId,
      cache,
      gateway,
      scratch: scratch.cache,
      signal: new AbortController().signal,
    });
  } finally {
    await scratch.discard();
  }
}
