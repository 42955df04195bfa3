import type { EventOf, InputOf, OutputOf } from '../../shared/ipc/contract.ts';
import type { Envelope } from '../../shared/ipc/envelope.ts';
import type { KantoorApi } from '../../shared/ipc/kantoorApi.ts';
import type { EventName, MethodName } from '../../shared/ipc/methods.ts';
import type { AppErrorCode, AppErrorPayload, ConflictField } from '../../shared/errors/appError.ts';

declare global {
  interface Window {
    readonly kantoorApi: KantoorApi;
  }
}

/** A failed call as the screens know it; `code` decides the sentence. */
export class IpcError extends Error {
  readonly code: AppErrorCode;
  readonly reference: string | null;
  readonly details: AppErrorPayload['details'];
  readonly fields: readonly ConflictField[];

  constructor(payload: AppErrorPayload) {
    super(payload.message);
    this.name = 'IpcError';
    this.code = payload.code;
    this.reference = payload.reference;
    this.details = payload.details;
    this.fields = payload.fields ?? [];
  }
}

/** Calls a method of the table and unwraps the envelope; the only way in which screens reach the main process. */
export async function callMain<Name extends MethodName>(
  name: Name,
  input: InputOf<Name>,
): Promise<OutputOf<Name>> {
  let envelope: Envelope<unknown>;
  try {
    envelope = await window.kantoorApi.invoke(name, input);
  } catch (error) {
    throw toIpcError(error);
  }
  if (!envelope.ok) throw new IpcError(envelope.error);
  // The table gives the type: both sides are compiled from it and main checks its answers in tests.
  return envelope.value as OutputOf<Name>;
}

/** Hears an event of the main process until the returned function is called. */
export function onMainEvent<Name extends EventName>(
  name: Name,
  listener: (event: EventOf<Name>) => void,
): () => void {
  return window.kantoorApi.on(name, (announcement) => listener(announcement as EventOf<Name>));
}

/** Any thrown thing as an `IpcError`: what did not come in an envelope is `internal`. */
export function toIpcError(error: unknown): IpcError {
  if (error instanceof IpcError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new IpcError({ code: 'internal', message, reference: null, details: {} });
}
