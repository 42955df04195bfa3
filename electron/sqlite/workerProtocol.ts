import type { AppErrorPayload } from '../../shared/errors/appError.ts';

/** What the main thread asks of a database worker. */
export interface WorkerRequest {
  seq: number;
  method: string;
  input: unknown;
}

/** What a database worker answers; `started` is its first message, before any request. */
export type WorkerReply =
  | { seq: number; value: unknown; durationMs: number }
  | { seq: number; error: AppErrorPayload; durationMs: number }
  | { started: unknown };
