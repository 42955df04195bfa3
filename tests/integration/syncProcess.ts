import { flushCompileCache } from 'node:module';
import { createInterface } from 'node:readline';
import { createCacheClient } from '../../electron/cache/cacheClient.ts';
import { createSync } from '../../electron/sync/createSync.ts';
import { cacheWorkerUrl } from '../builders/cacheWorkerUrl.ts';
import { freeReads } from '../builders/freeReads.ts';
import { testConnectivity } from '../builders/testConnectivity.ts';
import { testGateway } from '../builders/testGateway.ts';
import { toErrorPayload } from '../builders/toErrorPayload.ts';

/**
 * A process that waits for a word, then syncs one account until it is killed; it tells on stdout what it asks Stripe.
 * Waiting, it has everything loaded: killing it early is killing it early in a sync.
 */
const [apiBase = '', key = '', cacheFile = ''] = process.argv.slice(2);
const tell = (line: string): boolean => process.stdout.write(`${line}\n`);
// At its end is too late for a process that is killed.
flushCompileCache();
tell('ready');
for await (const _go of createInterface({ input: process.stdin })) break;

const cache = await createCacheClient({ file: cacheFile, workerUrl: cacheWorkerUrl });
const gateway = testGateway({
  apiBase,
  key,
  fetch: (url, init) => {
    tell(decodeURIComponent(url.slice(apiBase.length)));
    return fetch(url, init);
  },
});
const sync = createSync({
  cache,
  gateways: { of: async () => gateway },
  registry: { get: (id) => ({ id, name: id }) as never, save: () => undefined },
  budget: freeReads,
  connectivity: testConnectivity(),
  now: Date.now,
  publish: () => {},
  noteChanges: async () => {},
  toErrorPayload,
  retry: { firstMs: 20, maxMs: 50 },
});
await sync.runOnce('ws0', { full: false });
tell('finished');
process.exit(0);
