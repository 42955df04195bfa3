import type { InputOf, OutputOf } from '../../../shared/ipc/contract.ts';
import type { InvoiceFilter, InvoiceRow } from '../../../shared/ipc/schemas/invoices.ts';
import { isOverdueSince } from '../../../shared/domain/invoices.ts';
import type { Connection } from '../../sqlite/openDatabase.ts';
import type { ScopeOfWorkspace } from '../cacheApi.ts';
import type { CountCache } from './countCache.ts';
import { addDays, addWorkspaces, listScope, whereOf, type Conditions, type ListScope } from './listScope.ts';
import type { Matches } from './matches.ts';
import { oldestAsOf } from './workspaceRows.ts';

type ListInput = InputOf<'invoices.list'> & { workspaces: ScopeOfWorkspace[]; now: number };
type Totals = OutputOf<'invoices.list'>['totals'];
type SortField = ListInput['sort']['field'];

interface SortKey {
  /** Null: the position itself. */
  column: string | null;
  index: string;
}

const sortKeys: Record<SortField, SortKey> = {
  createdAt: { column: null, index: 'invoices_by_position' },
  issuedAt: { column: 'issued_at', index: 'invoices_by_issued_at' },
  dueAt: { column: 'due_date', index: 'invoices_by_due_date' },
  number: { column: 'number', index: 'invoices_by_number' },
  customerName: { column: 'customer_name_key', index: 'invoices_by_customer_name' },
  total: { column: 'total', index: 'invoices_by_total' },
  amountRemaining: { column: 'amount_remaining', index: 'invoices_by_amount_remaining' },
  status: { column: 'status', index: 'invoices_by_status' },
};

interface StoredInvoiceRow {
  workspace: number;
  id: string;
  number: string | null;
  status: string;
  overdue_from: number | null;
  customer: string | null;
  customer_name: string | null;
  currency: string;
  subtotal: number;
  tax: number;
  total: number;
  amount_due: number;
  amount_paid: number;
  amount_remaining: number;
  created: number;
  issued_at: number | null;
  due_date: number | null;
  collection_method: string;
  has_document: number;
}

/** A row as lists show it; whether its document is stored is not the cache's to know. */
export function toInvoiceRow(row: StoredInvoiceRow, workspaceId: string, now: number): InvoiceRow {
  return {
    id: row.id,
    workspaceId,
    number: row.number,
    status: row.status as InvoiceRow['status'],
    overdue: isOverdueSince(row.overdue_from, now),
    customerId: row.customer,
    customerName: row.customer_name,
    currency: row.currency,
    subtotal: row.subtotal,
    tax: row.tax,
    total: row.total,
    amountDue: row.amount_due,
    amountPaid: row.amount_paid,
    amountRemaining: row.amount_remaining,
    createdAt: row.created,
    issuedAt: row.issued_at,
    dueAt: row.due_date,
    collectionMethod: row.collection_method as InvoiceRow['collectionMethod'],
    document: row.has_document === 1 ? 'available' : 'none',
  };
}

/** The one status that a filter leaves, null when it leaves them all, undefined when it leaves none. */
function statusOf({ view, status }: InvoiceFilter): string | null | undefined {
  const ofView = view === 'all' ? null : view === 'overdue' ? 'open' : view;
  if (ofView === null || status === null) return ofView ?? status;
  return ofView === status ? status : undefined;
}

interface Plan {
  /** What the rows are read from: the table with the index that suits, or the matches of a text. */
  source: string;
  /** What is counted: the order does not matter there. */
  countSource: string;
  conditions: Conditions;
  /** Totals by workspace, status and currency are kept, so nothing needs to be counted. */
  isCounted: boolean;
}

/** Where rows come from, when they are wanted in the order of an index. */
function sourceOf(
  { customerId, query }: InvoiceFilter,
  status: string | null,
  matches: Matches,
  orderIndex: string,
): string {
  if (query.trim() !== '') return `temp.${matches.of('invoice', query)} CROSS JOIN invoices USING (position)`;
  if (customerId !== null) return 'invoices INDEXED BY invoices_by_customer';
  if (status !== null && status !== 'paid') return 'invoices INDEXED BY invoices_unpaid';
  return `invoices INDEXED BY ${orderIndex}`;
}

function conditionsOf(input: ListInput, scope: ListScope, status: string | null): Conditions {
  const { filter, workspaces, now } = input;
  const conditions: Conditions = { terms: [], values: [] };
  if (filter.customerId !== null) {
    conditions.terms.push(`workspace IN (${[...scope.idsByNumber.keys()].join(', ')})`, 'customer = ?');
    conditions.values.push(filter.customerId);
  } else addWorkspaces(conditions, scope);
  if (status !== null) {
    // SQLite takes the partial index only when its condition stands in the query word for word.
    conditions.terms.push(status === 'paid' ? 'status = ?' : "status <> 'paid' AND status = ?");
    conditions.values.push(status);
  }
  if (filter.view === 'overdue') {
    conditions.terms.push('overdue_from < ?');
    conditions.values.push(now);
  }
  addDays(conditions, scope, workspaces, filter);
  return conditions;
}

function planOf(input: ListInput, scope: ListScope, matches: Matches): Plan | null {
  const { filter, sort } = input;
  const status = statusOf(filter);
  if (status === undefined || scope.idsByNumber.size === 0) return null;
  const isNarrowed =
    filter.customerId !== null || filter.from !== null || filter.to !== null || filter.query.trim() !== '';
  return {
    source: sourceOf(filter, status, matches, sortKeys[sort.field].index),
    countSource: sourceOf(filter, status, matches, sortKeys.createdAt.index),
    conditions: conditionsOf(input, scope, status),
    isCounted: !isNarrowed && filter.view !== 'overdue',
  };
}

/** Sums per currency over everything a filter leaves. */
function totalsOf({ statement }: Connection, { countSource, conditions, isCounted }: Plan): Totals {
  const rows = isCounted
    ? statement(
        `SELECT currency, sum(invoices) AS count, sum(total) AS total, sum(amount_remaining) AS amountRemaining
         FROM invoice_totals ${whereOf(conditions)} GROUP BY currency HAVING sum(invoices) > 0 ORDER BY currency`,
      ).all(...conditions.values)
    : statement(
        `SELECT currency, count(*) AS count, sum(total) AS total, sum(amount_remaining) AS amountRemaining
         FROM ${countSource} ${whereOf(conditions)}
         GROUP BY currency ORDER BY currency`,
      ).all(...conditions.values);
  return rows.map((row) => ({ ...row })) as unknown as Totals;
}

/** Positions of a page, read from whichever end of the order is nearer. */
function positionsOf(connection: Connection, input: ListInput, plan: Plan, total: number): number[] {
  const { sort, offset } = input;
  const limit = Math.min(input.limit, total - offset);
  if (limit <= 0) return [];
  const fromEnd = total - offset - limit;
  const isNearEnd = fromEnd < offset;
  const direction = (sort.direction === 'asc') === isNearEnd ? 'DESC' : 'ASC';
  const { column } = sortKeys[sort.field];
  const order = column === null ? `position ${direction}` : `${column} ${direction}, position ${direction}`;
  const positions = connection
    .statement(
      `SELECT position FROM ${plan.source} ${whereOf(plan.conditions)} ORDER BY ${order} LIMIT ? OFFSET ?`,
    )
    .all(...plan.conditions.values, limit, isNearEnd ? fromEnd : offset)
    .map((row) => row['position'] as number);
  return isNearEnd ? positions.toReversed() : positions;
}

/** The page of invoices that a grid shows, with the number and the sums of all that its filter leaves. */
export function listInvoices(
  connection: Connection,
  { counts, matches }: { counts: CountCache; matches: Matches },
  input: ListInput,
): OutputOf<'invoices.list'> {
  const { filter, workspaces, now } = input;
  const scope = listScope(connection, workspaces, filter.workspaceIds);
  const asked = workspaces.map(({ workspaceId }) => workspaceId);
  const asOf = oldestAsOf(
    connection,
    asked.filter((id) => !filter.workspaceIds || filter.workspaceIds.includes(id)),
  );
  const plan = planOf(input, scope, matches);
  if (!plan) return { rows: [], total: 0, totals: [], asOf };
  const key = JSON.stringify([plan.conditions, filter.query]);
  const totals = counts.get(`invoices ${key}`, () => totalsOf(connection, plan));
  const total = totals.reduce((sum, { count }) => sum + count, 0);
  const rows = positionsOf(connection, input, plan, total).map((position) => {
    const row = connection
      .statement('SELECT * FROM invoices WHERE position = ?')
      .get(position) as unknown as StoredInvoiceRow;
    return toInvoiceRow(row, scope.idsByNumber.get(row.workspace) ?? '', now);
  });
  return { rows, total, totals, asOf };
}
