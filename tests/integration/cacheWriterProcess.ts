import { createCacheClient } from '../../electron/cache/cacheClient.ts';
import { cacheWorkerUrl } from '../builders/cacheWorkerUrl.ts';
import { anInvoice } from '../builders/stripeObjects.ts';
import { aPage } from '../builders/stripeObjectsPage.ts';

// Writes page after page until it is killed; a line on stdout for each that was confirmed.
const [file = ''] = process.argv.slice(2);
const cache = await createCacheClient({ file, workerUrl: cacheWorkerUrl });
for (let page = 0; page < 10_000; page += 1) {
  await cache.writePage({
    page: aPage('invoice', [anInvoice({ id: `in_${page}` })]),
    with: {
      completed: [],
      checkpoint: {
        workspaceId: 'ws_nl',
        step: 'invoices',
        cursor: `in_${page}`,
        done: false,
        fetched: page + 1,
      },
    },
  });
  process.stdout.write(`${page}\n`);
}
