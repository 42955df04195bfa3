import type { ShadowChoice } from '../../shared/domain/methodChanges.ts';
import type { OpenChange, SetupLink } from '../../shared/ipc/schemas/paymentMethods.ts';
import type { WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';

/** A change of several steps as it is kept from before its first step until after its last. */
export interface MethodChange extends Omit<OpenChange, 'isRunning'> {
  replacementId: string | null;
  /** What a new default means for whatever names another method. */
  shadows: ShadowChoice;
}

/** A link that was given out, without its address: whoever has that can act for the customer. */
export type SetupLinkRecord = SetupLink;

export type MethodRecordDeps = Pick<WorkspaceDatabase, 'saveAction' | 'deleteAction' | 'listActions'>;

const changeKind = 'methodChange';
const linkKind = 'setupLink';

/** What must survive a kill about changes to payment methods: those half-way, and links that were given out. */
export interface MethodRecords {
  saveChange(change: MethodChange): Promise<void>;
  listChanges(): Promise<MethodChange[]>;
  saveLink(link: SetupLinkRecord): Promise<void>;
  listLinks(): Promise<SetupLinkRecord[]>;
  forget(id: string): Promise<void>;
}

/** Keeps the records among the actions of the workspace database. */
export function createMethodRecords(database: MethodRecordDeps): MethodRecords {
  async function list<Value>(wanted: string): Promise<Value[]> {
    const actions = await database.listActions();
    // Written by the functions below and by nothing else.
    return actions.filter(({ kind }) => kind === wanted).map(({ payload }) => JSON.parse(payload) as Value);
  }
  return {
    saveChange: (change) =>
      database.saveAction({
        id: change.id,
        workspaceId: change.workspaceId,
        kind: changeKind,
        payload: JSON.stringify(change),
        createdAt: change.begunAt,
      }),
    listChanges: () => list<MethodChange>(changeKind),
    saveLink: (link) =>
      database.saveAction({
        id: link.sessionId,
        workspaceId: link.workspaceId,
        kind: linkKind,
        payload: JSON.stringify(link),
        createdAt: link.createdAt,
      }),
    listLinks: () => list<SetupLinkRecord>(linkKind),
    forget: (id) => database.deleteAction({ id }),
  };
}
