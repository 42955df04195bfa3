import type { Day } from '../../../shared/domain/dates.ts';
import type { DocumentKind } from '../../../shared/domain/documents.ts';
import { fillNameTemplate, findUnknownTokens, type NameValues } from '../../../shared/domain/fileNames.ts';
import type { InvoiceStatus } from '../../../shared/domain/invoices.ts';
import type { ExportRequest } from '../../../shared/ipc/schemas/documents.ts';
import type { Period } from '../../ui/periods.ts';

/** Statuses that a document with a number can have: drafts have neither. */
export const exportedStatuses = ['open', 'paid', 'uncollectible', 'void'] as const satisfies InvoiceStatus[];
export type ExportedStatus = (typeof exportedStatuses)[number];

/** The form as the person has filled it in so far. */
export interface ExportDraft {
  period: Period;
  /** Empty: every account. */
  workspaceIds: string[];
  kinds: DocumentKind[];
  statuses: ExportedStatus[];
  /** The folder that was chosen; the export goes into a folder of its own in it. */
  baseDirectory: string | null;
  folderName: string;
  nameTemplate: string;
  zip: boolean;
}

export type ExportProblem =
  | 'period'
  | 'kinds'
  | 'statuses'
  | 'directory'
  | 'templateEmpty'
  | 'templateTokens';

/** Everything that has to be settled before Stripe can be asked. */
export function findProblems(draft: ExportDraft): ExportProblem[] {
  const { period, kinds, statuses, baseDirectory, nameTemplate } = draft;
  const problems: [ExportProblem, boolean][] = [
    ['period', period.from === null || period.to === null],
    ['kinds', kinds.length === 0],
    ['statuses', statuses.length === 0],
    ['directory', baseDirectory === null],
    ['templateEmpty', nameTemplate.trim() === ''],
    ['templateTokens', findUnknownTokens(nameTemplate).length > 0],
  ];
  return problems.filter(([, isProblem]) => isProblem).map(([problem]) => problem);
}

/** What is asked of the main process; null while something is missing. */
export function toRequest(draft: ExportDraft): ExportRequest | null {
  const { period, workspaceIds, kinds, statuses, baseDirectory, folderName, nameTemplate, zip } = draft;
  if (findProblems(draft).length > 0 || period.from === null || period.to === null || baseDirectory === null)
    return null;
  return {
    from: period.from,
    to: period.to,
    workspaceIds: workspaceIds.length === 0 ? null : workspaceIds,
    kinds,
    // All of them means: whatever has a number, also in a status that Stripe invents later.
    statuses: statuses.length === exportedStatuses.length ? null : statuses,
    directory: joinFolder(baseDirectory, folderName),
    nameTemplate: nameTemplate.trim(),
    zip,
  };
}

/** A folder in a folder, written as the system of the first one writes it. */
export function joinFolder(base: string, name: string): string {
  const trimmed = name.trim();
  if (trimmed === '') return base;
  const separator = base.includes('\\') && !base.includes('/') ? '\\' : '/';
  return `${base.replace(/[/\\]+$/, '')}${separator}${trimmed}`;
}

/**
 * Name of the folder for a period that no earlier export took: each export has a folder of its own, so that its
 * manifest speaks of everything in it.
 */
export function suggestFolderName(period: Period, base: string | null, taken: readonly string[]): string {
  const name = nameOfPeriod(period);
  if (base === null) return name;
  const isTaken = (candidate: string): boolean => taken.includes(joinFolder(base, candidate));
  let number = 1;
  let candidate = name;
  while (isTaken(candidate)) {
    number += 1;
    candidate = `${name} (${number})`;
  }
  return candidate;
}

function nameOfPeriod({ from, to }: Period): string {
  if (from === null || to === null) return 'Kantoor';
  const lastDayOfMonth = new Date(Date.UTC(Number(from.slice(0, 4)), Number(from.slice(5, 7)), 0));
  const isMonth = from.endsWith('-01') && to === toDay(lastDayOfMonth);
  return isMonth ? from.slice(0, 7) : `${from}_${to}`;
}

function toDay(date: Date): Day {
  return date.toISOString().slice(0, 10);
}

/** How a template names a document, shown with one that could exist. */
export function exampleName(template: string, date: Day | null, workspaceName: string): string {
  const day = date ?? '2026-01-31';
  const values: NameValues = {
    date: day,
    year: day.slice(0, 4),
    month: day.slice(5, 7),
    number: 'INV-0042',
    customer: 'Café Zoë',
    customerId: 'cus_Q1W2E3',
    kind: 'invoice',
    status: 'paid',
    total: '121.00',
    currency: 'EUR',
    workspace: workspaceName,
    id: 'in_1A2B3C',
  };
  return fillNameTemplate(template, values).join('/');
}
