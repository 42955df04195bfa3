import { workerData } from 'node:worker_threads';
import { AppError } from '../../shared/errors/appError.ts';
import { answer, portOfWorker, toPayload, type WorkerHandlers } from '../sqlite/serveWorker.ts';
import { isDamage } from '../sqlite/sqliteErrors.ts';
import type { WorkerReply, WorkerRequest } from '../sqlite/workerProtocol.ts';
import { markDamaged, openCacheReader, openCacheWriter } from './cacheDatabase.ts';
import { createReadRequests } from './readRequests.ts';
import { lastReadOrder } from './repositories/workspaceRows.ts';
import { createWriteQueue } from './writeQueue.ts';

/**
 * One file, two threads: the writer owns the file, the reader sees what was committed. With a write-ahead log neither
 * waits for the other, so a long write never holds up a list.
 */
export interface CacheWorkerData {
  role: 'writer' | 'reader';
  file: string;
}

const { role, file } = workerData as CacheWorkerData;
const port = portOfWorker();
const reply = (message: WorkerReply): void => port.postMessage(message);

/** Damage found while working: what is running goes on with what can be read, the next start begins anew. */
function noteDamage(error: unknown): unknown {
  if (!isDamage(error)) return error;
  markDamaged(file);
  return new AppError(
    'cache_reset',
    'The local copy of the Stripe data is damaged. Nothing at Stripe is affected. Start Kantoor again: it then builds a new copy.',
    { cause: error },
  );
}

function startReader(): void {
  const connection = openCacheReader(file);
  const reads = createReadRequests(connection);
  const handlers: WorkerHandlers = {
    close: () => connection.database.close(),
  };
  for (const [name, read] of Object.entries(reads))
    handlers[name] = (input) => {
      try {
        return read(input);
      } catch (error) {
        throw noteDamage(error);
      }
    };
  port.on('message', (request: WorkerRequest) => {
    reply(answer(request, handlers));
    if (request.method === 'close') port.close();
  });
  reply({ started: null });
}

function startWriter(): void {
  const { connection, wasSetAside } = openCacheWriter(file);
  const queue = createWriteQueue({ connection, reply, noteDamage });
  port.on('message', (request: WorkerRequest) => {
    if (request.method !== 'close') return queue.add(request);
    queue.flush();
    connection.database.close();
    reply({ seq: request.seq, value: null, durationMs: 0 });
    port.close();
  });
  reply({ started: { wasSetAside, readOrder: lastReadOrder(connection) } });
}

try {
  if (role === 'writer') startWriter();
  else startReader();
} catch (error) {
  reply({ seq: 0, error: toPayload(noteDamage(error)), durationMs: 0 });
  port.close();
}
