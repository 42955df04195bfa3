import { fieldWords, type WordField } from '../../../shared/domain/search.ts';

/** So many texts are remembered, those of ten thousand customers, some 15 MB; then it begins anew. */
const mostTexts = 65_536;

/**
 * Gives the words of a text and remembers them.
 * PERF: a customer's name, address and VAT number stand on all its invoices, and lines sell the same few things: half
 * the time of reading words (benchmark: backfill).
 */
export function createWordMemory(): typeof fieldWords {
  const known = new Map<WordField, Map<string, string[]>>();
  let texts = 0;
  return (field, text) => {
    // Numbers come once.
    if (field === 'number') return fieldWords(field, text);
    const remembered = known.get(field)?.get(text);
    if (remembered) return remembered;
    if (texts === mostTexts) known.clear();
    texts = texts === mostTexts ? 1 : texts + 1;
    const ofField = known.get(field) ?? new Map<string, string[]>();
    known.set(field, ofField);
    const words = fieldWords(field, text);
    ofField.set(text, words);
    return words;
  };
}
