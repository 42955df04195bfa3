import type { InvoiceFilter, InvoiceView } from '../../../shared/ipc/schemas/invoices.ts';
import type { Connection } from '../../sqlite/openDatabase.ts';
import type { ScopeOfWorkspace } from '../cacheApi.ts';
import type { InvoiceMatches, PositionQuery } from './invoiceMatches.ts';
import {
  addWorkspaces,
  listScope,
  rangeOfFilter,
  whereOf,
  type Conditions,
  type DayRange,
  type ListScope,
} from './listScope.ts';

/** What a list of invoices is asked for, apart from the order and the page. */
export interface InvoiceQuestion {
  filter: InvoiceFilter;
  workspaces: ScopeOfWorkspace[];
  now: number;
  /** Only invoices before this position. */
  before?: number;
}

/** What stands behind FROM, with its values. */
interface Source {
  sql: string;
  values: (string | number)[];
}

/** How the invoices that a filter leaves are read. */
export interface InvoicePlan {
  idsByNumber: Map<number, string>;
  /** Set when totals by workspace, status and currency are kept, so that nothing needs to be counted. */
  counted: Conditions | null;
  /** Set when a text finds all there is to know without a look at the rows. */
  positions: PositionQuery | null;
  /** Few enough to be sorted for every page. */
  isFew: boolean;
  /** The rows with their columns, in the order of the index where they come from one. */
  rows(orderIndex: string): Source;
}

interface Parts {
  question: InvoiceQuestion;
  scope: ListScope;
  status: string | null;
  range: DayRange | null;
}

/** Views of open invoices that only a look at the row can tell. */
const openViews: ReadonlySet<InvoiceView> = new Set(['overdue', 'failed', 'debits']);

/** The one status that a filter leaves, null when it leaves them all, undefined when it leaves none. */
function statusOf({ view, status }: InvoiceFilter): string | null | undefined {
  const ofView = view === 'all' ? null : openViews.has(view) ? 'open' : view;
  if (ofView === null || status === null) return ofView ?? status;
  return ofView === status ? status : undefined;
}

/** Few invoices are not paid; they have an index of their own. */
function isUnpaid(status: string | null): boolean {
  return status !== null && status !== 'paid';
}

function addStatus({ terms, values }: Conditions, status: string | null): void {
  if (status === null) return;
  // SQLite takes the partial index only when its condition stands in the query word for word.
  terms.push(isUnpaid(status) ? "status <> 'paid' AND status = ?" : 'status = ?');
  values.push(status);
}

const debited = `SELECT debited.position FROM related INDEXED BY related_debits JOIN invoices AS debited
  ON debited.workspace = related.workspace AND debited.id = related.invoice
  WHERE related.kind = 'invoicePayment' AND related.state = 'processing'`;

/** Adds what only a row can tell: whether it is overdue, and which days are its account's. */
function addRest({ terms, values }: Conditions, { question, range }: Parts): void {
  if (question.filter.view === 'overdue') {
    terms.push('overdue_from < ?');
    values.push(question.now);
  }
  if (question.filter.view === 'failed') terms.push('overdue_from = 0');
  if (question.filter.view === 'debits') terms.push(`position IN (${debited})`);
  terms.push(...(range?.perZone.terms ?? []));
  values.push(...(range?.perZone.values ?? []));
}

function addRange({ terms, values }: Conditions, { range, question }: Parts): void {
  if (range) {
    terms.push('position >= ? AND position < ?');
    values.push(range.first, range.end);
  }
  if (question.before !== undefined) {
    terms.push('position < ?');
    values.push(question.before);
  }
}

/** The invoices of one customer; there are few, so a text is looked for among them. */
function planOfCustomer(parts: Parts, customerId: string, found: PositionQuery | null): InvoicePlan {
  const { scope, status } = parts;
  const numbers = [...scope.idsByNumber.keys()].join(', ');
  const conditions: Conditions = {
    terms: [`workspace IN (${numbers})`, 'customer = ?'],
    values: [customerId],
  };
  addStatus(conditions, status);
  addRange(conditions, parts);
  addRest(conditions, parts);
  if (found) {
    conditions.terms.push(`position IN (${found.sql})`);
    conditions.values.push(...found.values);
  }
  const sql = `invoices INDEXED BY invoices_by_customer ${whereOf(conditions)}`;
  const { idsByNumber } = scope;
  return {
    idsByNumber,
    counted: null,
    positions: null,
    isFew: true,
    rows: () => ({ sql, values: conditions.values }),
  };
}

function planWithText(parts: Parts, found: PositionQuery): InvoicePlan {
  const { scope, status } = parts;
  const rest: Conditions = { terms: [], values: [] };
  addRest(rest, parts);
  const isComplete = rest.terms.length === 0;
  addStatus(rest, status);
  const values = [...found.values, ...rest.values];
  const where = whereOf(rest);
  return {
    idsByNumber: scope.idsByNumber,
    counted: null,
    positions: isComplete ? found : null,
    isFew: isUnpaid(status),
    rows(orderIndex) {
      // PERF: an index that is found by position and has all the columns is smaller than the rows.
      const index = isUnpaid(status) ? 'invoices_unpaid' : orderIndex;
      const isByPosition = index === 'invoices_unpaid' || index === 'invoices_by_position';
      const by = isByPosition ? `INDEXED BY ${index}` : 'NOT INDEXED';
      return { sql: `(${found.sql}) CROSS JOIN invoices ${by} USING (position) ${where}`, values };
    },
  };
}

function planWithoutText(parts: Parts): InvoicePlan {
  const { question, scope, status, range } = parts;
  const conditions: Conditions = { terms: [], values: [] };
  addWorkspaces(conditions, scope);
  addStatus(conditions, status);
  const kept: Conditions = { terms: [...conditions.terms], values: [...conditions.values] };
  addRange(conditions, parts);
  addRest(conditions, parts);
  const isCounted = range === null && !openViews.has(question.filter.view);
  const where = whereOf(conditions);
  return {
    idsByNumber: scope.idsByNumber,
    counted: isCounted ? kept : null,
    positions: null,
    isFew: false,
    rows: (orderIndex) => ({
      sql: `invoices INDEXED BY ${isUnpaid(status) ? 'invoices_unpaid' : orderIndex} ${where}`,
      values: conditions.values,
    }),
  };
}

/** How to read what a filter leaves; null when that is nothing. */
export function planInvoices(
  connection: Connection,
  matches: InvoiceMatches,
  question: InvoiceQuestion,
): InvoicePlan | null {
  const { filter, workspaces, before } = question;
  const status = statusOf(filter);
  const scope = listScope(connection, workspaces, filter.workspaceIds);
  if (status === undefined || scope.idsByNumber.size === 0) return null;
  const range = rangeOfFilter(scope, workspaces, filter);
  const parts: Parts = { question, scope, status, range };
  const query = filter.query.trim();
  const found =
    query === ''
      ? null
      : matches.of({
          query,
          workspaces: scope.isAll ? null : [...scope.idsByNumber.keys()],
          status,
          range: rangeBefore(range, before),
        });
  if (query !== '' && found === null) return null;
  if (filter.customerId !== null) return planOfCustomer(parts, filter.customerId, found);
  return found ? planWithText(parts, found) : planWithoutText(parts);
}

function rangeBefore(
  range: DayRange | null,
  before: number | undefined,
): { first: number; end: number } | null {
  if (before === undefined) return range;
  return { first: range?.first ?? 0, end: Math.min(range?.end ?? before, before) };
}
