import type { Connection } from '../../sqlite/openDatabase.ts';
import type { CacheReads, Fingerprint } from '../cacheApi.ts';
import { comparableFields, hashOf } from '../comparable.ts';
import { readBlock } from '../rawBlocks.ts';
import { tableOf } from './objects.ts';
import { findWorkspace } from './workspaceRows.ts';

const rowsAtOnce = 1000;

/** Where and when a row was written, and counts that follow the clock: of the same object they differ. */
const passingColumns = new Set([
  'position',
  'workspace',
  'read_at',
  'read_order',
  'text_hash',
  'block',
  'block_start',
  'block_length',
  'overdue_invoice_count',
  'next_overdue_at',
]);

type Row = Record<string, string | number | null>;

/** Reads the JSON of rows that lie in few blocks, each block once. */
function createJsonReader(connection: Connection): (row: Row) => object {
  let open: { block: number; bytes: Buffer } = { block: -1, bytes: Buffer.alloc(0) };
  return ({ block, block_start: start, block_length: length }) => {
    if (open.block !== block) open = { block: block as number, ...readBlock(connection, block as number) };
    const end = (start as number) + (length as number);
    return JSON.parse(open.bytes.toString('utf8', start as number, end)) as object;
  };
}

/** Hashes of the next rows of a kind, deleted customers and what was theirs left out. */
export function scanFingerprints(
  connection: Connection,
  { workspaceId, kind, after }: Parameters<CacheReads['scanFingerprints']>[0],
): { fingerprints: Fingerprint[]; next: number | null } {
  const workspace = findWorkspace(connection, workspaceId);
  if (workspace === null) return { fingerprints: [], next: null };
  const { table, ofKind } = tableOf(kind);
  const present = kind === 'customer' ? ' AND deleted = 0' : '';
  const rows = connection
    .statement(
      `SELECT * FROM ${table} WHERE position > ? AND workspace = ?${ofKind}${present} ORDER BY position LIMIT ?`,
    )
    .all(after ?? -1, workspace, rowsAtOnce) as Row[];
  const readJson = createJsonReader(connection);
  const fingerprints = rows.map((row) => ({
    id: row['id'] as string,
    json: hashOf(comparableFields(kind, readJson(row))),
    columns: hashOf(Object.entries(row).filter(([column]) => !passingColumns.has(column))),
  }));
  const next = rows.length < rowsAtOnce ? null : ((rows.at(-1)?.['position'] as number | undefined) ?? null);
  return { fingerprints, next };
}
