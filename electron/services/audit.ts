import type { Handlers } from '../../shared/ipc/contract.ts';
import type { WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';

export interface AuditServicesDeps {
  workspaceDatabase: Pick<WorkspaceDatabase, 'listAudit' | 'verifyAudit'>;
}

/** What was changed, by whom and from what to what, and whether the log is whole. */
export function createAuditServices({
  workspaceDatabase,
}: AuditServicesDeps): Pick<Handlers, 'audit.list' | 'audit.verify'> {
  return {
    'audit.list': (input) => workspaceDatabase.listAudit(input),
    'audit.verify': () => workspaceDatabase.verifyAudit(),
  };
}
