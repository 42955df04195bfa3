import { stringify } from 'csv-stringify/sync';
import { manifestColumns, sumExport } from '../../shared/domain/exports.ts';
import type { CurrencyTotal } from '../../shared/domain/exports.ts';
import type { DocumentKind } from '../../shared/domain/documents.ts';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import type { ExportRequest, ExportResult } from '../../shared/ipc/schemas/documents.ts';
import type { ExportItem } from '../workspaceDatabase/workspaceDatabaseApi.ts';
import type { ExportPlan } from './exportPlan.ts';

export interface ManifestInput {
  batchId: string;
  createdAt: UnixSeconds;
  finishedAt: UnixSeconds;
  request: ExportRequest;
  items: readonly ExportItem[];
  plan: Pick<ExportPlan, 'gaps' | 'listed'>;
  /** Name of the archive in the folder; null when the documents lie there themselves. */
  archive: string | null;
}

type Row = Record<(typeof manifestColumns)[number], string | number | null>;

/** Texts that Excel would run as a formula. SECURITY: a customer's name is written by whoever signs up. */
const formulaStart = /^[=+\-@\t\r]/;

/** The documents that were written, as a table for Excel and for bookkeeping programs: RFC 4180, UTF-8 with BOM. */
export function writeManifestCsv(items: readonly ExportItem[]): string {
  const rows = writtenItems(items).map((item) => {
    const row = toRow(item);
    const name = String(row.customer_name ?? '');
    return formulaStart.test(name) ? { ...row, customer_name: `'${name}` } : row;
  });
  return stringify(rows, {
    header: true,
    columns: [...manifestColumns],
    bom: true,
    record_delimiter: 'windows',
  });
}

/** The same with counts, sums and what is missing: the proof of completeness. */
export function writeManifestJson(input: ManifestInput): string {
  const { batchId, createdAt, finishedAt, request, items, plan, archive } = input;
  const { from, to, kinds, statuses } = request;
  const written = writtenItems(items);
  const failed = listFailures(items);
  return JSON.stringify(
    {
      batchId,
      createdAt,
      finishedAt,
      from,
      to,
      kinds,
      statuses,
      archive,
      complete: failed.length === 0,
      files: written.length,
      bytes: written.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0),
      totals: sumItems(written),
      sums: sumGroups(written),
      listed: plan.listed,
      gaps: plan.gaps,
      failed,
      documents: written.map((item) => ({ workspace_id: item.workspaceId, ...toRow(item) })),
    },
    null,
    1,
  );
}

/** Items whose file is written. */
export function writtenItems(items: readonly ExportItem[]): ExportItem[] {
  return items.filter(({ sha256 }) => sha256 !== null);
}

/** What could not be written, with the reason. */
export function listFailures(items: readonly ExportItem[]): ExportResult['failed'] {
  return items
    .filter(({ sha256 }) => sha256 === null)
    .map(({ objectId, failure }) => ({ documentId: objectId, reason: failure ?? 'It was not fetched.' }));
}

/** Totals per currency of items, by their manifest rows. */
export function sumItems(items: readonly ExportItem[]): CurrencyTotal[] {
  return sumExport(
    items.map(({ kind, manifest }) => ({
      kind,
      currency: String(manifest['currency']),
      total: Number(manifest['total']),
    })),
  );
}

function sumGroups(items: readonly ExportItem[]): {
  kind: DocumentKind;
  status: string;
  currency: string;
  count: number;
  total: number;
}[] {
  const groups = Map.groupBy(items, ({ kind, manifest }) =>
    [kind, manifest['status'], manifest['currency']].join(' '),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const total = group.reduce((sum, { manifest }) => sum + Number(manifest['total']), 0);
    const { status, currency } = first.manifest;
    return [
      { kind: first.kind, status: String(status), currency: String(currency), count: group.length, total },
    ];
  });
}

function toRow({ file, sha256, bytes, fetchedAt, manifest }: ExportItem): Row {
  const values: Record<string, string | number | null> = {
    ...manifest,
    file,
    sha256,
    bytes,
    fetched_at: fetchedAt,
  };
  return Object.fromEntries(manifestColumns.map((column) => [column, values[column] ?? null])) as Row;
}
