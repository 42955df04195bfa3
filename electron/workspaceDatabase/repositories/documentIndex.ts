import type { OutputOf } from '../../../shared/ipc/contract.ts';
import { inTransaction, type Connection } from '../../sqlite/openDatabase.ts';
import type { DocumentRecord, WorkspaceDatabase } from '../workspaceDatabaseApi.ts';

type Input<Name extends 'findDocument' | 'listStoredDocuments'> = Parameters<WorkspaceDatabase[Name]>[0];

const columns = `workspace_id AS workspaceId, kind, object_id AS objectId, sha256, bytes, fetched_at AS fetchedAt,
  version, number, issued_at AS issuedAt`;

/** Notes which stored file belongs to an object; a later version takes the place of an earlier one. */
export function saveDocument({ statement }: Connection, record: DocumentRecord): void {
  statement(
    `INSERT INTO documents (workspace_id, kind, object_id, sha256, bytes, fetched_at, version, number, issued_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET sha256 = excluded.sha256, bytes = excluded.bytes, fetched_at = excluded.fetched_at,
       version = excluded.version, number = excluded.number, issued_at = excluded.issued_at`,
  ).run(
    record.workspaceId,
    record.kind,
    record.objectId,
    record.sha256,
    record.bytes,
    record.fetchedAt,
    record.version,
    record.number,
    record.issuedAt,
  );
}

/** The stored document of an object, or null. */
export function findDocument(
  { statement }: Connection,
  { workspaceId, kind, objectId }: Input<'findDocument'>,
): DocumentRecord | null {
  const row = statement(
    `SELECT ${columns} FROM documents WHERE workspace_id = ? AND kind = ? AND object_id = ?`,
  ).get(workspaceId, kind, objectId);
  return row ? ({ ...row } as unknown as DocumentRecord) : null;
}

/** Which of these objects have a stored document. */
export function listStoredDocuments(
  { statement }: Connection,
  { workspaceId, kind, objectIds }: Input<'listStoredDocuments'>,
): string[] {
  const stored = statement('SELECT 1 FROM documents WHERE workspace_id = ? AND kind = ? AND object_id = ?');
  return objectIds.filter((objectId) => stored.get(workspaceId, kind, objectId) !== undefined);
}

/** How many documents each workspace has and how large they are. */
export function documentUsage({ statement }: Connection): OutputOf<'documents.getUsage'> {
  const rows = statement(
    `SELECT workspace_id AS workspaceId, count(*) AS documents, sum(bytes) AS bytes FROM documents
     GROUP BY workspace_id ORDER BY workspace_id`,
  ).all();
  return rows.map((row) => ({ ...row })) as unknown as OutputOf<'documents.getUsage'>;
}

/** Removes a workspace's documents and gives the hashes that no other record refers to. */
export function dropDocuments({ database, statement }: Connection, workspaceId: string): string[] {
  return inTransaction(database, () => {
    const hashes = statement('SELECT DISTINCT sha256 FROM documents WHERE workspace_id = ?').all(workspaceId);
    statement('DELETE FROM documents WHERE workspace_id = ?').run(workspaceId);
    const remaining = statement('SELECT 1 FROM documents WHERE sha256 = ? LIMIT 1');
    return hashes.map(({ sha256 }) => sha256 as string).filter((sha256) => !remaining.get(sha256));
  });
}
