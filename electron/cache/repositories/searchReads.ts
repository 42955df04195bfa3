import type { InputOf } from '../../../shared/ipc/contract.ts';
import type { SearchHit } from '../../../shared/ipc/schemas/search.ts';
import {
  matchedField,
  matchesWords,
  toAmountQueries,
  toIdQuery,
  toWordQuery,
  type SearchableText,
  type SearchField,
  type WordQuery,
} from '../../../shared/domain/search.ts';
import type { Connection } from '../../sqlite/openDatabase.ts';
import type { BlockPlace } from '../blockPacks.ts';
import { readJson } from '../rawBlocks.ts';
import type { InvoiceJson } from '../stripeJson.ts';
import { invoiceText } from './invoiceWrites.ts';
import { currenciesWithExponent } from './matches.ts';
import { allOf, toMatchExpressions, type MatchExpressions } from './wordQueries.ts';
import { workspaceIdsByNumber } from './workspaceRows.ts';

interface SearchScope {
  connection: Connection;
  idsByNumber: Map<number, string>;
  /** Condition on the column `workspace`. */
  inScope: string;
  limit: number;
}

interface FoundCustomer {
  workspace: number;
  id: string;
  name: string | null;
  email: string | null;
  city: string | null;
  tax_ids: string;
}

/** An invoice with what is known of its customer, who may not be cached yet. */
interface FoundInvoice extends BlockPlace {
  position: number;
  workspace: number;
  id: string;
  number: string | null;
  customer_name: string | null;
  currency: string;
  total: number;
  email: string | null;
  city: string | null;
  /** Null while the customer is not cached. */
  tax_ids: string | null;
}

interface FieldOfInvoice {
  found: FoundInvoice;
  field: SearchField;
}

const withCustomer = `LEFT JOIN customers
  ON customers.workspace = invoices.workspace AND customers.id = invoices.customer`;
const invoiceColumns = 'invoices.*, customers.email, customers.city, customers.tax_ids';

const noText: SearchableText = { number: [], name: [], email: [], vatId: [], city: [], line: [] };

function customerText(customer: FoundCustomer): SearchableText {
  const { name, email, city, tax_ids } = customer;
  return { ...noText, name: [name], email: [email], city: [city], vatId: tax_ids.split('\n') };
}

function toCustomerHit({ idsByNumber }: SearchScope, found: FoundCustomer, matched: SearchField): SearchHit {
  return {
    kind: 'customer',
    id: found.id,
    workspaceId: idsByNumber.get(found.workspace) ?? '',
    title: found.name ?? found.email ?? found.id,
    subtitle: found.email ?? found.city,
    amount: null,
    matched,
  };
}

function toInvoiceHit({ idsByNumber }: SearchScope, found: FoundInvoice, matched: SearchField): SearchHit {
  return {
    kind: 'invoice',
    id: found.id,
    workspaceId: idsByNumber.get(found.workspace) ?? '',
    title: found.number ?? found.id,
    subtitle: found.customer_name,
    amount: { amount: found.total, currency: found.currency },
    matched,
  };
}

function customersByWords(scope: SearchScope, query: WordQuery): SearchHit[] {
  const { connection, inScope, limit } = scope;
  const rows = query.flatMap((words) => {
    const match = toMatchExpressions(connection, 'customer_text', words);
    if (match === null) return [];
    return connection
      .statement(
        `SELECT customers.* FROM customer_text CROSS JOIN customers ON customers.position = customer_text.rowid
         WHERE customer_text MATCH ? AND ${inScope} ORDER BY customer_text.rowid DESC LIMIT ?`,
      )
      .all(allOf(match.narrow), limit) as unknown as FoundCustomer[];
  });
  const distinct = new Map(rows.map((row) => [`${row.workspace}/${row.id}`, row]));
  return [...distinct.values()].map((row) =>
    toCustomerHit(scope, row, matchedField(query, customerText(row)) ?? 'name'),
  );
}

/** What can be told of an invoice without its JSON. */
function textOfColumns({ number, customer_name, email, city, tax_ids }: FoundInvoice): SearchableText {
  const vatId = tax_ids?.split('\n') ?? [];
  return { ...noText, number: [number], name: [customer_name], email: [email], city: [city], vatId };
}

/**
 * The field of an invoice that a word query matched; what no column explains stands in its lines.
 * PERF: reading the lines of twenty invoices takes 10 ms, so the JSON is asked only while the customer's own columns
 * are missing (cache.bench).
 */
function fieldOf({ connection }: SearchScope, query: WordQuery, found: FoundInvoice): SearchField {
  const fromColumns = matchedField(query, textOfColumns(found));
  if (fromColumns !== null || found.tax_ids !== null) return fromColumns ?? 'line';
  const invoice = JSON.parse(readJson(connection, found)) as InvoiceJson;
  return matchedField(query, invoiceText(invoice)) ?? 'line';
}

/** Invoices newest first that FTS5 finds, or all of them without an expression. */
function newestOf(
  { connection, inScope }: SearchScope,
  match: string,
  limit: number,
): Iterable<FoundInvoice> {
  const from =
    match === ''
      ? `invoices NOT INDEXED ${withCustomer} WHERE invoices.${inScope} ORDER BY invoices.position DESC`
      : `invoice_text CROSS JOIN invoices ON invoices.position = invoice_text.rowid ${withCustomer}
         WHERE invoice_text MATCH ? AND invoices.${inScope} ORDER BY invoice_text.rowid DESC`;
  return connection
    .statement(`SELECT ${invoiceColumns} FROM ${from} LIMIT ?`)
    .iterate(...(match === '' ? [] : [match]), limit) as unknown as Iterable<FoundInvoice>;
}

/** So many of the newest invoices are looked at one by one before the index has to gather something broad. */
const newestLookedAt = 500;

/**
 * The invoices that match words of which some begin very many words.
 * PERF: such words are soon found among the newest invoices, or among the few that the other words leave, while the
 * index would first gather everything (cache.bench). Looked at are the columns, not the lines.
 */
function broadlyMatching(
  scope: SearchScope,
  words: readonly string[],
  match: MatchExpressions,
): FoundInvoice[] {
  const found: FoundInvoice[] = [];
  let lookedAt = 0;
  for (const invoice of newestOf(scope, allOf(match.narrow), newestLookedAt)) {
    lookedAt += 1;
    if (matchesWords([words], textOfColumns(invoice))) found.push(invoice);
    if (found.length === scope.limit) return found;
  }
  if (lookedAt < newestLookedAt && found.length > 0) return found;
  return [...newestOf(scope, allOf([...match.narrow, ...match.broad]), scope.limit)];
}

function invoicesByWords(scope: SearchScope, query: WordQuery): FieldOfInvoice[] {
  return query.flatMap((words) => {
    const match = toMatchExpressions(scope.connection, 'invoice_text', words);
    if (match === null) return [];
    const found =
      match.broad.length > 0
        ? broadlyMatching(scope, words, match)
        : [...newestOf(scope, allOf(match.narrow), scope.limit)];
    return found.map((invoice) => ({ found: invoice, field: fieldOf(scope, query, invoice) }));
  });
}

function invoicesByAmount(scope: SearchScope, text: string): FieldOfInvoice[] {
  const { connection, inScope, limit } = scope;
  return toAmountQueries(text).flatMap(({ amount, exponent }) => {
    const currencies = currenciesWithExponent(connection, exponent);
    const rows = connection
      .statement(
        `SELECT ${invoiceColumns} FROM invoices INDEXED BY invoices_by_total ${withCustomer}
         WHERE total = ? AND invoices.${inScope} AND currency IN (${currencies.map(() => '?').join(', ')}) ORDER BY invoices.position DESC LIMIT ?`,
      )
      .all(amount, ...currencies, limit) as unknown as FoundInvoice[];
    return rows.map((found) => ({ found, field: 'amount' as const }));
  });
}

function byId(scope: SearchScope, text: string): SearchHit[] {
  const { connection, inScope, limit } = scope;
  const id = toIdQuery(text);
  if (id === null) return [];
  const rows = connection
    .statement(
      `SELECT * FROM ${id.kind}s WHERE ${inScope} AND id >= ? AND id < ? ORDER BY position DESC LIMIT ?`,
    )
    .all(id.prefix, `${id.prefix}~`, limit);
  return rows.map((row) =>
    id.kind === 'invoice'
      ? toInvoiceHit(scope, row as unknown as FoundInvoice, 'id')
      : toCustomerHit(scope, row as unknown as FoundCustomer, 'id'),
  );
}

function newestFirst(scope: SearchScope, text: string): SearchHit[] {
  const query = toWordQuery(text);
  const found = new Map<number, FieldOfInvoice>();
  for (const hit of [...invoicesByWords(scope, query), ...invoicesByAmount(scope, text)])
    if (!found.has(hit.found.position)) found.set(hit.found.position, hit);
  return [...found.values()]
    .toSorted((left, right) => right.found.position - left.found.position)
    .map(({ found: invoice, field }) => toInvoiceHit(scope, invoice, field));
}

/** Customers and invoices that a text finds, each newest first; customers take at most half while invoices match too. */
export function search(
  connection: Connection,
  { query, workspaceIds, limit }: InputOf<'search.query'>,
): SearchHit[] {
  const text = query.trim();
  const idsByNumber = workspaceIdsByNumber(connection, workspaceIds);
  if (text === '' || idsByNumber.size === 0) return [];
  const inScope = `workspace IN (${[...idsByNumber.keys()].join(', ')})`;
  const scope: SearchScope = { connection, idsByNumber, inScope, limit };
  const exact = byId(scope, text);
  if (exact.length > 0) return exact;
  const customers = customersByWords(scope, toWordQuery(text));
  const invoices = newestFirst(scope, text);
  const share = Math.max(Math.ceil(limit / 2), limit - invoices.length);
  return [...customers.slice(0, share), ...invoices].slice(0, limit);
}
