import { ageBuckets, ageEdges } from '../../../shared/domain/ageing.ts';
import type { Connection } from '../../sqlite/openDatabase.ts';
import type { AccountAgeing, ScopeOfWorkspace } from '../cacheApi.ts';

interface AgedRow {
  currency: string;
  /** Place in `ageBuckets`. */
  bucket: number;
  count: number;
  amount: number;
}

interface OpenRow {
  currency: string;
  count: number;
  amount: number;
}

/** An account and where it stands in the cache. */
export interface NumberedWorkspace extends ScopeOfWorkspace {
  workspace: number;
}

/** PERF: one walk over the open invoices of an account that have something to be late from (cache.bench). */
const aged = `SELECT currency, count(*) AS count, sum(amount_remaining) AS amount,
    CASE WHEN late_from >= ? THEN 1 WHEN late_from >= ? THEN 2 WHEN late_from >= ? THEN 3 ELSE 4 END AS bucket
  FROM invoices INDEXED BY invoices_late
  WHERE workspace = ? AND late_from IS NOT NULL AND overdue_from < ?
  GROUP BY currency, bucket`;

const open = `SELECT currency, invoices AS count, amount_remaining AS amount FROM invoice_totals
  WHERE workspace = ? AND status = 'open' AND invoices > 0`;

/** What is open and how old it is, per account and currency; the days are those of the account's time zone. */
export function readAgeing(
  connection: Connection,
  workspaces: readonly NumberedWorkspace[],
  now: number,
): AccountAgeing[] {
  return workspaces.flatMap((workspace) => readAccount(connection, workspace, now));
}

function readAccount(
  { statement }: Connection,
  { workspace, workspaceId, timeZone }: NumberedWorkspace,
  now: number,
): AccountAgeing[] {
  const byCurrency = new Map<string, AccountAgeing['buckets']>();
  const add = (currency: string, bucket: number, count: number, amount: number): void => {
    const buckets =
      byCurrency.get(currency) ?? ageBuckets.map((name) => ({ bucket: name, count: 0, amount: 0 }));
    byCurrency.set(currency, buckets);
    const sum = buckets[bucket];
    if (!sum) return;
    sum.count += count;
    sum.amount += amount;
  };
  for (const row of statement(open).all(workspace) as unknown as OpenRow[])
    add(row.currency, 0, row.count, row.amount);
  const rows = statement(aged).all(...ageEdges(now, timeZone), workspace, now) as unknown as AgedRow[];
  for (const { currency, bucket, count, amount } of rows) {
    add(currency, bucket, count, amount);
    // All that is open was put there before; what is late leaves it.
    add(currency, 0, -count, -amount);
  }
  return [...byCurrency].map(([currency, buckets]) => ({ workspaceId, currency, buckets }));
}
