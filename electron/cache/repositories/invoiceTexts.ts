import { maxWords, searchWords, type SearchableText } from '../../../shared/domain/search.ts';
import { noText } from './searchTexts.ts';
import { toIndexedText, type IndexedText } from './wordIndex.ts';

/** So many customers and so many texts of lines are remembered, some 30 MB; then it begins anew. */
const mostRemembered = 32_768;

/** A part of what an invoice is found by. */
interface Part {
  words: readonly string[];
  /** Words and beginnings as the index takes them. */
  text: string;
}

function partOf(text: Partial<SearchableText>): Part {
  const { words, beginnings } = searchWords({ ...noText, ...text });
  return { words, text: [...words, ...beginnings].join(' ') };
}

function remember(memory: Map<string, Part>, key: string, part: Part): Part {
  if (memory.size === mostRemembered) memory.clear();
  memory.set(key, part);
  return part;
}

/** Makes the indexed texts of invoices. */
export interface InvoiceTexts {
  of(text: SearchableText): IndexedText;
}

/**
 * Makes texts of invoices out of parts that it remembers.
 * PERF: a customer's name, address and VAT number stand on all its invoices, and lines sell the same few things. A word that
 * two parts share is in the text twice: the index takes it once, and looking for it costs more (benchmark: backfill).
 */
export function createInvoiceTexts(): InvoiceTexts {
  const customers = new Map<string, Part>();
  const lines = new Map<string, Part>();
  return {
    of(text) {
      const { number, name, email, vatId, city, line } = text;
      const own = partOf({ number });
      const fresh = [...own.words];
      const key = [...name, ...email, ...city, ...vatId].join('\n');
      let customer = customers.get(key);
      if (customer === undefined) {
        customer = remember(customers, key, partOf({ name, email, vatId, city }));
        fresh.push(...customer.words);
      }
      let joined = `${own.text} ${customer.text} `;
      let count = own.words.length + customer.words.length;
      for (const value of line) {
        if (!value) continue;
        let sold = lines.get(value);
        if (sold === undefined) {
          sold = remember(lines, value, partOf({ line: [value] }));
          fresh.push(...sold.words);
        }
        joined += `${sold.text} `;
        count += sold.words.length;
      }
      return count > maxWords ? toIndexedText(searchWords(text)) : { text: joined, fresh };
    },
  };
}
