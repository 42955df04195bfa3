import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { CacheClient } from '../../electron/cache/cacheApi.ts';
import { createCacheClient } from '../../electron/cache/cacheClient.ts';
import { cacheWorkerUrl } from './cacheWorkerUrl.ts';

/** A folder of its own for one test. */
export function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kantoor-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A cache in its real threads on a file of its own; closed with the test. */
export async function openCache(
  file = path.join(temporaryFolder(), 'cache.sqlite'),
): Promise<CacheClient & { file: string }> {
  const cache = await createCacheClient({ file, workerUrl: cacheWorkerUrl });
  onTestFinished(() => cache.close());
  return { ...cache, file };
}
