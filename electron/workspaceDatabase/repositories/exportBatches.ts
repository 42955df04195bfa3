import type { ExportBatch, ExportRequest, ExportResult } from '../../../shared/ipc/schemas/documents.ts';
import { inTransaction, type Connection } from '../../sqlite/openDatabase.ts';
import type { ExportItem, WorkspaceDatabase } from '../workspaceDatabaseApi.ts';

type Input<Name extends 'createExportBatch' | 'finishExportBatch'> = Parameters<WorkspaceDatabase[Name]>[0];

/** Begins a batch. */
export function createExportBatch(
  { statement }: Connection,
  { id, createdAt, request }: Input<'createExportBatch'>,
): void {
  statement("INSERT INTO export_batches (id, created_at, state, request) VALUES (?, ?, 'running', ?)").run(
    id,
    createdAt,
    JSON.stringify(request),
  );
}

/** A batch that was running when the former process ended can be resumed. */
export function noteInterruptedBatches({ statement }: Connection): void {
  statement("UPDATE export_batches SET state = 'interrupted' WHERE state = 'running'").run();
}

/** Writes what is known about files of a batch, new ones and ones that are done now. */
export function saveExportItems({ database, statement }: Connection, items: readonly ExportItem[]): void {
  inTransaction(database, () => {
    for (const item of items)
      statement(
        `INSERT INTO export_items (batch_id, position, workspace_id, kind, object_id, manifest, file, sha256, bytes,
           fetched_at, failure) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET manifest = excluded.manifest, file = excluded.file, sha256 = excluded.sha256,
           bytes = excluded.bytes, fetched_at = excluded.fetched_at, failure = excluded.failure`,
      ).run(
        item.batchId,
        item.position,
        item.workspaceId,
        item.kind,
        item.objectId,
        JSON.stringify(item.manifest),
        item.file,
        item.sha256,
        item.bytes,
        item.fetchedAt,
        item.failure,
      );
  });
}

/** The files of a batch in their order. */
export function listExportItems({ statement }: Connection, batchId: string): ExportItem[] {
  const rows = statement(
    `SELECT batch_id AS batchId, position, workspace_id AS workspaceId, kind, object_id AS objectId, manifest, file,
       sha256, bytes, fetched_at AS fetchedAt, failure
     FROM export_items WHERE batch_id = ? ORDER BY position`,
  ).all(batchId);
  return rows.map(
    (row) =>
      ({ ...row, manifest: JSON.parse(row['manifest'] as string) as unknown }) as unknown as ExportItem,
  );
}

/** Says how a batch ended, or that it goes on. */
export function finishExportBatch(
  { statement }: Connection,
  { id, state, finishedAt, result }: Input<'finishExportBatch'>,
): void {
  statement('UPDATE export_batches SET state = ?, finished_at = ?, result = ? WHERE id = ?').run(
    state,
    finishedAt,
    result === null ? null : JSON.stringify(result),
    id,
  );
}

interface StoredBatch {
  id: string;
  created_at: number;
  finished_at: number | null;
  state: string;
  request: string;
  result: string | null;
  done: number;
  expected: number;
}

function toBatch(row: StoredBatch): ExportBatch {
  return {
    id: row.id,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    state: row.state as ExportBatch['state'],
    request: JSON.parse(row.request) as ExportRequest,
    done: row.done,
    // Before the period was listed nobody knows how many files there will be.
    expected: row.expected === 0 && row.result === null ? null : row.expected,
    result: row.result === null ? null : (JSON.parse(row.result) as ExportResult),
  };
}

const batches = `SELECT export_batches.*, count(export_items.position) AS expected,
    count(coalesce(export_items.sha256, export_items.failure)) AS done
  FROM export_batches LEFT JOIN export_items ON export_items.batch_id = export_batches.id`;

/** All batches, newest first. */
export function listExportBatches({ statement }: Connection): ExportBatch[] {
  const rows = statement(`${batches} GROUP BY export_batches.id ORDER BY created_at DESC, id DESC`).all();
  return (rows as unknown as StoredBatch[]).map(toBatch);
}

/** One batch, or null. */
export function findExportBatch({ statement }: Connection, id: string): ExportBatch | null {
  const row = statement(`${batches} WHERE export_batches.id = ? GROUP BY export_batches.id`).get(id);
  return row ? toBatch(row as unknown as StoredBatch) : null;
}
