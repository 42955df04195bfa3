import type { Connection } from '../../sqlite/openDatabase.ts';

export type WordTable = 'invoice_text' | 'customer_text';

/** Writes what something is found by; the words that were ever indexed are kept in a table for prefix searches. */
export interface WordIndex {
  save(table: WordTable, position: number, words: readonly string[]): void;
  remove(table: WordTable, position: number): void;
}

/** Prefixes up to this length have an index of their own. */
export const indexedPrefixLength = 2;

export function createWordIndex({ statement }: Connection): WordIndex {
  const known = new Set<string>();
  for (const row of statement('SELECT term FROM terms').iterate()) known.add(row['term'] as string);

  return {
    save(table, position, words) {
      for (const word of words) {
        if (known.has(word) || word.length <= indexedPrefixLength) continue;
        known.add(word);
        statement('INSERT OR IGNORE INTO terms (term) VALUES (?)').run(word);
      }
      statement(`INSERT OR REPLACE INTO ${table} (rowid, words) VALUES (?, ?)`).run(
        position,
        words.join(' '),
      );
    },
    remove(table, position) {
      statement(`DELETE FROM ${table} WHERE rowid = ?`).run(position);
    },
  };
}
