import fs from 'node:fs';
import type { CacheClient } from './cacheApi.ts';
import { createCacheClient, type CacheClientDeps } from './cacheClient.ts';

/** An empty cache that is thrown away after use. SECURITY: it lies in the profile, because it holds customer data. */
export interface ScratchCache {
  cache: CacheClient;
  discard(): Promise<void>;
}

function remove(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) fs.rmSync(file + suffix, { force: true });
}

/** Opens an empty cache in place of one that a killed comparison left behind. */
export async function openScratchCache(deps: CacheClientDeps): Promise<ScratchCache> {
  remove(deps.file);
  const cache = await createCacheClient(deps);
  return {
    cache,
    async discard() {
      await cache.close();
      remove(deps.file);
    },
  };
}
