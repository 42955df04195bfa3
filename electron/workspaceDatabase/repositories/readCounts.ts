import type { DayReads } from '../../../shared/domain/readBudget.ts';
import { inTransaction, type Connection } from '../../sqlite/openDatabase.ts';
import type { WorkspaceDatabase } from '../workspaceDatabaseApi.ts';

type Input<Name extends 'addReads' | 'listReads'> = Parameters<WorkspaceDatabase[Name]>[0];

/** Nobody asks about days that lie further back. */
const keptDays = 90;

/** Adds reads to those of their day. */
export function addReads({ database, statement }: Connection, counts: Input<'addReads'>): void {
  inTransaction(database, () => {
    for (const { workspaceId, day, reads } of counts) {
      statement(
        `INSERT INTO read_counts (workspace_id, day, reads) VALUES (?, ?, ?)
         ON CONFLICT DO UPDATE SET reads = reads + excluded.reads`,
      ).run(workspaceId, day, reads);
      statement('DELETE FROM read_counts WHERE workspace_id = ? AND day < ?').run(
        workspaceId,
        day - keptDays,
      );
    }
  });
}

/** The reads of each day that had any, oldest first. */
export function listReads({ statement }: Connection, { workspaceId, since }: Input<'listReads'>): DayReads[] {
  const rows = statement(
    'SELECT day, reads FROM read_counts WHERE workspace_id = ? AND day >= ? ORDER BY day',
  ).all(workspaceId, since);
  return rows.map((row) => ({ ...row })) as unknown as DayReads[];
}
