import { beginningLength } from '../../../shared/domain/search.ts';
import type { Connection } from '../../sqlite/openDatabase.ts';

export type WordTable = 'invoice_text' | 'customer_text';

/** Something's words, as `searchWords` gives them. */
export interface IndexedWords {
  words: readonly string[];
  beginnings: readonly string[];
}

/** Writes what something is found by; the words that were ever indexed are kept in a table for prefix searches. */
export interface WordIndex {
  add(table: WordTable, position: number, text: IndexedWords): void;
  replace(table: WordTable, position: number, text: IndexedWords): void;
  remove(table: WordTable, position: number): void;
}

/** Writes the search index; the words it knows are read once. */
export function createWordIndex({ statement }: Connection): WordIndex {
  const known = new Set<string>();
  for (const row of statement('SELECT term FROM terms').iterate()) known.add(row['term'] as string);

  const learn = (words: readonly string[]): void => {
    for (const word of words) {
      if (known.has(word) || word.length <= beginningLength) continue;
      known.add(word);
      statement('INSERT OR IGNORE INTO terms (term) VALUES (?)').run(word);
    }
  };
  const write = (verb: string, table: WordTable, position: number, text: IndexedWords): void => {
    learn(text.words);
    const all = [...text.words, ...text.beginnings].join(' ');
    statement(`${verb} INTO ${table} (rowid, words) VALUES (?, ?)`).run(position, all);
  };
  return {
    add: (table, position, text) => write('INSERT', table, position, text),
    replace: (table, position, text) => write('INSERT OR REPLACE', table, position, text),
    remove(table, position) {
      statement(`DELETE FROM ${table} WHERE rowid = ?`).run(position);
    },
  };
}
