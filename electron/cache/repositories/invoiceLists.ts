import type { InputOf, OutputOf } from '../../../shared/ipc/contract.ts';
import type { Connection } from '../../sqlite/openDatabase.ts';
import type { CountCache } from './countCache.ts';
import type { InvoiceMatches, PositionQuery } from './invoiceMatches.ts';
import { planInvoices, type InvoicePlan, type InvoiceQuestion } from './invoicePlans.ts';
import { toInvoiceRow, type StoredInvoiceRow } from './invoiceRows.ts';
import { whereOf } from './listScope.ts';
import { oldestAsOf } from './workspaceRows.ts';

type ListInput = InputOf<'invoices.list'> & InvoiceQuestion;

/** What the reads of invoices keep between calls. */
export interface InvoiceReading {
  counts: CountCache;
  invoiceMatches: InvoiceMatches;
}

interface SortKey {
  /** What comes before the position, which alone is "by creation". */
  columns: readonly string[];
  index: string;
}

/** Amounts are put in order within their currency: 300 yen are not less than 5 euros. */
const sortKeys: Record<ListInput['sort']['field'], SortKey> = {
  createdAt: { columns: [], index: 'invoices_by_position' },
  issuedAt: { columns: ['issued_at'], index: 'invoices_by_issued_at' },
  dueAt: { columns: ['due_date'], index: 'invoices_by_due_date' },
  number: { columns: ['number'], index: 'invoices_by_number' },
  customerName: { columns: ['customer_name_key'], index: 'invoices_by_customer_name' },
  total: { columns: ['currency', 'total'], index: 'invoices_by_currency_total' },
  amountRemaining: {
    columns: ['currency', 'amount_remaining'],
    index: 'invoices_by_currency_remaining',
  },
  status: { columns: ['status'], index: 'invoices_by_status' },
};

/** A page as it is read: from whichever end of the order is nearer. */
interface Page {
  key: SortKey;
  /** Behind ORDER BY. */
  order: string;
  limit: number;
  offset: number;
}

/** How many invoices a plan leaves. */
function countOf({ statement }: Connection, { counted, positions, rows }: InvoicePlan): number {
  const count = (sql: string, values: (string | number)[]): number =>
    statement(sql).get(...values)?.['count'] as number;
  if (counted) {
    const sql = `SELECT ifnull(sum(invoices), 0) AS count FROM invoice_totals ${whereOf(counted)}`;
    return count(sql, counted.values);
  }
  const source = positions
    ? { sql: `(${positions.sql})`, values: positions.values }
    : rows('invoices_by_position');
  return count(`SELECT count(*) AS count FROM ${source.sql}`, source.values);
}

/** So many invoices are looked at in the order of an index before those that a text found are sorted. */
const lookedAt = 50_000;

/**
 * A page of what a text found, in the order of a column.
 * PERF: sorting reads every row that was found; where many were, a walk along the order's own index soon meets a page
 * of them (cache.bench).
 */
function foundInOrder(
  { statement }: Connection,
  matches: InvoiceMatches,
  positions: PositionQuery,
  { key, order, limit, offset }: Page,
): number[] {
  const found = matches.keep(positions);
  const walk = `SELECT position FROM invoices INDEXED BY ${key.index} ORDER BY ${order} LIMIT ${lookedAt}`;
  const met = statement(
    `SELECT position FROM (${walk}) WHERE position IN (SELECT position FROM ${found}) LIMIT ? OFFSET ?`,
  ).all(limit, offset);
  if (met.length === limit) return met.map(toPosition);
  return statement(
    `SELECT position FROM ${found} CROSS JOIN invoices USING (position) ORDER BY ${order} LIMIT ? OFFSET ?`,
  )
    .all(limit, offset)
    .map(toPosition);
}

function toPosition(row: Record<string, unknown>): number {
  return row['position'] as number;
}

function readPage(connection: Connection, matches: InvoiceMatches, plan: InvoicePlan, page: Page): number[] {
  const { key, order, limit, offset } = page;
  const isByPosition = key.columns.length === 0;
  if (plan.positions && !isByPosition && !plan.isFew)
    return foundInOrder(connection, matches, plan.positions, page);
  const rows = plan.rows(key.index);
  const { sql, values } =
    plan.positions && isByPosition
      ? plan.positions
      : { sql: `SELECT position FROM ${rows.sql}`, values: rows.values };
  return connection
    .statement(`${sql} ORDER BY ${order} LIMIT ? OFFSET ?`)
    .all(...values, limit, offset)
    .map(toPosition);
}

/** Positions of a page, read from whichever end of the order is nearer. */
function positionsOf(
  connection: Connection,
  matches: InvoiceMatches,
  { plan, input, total }: { plan: InvoicePlan; input: ListInput; total: number },
): number[] {
  const { sort, offset } = input;
  const limit = Math.min(input.limit, total - offset);
  if (limit <= 0) return [];
  const fromEnd = total - offset - limit;
  const isNearEnd = fromEnd < offset;
  const direction = (sort.direction === 'asc') === isNearEnd ? 'DESC' : 'ASC';
  const key = sortKeys[sort.field];
  const order = [...key.columns, 'position'].map((column) => `${column} ${direction}`).join(', ');
  const page = { key, order, limit, offset: isNearEnd ? fromEnd : offset };
  const positions = readPage(connection, matches, plan, page);
  return isNearEnd ? positions.toReversed() : positions;
}

/** The page of invoices that a grid shows, with how many there are in all. */
export function listInvoices(
  connection: Connection,
  { counts, invoiceMatches }: InvoiceReading,
  input: ListInput,
): OutputOf<'invoices.list'> {
  const { filter, workspaces, now } = input;
  const asked = workspaces.map(({ workspaceId }) => workspaceId);
  const asOf = oldestAsOf(
    connection,
    asked.filter((id) => !filter.workspaceIds || filter.workspaceIds.includes(id)),
  );
  const plan = planInvoices(connection, invoiceMatches, input);
  if (!plan) return { rows: [], total: 0, asOf };
  const clock = filter.view === 'overdue' ? now : 0;
  const total = counts.get(`invoices ${JSON.stringify([filter, workspaces, clock])}`, () =>
    countOf(connection, plan),
  );
  const rows = positionsOf(connection, invoiceMatches, { plan, input, total }).map((position) => {
    const row = connection
      .statement('SELECT * FROM invoices WHERE position = ?')
      .get(position) as unknown as StoredInvoiceRow;
    return toInvoiceRow(row, plan.idsByNumber.get(row.workspace) ?? '', now);
  });
  return { rows, total, asOf };
}
