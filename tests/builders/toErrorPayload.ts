import { toErrorPayload as toPayload } from '../../electron/ipc/toErrorPayload.ts';
import type { AppErrorPayload } from '../../shared/errors/appError.ts';

/** Says what went wrong; what nobody expected fails the test by its name. */
export function toErrorPayload(error: unknown): AppErrorPayload {
  return toPayload(error, 'test', {
    log: { error: (details, message) => process.stderr.write(`${message} ${String(details['err'])}\n`) },
    newIncidentId: () => 'inc_test',
  });
}
