import { beginningLength, type searchWords } from '../../../shared/domain/search.ts';
import type { Connection } from '../../sqlite/openDatabase.ts';

const tables = ['invoice_text', 'customer_text'] as const;
export type WordTable = (typeof tables)[number];

/** What something is found by, as the index takes it. */
export interface IndexedText {
  /** Words and beginnings; one that comes twice is indexed once. */
  text: string;
  /** Words that the table of terms may not have yet. */
  fresh: readonly string[];
}

/** The text of words as `searchWords` gives them. */
export function toIndexedText({ words, beginnings }: ReturnType<typeof searchWords>): IndexedText {
  return { text: [...words, ...beginnings].join(' '), fresh: words };
}

/** Begins words that no query contains: folding makes a plain digit of it. */
const mark = '\u00b3';

/** The word that every invoice of a workspace has. */
export function workspaceMark(workspace: number): string {
  return mark + String(workspace);
}

/** The word that every invoice of a status has. */
export function statusMark(status: string): string {
  return mark + status;
}

/** Takes what things are found by; words that were ever indexed are kept in a table for prefix searches. */
export interface WordIndex {
  add(table: WordTable, position: number, text: IndexedText): void;
  replace(table: WordTable, position: number, text: IndexedText): void;
  remove(table: WordTable, position: number): void;
  /** Writes what was taken; to be called before the commit. */
  finish(): void;
}

interface Change {
  position: number;
  /** Nothing was indexed here before this transaction. */
  isNew: boolean;
  /** Null: nothing is found here any more. */
  text: string | null;
}

/** So many words are known to be in the table, a few megabytes; others are asked of it. */
const mostKnown = 65_536;

/** Remembers which words the table of terms has. */
function createTerms({ statement }: Connection): {
  add(words: readonly string[]): void;
  finish(): void;
} {
  const known = new Set<string>();
  let fresh: string[] = [];
  return {
    add(words) {
      for (const word of words) {
        if (word.length <= beginningLength || known.has(word)) continue;
        if (known.size === mostKnown) known.clear();
        known.add(word);
        fresh.push(word);
      }
    },
    finish() {
      for (const word of fresh.toSorted())
        statement('INSERT OR IGNORE INTO terms (term) VALUES (?)').run(word);
      fresh = [];
    },
  };
}

/**
 * Gathers the search index's changes of a transaction.
 * PERF: FTS5 begins a new segment, to be merged later, with every row that comes before the last one; in the order of
 * positions a transaction makes one (benchmark: backfill).
 */
export function createWordIndex(connection: Connection): WordIndex {
  const { statement } = connection;
  const terms = createTerms(connection);
  const changes: Record<WordTable, Map<number, Change>> = {
    invoice_text: new Map(),
    customer_text: new Map(),
  };

  const change = (table: WordTable, position: number, isNew: boolean, text: IndexedText): void => {
    terms.add(text.fresh);
    const before = changes[table].get(position);
    changes[table].set(position, { position, isNew: before?.isNew ?? isNew, text: text.text });
  };
  const write = (table: WordTable, { position, isNew, text }: Change): void => {
    if (text === null) statement(`DELETE FROM ${table} WHERE rowid = ?`).run(position);
    else
      statement(`${isNew ? 'INSERT' : 'INSERT OR REPLACE'} INTO ${table} (rowid, words) VALUES (?, ?)`).run(
        position,
        text,
      );
  };
  return {
    add: (table, position, text) => change(table, position, true, text),
    replace: (table, position, text) => change(table, position, false, text),
    remove(table, position) {
      changes[table].set(position, { position, isNew: false, text: null });
    },
    finish() {
      terms.finish();
      for (const table of tables) {
        const ordered = [...changes[table].values()].toSorted(
          (left, right) => left.position - right.position,
        );
        changes[table].clear();
        for (const next of ordered) write(table, next);
      }
    },
  };
}
