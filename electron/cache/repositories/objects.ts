import type { Connection } from '../../sqlite/openDatabase.ts';
import type { CacheCounts, CachedKind, CachedObject, CachedRow, CacheReads } from '../cacheApi.ts';
import type { BlockPlace, BlockTable } from '../blockPacks.ts';
import { readJson } from '../rawBlocks.ts';
import { firstPositionOf } from './positions.ts';
import { findWorkspace } from './workspaceRows.ts';

type InputOfRead<Name extends keyof CacheReads> = Parameters<CacheReads[Name]>[0];

interface StoredObject extends BlockPlace {
  read_at: number;
  read_order: number;
  deleted?: number;
}

/** The table of a kind and the condition that picks the kind in it. */
export function tableOf(kind: CachedKind): { table: BlockTable; ofKind: string } {
  if (kind === 'customer') return { table: 'customers', ofKind: '' };
  if (kind === 'invoice') return { table: 'invoices', ofKind: '' };
  return { table: 'related', ofKind: ` AND kind = '${kind}'` };
}

/** STRIPE: a deleted customer answers `deleted: true`; the cached JSON is the last one before that. */
function toCachedObject(connection: Connection, row: StoredObject): CachedObject {
  const json = readJson(connection, row);
  return {
    json: row.deleted === 1 ? `{"deleted":true,${json.slice(1)}` : json,
    readAt: row.read_at,
    readOrder: row.read_order,
  };
}

/** Raw JSON of one object, or null when the cache does not have it. */
export function findObject(
  connection: Connection,
  { workspaceId, kind, id }: InputOfRead<'findObject'>,
): CachedObject | null {
  const workspace = findWorkspace(connection, workspaceId);
  if (workspace === null) return null;
  const { table, ofKind } = tableOf(kind);
  const row = connection
    .statement(`SELECT * FROM ${table} WHERE workspace = ? AND id = ?${ofKind}`)
    .get(workspace, id) as StoredObject | undefined;
  return row ? toCachedObject(connection, row) : null;
}

/** Raw JSON of a customer's or an invoice's objects of a kind, newest first. */
export function listObjects(
  connection: Connection,
  { workspaceId, kind, customerId, invoiceId }: InputOfRead<'listObjects'>,
): CachedObject[] {
  const workspace = findWorkspace(connection, workspaceId);
  if (workspace === null) return [];
  const { table, ofKind } = tableOf(kind);
  const conditions = `workspace = ?${ofKind}${customerId === undefined ? '' : ' AND customer = ?'}${
    invoiceId === undefined ? '' : ' AND invoice = ?'
  }`;
  const owners = [customerId, invoiceId].filter((id) => id !== undefined);
  return connection
    .statement(`SELECT * FROM ${table} WHERE ${conditions} ORDER BY position DESC`)
    .all(workspace, ...owners)
    .map((row) => toCachedObject(connection, row as unknown as StoredObject));
}

/** When a customer's whole list of a kind was last read; null when never. */
export function listReadAt(
  connection: Connection,
  { workspaceId, kind, customerId }: InputOfRead<'listReadAt'>,
): number | null {
  const row = connection
    .statement(
      `SELECT read_at FROM related_lists WHERE kind = ? AND customer = ?
         AND workspace = (SELECT workspace FROM workspaces WHERE workspace_id = ?)`,
    )
    .get(kind, customerId, workspaceId);
  return (row?.['read_at'] as number | undefined) ?? null;
}

/** PERF: ids go as one JSON text, so that the statement is prepared once, however many they are. */
const amongIds = 'id IN (SELECT value FROM json_each(?))';

/** What is known of these objects without their JSON. */
export function findRows(
  connection: Connection,
  { workspaceId, kind, ids }: InputOfRead<'findRows'>,
): CachedRow[] {
  const workspace = findWorkspace(connection, workspaceId);
  if (workspace === null) return [];
  const { table, ofKind } = tableOf(kind);
  return connection
    .statement(
      `SELECT id, created, read_order AS readOrder FROM ${table} WHERE workspace = ?${ofKind} AND ${amongIds}`,
    )
    .all(workspace, JSON.stringify(ids))
    .map((row) => ({ ...row })) as unknown as CachedRow[];
}

/** How many objects of a kind were created between two moments, both included. */
export function countBetween(
  connection: Connection,
  { workspaceId, kind, from, to }: InputOfRead<'countBetween'>,
): number {
  const workspace = findWorkspace(connection, workspaceId);
  if (workspace === null) return 0;
  const { table, ofKind } = tableOf(kind);
  const { count } = connection
    .statement(
      `SELECT count(*) AS count FROM ${table} WHERE position >= ? AND position < ? AND workspace = ?${ofKind}`,
    )
    .get(firstPositionOf(from), firstPositionOf(to + 1), workspace) as { count: number };
  return count;
}

/** Workspaces that know an id. */
export function findWorkspacesOf(
  { statement }: Connection,
  { kind, id }: InputOfRead<'findWorkspacesOf'>,
): string[] {
  return statement(
    `SELECT workspace_id FROM workspaces WHERE EXISTS (
       SELECT 1 FROM ${kind}s WHERE ${kind}s.workspace = workspaces.workspace AND ${kind}s.id = ?)
     ORDER BY workspace`,
  )
    .all(id)
    .map((row) => row['workspace_id'] as string);
}

/** How many objects of each kind the cache holds of a workspace; deleted customers are not counted. */
export function countObjects(connection: Connection, workspaceId: string): CacheCounts {
  const workspace = findWorkspace(connection, workspaceId);
  if (workspace === null) return { customers: 0, invoices: 0, creditNotes: 0, subscriptions: 0 };
  const count = (sql: string, ...values: (string | number)[]): number =>
    (connection.statement(sql).get(workspace, ...values)?.['count'] as number | null) ?? 0;
  const related = 'SELECT count(*) AS count FROM related WHERE workspace = ? AND kind = ?';
  return {
    customers: count('SELECT count(*) AS count FROM customers WHERE workspace = ? AND deleted = 0'),
    invoices: count('SELECT sum(invoices) AS count FROM invoice_totals WHERE workspace = ?'),
    creditNotes: count(related, 'creditNote'),
    subscriptions: count(related, 'subscription'),
  };
}

/** Ids of a kind within [from, to) of their creation or issue date. */
export function listIds(
  connection: Connection,
  { workspaceId, kind, by = 'created', from, to, status, customerIds, readBefore }: InputOfRead<'listIds'>,
): string[] {
  const workspace = findWorkspace(connection, workspaceId);
  if (workspace === null) return [];
  const { table, ofKind } = tableOf(kind);
  const hasIssueDate = kind === 'invoice' || kind === 'creditNote';
  const column = by === 'issuedAt' && hasIssueDate ? 'issued_at' : 'created';
  const terms = [`workspace = ?${ofKind}`];
  const values: (string | number)[] = [workspace];
  const add = (term: string, value: string | number | undefined): void => {
    if (value === undefined) return;
    terms.push(term);
    values.push(value);
  };
  add(`${column} >= ?`, from);
  add(`${column} < ?`, to);
  add('status = ?', status);
  add('customer IN (SELECT value FROM json_each(?))', customerIds && JSON.stringify(customerIds));
  add('read_order < ?', readBefore);
  if (kind === 'customer') terms.push('deleted = 0');
  return connection
    .statement(`SELECT id FROM ${table} WHERE ${terms.join(' AND ')} ORDER BY position DESC`)
    .all(...values)
    .map((row) => row['id'] as string);
}
