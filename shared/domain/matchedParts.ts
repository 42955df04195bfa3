import { fold, wordsToFind, wordsToIndex } from './folding.ts';

/** A piece of a text, and whether it is what a search found it by. */
export interface TextPart {
  text: string;
  isMatch: boolean;
}

const word = /[\p{L}\p{N}]+/gu;
const leadingZeros = /^0+(?=\d)/;

/** How many letters of a word are the beginning that was typed: `Ørs` of `Ørsted` for `ors`; 0 for none. */
function lengthOfMatch(found: string, typed: readonly string[]): number {
  const readings = [...wordsToIndex(found), fold(found).replace(leadingZeros, '')];
  const longest = typed
    .filter((part) => readings.some((reading) => reading.startsWith(part)))
    .reduce((most, part) => Math.max(most, part.length), 0);
  if (longest === 0) return 0;
  if (leadingZeros.test(found)) return found.length;
  let length = 0;
  for (const letter of found) {
    if (fold(found.slice(0, length)).length >= longest) break;
    length += letter.length;
  }
  return length;
}

/** Cuts a text where it begins with what was typed, word by word, as the search itself reads both. */
export function toMatchedParts(text: string, query: string): TextPart[] {
  const typed = wordsToFind(query);
  const readings = typed.length > 1 ? [...typed, typed.join('')] : typed;
  const parts: TextPart[] = [];
  let last = 0;
  for (const { 0: found, index } of text.matchAll(word)) {
    const length = lengthOfMatch(found, readings);
    if (length === 0) continue;
    if (index > last) parts.push({ text: text.slice(last, index), isMatch: false });
    parts.push({ text: text.slice(index, index + length), isMatch: true });
    last = index + length;
  }
  if (last < text.length) parts.push({ text: text.slice(last), isMatch: false });
  return parts;
}
