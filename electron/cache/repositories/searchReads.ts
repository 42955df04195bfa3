import type { InputOf } from '../../../shared/ipc/contract.ts';
import type { SearchHit } from '../../../shared/ipc/schemas/search.ts';
import {
  matchedField,
  toAmountQueries,
  toIdQuery,
  toWordQuery,
  type SearchableText,
  type SearchField,
  type WordQuery,
} from '../../../shared/domain/search.ts';
import { toDecimalString } from '../../../shared/domain/money.ts';
import type { Connection } from '../../sqlite/openDatabase.ts';
import type { BlockPlace } from '../blockPacks.ts';
import { readJson } from '../rawBlocks.ts';
import type { InvoiceJson } from '../stripeJson.ts';
import { invoiceText } from './invoiceWrites.ts';
import { currenciesWithExponent } from './matches.ts';
import { toMatchExpression } from './wordQueries.ts';
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

interface FoundInvoice extends BlockPlace {
  position: number;
  workspace: number;
  id: string;
  number: string | null;
  customer: string | null;
  customer_name: string | null;
  currency: string;
  total: number;
}

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
    matched,
  };
}

function toInvoiceHit({ idsByNumber }: SearchScope, found: FoundInvoice, matched: SearchField): SearchHit {
  const { total: amount, currency } = found;
  const money = `${currency.toUpperCase()} ${toDecimalString({ amount, currency })}`;
  return {
    kind: 'invoice',
    id: found.id,
    workspaceId: idsByNumber.get(found.workspace) ?? '',
    title: found.number ?? found.id,
    subtitle: found.customer_name === null ? money : `${found.customer_name} · ${money}`,
    matched,
  };
}

function customersByWords(scope: SearchScope, query: WordQuery): SearchHit[] {
  const { connection, inScope, limit } = scope;
  const match = toMatchExpression(connection, 'customer_text', query);
  if (match === null) return [];
  const rows = connection
    .statement(
      `SELECT customers.* FROM customer_text CROSS JOIN customers ON customers.position = customer_text.rowid
       WHERE customer_text MATCH ? AND ${inScope} ORDER BY customer_text.rowid DESC LIMIT ?`,
    )
    .all(match, limit) as unknown as FoundCustomer[];
  return rows.map((row) => toCustomerHit(scope, row, matchedField(query, customerText(row)) ?? 'name'));
}

/**
 * The field of an invoice that a word query matched.
 * PERF: most matches are told from columns; only what is left is read from the compressed JSON (cache.bench).
 */
function invoiceField({ connection }: SearchScope, query: WordQuery, found: FoundInvoice): SearchField {
  const fromColumns = matchedField(query, { ...noText, number: [found.number], name: [found.customer_name] });
  if (fromColumns !== null) return fromColumns;
  const invoice = JSON.parse(readJson(connection, found)) as InvoiceJson;
  return matchedField(query, invoiceText(invoice)) ?? 'line';
}

function invoicesByWords(
  scope: SearchScope,
  query: WordQuery,
): { found: FoundInvoice; field: SearchField }[] {
  const { connection, inScope, limit } = scope;
  const match = toMatchExpression(connection, 'invoice_text', query);
  if (match === null) return [];
  const rows = connection
    .statement(
      `SELECT invoices.* FROM invoice_text CROSS JOIN invoices ON invoices.position = invoice_text.rowid
       WHERE invoice_text MATCH ? AND ${inScope} ORDER BY invoice_text.rowid DESC LIMIT ?`,
    )
    .all(match, limit) as unknown as FoundInvoice[];
  return rows.map((found) => ({ found, field: invoiceField(scope, query, found) }));
}

function invoicesByAmount(scope: SearchScope, text: string): { found: FoundInvoice; field: SearchField }[] {
  const { connection, inScope, limit } = scope;
  return toAmountQueries(text).flatMap(({ amount, exponent }) => {
    const currencies = currenciesWithExponent(connection, exponent);
    const rows = connection
      .statement(
        `SELECT * FROM invoices INDEXED BY invoices_by_total WHERE total = ? AND ${inScope}
           AND currency IN (${currencies.map(() => '?').join(', ')}) ORDER BY position DESC LIMIT ?`,
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
  const found = new Map<number, { found: FoundInvoice; field: SearchField }>();
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
