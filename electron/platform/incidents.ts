import { randomBytes } from 'node:crypto';

import { app, dialog } from 'electron';

import { toErrorPayload, type ErrorLog, type ErrorReporting } from '../ipc/toErrorPayload.ts';

/** A log that has to be written out before the process may end. */
interface ClosableLog {
  log: ErrorLog;
  closeLog(): Promise<void>;
}

/** Short enough to be read out on the phone. */
export function newIncidentId(): string {
  return `K-${randomBytes(4).toString('hex').toUpperCase()}`;
}

/** The run itself failed, e.g. because a newer Kantoor wrote the database: tells why and ends. */
export async function giveUp(
  reporting: ErrorReporting & ClosableLog,
  error: unknown,
  { interactive }: { interactive: boolean },
): Promise<void> {
  const { message, reference } = toErrorPayload(error, 'start', reporting);
  const text = reference === null ? message : `${message} (${reference})`;
  if (interactive) dialog.showErrorBox('Kantoor', text);
  else process.stderr.write(`${text}\n`);
  await fail(reporting);
}

async function fail({ closeLog }: Pick<ClosableLog, 'closeLog'>): Promise<void> {
  await closeLog();
  app.exit(1);
}

/** Writes every failure that nothing caught into the log, under an id that people can quote. */
export function logIncidents(
  { log, closeLog }: ClosableLog,
  { interactive }: { interactive: boolean },
): void {
  process.on('unhandledRejection', (reason) => {
    log.error({ incident: newIncidentId(), err: reason }, 'A promise failed and nothing waited for it');
  });
  process.on('uncaughtException', (error) => {
    const incident = newIncidentId();
    log.error({ incident, err: error }, 'An error that nothing caught');
    // What is in memory can no longer be trusted; both databases are, whatever happens, at their last transaction.
    if (interactive) {
      dialog.showErrorBox(
        'Kantoor',
        `Kantoor met an error it did not expect and has to close. What was saved is safe. Start it again, and quote ${incident} if this happens again.`,
      );
    }
    void fail({ closeLog });
  });
  app.on('render-process-gone', (_event, contents, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log.error({ incident: newIncidentId(), reason, exitCode }, 'The window process ended');
    if (!contents.isDestroyed()) contents.reload();
  });
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log.error({ incident: newIncidentId(), type, reason, exitCode }, 'A helper process of Chromium ended');
  });
}
