import type { DocumentKind } from './documents.ts';
import { sumByCurrency } from './money.ts';

/** Columns of `manifest.csv`, in this order. Stable: bookkeepers' imports depend on them. */
export const manifestColumns = [
  'file',
  'sha256',
  'bytes',
  'kind',
  'id',
  'number',
  'date',
  'customer_id',
  'customer_name',
  'status',
  'currency',
  'subtotal',
  'tax',
  'total',
  'subtotal_decimal',
  'tax_decimal',
  'total_decimal',
  'fetched_at',
] as const;

interface ExportedAmount {
  kind: DocumentKind;
  currency: string;
  total: number;
}

export interface CurrencyTotal {
  currency: string;
  count: number;
  total: number;
}

/** Totals per currency: credit notes are negative, receipts do not count because their invoice does. */
export function sumExport(documents: readonly ExportedAmount[]): CurrencyTotal[] {
  const counted = documents.filter(({ kind }) => kind !== 'receipt');
  return sumByCurrency(counted.map(({ currency, total }) => ({ currency, amount: total }))).map(
    ({ currency, amount }) => ({
      currency,
      count: counted.filter((document) => document.currency === currency).length,
      total: amount,
    }),
  );
}

/** From here on a gap is told as a range. */
const longGap = 50;
const numberPattern = /^(.*?)(\d+)$/;

interface Sequence {
  digits: number;
  numbers: Set<number>;
}

/**
 * Numbers missing between the lowest and the highest exported number of each prefix. `known` are all numbers that
 * exist: one that was left out by a filter or lies outside the period is not missing.
 */
export function findNumberGaps(exported: Iterable<string>, known: Iterable<string>): string[] {
  const existing = toSequences(known);
  const gaps: string[] = [];
  for (const [prefix, { digits, numbers }] of toSequences(exported)) {
    const present = new Set([...numbers, ...(existing.get(prefix)?.numbers ?? [])]);
    const ordered = [...present].toSorted((left, right) => left - right);
    const lowest = ordered.find((value) => numbers.has(value)) ?? 0;
    const highest = ordered.findLast((value) => numbers.has(value)) ?? 0;
    const name = (value: number): string => prefix + String(value).padStart(digits, '0');
    for (const [index, value] of ordered.entries()) {
      const next = ordered[index + 1];
      if (next === undefined || value < lowest || next > highest) continue;
      gaps.push(...nameMissing(value + 1, next - 1, name));
    }
  }
  return gaps;
}

function nameMissing(first: number, last: number, name: (value: number) => string): string[] {
  if (last - first >= longGap) return [`${name(first)} … ${name(last)}`];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => name(first + index));
}

function toSequences(numbers: Iterable<string>): Map<string, Sequence> {
  const sequences = new Map<string, Sequence>();
  for (const text of numbers) {
    const [, prefix, digits] = numberPattern.exec(text) ?? [];
    if (prefix === undefined || digits === undefined) continue;
    const sequence = sequences.get(prefix) ?? { digits: digits.length, numbers: new Set() };
    sequence.numbers.add(Number(digits));
    sequences.set(prefix, sequence);
  }
  return sequences;
}
