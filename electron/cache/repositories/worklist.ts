import type { Money } from '../../../shared/domain/money.ts';
import { monthNumberOf, monthOf } from '../../../shared/domain/paymentMethods.ts';
import {
  suspendedStandings,
  urgencyRankOf,
  type Standing,
  type SuspensionThreshold,
} from '../../../shared/domain/subscriptions.ts';
import { compareCardEnds, lastExpiringMonth, takeMostUrgent } from '../../../shared/domain/worklist.ts';
import type { Connection } from '../../sqlite/openDatabase.ts';
import type { CachedWorklist, ScopeOfWorkspace, TroubledCustomer } from '../cacheApi.ts';
import { readAgeing, type NumberedWorkspace } from './ageing.ts';
import { toInvoiceRow, type StoredInvoiceRow } from './invoiceRows.ts';
import { workspaceIdsByNumber } from './workspaceRows.ts';

/** What Today is read for. */
export interface WorklistQuestion {
  workspaces: readonly ScopeOfWorkspace[];
  suspendedFrom: SuspensionThreshold;
  now: number;
  /** Rows of each list. */
  limit: number;
}

interface Reading extends WorklistQuestion {
  connection: Connection;
  numbered: readonly NumberedWorkspace[];
}

type Value = string | number;

/** Reads the same of every account: how many there are, and the first rows with their account. */
function ofEach<Row>(
  { connection: { statement }, numbered, limit }: Reading,
  from: string,
  { columns, order, values }: { columns: string; order: string; values: readonly Value[] },
): { total: number; lists: (Row & { workspaceId: string })[][] } {
  let total = 0;
  const lists = numbered.map(({ workspace, workspaceId }) => {
    const counted = statement(`SELECT count(*) AS count FROM ${from}`).get(workspace, ...values);
    total += counted?.['count'] as number;
    const rows = statement(`SELECT ${columns} FROM ${from} ORDER BY ${order} LIMIT ?`).all(
      workspace,
      ...values,
      limit,
    ) as unknown as Row[];
    return rows.map((row) => ({ ...row, workspaceId }));
  });
  return { total, lists };
}

interface LateRow {
  position: number;
  late_from: number;
}

type LateInvoices = CachedWorklist['overdue'];

function lateInvoices(
  reading: Reading,
  condition: string,
  values: Value[],
  order: 'ASC' | 'DESC',
): LateInvoices {
  const from = `invoices INDEXED BY invoices_late WHERE workspace = ? AND late_from IS NOT NULL AND ${condition}`;
  const { total, lists } = ofEach<LateRow>(reading, from, {
    columns: 'position, late_from',
    order: `late_from ${order}`,
    values,
  });
  const sign = order === 'ASC' ? 1 : -1;
  const rows = takeMostUrgent(lists, (a, b) => sign * (a.late_from - b.late_from), reading.limit);
  return {
    total,
    rows: rows.map(({ position, late_from, workspaceId }) => ({
      invoice: toInvoiceRow(storedInvoice(reading, position), workspaceId, reading.now),
      lateFrom: late_from,
    })),
  };
}

function storedInvoice({ connection }: Reading, position: number): StoredInvoiceRow {
  return connection
    .statement('SELECT * FROM invoices WHERE position = ?')
    .get(position) as unknown as StoredInvoiceRow;
}

/** The oldest first: the next to arrive or to come back. */
function debits(reading: Reading): CachedWorklist['debits'] {
  const from = `related INDEXED BY related_debits JOIN invoices ON invoices.workspace = related.workspace
      AND invoices.id = related.invoice AND invoices.status = 'open'
    WHERE related.workspace = ? AND related.kind = 'invoicePayment' AND related.state = 'processing'`;
  const { total, lists } = ofEach<{ position: number; created: number }>(reading, from, {
    columns: 'invoices.position AS position, related.created AS created',
    order: 'related.created',
    values: [],
  });
  return {
    total,
    rows: takeMostUrgent(lists, (a, b) => a.created - b.created, reading.limit).map(
      ({ position, workspaceId }) => toInvoiceRow(storedInvoice(reading, position), workspaceId, reading.now),
    ),
  };
}

interface StoredCustomer {
  position: number;
  id: string;
  name: string | null;
  email: string | null;
  tax_ids: string;
  service: Standing;
  service_rank: number;
  amounts_remaining: string;
  card_ends: number | null;
}

type FoundCustomer = StoredCustomer & { workspaceId: string };

interface CustomerQuery {
  /** Index and conditions; the account is the first value. */
  from: string;
  values: readonly Value[];
  order: string;
  compare: (left: FoundCustomer, right: FoundCustomer) => number;
}

function findCustomers(
  reading: Reading,
  { from, values, order, compare }: CustomerQuery,
): { total: number; rows: FoundCustomer[] } {
  const { total, lists } = ofEach<StoredCustomer>(reading, `customers INDEXED BY ${from}`, {
    columns: 'position, id, name, email, tax_ids, service, service_rank, amounts_remaining, card_ends',
    order,
    values,
  });
  return { total, rows: takeMostUrgent(lists, compare, reading.limit) };
}

function toCustomer(row: FoundCustomer): TroubledCustomer {
  return {
    workspaceId: row.workspaceId,
    id: row.id,
    name: row.name,
    email: row.email,
    amountRemaining: JSON.parse(row.amounts_remaining) as Money[],
    taxIds: row.tax_ids === '' ? [] : row.tax_ids.split('\n'),
    standing: row.service,
    cardEnds: row.card_ends,
  };
}

const newestFirst = (left: FoundCustomer, right: FoundCustomer): number => right.position - left.position;

function suspended(reading: Reading): CachedWorklist['suspended'] {
  const leastUrgent = suspendedStandings(reading.suspendedFrom).at(-1) ?? 'pausedForPayment';
  const { total, rows } = findCustomers(reading, {
    from: `customers_troubled WHERE workspace = ? AND service_rank <= 2 AND deleted = 0 AND service_rank <= ?`,
    values: [urgencyRankOf(leastUrgent)],
    order: 'service_rank, position DESC',
    compare: (left, right) => left.service_rank - right.service_rank || newestFirst(left, right),
  });
  return { total, rows: rows.map(toCustomer) };
}

function unverified(reading: Reading): CachedWorklist['unverifiedVatIds'] {
  const { total, rows } = findCustomers(reading, {
    from: `customers_unverified WHERE workspace = ? AND vat_state = 'unverified' AND deleted = 0`,
    values: [],
    order: 'position DESC',
    compare: newestFirst,
  });
  return { total, rows: rows.map(toCustomer) };
}

/** Default cards of customers who still use or owe something. */
const cardsInUse = `customers_cards WHERE workspace = ? AND card_ends IS NOT NULL AND deleted = 0
  AND (service_rank <= 5 OR open_invoice_count > 0)`;

function expiringCards(reading: Reading): CachedWorklist['expiringCards'] {
  const month = monthOf(reading.now);
  const compare = (left: FoundCustomer, right: FoundCustomer): number =>
    compareCardEnds(left.card_ends ?? 0, right.card_ends ?? 0, month) || newestFirst(left, right);
  const ended = findCustomers(reading, {
    from: `${cardsInUse} AND card_ends < ?`,
    values: [monthNumberOf(month)],
    order: 'card_ends DESC, position DESC',
    compare,
  });
  const ending = findCustomers(reading, {
    from: `${cardsInUse} AND card_ends BETWEEN ? AND ?`,
    values: [monthNumberOf(month), lastExpiringMonth(month)],
    order: 'card_ends, position DESC',
    compare,
  });
  return {
    total: ended.total + ending.total,
    rows: takeMostUrgent([ended.rows, ending.rows], compare, reading.limit).map(toCustomer),
  };
}

/** What is open, how old it is, and what of it waits for a person; each list the most urgent first. */
export function readWorklist(connection: Connection, question: WorklistQuestion): CachedWorklist {
  const numbers = workspaceIdsByNumber(
    connection,
    question.workspaces.map(({ workspaceId }) => workspaceId),
  );
  const numbered = [...numbers].flatMap(([workspace, id]) =>
    question.workspaces
      .filter(({ workspaceId }) => workspaceId === id)
      .map((scope) => ({ ...scope, workspace })),
  );
  const reading: Reading = { ...question, connection, numbered };
  return {
    ageing: readAgeing(connection, numbered, question.now),
    overdue: lateInvoices(reading, 'overdue_from < ?', [question.now], 'ASC'),
    failedCollections: lateInvoices(reading, 'overdue_from = 0', [], 'DESC'),
    debits: debits(reading),
    suspended: suspended(reading),
    expiringCards: expiringCards(reading),
    unverifiedVatIds: unverified(reading),
  };
}
