import type { Comparison } from '../../sync/compareWithStripe.ts';
import { toTable } from './table.ts';

type Compared = Comparison & { id: string; name: string };

function findingsOf({ name, missing, different, extra, more }: Compared): string[] {
  const lines = [
    ...missing.map(({ kind, id }) => `${kind} ${id} is missing here`),
    ...different.map(({ kind, id, fields }) => `${kind} ${id} differs in ${fields.join(', ')}`),
    ...extra.map(({ kind, id }) => `${kind} ${id} is here, but not at Stripe`),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
  return lines.map((line) => `${name}: ${line}`);
}

export function compareText({ workspaces }: { workspaces: Compared[] }): string {
  const table = toTable(
    workspaces,
    [
      { title: 'ACCOUNT', text: ({ name }) => name },
      { title: 'COMPARED', align: 'right', text: ({ compared }) => String(compared) },
      { title: 'EQUAL', text: ({ equal }) => (equal ? 'yes' : 'NO') },
      { title: 'NOT ALLOWED', text: ({ skipped }) => skipped.join(', ') },
    ],
    'There is no account to compare. Try `kantoor workspaces sample`.',
  );
  const findings = workspaces.flatMap(findingsOf);
  const advice =
    findings.length > 0
      ? ['Run `kantoor sync` and compare again; what then remains is told by `kantoor sync --full`.']
      : [];
  return [table, ...findings, ...advice].join('\n');
}
