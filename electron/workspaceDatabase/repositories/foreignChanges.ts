import type { UnixSeconds } from '../../../shared/domain/dates.ts';
import { inTransaction, type Connection } from '../../sqlite/openDatabase.ts';
import type { ForeignChange } from '../workspaceDatabaseApi.ts';
import { appendAudit } from './auditLog.ts';

/** STRIPE: events are kept for 30 days; none older is told again. */
const keptSeconds = 60 * 86_400;

/** Whether the log holds a change that was made here and answered under the same request. */
function isOwn({ statement }: Connection, { entry }: ForeignChange): boolean {
  if (entry.requestId === null) return false;
  const links = statement(
    'SELECT 1 FROM audit_links WHERE workspace_id = ? AND target = ? AND instr(body, ?) > 0 LIMIT 1',
  );
  return links.get(entry.workspaceId, entry.target, JSON.stringify(entry.requestId)) !== undefined;
}

function isNew({ statement }: Connection, { eventId, entry }: ForeignChange): boolean {
  const { changes } = statement(
    'INSERT INTO noted_events (workspace_id, event_id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  ).run(entry.workspaceId, eventId, entry.at);
  return changes === 1;
}

/** Appends what was changed elsewhere, each event once; what was changed here is in the log already. */
export function noteForeignChanges(connection: Connection, changes: readonly ForeignChange[]): void {
  inTransaction(connection.database, () => {
    let newest: UnixSeconds = 0;
    for (const change of changes) {
      newest = Math.max(newest, change.entry.at);
      if (isNew(connection, change) && !isOwn(connection, change)) appendAudit(connection, change.entry);
    }
    connection.statement('DELETE FROM noted_events WHERE at < ?').run(newest - keptSeconds);
  });
}
