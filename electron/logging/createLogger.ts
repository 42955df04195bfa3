import { mkdirSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { pino, type Logger as PinoLogger } from 'pino';
import { createStream, type RotatingFileStream } from 'rotating-file-stream';
import { redact } from './redact.ts';

/** What the rest of Kantoor writes to the log with: an event in words and the facts that belong to it. */
export type Logger = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error'>;

export interface LogFile {
  logger: Logger;
  /** Writes out what is still in memory; whoever ends the process waits for it. */
  close(): Promise<void>;
}

interface LogOptions {
  directory: string;
  /** What comes after so much goes into the next file. */
  size?: `${number}${'B' | 'M'}`;
}

/** Beside the file that is written. */
const keptFiles = 4;

/**
 * Opens the rotating log in a folder of the profile.
 * SECURITY: every line passes `redact` as text, so no field can be forgotten; files are readable by their owner alone.
 */
export function createLogger({ directory, size = '5M' }: LogOptions): LogFile {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  let file = open({ directory, size });
  const logger = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    {
      write(line: string) {
        // What a full disk ended begins again with the next line.
        if (file.destroyed) file = open({ directory, size });
        file.write(redact(line));
      },
    },
  );
  return {
    logger,
    async close() {
      file.end();
      await finished(file).catch(ignore);
    },
  };
}

function open({ directory, size }: Required<LogOptions>): RotatingFileStream {
  const file = createStream('kantoor.log', { path: directory, size, rotate: keptFiles, mode: 0o600 });
  return file.on('error', ignore);
}

/** A full disk is told where data is lost by it; a line of the log is no reason to end the app. */
function ignore(): void {}
