import {
  fieldWords,
  maxWords,
  searchWords,
  wordBeginnings,
  wordFields,
  type SearchableText,
  type WordField,
} from '../../../shared/domain/search.ts';
import { toIndexedText, type IndexedText } from './wordIndex.ts';

/** So many values are remembered, those of ten thousand customers, some 20 MB; then it begins anew. */
const mostValues = 65_536;

/** What a value of a field is found by. */
interface ValueWords {
  words: readonly string[];
  /** Words and beginnings as the index takes them. */
  text: string;
}

const wordsOf = (field: WordField, value: string): ValueWords => {
  const words = fieldWords(field, value).filter((word) => word !== '');
  return { words, text: [...words, ...wordBeginnings(field, words)].join(' ') };
};

/** Makes the indexed texts of invoices. */
export interface InvoiceTexts {
  of(text: SearchableText): IndexedText;
}

/**
 * Makes texts of invoices out of the words of their values, which it remembers.
 * PERF: a customer's name, address and VAT number stand on all its invoices, and lines sell the same few things. A word that
 * two values share is in the text twice: the index takes it once, and looking for it costs more (benchmark: backfill).
 */
export function createInvoiceTexts(): InvoiceTexts {
  const remembered = new Map<WordField, Map<string, ValueWords>>();
  let values = 0;
  const remember = (field: WordField, value: string): ValueWords => {
    if (values === mostValues) {
      remembered.clear();
      values = 0;
    }
    values += 1;
    const ofField = remembered.get(field) ?? new Map<string, ValueWords>();
    remembered.set(field, ofField);
    const words = wordsOf(field, value);
    ofField.set(value, words);
    return words;
  };
  return {
    of(text) {
      const fresh: string[] = [];
      let joined = '';
      let count = 0;
      for (const field of wordFields)
        for (const value of text[field]) {
          if (!value) continue;
          let known = remembered.get(field)?.get(value);
          if (known === undefined) {
            // Numbers come once.
            known = field === 'number' ? wordsOf(field, value) : remember(field, value);
            fresh.push(...known.words);
          }
          count += known.words.length;
          joined += known.text + ' ';
        }
      return count > maxWords ? toIndexedText(searchWords(text)) : { text: joined, fresh };
    },
  };
}
