import { chooseEvictions } from '../../../shared/domain/documents.ts';
import { inTransaction, type Connection } from '../../sqlite/openDatabase.ts';
import type { DocumentEviction, DocumentUsage, WorkspaceDatabase } from '../workspaceDatabaseApi.ts';
import { listUnreferenced } from './documentIndex.ts';

type EvictInput = Parameters<WorkspaceDatabase['evictDocuments']>[0];

/** How many documents each workspace has and how large they are with their former versions. */
export function documentUsage({ statement }: Connection): DocumentUsage[] {
  const rows = statement(
    `SELECT workspace_id AS workspaceId, documents, bytes FROM document_usage
     WHERE documents > 0 OR bytes > 0 ORDER BY workspace_id`,
  ).all();
  return rows.map((row) => ({ ...row })) as unknown as DocumentUsage[];
}

/** What a person opened so recently may still be on a screen. */
const onScreenSeconds = 300;
const readTogether = 500;

interface Candidate {
  workspaceId: string;
  kind: string;
  objectId: string;
  sha256: string;
  bytes: number;
  lastUsedAt: number;
  isNeeded: boolean;
}

const leastUsed = `SELECT workspace_id AS workspaceId, kind, object_id AS objectId, sha256, bytes,
    last_used_at AS lastUsedAt,
    last_used_at > ?1
    OR EXISTS (SELECT 1 FROM document_keeps AS kept WHERE kept.workspace_id = documents.workspace_id
      AND ((scope = 'customer' AND id = customer_id) OR (scope = 'invoice' AND id = object_id)))
    OR EXISTS (SELECT 1 FROM export_items AS item JOIN export_batches ON export_batches.id = batch_id
      WHERE item.workspace_id = documents.workspace_id AND item.kind = documents.kind
        AND item.object_id = documents.object_id AND state <> 'done') AS isNeeded
  FROM documents ORDER BY last_used_at LIMIT ?2 OFFSET ?3`;

/** Makes room until the documents fit the quota, as far as they may go, and gives the hashes of the files to remove. */
export function evictDocuments(connection: Connection, { quotaBytes, at }: EvictInput): string[] {
  return inTransaction(connection.database, () => {
    const used = documentUsage(connection).reduce((sum, { bytes }) => sum + bytes, 0);
    const evicted = chooseAcrossChunks(connection, used - quotaBytes, at);
    const remove = connection.statement(
      'DELETE FROM documents WHERE workspace_id = ? AND kind = ? AND object_id = ?',
    );
    for (const { workspaceId, kind, objectId } of evicted) remove.run(workspaceId, kind, objectId);
    noteEvictions(connection, evicted, at);
    return listUnreferenced(
      connection,
      evicted.map(({ sha256 }) => sha256),
    );
  });
}

/** Chunks come least used first, so choosing in each what is still to be freed is choosing among all. */
function chooseAcrossChunks({ statement }: Connection, bytesToFree: number, at: number): Candidate[] {
  const chosen: Candidate[] = [];
  let missing = bytesToFree;
  for (let offset = 0; missing > 0; offset += readTogether) {
    const rows = statement(leastUsed).all(at - onScreenSeconds, readTogether, offset);
    const candidates = rows.map((row) => ({ ...row, isNeeded: row['isNeeded'] === 1 }) as Candidate);
    const given = chooseEvictions(candidates, missing);
    chosen.push(...given);
    missing -= given.reduce((sum, { bytes }) => sum + bytes, 0);
    if (rows.length < readTogether) break;
  }
  return chosen;
}

const dayInSeconds = 86_400;

function noteEvictions({ statement }: Connection, evicted: readonly Candidate[], at: number): void {
  for (const [workspaceId, documents] of Map.groupBy(evicted, (document) => document.workspaceId))
    statement(
      `INSERT INTO document_evictions (workspace_id, day, at, documents, bytes, used_before)
       VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET at = excluded.at, documents = documents + excluded.documents,
         bytes = bytes + excluded.bytes, used_before = max(used_before, excluded.used_before)`,
    ).run(
      workspaceId,
      Math.floor(at / dayInSeconds),
      at,
      documents.length,
      documents.reduce((sum, { bytes }) => sum + bytes, 0),
      Math.max(...documents.map(({ lastUsedAt }) => lastUsedAt)),
    );
}

/** What last gave way to the quota, newest first. */
export function listEvictions({ statement }: Connection): DocumentEviction[] {
  const rows = statement(
    `SELECT workspace_id AS workspaceId, at, documents, bytes, used_before AS usedBefore FROM document_evictions
     ORDER BY at DESC LIMIT 20`,
  ).all();
  return rows.map((row) => ({ ...row })) as unknown as DocumentEviction[];
}
