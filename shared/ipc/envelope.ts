import type { AppErrorPayload } from '../errors/appError.ts';

/** Every answer of an IPC call. Electron carries only an error's message, so errors travel as values. */
export type Envelope<Value> = { ok: true; value: Value } | { ok: false; error: AppErrorPayload };
