import { performance } from 'node:perf_hooks';
import { parentPort } from 'node:worker_threads';
import { AppError, isAppError, type AppErrorPayload } from '../../shared/errors/appError.ts';
import { isDiskFull } from './sqliteErrors.ts';
import type { WorkerReply, WorkerRequest } from './workerProtocol.ts';

/** A request's handlers by name; what they return crosses threads by structured clone. */
export type WorkerHandlers = Record<string, (input: never) => unknown>;

/** An error as it crosses threads; the unknown becomes `database_failed` with SQLite's words for the log. */
export function toPayload(error: unknown): AppErrorPayload {
  if (isAppError(error)) return error.toPayload();
  if (isDiskFull(error))
    return new AppError(
      'disk_full',
      'The disk is full, so this was not stored. What was stored before is safe. Free some space and try again.',
    ).toPayload();
  const reason = error instanceof Error ? error.message : String(error);
  return new AppError('database_failed', 'The database refused this. Nothing was changed by it.', {
    details: { reason },
  }).toPayload();
}

/** The thread's port; a worker file that is run by itself is a mistake of the build. */
export function portOfWorker(): NonNullable<typeof parentPort> {
  if (!parentPort) throw new Error('this file runs as a worker thread');
  return parentPort;
}

/** Answers one request; `close` ends the thread after its answer. */
export function answer(
  { seq, method, input }: WorkerRequest,
  handlers: WorkerHandlers,
): Exclude<WorkerReply, { started: unknown }> {
  const startedAt = performance.now();
  try {
    const handler = handlers[method];
    if (!handler) throw new Error(`no method ${method}`);
    const value = handler(input as never);
    return { seq, value, durationMs: performance.now() - startedAt };
  } catch (error) {
    return { seq, error: toPayload(error), durationMs: performance.now() - startedAt };
  }
}
