import type { Connection } from '../../sqlite/openDatabase.ts';

/**
 * The orders in which invoices are listed, each covering what lists filter and add up. They are not part of the tables:
 * a first fill does without them, they are built when it ends, and a read that needs one before has it built. So every
 * read names its order with INDEXED BY.
 *
 * PERF: a page's invoices lie all over such an index; keeping them up to date while filling takes as long as
 * everything else that is written, sorting them once a fraction of that (benchmark: backfill).
 */
const columnsByIndex: Readonly<Record<string, string>> = {
  invoices_by_position: 'position, workspace, status, currency, total, amount_remaining',
  invoices_by_issued_at: 'issued_at, position, workspace, status',
  invoices_by_due_date: 'due_date, position, workspace, status',
  invoices_by_number: 'number, position, workspace, status',
  invoices_by_customer_name: 'customer_name_key, position, workspace, status',
  invoices_by_currency_total: 'currency, total, position, workspace, status',
  invoices_by_currency_remaining: 'currency, amount_remaining, position, workspace, status',
  invoices_by_status: 'status, position, workspace',
  invoices_by_customer: 'workspace, customer',
};

/** Builds an order that is still missing. */
export function buildOrderIndex({ database }: Connection, name: string): void {
  const columns = columnsByIndex[name];
  if (columns === undefined) throw new Error(`no order ${name}`);
  database.exec(`CREATE INDEX IF NOT EXISTS ${name} ON invoices (${columns})`);
}

/** An order to build because this workspace is complete now; null where none is missing or another one is being filled. */
function nextOrder({ statement }: Connection, workspaceId: string): string | null {
  const filling = statement('SELECT 1 FROM workspaces WHERE complete = 0 AND workspace_id <> ? LIMIT 1');
  if (filling.get(workspaceId) !== undefined) return null;
  const built = statement(
    "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'invoices'",
  ).all();
  const names = new Set(built.map(({ name }) => name));
  return Object.keys(columnsByIndex).find((name) => !names.has(name)) ?? null;
}

/** Builds one order that the now complete workspace lacks; tells whether there was one. */
export function buildNextOrder(connection: Connection, workspaceId: string): boolean {
  const name = nextOrder(connection, workspaceId);
  if (name !== null) buildOrderIndex(connection, name);
  return name !== null;
}

const noSuchIndex = /^no such index: (\w+)$/;

/** The order that a failed read wanted, by SQLite's words. */
export function missingOrderIndex(reason: unknown): string | null {
  return (typeof reason === 'string' && noSuchIndex.exec(reason)?.[1]) || null;
}
