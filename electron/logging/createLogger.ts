import { pino, type Logger as PinoLogger } from 'pino';
import { redact } from './redact.ts';
import { openRollingFile } from './rollingFile.ts';

/** What the rest of Kantoor writes to the log with: an event in words and the facts that belong to it. */
export type Logger = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error'>;

export interface LogFile {
  logger: Logger;
  close(): void;
}

const rolling = { name: 'kantoor', fullBytes: 5_000_000, keptFiles: 5 };

/**
 * Opens the rotating log in a folder of the profile.
 * SECURITY: every line passes `redact` as text, so no field can be forgotten; files are readable by their owner alone.
 */
export function createLogger({ directory }: { directory: string }): LogFile {
  const file = openRollingFile({ directory, ...rolling });
  const logger = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (line: string) => file.write(redact(line)) },
  );
  return { logger, close: () => file.close() };
}
