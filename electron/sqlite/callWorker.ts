import type { Transferable } from 'node:worker_threads';
import { Worker } from 'node:worker_threads';
import { AppError, type AppErrorPayload } from '../../shared/errors/appError.ts';
import type { WorkerReply, WorkerRequest } from './workerProtocol.ts';

/** The main thread's end of a database worker. */
export interface WorkerCalls {
  /** What the worker told about its start. */
  readonly started: unknown;
  call(method: string, input: unknown, transfer?: Transferable[]): Promise<unknown>;
  /** Lets the worker finish what it was asked and waits for its end. */
  close(): Promise<void>;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

function errorOf({ code, message, reference, details, fields }: AppErrorPayload): AppError {
  return new AppError(code, message, { reference, details, ...(fields ? { fields } : {}) });
}

function workerGone(cause?: unknown): AppError {
  return new AppError(
    'database_failed',
    'The database stopped working. Nothing that was confirmed is lost. Start Kantoor again.',
    cause === undefined ? {} : { cause },
  );
}

/** Starts a database worker and waits until it has opened its file; rejects with the worker's own error. */
export async function startWorkerCalls(url: URL, workerData: unknown): Promise<WorkerCalls> {
  const worker = new Worker(url, { workerData });
  const waiting = new Map<number, Waiting>();
  const start = Promise.withResolvers<unknown>();
  const ended = Promise.withResolvers<void>();
  let gone: AppError | null = null;
  let lastSeq = 0;

  const failAll = (error: AppError): void => {
    gone ??= error;
    start.reject(error);
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on('message', (reply: WorkerReply) => {
    if ('started' in reply) return start.resolve(reply.started);
    if (reply.seq === 0 && 'error' in reply) return failAll(errorOf(reply.error));
    const request = waiting.get(reply.seq);
    waiting.delete(reply.seq);
    if ('error' in reply) request?.reject(errorOf(reply.error));
    else request?.resolve(reply.value);
  });
  worker.on('error', (error) => failAll(workerGone(error)));
  worker.on('exit', () => {
    failAll(workerGone());
    ended.resolve();
  });

  const started = await start.promise;
  const call = (method: string, input: unknown, transfer: Transferable[] = []): Promise<unknown> => {
    if (gone) return Promise.reject(gone);
    lastSeq += 1;
    const request: WorkerRequest = { seq: lastSeq, method, input };
    return new Promise((resolve, reject) => {
      waiting.set(request.seq, { resolve, reject });
      worker.postMessage(request, transfer);
    });
  };
  return {
    started,
    call,
    async close() {
      if (!gone) await call('close', {});
      await ended.promise;
    },
  };
}
