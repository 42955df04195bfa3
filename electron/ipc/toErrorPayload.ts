import { isAppError, type AppErrorPayload } from '../../shared/errors/appError.ts';

export interface ErrorLog {
  error(details: Record<string, unknown>, message: string): void;
}

export interface ErrorReporting {
  log: ErrorLog;
  newIncidentId: () => string;
}

/** Turns whatever was thrown into what callers may see; the unknown becomes `internal` with an incident id and a log line. */
export function toErrorPayload(
  error: unknown,
  where: string,
  { log, newIncidentId }: ErrorReporting,
): AppErrorPayload {
  if (isAppError(error)) return error.toPayload();
  const incident = newIncidentId();
  log.error(
    { incident, where, err: error instanceof Error ? error : new Error(String(error)) },
    'Unexpected error',
  );
  return {
    code: 'internal',
    message: `Something went wrong inside Kantoor. Nothing is known to be lost; try again, and quote ${incident} if it happens again.`,
    reference: incident,
    details: {},
  };
}
