import { beginningLength, beginningWord } from '../../../shared/domain/search.ts';
import type { Connection } from '../../sqlite/openDatabase.ts';
import type { WordTable } from './wordIndex.ts';

/** Up to so many words are asked for one by one; beyond that FTS5 gathers them by itself. */
const mostTerms = 256;

/** No word contains this or anything after it. */
const afterAllWords = '\u{10ffff}';

/** Words of a query in FTS5's language. */
export interface MatchExpressions {
  /** What streams, newest first. */
  narrow: string[];
  /** What begins so many words that FTS5 has to gather all of their rows before it gives the first one. */
  broad: string[];
  /** The words of which `broad` consists. */
  broadWords: string[];
}

interface Finding {
  expressions: MatchExpressions;
  /** Words of this length and less have an index of their own. */
  beginnings: Readonly<Record<number, (word: string) => string>>;
}

/** Adds what finds one beginning of a word; false when nothing begins so. */
function addExpression(
  { statement }: Connection,
  word: string,
  { expressions, beginnings }: Finding,
): boolean {
  const { narrow, broad, broadWords } = expressions;
  const indexed = beginnings[word.length];
  if (indexed) return narrow.push(indexed(word)) > 0;
  const terms = statement('SELECT term FROM terms WHERE term >= ? AND term < ? LIMIT ?').all(
    word,
    word + afterAllWords,
    mostTerms + 1,
  );
  if (terms.length > mostTerms) {
    broad.push(`"${word}" *`);
    broadWords.push(word);
  } else if (terms.length > 0) narrow.push(`(${anyOf(terms.map(({ term }) => `"${term as string}"`))})`);
  return terms.length > 0;
}

const prefix = (word: string): string => `"${word}" *`;

/** How short beginnings are found: customers are few, so FTS5 itself has an index of them. */
const shortBeginnings: Record<WordTable, Finding['beginnings']> = {
  customer_text: { 1: prefix, 2: prefix, 3: prefix },
  invoice_text: { 1: (word) => `"${word}"`, [beginningLength]: (word) => `"${beginningWord(word)}"` },
};

/** The FTS5 expressions of which all must hold, or null when nothing can match. */
export function toMatchExpressions(
  connection: Connection,
  table: WordTable,
  words: readonly string[],
): MatchExpressions | null {
  const expressions: MatchExpressions = { narrow: [], broad: [], broadWords: [] };
  const finding = { expressions, beginnings: shortBeginnings[table] };
  for (const word of words) if (!addExpression(connection, word, finding)) return null;
  return expressions;
}

/** One FTS5 query of expressions of which all must hold. */
export function allOf(expressions: readonly string[]): string {
  return expressions.join(' AND ');
}

/** One FTS5 query of expressions of which one must hold. */
export function anyOf(expressions: readonly string[]): string {
  return expressions.join(' OR ');
}
