import { join } from 'node:path';
import { pino, type Logger as PinoLogger } from 'pino';
import roll from 'pino-roll';
import { redact } from './redact.ts';

/** What the rest of Kantoor writes to the log with: an event in words and the facts that belong to it. */
export type Logger = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error'>;

export interface LogFile {
  logger: Logger;
  /** Writes out what is still in memory. */
  close(): Promise<void>;
}

const keptFiles = 4;

/**
 * Opens the rotating log in a folder of the profile.
 * SECURITY: every line passes `redact` as text, so no field can be forgotten; files are readable by their owner alone.
 */
export async function createLogger({ directory }: { directory: string }): Promise<LogFile> {
  const file = await roll({
    file: join(directory, 'kantoor'),
    extension: '.log',
    size: '5m',
    limit: { count: keptFiles },
    mkdir: true,
    mode: 0o600,
  });
  const logger = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (line: string) => void file.write(redact(line)) },
  );
  return {
    logger,
    close: () =>
      new Promise((resolve) => {
        file.once('close', resolve);
        file.end();
      }),
  };
}
