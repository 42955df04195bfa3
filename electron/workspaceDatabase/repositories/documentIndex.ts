import { inTransaction, type Connection } from '../../sqlite/openDatabase.ts';
import type { DocumentRecord, DocumentState, WorkspaceDatabase } from '../workspaceDatabaseApi.ts';

type Input<
  Name extends 'findDocument' | 'listDocumentStates' | 'touchDocuments' | 'noteCompared' | 'dropDocument',
> = Parameters<WorkspaceDatabase[Name]>[0];

const columns = `workspace_id AS workspaceId, kind, object_id AS objectId, customer_id AS customerId, sha256, bytes,
  fetched_at AS fetchedAt, last_used_at AS lastUsedAt, version, number, issued_at AS issuedAt`;
const ofObject = 'workspace_id = ? AND kind = ? AND object_id = ?';

/**
 * Notes which stored file belongs to an object and gives the hashes that nothing refers to any more. An earlier
 * version that an export handed over, or may be about to, stays as a former document.
 */
export function saveDocument(connection: Connection, record: DocumentRecord): string[] {
  const { database, statement } = connection;
  return inTransaction(database, () => {
    const before = findDocument(connection, record);
    writeRecord(connection, record);
    if (before === null || before.sha256 === record.sha256) return [];
    const { workspaceId, kind, objectId } = record;
    const isHandedOver =
      statement('SELECT 1 FROM export_items WHERE sha256 = ? LIMIT 1').get(before.sha256) !== undefined ||
      statement(
        `SELECT 1 FROM export_items JOIN export_batches ON export_batches.id = batch_id
         WHERE ${ofObject} AND state <> 'done' LIMIT 1`,
      ).get(workspaceId, kind, objectId) !== undefined;
    if (isHandedOver)
      statement('INSERT OR IGNORE INTO former_documents VALUES (?, ?, ?, ?, ?, ?, ?)').run(
        workspaceId,
        kind,
        objectId,
        before.sha256,
        before.bytes,
        before.fetchedAt,
        record.fetchedAt,
      );
    return listUnreferenced(connection, [before.sha256]);
  });
}

function writeRecord({ statement }: Connection, record: DocumentRecord): void {
  statement(
    `INSERT INTO documents (workspace_id, kind, object_id, customer_id, sha256, bytes, fetched_at, last_used_at,
       version, number, issued_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET customer_id = excluded.customer_id, sha256 = excluded.sha256, bytes = excluded.bytes,
       fetched_at = excluded.fetched_at, last_used_at = max(last_used_at, excluded.last_used_at),
       version = excluded.version, number = excluded.number, issued_at = excluded.issued_at, compared_read = NULL`,
  ).run(
    record.workspaceId,
    record.kind,
    record.objectId,
    record.customerId,
    record.sha256,
    record.bytes,
    record.fetchedAt,
    record.lastUsedAt,
    record.version,
    record.number,
    record.issuedAt,
  );
}

/** Hashes of these that neither a document nor a former one refers to. */
export function listUnreferenced({ statement }: Connection, hashes: readonly string[]): string[] {
  const current = statement('SELECT 1 FROM documents WHERE sha256 = ? LIMIT 1');
  const former = statement('SELECT 1 FROM former_documents WHERE sha256 = ? LIMIT 1');
  return [...new Set(hashes)].filter((sha256) => !current.get(sha256) && !former.get(sha256));
}

/** The stored document of an object, or null. */
export function findDocument(
  { statement }: Connection,
  { workspaceId, kind, objectId }: Input<'findDocument'>,
): DocumentRecord | null {
  const row = statement(`SELECT ${columns} FROM documents WHERE ${ofObject}`).get(
    workspaceId,
    kind,
    objectId,
  );
  return row ? ({ ...row } as unknown as DocumentRecord) : null;
}

/** Which of these objects have a stored document, of which version; objects without one are left out. */
export function listDocumentStates(
  { statement }: Connection,
  { workspaceId, kind, objectIds }: Input<'listDocumentStates'>,
): DocumentState[] {
  const find = statement(
    `SELECT object_id AS objectId, version, compared_read AS comparedRead
     FROM documents WHERE ${ofObject}`,
  );
  return objectIds.flatMap((objectId) => {
    const row = find.get(workspaceId, kind, objectId);
    return row ? [{ ...row } as unknown as DocumentState] : [];
  });
}

/** Which of these objects have a stored document. */
export function listStoredDocuments(connection: Connection, input: Input<'listDocumentStates'>): string[] {
  return listDocumentStates(connection, input).map(({ objectId }) => objectId);
}

/** Notes when documents were last opened. */
export function touchDocuments({ database, statement }: Connection, uses: Input<'touchDocuments'>): void {
  inTransaction(database, () => {
    for (const { workspaceId, kind, objectId, at } of uses)
      statement(`UPDATE documents SET last_used_at = ? WHERE ${ofObject} AND last_used_at < ?`).run(
        at,
        workspaceId,
        kind,
        objectId,
        at,
      );
  });
}

/** Notes that documents were found to be of the same version as the cached objects of these reads. */
export function noteCompared(
  { database, statement }: Connection,
  { workspaceId, kind, objects }: Input<'noteCompared'>,
): void {
  inTransaction(database, () => {
    for (const { objectId, read } of objects)
      statement(`UPDATE documents SET compared_read = ? WHERE ${ofObject}`).run(
        read,
        workspaceId,
        kind,
        objectId,
      );
  });
}

/** Removes the record of a document whose file cannot be trusted any more. */
export function dropDocument(
  { statement }: Connection,
  { workspaceId, kind, objectId, sha256 }: Input<'dropDocument'>,
): void {
  statement(`DELETE FROM documents WHERE ${ofObject} AND sha256 = ?`).run(
    workspaceId,
    kind,
    objectId,
    sha256,
  );
}

/** Removes all that is known about a workspace's documents and gives the hashes that nothing else refers to. */
export function dropDocuments(connection: Connection, workspaceId: string): string[] {
  const { database, statement } = connection;
  return inTransaction(database, () => {
    const hashes = statement(
      `SELECT sha256 FROM documents WHERE workspace_id = ?1
       UNION SELECT sha256 FROM former_documents WHERE workspace_id = ?1`,
    ).all(workspaceId);
    for (const table of ['documents', 'former_documents', 'document_keeps', 'document_evictions'])
      statement(`DELETE FROM ${table} WHERE workspace_id = ?`).run(workspaceId);
    statement('DELETE FROM document_usage WHERE workspace_id = ?').run(workspaceId);
    return listUnreferenced(
      connection,
      hashes.map(({ sha256 }) => sha256 as string),
    );
  });
}
