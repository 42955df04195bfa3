import type { Connection } from '../../sqlite/openDatabase.ts';
import type { CacheReads, DocumentSource } from '../cacheApi.ts';
import { findWorkspace } from './workspaceRows.ts';

type InputOfRead<Name extends 'scanDocumentSources' | 'findDocumentSources'> = Parameters<
  CacheReads[Name]
>[0];

/** Rows looked at in one call, so that nobody who searches waits for a scan. */
const scannedTogether = 1000;

/** What one row says; the credit notes' table has fewer columns because a credit note always has a document. */
const sourcesOf = {
  invoice: {
    table: 'invoices',
    byCustomer: 'INDEXED BY invoices_by_customer',
    ofKind: 'has_document = 1',
    isOpen: "status = 'open'",
  },
  creditNote: { table: 'related', byCustomer: '', ofKind: "kind = 'creditNote'", isOpen: '0' },
} as const;

type SourceKind = keyof typeof sourcesOf;

function select(kind: SourceKind, index = ''): string {
  const { table, ofKind, isOpen } = sourcesOf[kind];
  return `SELECT id, created, read_at || ':' || read_order AS read, ${isOpen} AS isOpen
    FROM ${table} ${index} WHERE workspace = ? AND ${ofKind}`;
}

function toSources(rows: Record<string, unknown>[]): DocumentSource[] {
  return rows.map((row) => ({ ...row, isOpen: row['isOpen'] === 1 }) as DocumentSource);
}

/** The next objects of a workspace, by id, whose documents a policy wants. */
export function scanDocumentSources(
  connection: Connection,
  { workspaceId, kind, scope, after }: InputOfRead<'scanDocumentSources'>,
): { sources: DocumentSource[]; next: string | null } {
  const workspace = findWorkspace(connection, workspaceId);
  if (workspace === null) return { sources: [], next: null };
  const { table, isOpen } = sourcesOf[kind];
  const ofKind = kind === 'creditNote' ? "AND kind = 'creditNote'" : '';
  const last = connection
    .statement(
      `SELECT id FROM ${table} WHERE workspace = ? ${ofKind} AND id > ? ORDER BY id LIMIT 1 OFFSET ?`,
    )
    .get(workspace, after ?? '', scannedTogether - 1)?.['id'] as string | undefined;
  const rows = connection
    .statement(
      `${select(kind)} AND id > ? ${last === undefined ? '' : 'AND id <= ?'}
         AND (issued_at >= ? OR (? AND ${isOpen}))`,
    )
    .all(
      workspace,
      after ?? '',
      ...(last === undefined ? [] : [last]),
      scope.issuedFrom,
      scope.openToo ? 1 : 0,
    );
  return { sources: toSources(rows), next: last ?? null };
}

/** The objects of a customer, or these objects, as far as they have documents. */
export function findDocumentSources(
  connection: Connection,
  { workspaceId, kind, ...which }: InputOfRead<'findDocumentSources'>,
): DocumentSource[] {
  const workspace = findWorkspace(connection, workspaceId);
  if (workspace === null) return [];
  if ('customerId' in which)
    return toSources(
      connection
        .statement(`${select(kind, sourcesOf[kind].byCustomer)} AND customer = ?`)
        .all(workspace, which.customerId),
    );
  const find = connection.statement(`${select(kind)} AND id = ?`);
  return which.ids.flatMap((id) => toSources(find.all(workspace, id)));
}
