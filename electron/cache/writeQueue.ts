import { performance } from 'node:perf_hooks';
import { toPayload } from '../sqlite/serveWorker.ts';
import { inTransaction, type Connection } from '../sqlite/openDatabase.ts';
import type { WorkerReply, WorkerRequest } from '../sqlite/workerProtocol.ts';
import type { RawPage } from './cacheApi.ts';
import { createWriteRequests, type WriteOutcome, type WriteRequests } from './writeRequests.ts';

/** So many writes share a transaction: pages that arrive together are committed together. */
const mostTogether = 32;

export interface WriteQueueDeps {
  connection: Connection;
  reply(message: WorkerReply): void;
  noteDamage(error: unknown): unknown;
}

/** Takes writes as they arrive and commits what has gathered; an answer is given only after its commit. */
export interface WriteQueue {
  add(request: WorkerRequest): void;
  flush(): void;
}

/** PERF: memory of pages that waits to be collected has everything else collected far too often (benchmark: backfill). */
function freePage({ page }: { page?: RawPage }): void {
  page?.bytes.buffer.transfer(0);
}

/** Makes the queue through which everything is written to the cache. */
export function createWriteQueue({ connection, reply, noteDamage }: WriteQueueDeps): WriteQueue {
  const waiting: WorkerRequest[] = [];
  let writes = createWriteRequests(connection);
  let isScheduled = false;

  const run = ({ method, input }: WorkerRequest): WriteOutcome => {
    if (!Object.hasOwn(writes.requests, method)) throw new Error(`no write ${method}`);
    return writes.requests[method as keyof WriteRequests](input as never);
  };
  const commit = (requests: WorkerRequest[]): void => {
    const startedAt = performance.now();
    try {
      const outcomes = inTransaction(connection.database, () => {
        const done = requests.map(run);
        writes.finish();
        return done;
      });
      const durationMs = performance.now() - startedAt;
      for (const [index, { seq }] of requests.entries()) reply({ seq, value: outcomes[index], durationMs });
    } catch (error) {
      // What the writes keep in memory may be ahead of the file that was rolled back.
      writes = createWriteRequests(connection);
      const [only, ...others] = requests;
      // One bad page must not fail those that happened to arrive with it.
      if (others.length > 0) for (const request of requests) commit([request]);
      else if (only)
        reply({
          seq: only.seq,
          error: toPayload(noteDamage(error)),
          durationMs: performance.now() - startedAt,
        });
    }
  };
  const flush = (): void => {
    isScheduled = false;
    while (waiting.length > 0) {
      const together = waiting.splice(0, mostTogether);
      commit(together);
      for (const { input } of together) freePage(input as { page?: RawPage });
    }
  };
  return {
    add(request) {
      waiting.push(request);
      if (isScheduled) return;
      isScheduled = true;
      setImmediate(flush);
    },
    flush,
  };
}
