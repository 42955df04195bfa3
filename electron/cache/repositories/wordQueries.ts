import { beginningLength, beginningWord } from '../../../shared/domain/search.ts';
import type { Connection } from '../../sqlite/openDatabase.ts';
import type { WordTable } from './wordIndex.ts';

/** Up to so many words are asked for one by one; beyond that FTS5 gathers them by itself. */
const mostTerms = 64;

/** No word contains this or anything after it. */
const afterAllWords = '\u{10ffff}';

/** Words of a query in FTS5's language. */
export interface MatchExpressions {
  /** What streams, newest first. */
  narrow: string[];
  /** What begins so many words that FTS5 has to gather all of their rows before it gives the first one. */
  broad: string[];
}

/** Adds what finds one beginning of a word; false when nothing begins so. */
function addExpression(
  { statement }: Connection,
  word: string,
  { narrow, broad }: MatchExpressions,
): boolean {
  if (word.length < beginningLength) return narrow.push(`"${word}"`) > 0;
  if (word.length === beginningLength) return narrow.push(`"${beginningWord(word)}"`) > 0;
  const terms = statement('SELECT term FROM terms WHERE term >= ? AND term < ? LIMIT ?').all(
    word,
    word + afterAllWords,
    mostTerms + 1,
  );
  if (terms.length > mostTerms) broad.push(`"${word}" *`);
  else if (terms.length > 0) narrow.push(`(${terms.map(({ term }) => `"${term as string}"`).join(' OR ')})`);
  return terms.length > 0;
}

/** The FTS5 expressions of which all must hold, or null when nothing can match. */
export function toMatchExpressions(
  connection: Connection,
  table: WordTable,
  words: readonly string[],
): MatchExpressions | null {
  // Customers are few, so their index has an index of beginnings.
  if (table === 'customer_text') return { narrow: words.map((word) => `"${word}" *`), broad: [] };
  const expressions: MatchExpressions = { narrow: [], broad: [] };
  for (const word of words) if (!addExpression(connection, word, expressions)) return null;
  return expressions;
}

/** One FTS5 query of expressions of which all must hold. */
export function allOf(expressions: readonly string[]): string {
  return expressions.join(' AND ');
}
