import { createCacheClient } from '../../electron/cache/cacheClient.ts';
import { createSync } from '../../electron/sync/createSync.ts';
import { cacheWorkerUrl } from '../builders/cacheWorkerUrl.ts';
import { freeReads } from '../builders/freeReads.ts';
import { testConnectivity } from '../builders/testConnectivity.ts';
import { testGateway } from '../builders/testGateway.ts';
import { toErrorPayload } from '../builders/toErrorPayload.ts';

/** A process that syncs one account until it is killed; it tells on stdout how many objects it has read. */
const [apiBase = '', key = '', cacheFile = ''] = process.argv.slice(2);
const cache = await createCacheClient({ file: cacheFile, workerUrl: cacheWorkerUrl });
const gateway = testGateway({ apiBase, key });
const sync = createSync({
  cache,
  gateways: { of: async () => gateway },
  registry: { get: (id) => ({ id, name: id }) as never, save: () => undefined },
  budget: freeReads,
  connectivity: testConnectivity(),
  now: Date.now,
  publish: ({ done }) => process.stdout.write(`${done}\n`),
  noteChanges: async () => {},
  toErrorPayload,
  retry: { firstMs: 20, maxMs: 50 },
});
await sync.runOnce('ws0', { full: false });
process.stdout.write('finished\n');
