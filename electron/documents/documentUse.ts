import type { UnixSeconds } from '../../shared/domain/dates.ts';
import type { DocumentRef } from '../../shared/domain/documents.ts';
import type { WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';

/** When documents were last opened: what the quota goes by. */
export interface DocumentUse {
  note(ref: DocumentRef): void;
  /** Writes what was noted. */
  flush(): Promise<void>;
}

export interface DocumentUseDeps {
  workspaceDatabase: Pick<WorkspaceDatabase, 'touchDocuments'>;
  now: () => UnixSeconds;
}

/** Leafing through a hundred invoices is one write, not a hundred. */
const writtenAfterMs = 30_000;

/** Gathers uses and writes them together; a kill loses at most the last half minute of them. */
export function createDocumentUse({ workspaceDatabase, now }: DocumentUseDeps): DocumentUse {
  const uses = new Map<string, DocumentRef & { at: UnixSeconds }>();
  let timer: NodeJS.Timeout | null = null;
  const flush = async (): Promise<void> => {
    if (timer) clearTimeout(timer);
    timer = null;
    const written = [...uses.values()];
    uses.clear();
    if (written.length > 0) await workspaceDatabase.touchDocuments(written);
  };
  return {
    flush,
    note({ workspaceId, kind, objectId }) {
      uses.set([workspaceId, kind, objectId].join(' '), { workspaceId, kind, objectId, at: now() });
      timer ??= setTimeout(() => void flush(), writtenAfterMs).unref();
    },
  };
}
