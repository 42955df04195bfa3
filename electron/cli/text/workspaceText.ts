import type { SyncRow } from '../commandContext.ts';
import { asOfText, toTable } from './table.ts';

interface WorkspaceItem {
  id: string;
  name: string;
  livemode: boolean;
  sample: boolean;
  customers: number;
  invoices: number;
  asOf: number | null;
}

export function workspacesText(workspaces: WorkspaceItem[]): string {
  return toTable(
    workspaces,
    [
      { title: 'ID', text: ({ id }) => id },
      { title: 'NAME', text: ({ name }) => name },
      { title: 'MODE', text: ({ livemode }) => (livemode ? 'LIVE' : 'TEST') },
      { title: 'CUSTOMERS', align: 'right', text: ({ customers }) => String(customers) },
      { title: 'INVOICES', align: 'right', text: ({ invoices }) => String(invoices) },
      { title: 'FRESHNESS', text: ({ asOf }) => asOfText(asOf) },
    ],
    'No account is connected yet. Try `kantoor workspaces sample`, then `kantoor sync`.',
  );
}

interface Connected {
  id: string;
  name: string;
  livemode: boolean;
  permissions: { permission: string; granted: boolean | null }[];
}

export function connectedText({ id, name, livemode, permissions }: Connected): string {
  const missing = permissions.filter(({ granted }) => granted === false).map(({ permission }) => permission);
  const rights =
    missing.length === 0 ? 'The key may do all that Kantoor needs.' : `Missing: ${missing.join(', ')}.`;
  return `Connected ${name} (${livemode ? 'LIVE' : 'TEST'}) as ${id}. ${rights}`;
}

interface SampleOffice {
  name: string;
  workspaces: { id: string; name: string }[];
}

export function sampleText({ name, workspaces }: SampleOffice): string {
  const accounts = workspaces.map((workspace) => `${workspace.name} (${workspace.id})`).join(', ');
  return `Made ${name}: ${accounts}. Run \`kantoor sync\` to fill it.`;
}

interface SyncOutput {
  workspaces: SyncRow[];
  failed?: { message: string }[];
}

export function syncText({ workspaces, failed = [] }: SyncOutput): string {
  const table = toTable(
    workspaces,
    [
      { title: 'ACCOUNT', text: ({ name }) => name },
      { title: 'CUSTOMERS', align: 'right', text: ({ customers }) => String(customers) },
      { title: 'INVOICES', align: 'right', text: ({ invoices }) => String(invoices) },
      { title: 'CREDIT NOTES', align: 'right', text: ({ creditNotes }) => String(creditNotes) },
      { title: 'SUBSCRIPTIONS', align: 'right', text: ({ subscriptions }) => String(subscriptions) },
      { title: 'READ', align: 'right', text: ({ fetched }) => String(fetched) },
      { title: 'REQUESTS', align: 'right', text: ({ requests }) => String(requests) },
      {
        title: 'SECONDS',
        align: 'right',
        text: ({ durationMs }) => String(Math.round(durationMs / 100) / 10),
      },
      { title: 'COMPLETE', text: ({ complete }) => (complete ? 'yes' : 'no') },
      { title: 'NOT ALLOWED', text: ({ skipped }) => skipped.join(', ') },
    ],
    'There is no account to sync. Try `kantoor workspaces sample`.',
  );
  return [table, ...failed.map(({ message }) => message)].join('\n');
}
