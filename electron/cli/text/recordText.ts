import type { ExportResult } from '../../../shared/ipc/schemas/documents.ts';
import type { Diagnosis } from '../commandContext.ts';
import type { AuditItem, SearchItem } from '../commands/recordCommands.ts';
import { moneyText, toTable } from './table.ts';

export function searchText({ items }: { items: SearchItem[] }): string {
  return toTable(
    items,
    [
      { title: 'KIND', text: ({ kind }) => kind },
      { title: 'ID', text: ({ id }) => id },
      { title: 'TITLE', text: ({ title }) => title },
      { title: 'MATCHED', text: ({ matched }) => matched },
    ],
    'Nothing matches.',
  );
}

export function exportText(result: ExportResult): string {
  const what = result.dryRun
    ? `${result.files} documents would be written.`
    : `Wrote ${result.files} documents, ${result.bytes} bytes. Manifest: ${result.manifest ?? 'none'}.`;
  const totals = result.totals.map(
    ({ currency, count, total }) => `  ${count} × ${moneyText({ amount: total, currency })}`,
  );
  const failed = result.failed.map(({ documentId, reason }) => `  ${documentId}: ${reason}`);
  const proof = result.complete
    ? 'Complete: every document of the period is there.'
    : `NOT complete. Go on with --resume ${result.batchId ?? ''}`.trimEnd();
  return [what, ...totals, ...(failed.length > 0 ? ['Failed:', ...failed] : []), proof].join('\n');
}

const outcomeTexts: Record<AuditItem['outcome'], string> = {
  done: 'done',
  refused: 'refused by Stripe',
  unknown: 'no answer came',
  pending: 'not sent yet',
  conflict: 'needs a decision',
  withdrawn: 'withdrawn, not sent',
  replaced: 'replaced, not sent',
  alreadySo: 'was so already',
};

export function auditText(entries: AuditItem[]): string {
  return toTable(
    entries,
    [
      {
        title: 'WHEN (UTC)',
        text: ({ at }) => new Date(at * 1000).toISOString().slice(0, 19).replace('T', ' '),
      },
      { title: 'WHO', text: ({ who }) => who },
      { title: 'ACTION', text: ({ action }) => action },
      { title: 'OUTCOME', text: ({ outcome }) => outcomeTexts[outcome] },
      { title: 'TARGET', text: ({ target }) => target ?? '' },
      { title: 'CHANGE', text: changeText },
    ],
    'Nothing was changed through Kantoor yet.',
  );
}

function changeText({ before, after }: AuditItem): string {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return fields
    .map((field) => `${field}: ${before[field] ?? '(empty)'} → ${after[field] ?? '(empty)'}`)
    .join('; ');
}

export function verifyText({ entries, intact }: { entries: number; intact: boolean }): string {
  return intact ? `All ${entries} entries are as they were written.` : 'The log was altered outside Kantoor.';
}

export function doctorText({ checks }: { checks: Diagnosis[] }): string {
  return toTable(
    checks,
    [
      { title: '', text: ({ ok }) => (ok ? 'ok' : 'PROBLEM') },
      { title: 'CHECK', text: ({ name }) => name },
      { title: 'DETAIL', text: ({ detail }) => detail },
    ],
    '',
  );
}
