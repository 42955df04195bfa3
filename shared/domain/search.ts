import { wordsToFind, wordsToIndex } from './folding.ts';

/** Fields that a search looks at, in the order in which a match is named. */
export const searchFields = ['number', 'name', 'email', 'vatId', 'city', 'line', 'amount', 'id'] as const;
export type SearchField = (typeof searchFields)[number];

/** What is searchable by words; amounts and Stripe ids are found by their own indexes. */
export type WordField = Exclude<SearchField, 'amount' | 'id'>;
export type SearchableText = Record<WordField, readonly (string | null | undefined)[]>;

const leadingZeros = /^0+(?=\d)/;
const digitsOnly = /^\d+$/;

/** Words of an invoice number: each part, and each counter also without leading zeros, so that `42` finds `00042`. */
function numberWords(text: string): string[] {
  const parts = wordsToIndex(text);
  return parts.flatMap((part) => {
    const short = digitsOnly.test(part) ? part.replace(leadingZeros, '') : part;
    return short === part ? [part] : [part, short];
  });
}

/** Words of an e-mail address without its last label, which many addresses share. */
function emailWords(text: string): string[] {
  const words = wordsToIndex(text);
  return words.length > 2 ? words.slice(0, -1) : words;
}

/** A VAT number is one word, however it was punctuated. */
function joined(text: string): string {
  return wordsToFind(text).join('');
}

/** Words of line texts that tell lines apart; small numbers are quantities and stand on every line. */
function lineWords(text: string): string[] {
  return wordsToIndex(text).filter((word) => word.length > 1 && !(digitsOnly.test(word) && word.length < 4));
}

const readers: Record<WordField, (text: string) => string[]> = {
  number: numberWords,
  name: wordsToIndex,
  email: emailWords,
  vatId: (text) => [joined(text)],
  city: wordsToIndex,
  line: lineWords,
};

/** The words under which one value of a field is found. */
export function fieldWords(field: WordField, value: string): string[] {
  return readers[field](value);
}

const wordFields = Object.keys(readers) as WordField[];

/** An invoice of hundreds of lines stays findable by its first words without swelling the index. */
export const maxWords = 400;

/** Beginnings of this length are indexed as words of their own: they find too much to be gathered while typing. */
export const beginningLength = 2;

/** Marks a beginning among words. No folded word contains it: folding makes a plain digit of it. */
const beginningMark = '\u00b2';

/** The word under which everything is indexed that begins with these letters. */
export function beginningWord(letters: string): string {
  return beginningMark + letters;
}

/** Fields that two letters find; the others need a third. */
const fieldsByBeginning: ReadonlySet<WordField> = new Set(['number', 'name', 'line']);

/** The distinct words under which something is found, and the beginnings of those that two letters find. */
export function searchWords(text: SearchableText): { words: string[]; beginnings: string[] } {
  const words = new Set<string>();
  const beginnings = new Set<string>();
  for (const field of wordFields)
    for (const value of text[field]) {
      if (!value) continue;
      for (const word of fieldWords(field, value)) {
        if (words.size >= maxWords || word === '') break;
        words.add(word);
        if (word.length >= beginningLength && fieldsByBeginning.has(field))
          beginnings.add(beginningWord(word.slice(0, beginningLength)));
      }
    }
  return { words: [...words], beginnings: [...beginnings] };
}

/** What a person typed, read for the word index: lists of words, of which one must hold with every word. */
export type WordQuery = readonly (readonly string[])[];

const shortestCode = 6;

/**
 * Reads a query. A last single letter beside other words is still being typed and is left out; what looks like a number
 * with dots and blanks is also read as one word, as VAT numbers are indexed.
 */
export function toWordQuery(query: string): WordQuery {
  const all = wordsToFind(query);
  const last = all.at(-1);
  const words = all.length > 1 && last?.length === 1 ? all.slice(0, -1) : all;
  if (words.length === 0) return [];
  const code = all.join('');
  const isCode = all.length > 1 && code.length >= shortestCode && /\d/.test(code);
  return isCode ? [[...new Set(words)], [code]] : [[...new Set(words)]];
}

/** Whether every one of these words begins a word of the text. */
export function matchesWords(words: readonly string[], text: SearchableText): boolean {
  return words.every((part) =>
    wordFields.some((field) =>
      text[field].some((value) => value && readers[field](value).some((word) => word.startsWith(part))),
    ),
  );
}

/** The field that most of the query's words begin a word of; the first one in reading order wins a tie. */
export function matchedField(query: WordQuery, text: SearchableText): WordField | null {
  let best: WordField | null = null;
  let most = 0;
  for (const field of wordFields) {
    const words = text[field].flatMap((value) => (value ? readers[field](value) : []));
    const hits = query.flat().filter((part) => words.some((word) => word.startsWith(part))).length;
    if (hits > most) {
      most = hits;
      best = field;
    }
  }
  return best;
}

const idPattern = /^(in|cus)_[A-Za-z0-9]+$/;

/** The kind and beginning of a Stripe id that a query may be; ids keep their case. */
export function toIdQuery(query: string): { kind: 'customer' | 'invoice'; prefix: string } | null {
  const prefix = query.trim();
  const match = idPattern.exec(prefix);
  if (!match) return null;
  return { kind: match[1] === 'in' ? 'invoice' : 'customer', prefix };
}
