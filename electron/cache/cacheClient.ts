import type { Resource } from '../../shared/ipc/methods.ts';
import { isAppError } from '../../shared/errors/appError.ts';
import { startWorkerCalls, type WorkerCalls } from '../sqlite/callWorker.ts';
import type { CacheClient, CacheReads, CacheWrites } from './cacheApi.ts';
import type { CacheWorkerData } from './cacheWorker.ts';
import { missingOrderIndex } from './repositories/orderIndexes.ts';
import type { WriteOutcome } from './writeRequests.ts';

export interface CacheClientDeps {
  file: string;
  /** The built `cacheWorker.js`; tests give the source file. */
  workerUrl: URL;
}

type Change = Parameters<Parameters<CacheClient['onChanged']>[0]>[0];

/** Gathers what writes touched and tells it once per turn of the event loop and workspace. */
function createChangeFeed(): { add(change: WriteOutcome['change']): void; listen: CacheClient['onChanged'] } {
  const listeners: ((change: Change) => void)[] = [];
  const gathered = new Map<string, Set<Resource>>();
  const tell = (): void => {
    const changes = [...gathered].map(([workspaceId, resources]) => ({
      workspaceId,
      resources: [...resources],
    }));
    gathered.clear();
    for (const change of changes) for (const listener of listeners) listener(change);
  };
  return {
    add(change) {
      if (!change) return;
      if (gathered.size === 0) setImmediate(tell);
      const resources = gathered.get(change.workspaceId) ?? new Set();
      for (const resource of change.resources) resources.add(resource);
      gathered.set(change.workspaceId, resources);
    },
    listen(listener) {
      listeners.push(listener);
    },
  };
}

/** What reads have the writer prepare. */
interface Preparations {
  countOverdue(now: number): Promise<unknown>;
  buildOrderIndex(name: string): Promise<unknown>;
}

function createReads(reader: WorkerCalls, { countOverdue, buildOrderIndex }: Preparations): CacheReads {
  const call = async (name: string, input: unknown): Promise<unknown> => {
    try {
      return await reader.call(name, input);
    } catch (error) {
      const index = isAppError(error) ? missingOrderIndex(error.details['reason']) : null;
      if (index === null) throw error;
      await buildOrderIndex(index);
      return call(name, input);
    }
  };
  const read =
    <Name extends keyof CacheReads>(name: Name) =>
    (input: Parameters<CacheReads[Name]>[0]): ReturnType<CacheReads[Name]> =>
      call(name, input) as ReturnType<CacheReads[Name]>;
  return {
    async listCustomers(input) {
      // Figures that depend on the clock are columns, so that a grid can sort by them; the writer lets them follow.
      if (await reader.call('hasUncountedOverdue', { now: input.now })) await countOverdue(input.now);
      return read('listCustomers')(input);
    },
    listInvoices: read('listInvoices'),
    sumInvoices: read('sumInvoices'),
    listCustomerCountries: read('listCustomerCountries'),
    readWorklist: read('readWorklist'),
    search: read('search'),
    findObject: read('findObject'),
    listObjects: read('listObjects'),
    listReadAt: read('listReadAt'),
    findWorkspacesOf: read('findWorkspacesOf'),
    findRows: read('findRows'),
    countBetween: read('countBetween'),
    scanFingerprints: read('scanFingerprints'),
    counts: read('counts'),
    getSyncState: read('getSyncState'),
    listCheckpoints: read('listCheckpoints'),
    listIds: read('listIds'),
    scanDocumentSources: read('scanDocumentSources'),
    findDocumentSources: read('findDocumentSources'),
  };
}

/** Opens the cache in its two threads. */
export async function createCacheClient({ file, workerUrl }: CacheClientDeps): Promise<CacheClient> {
  const start = (role: CacheWorkerData['role']): Promise<WorkerCalls> =>
    startWorkerCalls(workerUrl, { role, file } satisfies CacheWorkerData);
  const writer = await start('writer');
  const reader = await start('reader');
  const { wasSetAside, ...started } = writer.started as { wasSetAside: boolean; readOrder: number };
  let { readOrder } = started;
  const changes = createChangeFeed();

  const send = async (method: string, input: unknown, bytes?: Uint8Array<ArrayBuffer>): Promise<unknown> => {
    const outcome = (await writer.call(method, input, bytes ? [bytes.buffer] : [])) as WriteOutcome;
    changes.add(outcome.change);
    return outcome.value;
  };
  const write =
    <Name extends keyof CacheWrites>(name: Name) =>
    (input: Parameters<CacheWrites[Name]>[0]): ReturnType<CacheWrites[Name]> =>
      send(name, input) as ReturnType<CacheWrites[Name]>;
  const writeBytes =
    <Name extends 'writePage' | 'replaceOfCustomer'>(name: Name) =>
    (input: Parameters<CacheWrites[Name]>[0]): ReturnType<CacheWrites[Name]> =>
      send(name, input, input.page.bytes) as ReturnType<CacheWrites[Name]>;

  return {
    ...createReads(reader, {
      countOverdue: (now) => send('countOverdue', { now }),
      buildOrderIndex: (name) => send('buildOrderIndex', { name }),
    }),
    writePage: writeBytes('writePage'),
    replaceOfCustomer: writeBytes('replaceOfCustomer'),
    saveCheckpoint: write('saveCheckpoint'),
    clearCheckpoints: write('clearCheckpoints'),
    async saveSyncState(state) {
      // PERF: one order at a time, so that other writes wait for one at most, and not for all nine.
      if (state.complete) while (await send('buildNextOrder', { workspaceId: state.workspaceId }));
      await send('saveSyncState', state);
    },
    markDeleted: write('markDeleted'),
    dropWorkspace: write('dropWorkspace'),
    onChanged: changes.listen,
    nextReadOrder: () => (readOrder += 1),
    wasSetAside,
    async close() {
      await reader.close();
      await writer.close();
    },
  };
}
