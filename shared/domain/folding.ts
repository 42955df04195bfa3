/** Letters that NFKD leaves alone although people type them without their stroke. */
const plainLetters: Record<string, string> = {
  ø: 'o',
  ß: 'ss',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ħ: 'h',
};
const plainLetterPattern = /[øßłđðþæœıħ]/g;
const asciiOnly = /^[\x20-\x7e]*$/;

/** Text without case, accents and strokes: `Ørsted` → `orsted`, `Straße` → `strasse`. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  // PERF: most text of a page is ASCII, and normalising costs ten times as much (cache.bench).
  if (asciiOnly.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll(plainLetterPattern, (letter) => plainLetters[letter] ?? letter);
}

const umlautPattern = /[äöü]/g;

/** A second reading for words with an umlaut, as many type them: `müller` → `mueller`; null without one. */
export function foldUmlauts(text: string): string | null {
  const lower = text.toLowerCase().normalize('NFC');
  if (!umlautPattern.test(lower)) return null;
  umlautPattern.lastIndex = 0;
  return fold(
    lower.replaceAll(umlautPattern, (letter) => (letter === 'ä' ? 'ae' : letter === 'ö' ? 'oe' : 'ue')),
  );
}

const asciiWords = /[a-z0-9]+/g;
const words = /[\p{L}\p{N}]+/gu;

function wordsOf(folded: string): string[] {
  return folded.match(asciiOnly.test(folded) ? asciiWords : words) ?? [];
}

/** The words of a text as the search index knows them, both readings of umlauts included. */
export function wordsToIndex(text: string): string[] {
  // PERF: most text of a page is ASCII and has one reading only (benchmark: backfill).
  if (asciiOnly.test(text)) return text.toLowerCase().match(asciiWords) ?? [];
  const found = wordsOf(fold(text));
  const second = foldUmlauts(text);
  return second === null ? found : [...found, ...wordsOf(second)];
}

/** The words of what a person typed; their umlauts are read one way, the index knows both. */
export function wordsToFind(text: string): string[] {
  return wordsOf(fold(text));
}

/** Longest part of a name that an ordering looks at: enough to tell names apart, short enough for an index. */
const sortKeyLength = 32;

/** What names are sorted by, the same on every machine; a missing name comes last. */
export function sortKeyOf(text: string | null): string {
  const key =
    text === null
      ? ''
      : fold(text)
          .replace(/^[^\p{L}\p{N}]+/u, '')
          .slice(0, sortKeyLength);
  return key === '' ? '\u{10ffff}' : key;
}
