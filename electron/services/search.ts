import { performance } from 'node:perf_hooks';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import type { Handlers } from '../../shared/ipc/contract.ts';
import type { CacheReads } from '../cache/cacheApi.ts';

export interface SearchServicesDeps {
  cache: Pick<CacheReads, 'search'>;
  now: () => UnixSeconds;
}

/** Search over customers and invoices of all accounts, in the cache alone: it works offline. */
export function createSearchServices({ cache, now }: SearchServicesDeps): Pick<Handlers, 'search.query'> {
  return {
    async 'search.query'(input) {
      const startedAt = performance.now();
      const items = await cache.search({ ...input, now: now() });
      return { items, tookMs: Math.round((performance.now() - startedAt) * 10) / 10 };
    },
  };
}
