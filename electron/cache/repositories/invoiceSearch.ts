import { toAmountQueries, type AmountQuery } from '../../../shared/domain/amountQueries.ts';
import { fieldWords, matchedField, matchesWords, type WordQuery } from '../../../shared/domain/search.ts';
import { readJson } from '../rawBlocks.ts';
import type { InvoiceJson } from '../stripeJson.ts';
import { currenciesOf, withMarks } from './invoiceMatches.ts';
import { invoiceText } from './invoiceWrites.ts';
import {
  excerptOf,
  textOfColumns,
  type FoundInvoice,
  type InvoiceHit,
  type SearchScope,
  type TextColumns,
} from './searchTexts.ts';
import { allOf, toMatchExpressions, type MatchExpressions } from './wordQueries.ts';

const withCustomer = `LEFT JOIN customers
  ON customers.workspace = invoices.workspace AND customers.id = invoices.customer`;

/** Columns that say what an invoice is found by. */
const textColumns = `invoices.position, invoices.number, invoices.customer_name,
  customers.email, customers.city, customers.tax_ids`;

/** Invoices newest first that FTS5 finds, or all of them without an expression. */
function newestOf(scope: SearchScope, expression: string, limit: number): Iterable<TextColumns> {
  const { connection, inScope } = scope;
  const from =
    expression === ''
      ? `invoices NOT INDEXED ${withCustomer} WHERE invoices.${inScope} ORDER BY invoices.position DESC`
      : `invoice_text CROSS JOIN invoices ON invoices.position = invoice_text.rowid ${withCustomer}
         WHERE invoice_text MATCH ? ORDER BY invoice_text.rowid DESC`;
  const values = expression === '' ? [] : [withMarks(expression, { ...scope, status: null })];
  return connection
    .statement(`SELECT ${textColumns} FROM ${from} LIMIT ?`)
    .iterate(...values, limit) as unknown as Iterable<TextColumns>;
}

function getInvoice({ connection }: SearchScope, position: number): FoundInvoice {
  return connection
    .statement(`SELECT invoices.*, ${textColumns} FROM invoices ${withCustomer} WHERE invoices.position = ?`)
    .get(position) as unknown as FoundInvoice;
}

/** So many of the newest invoices are looked at one by one before the index has to gather something broad. */
const newestLookedAt = 500;

/**
 * The invoices that match words of which some begin very many words.
 * PERF: such words are soon found among the newest invoices, or among the few that the other words leave, while the
 * index would first gather everything (cache.bench). Looked at are the columns, not the lines.
 */
function broadlyMatching(scope: SearchScope, { narrow, broad, broadWords }: MatchExpressions): TextColumns[] {
  const found: TextColumns[] = [];
  let lookedAt = 0;
  for (const invoice of newestOf(scope, allOf(narrow), newestLookedAt)) {
    lookedAt += 1;
    if (matchesWords(broadWords, textOfColumns(invoice))) found.push(invoice);
    if (found.length === scope.limit) return found;
  }
  if (lookedAt < newestLookedAt && found.length > 0) return found;
  return [...newestOf(scope, allOf([...narrow, ...broad]), scope.limit)];
}

/**
 * Says why words found an invoice; what no column explains stands in its lines.
 * PERF: reading the lines of twenty invoices takes 10 ms, so the JSON is asked only while the customer's own columns
 * are missing (cache.bench).
 */
function explain(scope: SearchScope, query: WordQuery, { position }: TextColumns): InvoiceHit {
  const found = getInvoice(scope, position);
  const columns = textOfColumns(found);
  const byColumns = matchedField(query, columns);
  if (byColumns !== null || found.tax_ids !== null) {
    const matched = byColumns ?? 'line';
    return { found, matched, excerpt: excerptOf(query, columns, matched) };
  }
  const text = invoiceText(JSON.parse(readJson(scope.connection, found)) as InvoiceJson);
  const matched = matchedField(query, text) ?? 'line';
  return { found, matched, excerpt: excerptOf(query, text, matched) };
}

/** Invoices that words find, newest first. */
export function findInvoicesByWords(scope: SearchScope, query: WordQuery): InvoiceHit[] {
  return query.flatMap((words) => {
    const match = toMatchExpressions(scope.connection, 'invoice_text', words);
    if (match === null) return [];
    const found =
      match.broad.length > 0
        ? broadlyMatching(scope, match)
        : [...newestOf(scope, allOf(match.narrow), scope.limit)];
    return found.map((invoice) => explain(scope, query, invoice));
  });
}

/** So many invoices that have the words somewhere are looked at for a number that is meant: e-mail addresses count, too. */
const numbersLookedAt = 1_000;

/** Invoices whose number has exactly these words, with or without leading zeros; newest first. */
export function findInvoicesOfNumber(scope: SearchScope, query: WordQuery): InvoiceHit[] {
  const [words = []] = query;
  if (!words.some((word) => /^\d+$/.test(word))) return [];
  const found: InvoiceHit[] = [];
  const expression = allOf(words.map((word) => `"${word}"`));
  for (const invoice of newestOf(scope, expression, numbersLookedAt)) {
    const ofNumber = fieldWords('number', invoice.number ?? '');
    if (!words.every((word) => ofNumber.includes(word))) continue;
    found.push({ found: getInvoice(scope, invoice.position), matched: 'number', excerpt: null });
    if (found.length === scope.limit) break;
  }
  return found;
}

/** So many of the newest invoices are looked at before those within a tolerance are gathered and sorted. */
const newestAmountsLookedAt = 20_000;

/** The newest invoices whose total lies within a tolerance, if they are soon met: one walk for all currencies. */
function newestWithin(
  { connection, inScope, limit }: SearchScope,
  { from, to }: AmountQuery,
  currencies: readonly string[],
): number[] {
  const some = currencies.map(() => '?').join(', ');
  const newest = connection
    .statement(
      `SELECT position FROM (SELECT position, currency, total, workspace FROM invoices
         INDEXED BY invoices_by_position ORDER BY position DESC LIMIT ${newestAmountsLookedAt})
       WHERE total BETWEEN ? AND ? AND currency IN (${some}) AND ${inScope} LIMIT ?`,
    )
    .all(from, to, ...currencies, limit)
    .map((row) => row['position'] as number);
  return newest.length === limit ? newest : [];
}

/** What `column` of invoices is an amount, newest first, by the index that has the column in its order. */
function positionsOf(
  { connection, inScope, limit }: SearchScope,
  { from, to }: AmountQuery,
  { currency, column, index }: { currency: string; column: string; index: string },
): number[] {
  return connection
    .statement(
      `SELECT position FROM invoices INDEXED BY ${index}
       WHERE currency = ? AND ${column} BETWEEN ? AND ? AND ${inScope} ORDER BY position DESC LIMIT ?`,
    )
    .all(currency, from, to, limit)
    .map((row) => row['position'] as number);
}

function positionsOfAmount(scope: SearchScope, amounts: AmountQuery): number[] {
  const currencies = currenciesOf(scope.connection, amounts);
  const newest = amounts.from === amounts.to ? [] : newestWithin(scope, amounts, currencies);
  if (newest.length > 0) return newest;
  return currencies.flatMap((currency) => [
    ...positionsOf(scope, amounts, { currency, column: 'total', index: 'invoices_by_currency_total' }),
    // Nothing remains of nearly all invoices: that is not an amount to look for.
    ...(amounts.from <= 0
      ? []
      : positionsOf(scope, amounts, {
          currency,
          column: 'amount_remaining',
          index: 'invoices_by_currency_remaining',
        })),
  ]);
}

/** Invoices whose total, or what remains of it, is an amount that the text may mean; newest first. */
export function findInvoicesByAmount(scope: SearchScope, text: string): InvoiceHit[] {
  const { limit } = scope;
  const positions = toAmountQueries(text).flatMap((amounts) => positionsOfAmount(scope, amounts));
  const newest = [...new Set(positions)].toSorted((left, right) => right - left).slice(0, limit);
  return newest.map((position) => ({
    found: getInvoice(scope, position),
    matched: 'amount',
    excerpt: null,
  }));
}
