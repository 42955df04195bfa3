import { dayOf } from '../../shared/domain/dates.ts';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import { findNumberGaps } from '../../shared/domain/exports.ts';
import { fillNameTemplate } from '../../shared/domain/fileNames.ts';
import type { NameValues } from '../../shared/domain/fileNames.ts';
import { toDecimalString } from '../../shared/domain/money.ts';
import { AppError } from '../../shared/errors/appError.ts';
import type { ExportRequest } from '../../shared/ipc/schemas/documents.ts';
import type { CacheReads } from '../cache/cacheApi.ts';
import type { StripeGateways } from '../stripe/stripeGatewayApi.ts';
import type { ExportItem } from '../workspaceDatabase/workspaceDatabaseApi.ts';
import type { WorkspaceRecord, WorkspaceRegistry } from '../workspaces/workspaceRegistryApi.ts';
import type { DocumentFacts } from './documentFacts.ts';
import { listForExport } from './exportListing.ts';
import type { ExportListing } from './exportListing.ts';
import type { LiveDocument } from './liveDocument.ts';
import { createNameRegister, toSafeFileName } from './safeFileName.ts';

export interface PlannedDocument {
  workspaceId: string;
  live: LiveDocument;
  /** Issue date in the workspace's time zone. */
  date: string;
  /** Path relative to the export folder, with `/` between its parts. */
  file: string;
}

/** What an export would write, in the order of the manifest, and the proof that nothing is missing. */
export interface ExportPlan {
  documents: PlannedDocument[];
  gaps: string[];
  listed: { workspaceId: string; objects: number; documents: number }[];
}

export interface ExportPlanDeps {
  cache: Pick<CacheReads, 'listIds' | 'getSyncState'>;
  gateways: StripeGateways;
  registry: Pick<WorkspaceRegistry, 'list' | 'get'>;
  now: () => UnixSeconds;
}

export interface PlanInput {
  request: ExportRequest;
  /** Names that are taken in the folder. */
  takenNames: readonly string[];
  signal: AbortSignal;
  onListed: (objects: number) => void;
}

/** Lists live, one workspace after the other, what a request contains and names the files. */
export async function planExport(deps: ExportPlanDeps, input: PlanInput): Promise<ExportPlan> {
  const { request, takenNames, signal, onListed } = input;
  const names = createNameRegister(takenNames);
  const plan: ExportPlan = { documents: [], gaps: [], listed: [] };
  for (const workspace of listRequestedWorkspaces(deps.registry, request)) {
    const { id: workspaceId, timeZone } = workspace;
    const gateway = await deps.gateways.of(workspaceId);
    const { cache } = deps;
    const context = { gateway, cache, workspaceId, timeZone, request, signal, onListed, now: deps.now() };
    const listing = await listForExport(context);
    for (const live of listing.documents.toSorted(byIssueDate)) {
      const date = dayOf(live.facts.issuedAt ?? 0, timeZone);
      const file = names.claim(nameFile(request.nameTemplate, live.facts, date, workspace));
      plan.documents.push({ workspaceId, live, date, file });
    }
    plan.gaps.push(...findGaps(listing));
    plan.listed.push({ workspaceId, objects: listing.listed, documents: listing.documents.length });
  }
  return plan;
}

/** The workspaces that a request names, all when it names none. *Errors*: `not_found`. */
export function listRequestedWorkspaces(
  registry: Pick<WorkspaceRegistry, 'list' | 'get'>,
  { workspaceIds }: Pick<ExportRequest, 'workspaceIds'>,
): WorkspaceRecord[] {
  const workspaces = workspaceIds === null ? registry.list() : workspaceIds.map((id) => registry.get(id));
  if (workspaces.length > 0) return workspaces;
  throw new AppError('not_found', 'No account is connected, so there is nothing to export.');
}

function byIssueDate({ facts: left }: LiveDocument, { facts: right }: LiveDocument): number {
  return (
    (left.issuedAt ?? 0) - (right.issuedAt ?? 0) ||
    compareText(left.number ?? '', right.number ?? '') ||
    compareText(left.objectId, right.objectId) ||
    compareText(left.kind, right.kind)
  );
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function findGaps({ documents, knownNumbers }: ExportListing): string[] {
  return [...knownNumbers].flatMap(([kind, known]) => {
    const exported = documents
      .filter(({ facts }) => facts.kind === kind)
      .flatMap(({ facts }) => facts.number ?? []);
    return findNumberGaps(exported, [...known, ...exported]);
  });
}

function nameFile(template: string, facts: DocumentFacts, date: string, workspace: WorkspaceRecord): string {
  const parts = fillNameTemplate(template, toNameValues(facts, date, workspace.name));
  return parts.map(toSafeFileName).join('/');
}

const kindWords = { invoice: 'invoice', creditNote: 'credit-note', receipt: 'receipt' } as const;

/** What stands for each word of a file-name template. */
export function toNameValues(facts: DocumentFacts, date: string, workspaceName: string): NameValues {
  const { kind, objectId, number, customerId, customerName, status, currency, total } = facts;
  return {
    date,
    year: date.slice(0, 4),
    month: date.slice(5, 7),
    number: number ?? objectId,
    customer: customerName?.trim() || (customerId ?? ''),
    customerId: customerId ?? '',
    kind: kindWords[kind],
    status,
    total: toDecimalString({ amount: total, currency }),
    currency: currency.toUpperCase(),
    workspace: workspaceName,
    id: objectId,
  };
}

/** The manifest's columns that are known before a document is fetched. */
export function toManifestRow({ live: { facts }, date }: PlannedDocument): ExportItem['manifest'] {
  const { kind, objectId, number, customerId, customerName, status, currency, subtotal, tax, total } = facts;
  const decimal = (amount: number): string => toDecimalString({ amount, currency });
  return {
    kind,
    id: objectId,
    number,
    date,
    customer_id: customerId,
    customer_name: customerName,
    status,
    currency,
    subtotal,
    tax,
    total,
    subtotal_decimal: decimal(subtotal),
    tax_decimal: decimal(tax),
    total_decimal: decimal(total),
  };
}
