import { closeSync, fstatSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export interface RollingFile {
  write(line: string): void;
  close(): void;
}

interface RollingFileOptions {
  directory: string;
  /** Files are `<name>.<number>.log`; the highest number is the newest. */
  name: string;
  /** What comes after so much goes into the next file. */
  fullBytes: number;
  /** The one that is written included. */
  keptFiles: number;
}

/**
 * A log that goes on in a new file when one is full and forgets the oldest, over all starts of the app.
 * Written at once: the lines that matter most come right before a process ends.
 */
export function openRollingFile({ directory, name, fullBytes, keptFiles }: RollingFileOptions): RollingFile {
  // SECURITY: log files are readable by their owner alone.
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const fileOf = (number: number): string => join(directory, `${name}.${number}.log`);
  const open = (number: number): number => openSync(fileOf(number), 'a', 0o600);
  let newest = Math.max(1, ...listNumbers(directory, name));
  let descriptor: number | null = open(newest);
  let bytes = fstatSync(descriptor).size;

  /** The next file is open before this one is closed: a closed descriptor may soon be a database's. */
  function roll(full: number): number {
    const next = open(newest + 1);
    closeSync(full);
    descriptor = next;
    newest += 1;
    bytes = 0;
    for (const number of listNumbers(directory, name)) {
      if (number <= newest - keptFiles) rmSync(fileOf(number), { force: true });
    }
    return next;
  }

  return {
    write(line) {
      if (descriptor === null) return;
      try {
        const written = writeSync(bytes < fullBytes ? descriptor : roll(descriptor), line);
        bytes += written;
      } catch {
        // A full disk is told where data is lost by it; a line of the log is no reason to end the app.
      }
    },
    close() {
      if (descriptor !== null) closeSync(descriptor);
      descriptor = null;
    },
  };
}

function listNumbers(directory: string, name: string): number[] {
  return readdirSync(directory).flatMap((file) => {
    const [stem, number, extension, ...rest] = file.split('.');
    return stem === name && /^\d+$/.test(number ?? '') && extension === 'log' && rest.length === 0
      ? [Number(number)]
      : [];
  });
}
