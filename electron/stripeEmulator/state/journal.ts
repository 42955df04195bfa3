import { closeSync, existsSync, mkdirSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

import type { KeptAnswer } from '../contract/idempotency.ts';
import type { CollectionName } from './books.ts';
import type { Change, Stored } from './collection.ts';

/**
 * What is written down: a change (whose books, which collection, what), an answer that a repeated request gets, or how
 * many seconds the clock is ahead.
 */
type JournalLine =
  | { books: string; collection: CollectionName; change: Change<Stored> }
  | { answer: KeptAnswer }
  | { ahead: number };

interface Journal {
  append(line: JournalLine): void;
  close(): void;
}

/** Reads back what an earlier run wrote and cuts off a half-written last line, left by a killed process. */
export function readJournal(file: string): JournalLine[] {
  if (!existsSync(file)) return [];
  const bytes = readFileSync(file);
  const end = bytes.lastIndexOf('\n') + 1;
  if (end < bytes.length) truncateSync(file, end);
  const texts = bytes.subarray(0, end).toString().split('\n').slice(0, -1);
  return texts.map((text, i) => {
    try {
      return JSON.parse(text) as JournalLine;
    } catch (error) {
      throw new Error(`Line ${i + 1} of the sample office's journal is damaged.`, { cause: error });
    }
  });
}

export function openJournal(file: string | undefined): Journal {
  if (file === undefined) return { append: () => undefined, close: () => undefined };
  mkdirSync(dirname(file), { recursive: true });
  const handle = openSync(file, 'a', 0o600);
  return {
    append: (line) => void writeSync(handle, `${JSON.stringify(line)}\n`),
    close: () => closeSync(handle),
  };
}
