import type { InputOf, OutputOf } from '../../../shared/ipc/contract.ts';
import type { Money } from '../../../shared/domain/money.ts';
import { monthOf } from '../../../shared/domain/paymentMethods.ts';
import { serviceOf, suspendedStandings } from '../../../shared/domain/subscriptions.ts';
import type { Standing, SuspensionThreshold } from '../../../shared/domain/subscriptions.ts';
import { lastExpiringMonth } from '../../../shared/domain/worklist.ts';
import type { CustomerRow } from '../../../shared/ipc/schemas/customers.ts';
import type { Connection } from '../../sqlite/openDatabase.ts';
import type { EditedCustomer, ScopeOfWorkspace } from '../cacheApi.ts';
import type { CountCache } from './countCache.ts';
import type { CustomerMatches } from './customerMatches.ts';
import { addWorkspaces, listScope, whereOf, type Conditions, type ListScope } from './listScope.ts';
import { oldestAsOf, workspaceIdsByNumber } from './workspaceRows.ts';

type ListInput = InputOf<'customers.list'> & {
  workspaces: ScopeOfWorkspace[];
  edited: EditedCustomer[];
  suspendedFrom: SuspensionThreshold;
  now: number;
};

const sortColumns: Record<ListInput['sort']['field'], string> = {
  name: 'name_key',
  email: 'email_key',
  country: 'country',
  createdAt: 'position',
  openInvoiceCount: 'open_invoice_count',
  overdueInvoiceCount: 'overdue_invoice_count',
  amountRemaining: 'amount_remaining_rank',
  service: 'service_rank',
};

interface StoredCustomerRow {
  workspace: number;
  id: string;
  name: string | null;
  email: string | null;
  city: string | null;
  country: string | null;
  created: number;
  deleted: number;
  vat_state: string;
  service: string;
  open_invoice_count: number;
  overdue_invoice_count: number;
  amounts_remaining: string;
}

function toCustomerRow(
  row: StoredCustomerRow,
  workspaceId: string,
  { edited, suspendedFrom }: Pick<ListInput, 'edited' | 'suspendedFrom'>,
): CustomerRow {
  const edit = edited.find((one) => one.customerId === row.id && one.workspaceId === workspaceId);
  return {
    id: row.id,
    workspaceId,
    name: row.name,
    email: row.email,
    city: row.city,
    country: row.country,
    openInvoiceCount: row.open_invoice_count,
    overdueInvoiceCount: row.overdue_invoice_count,
    amountRemaining: JSON.parse(row.amounts_remaining) as Money[],
    service: serviceOf(row.service as Standing, suspendedFrom),
    vatState: row.vat_state as CustomerRow['vatState'],
    createdAt: row.created,
    deleted: row.deleted === 1,
    pendingEdit: edit?.state ?? null,
  };
}

function conditionsOf(
  { filter, edited, suspendedFrom, now }: Pick<ListInput, 'filter' | 'edited' | 'suspendedFrom' | 'now'>,
  scope: ListScope,
): Conditions {
  const conditions: Conditions = { terms: [], values: [] };
  addWorkspaces(conditions, scope);
  if (filter.hasOverdue) conditions.terms.push('overdue_invoice_count > 0');
  if (filter.suspended) {
    const suspended = suspendedStandings(suspendedFrom);
    conditions.terms.push(`service IN (${suspended.map(() => '?').join(', ')})`);
    conditions.values.push(...suspended);
  }
  if (filter.vatMissing) conditions.terms.push("vat_state = 'missing'");
  if (filter.vatUnverified) conditions.terms.push("vat_state = 'unverified'");
  if (filter.cardExpiring) {
    conditions.terms.push('card_ends <= ? AND (service_rank <= 5 OR open_invoice_count > 0)');
    conditions.values.push(lastExpiringMonth(monthOf(now)));
  }
  if (filter.hasPendingEdit) addEdited(conditions, scope, edited);
  // A customer that was deleted while an edit waited is what such a filter must not hide.
  if (!filter.includeDeleted && !filter.hasPendingEdit) conditions.terms.push('deleted = 0');
  if (filter.country !== null) {
    conditions.terms.push('country = ?');
    conditions.values.push(filter.country);
  }
  return conditions;
}

/** They are few: a list of ids, each looked up in the index. */
function addEdited(
  conditions: Conditions,
  { idsByNumber }: ListScope,
  edited: readonly EditedCustomer[],
): void {
  const pairs = [...idsByNumber].flatMap(([number, workspaceId]) =>
    edited
      .filter((one) => one.workspaceId === workspaceId)
      .map(({ customerId }) => [number, customerId] as const),
  );
  const listed = pairs.map(() => '(?, ?)').join(', ');
  conditions.terms.push(pairs.length === 0 ? '0' : `(workspace, id) IN (VALUES ${listed})`);
  conditions.values.push(...pairs.flat());
}

/** The page of customers that a grid shows; its figures are right once `countOverdue` has followed the clock. */
export function listCustomers(
  connection: Connection,
  { counts, customerMatches }: { counts: CountCache; customerMatches: CustomerMatches },
  { filter, sort, offset, limit, workspaces, edited, suspendedFrom, now }: ListInput,
): OutputOf<'customers.list'> {
  const { statement } = connection;
  const scope = listScope(connection, workspaces, filter.workspaceIds);
  const asked = workspaces.map(({ workspaceId }) => workspaceId);
  const asOf = oldestAsOf(
    connection,
    asked.filter((id) => !filter.workspaceIds || filter.workspaceIds.includes(id)),
  );
  if (scope.idsByNumber.size === 0) return { rows: [], total: 0, asOf };
  const conditions = conditionsOf({ filter, edited, suspendedFrom, now }, scope);
  const query = filter.query.trim();
  const source =
    query === '' ? 'customers' : `${customerMatches.of(query)} CROSS JOIN customers USING (position)`;
  const where = whereOf(conditions);
  const total = counts.get(
    `customers ${JSON.stringify([conditions, query])}`,
    () => statement(`SELECT count(*) AS total FROM ${source} ${where}`).get(...conditions.values)?.['total'],
  ) as number;
  const direction = sort.direction === 'asc' ? 'ASC' : 'DESC';
  const rows = statement(
    `SELECT * FROM customers WHERE position IN (SELECT position FROM ${source} ${where}
       ORDER BY ${sortColumns[sort.field]} ${direction}, position ${direction} LIMIT ? OFFSET ?)
     ORDER BY ${sortColumns[sort.field]} ${direction}, position ${direction}`,
  ).all(...conditions.values, limit, offset) as unknown as StoredCustomerRow[];
  return {
    rows: rows.map((row) =>
      toCustomerRow(row, scope.idsByNumber.get(row.workspace) ?? '', { edited, suspendedFrom }),
    ),
    total,
    asOf,
  };
}

/** Countries that customers of these workspaces have, for the filter. */
export function listCustomerCountries(connection: Connection, workspaceIds: string[] | null): string[] {
  const numbers = [...workspaceIdsByNumber(connection, workspaceIds).keys()];
  return connection
    .statement(
      `SELECT DISTINCT country FROM customers WHERE country IS NOT NULL AND workspace IN (${numbers.join(', ')})
       ORDER BY country`,
    )
    .all()
    .map((row) => row['country'] as string);
}
