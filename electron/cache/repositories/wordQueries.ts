import { beginningLength, beginningWord, type WordQuery } from '../../../shared/domain/search.ts';
import type { Connection } from '../../sqlite/openDatabase.ts';
import type { WordTable } from './wordIndex.ts';

/** Up to so many words are asked for one by one; beyond that they are rare ones, and FTS5 gathers them by itself. */
const mostTerms = 64;

/** No word contains this or anything after it. */
const afterAllWords = '\u{10ffff}';

/**
 * The part of an FTS5 query that finds one beginning of a word, or null when nothing begins so.
 * PERF: FTS5 gathers all matches of an unindexed prefix before it gives the first one; words that are spelled out
 * stream, newest first (cache.bench).
 */
function prefixExpression({ statement }: Connection, table: WordTable, word: string): string | null {
  // Customers are few, so their index has an index of beginnings.
  if (table === 'customer_text') return `"${word}" *`;
  if (word.length < beginningLength) return `"${word}"`;
  if (word.length === beginningLength) return `"${beginningWord(word)}"`;
  const terms = statement('SELECT term FROM terms WHERE term >= ? AND term < ? LIMIT ?').all(
    word,
    word + afterAllWords,
    mostTerms + 1,
  );
  if (terms.length === 0) return null;
  if (terms.length > mostTerms) return `"${word}" *`;
  return `(${terms.map(({ term }) => `"${term as string}"`).join(' OR ')})`;
}

function allOf(connection: Connection, table: WordTable, words: readonly string[]): string | null {
  if (words.length === 0) return null;
  const parts = words.map((word) => prefixExpression(connection, table, word));
  return parts.includes(null) ? null : parts.join(' AND ');
}

/** The FTS5 query for what a person typed, or null when nothing can match. */
export function toMatchExpression(
  connection: Connection,
  table: WordTable,
  { words, joined }: WordQuery,
): string | null {
  const separate = allOf(connection, table, words);
  const whole = joined === null ? null : allOf(connection, table, [joined]);
  if (separate === null || whole === null) return separate ?? whole;
  return `(${separate}) OR (${whole})`;
}
