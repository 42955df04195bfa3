import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

import type { CollectionName } from './books.ts';
import type { Change, Stored } from './collection.ts';

/** One change as it is written down: whose books, which collection, what. */
export interface JournalLine {
  books: string;
  collection: CollectionName;
  change: Change<Stored>;
}

export interface Journal {
  append(line: JournalLine): void;
  close(): void;
}

/** Reads back what an earlier run wrote. A half-written last line, left by a killed process, is dropped. */
export function readJournal(file: string): JournalLine[] {
  if (!existsSync(file)) return [];
  const texts = readFileSync(file, 'utf8').split('\n');
  const lines: JournalLine[] = [];
  texts.forEach((text, i) => {
    if (text === '') return;
    try {
      lines.push(JSON.parse(text) as JournalLine);
    } catch (error) {
      if (i < texts.length - 1)
        throw new Error(`Line ${i + 1} of the sample office's journal is damaged.`, { cause: error });
    }
  });
  return lines;
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
