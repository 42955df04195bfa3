import type { InputOf } from '../../../shared/ipc/contract.ts';
import type { SearchHit } from '../../../shared/ipc/schemas/search.ts';
import {
  matchedField,
  toIdQuery,
  toWordQuery,
  type SearchField,
  type WordQuery,
} from '../../../shared/domain/search.ts';
import type { Connection } from '../../sqlite/openDatabase.ts';
import { findInvoicesByAmount, findInvoicesByWords, findInvoicesOfNumber } from './invoiceSearch.ts';
import {
  customerText,
  excerptOf,
  type FoundCustomer,
  type FoundInvoice,
  type InvoiceHit,
  type SearchScope,
} from './searchTexts.ts';
import { allOf, toMatchExpressions } from './wordQueries.ts';
import { workspaceIdsByNumber } from './workspaceRows.ts';

function toCustomerHit({ idsByNumber }: SearchScope, found: FoundCustomer, matched: SearchField): SearchHit {
  const title = found.name ?? found.email ?? found.id;
  const subtitle = found.email ?? found.city;
  return {
    kind: 'customer',
    id: found.id,
    workspaceId: idsByNumber.get(found.workspace) ?? '',
    title,
    subtitle,
    amount: null,
    matched,
    excerpt: null,
  };
}

function toInvoiceHit(
  { idsByNumber }: SearchScope,
  { found, matched }: Pick<InvoiceHit, 'found' | 'matched'>,
): SearchHit {
  return {
    kind: 'invoice',
    id: found.id,
    workspaceId: idsByNumber.get(found.workspace) ?? '',
    title: found.number ?? found.id,
    subtitle: found.customer_name,
    amount: { amount: found.total, currency: found.currency },
    matched,
    excerpt: null,
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
      .all(allOf([...match.narrow, ...match.broad]), limit) as unknown as FoundCustomer[];
  });
  const distinct = new Map(rows.map((row) => [row.position, row]));
  return [...distinct.values()].map((row) => {
    const text = customerText(row);
    const matched = matchedField(query, text) ?? 'name';
    return { ...toCustomerHit(scope, row, matched), excerpt: excerptOf(query, text, matched) };
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
      ? toInvoiceHit(scope, { found: row as unknown as FoundInvoice, matched: 'id' })
      : toCustomerHit(scope, row as unknown as FoundCustomer, 'id'),
  );
}

/** Invoices of exactly this number first: `42` means them, and thousands of amounts and longer numbers are newer. */
function findInvoices(scope: SearchScope, text: string): SearchHit[] {
  const query = toWordQuery(text);
  const others = [...findInvoicesByWords(scope, query), ...findInvoicesByAmount(scope, text)].toSorted(
    (left, right) => right.found.position - left.found.position,
  );
  const hits = new Map<number, InvoiceHit>();
  for (const hit of [...findInvoicesOfNumber(scope, query), ...others])
    if (!hits.has(hit.found.position)) hits.set(hit.found.position, hit);
  return [...hits.values()].map((hit) => ({ ...toInvoiceHit(scope, hit), excerpt: hit.excerpt }));
}

/** Customers and invoices that a text finds, each newest first; customers take at most half while invoices match too. */
export function search(
  connection: Connection,
  { query, workspaceIds, limit }: InputOf<'search.query'>,
): SearchHit[] {
  const text = query.trim();
  const idsByNumber = workspaceIdsByNumber(connection, workspaceIds);
  if (text === '' || idsByNumber.size === 0) return [];
  const numbers = [...idsByNumber.keys()];
  const scope: SearchScope = {
    connection,
    idsByNumber,
    inScope: `workspace IN (${numbers.join(', ')})`,
    workspaces: workspaceIds === null ? null : numbers,
    limit,
  };
  const exact = byId(scope, text);
  if (exact.length > 0) return exact;
  const customers = customersByWords(scope, toWordQuery(text));
  const invoices = findInvoices(scope, text);
  const share = Math.max(Math.ceil(limit / 2), limit - invoices.length);
  return [...customers.slice(0, share), ...invoices].slice(0, limit);
}
