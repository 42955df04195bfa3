import type { DocumentPrefetch } from '../../electron/documents/documentPrefetch.ts';
import { createDocumentPrefetch } from '../../electron/documents/documentPrefetch.ts';
import type { PrefetchObstacle } from '../../electron/documents/prefetchRun.ts';
import type { RunningEmulator } from '../../electron/stripeEmulator/emulatorOptions.ts';
import type { StripeGateway } from '../../electron/stripe/stripeGatewayApi.ts';
import type { WorkspaceDatabase } from '../../electron/workspaceDatabase/workspaceDatabaseApi.ts';
import type { WorkspaceRecord } from '../../electron/workspaces/workspaceRegistryApi.ts';
import { startOfDay } from '../../shared/domain/dates.ts';
import type { DocumentPolicy } from '../../shared/domain/documents.ts';
import type { PrefetchStatus } from '../../shared/ipc/schemas/documents.ts';
import { keepDocuments, type DocumentKeeping } from './documentKeeping.ts';
import { temporaryFolder } from './openCache.ts';
import { openWorkspaceDatabase } from './openWorkspaceDatabase.ts';
import { openSyncOffice, smallOffice, type SyncOffice } from './syncOffice.ts';
import { toErrorPayload } from './toErrorPayload.ts';

export interface PrefetchOffice extends SyncOffice, DocumentKeeping {
  folder: string;
  workspaceDatabase: WorkspaceDatabase;
  prefetch: DocumentPrefetch;
  /** One round for the office's only workspace. */
  run(signal?: AbortSignal): Promise<PrefetchStatus>;
  /** What is in the way at the moment, in the test's own hand. */
  world: { obstacle: PrefetchObstacle | null; policy: DocumentPolicy; quotaBytes: number };
}

export interface PrefetchOfficeOptions {
  emulator?: RunningEmulator;
  policy?: DocumentPolicy;
  gateway?: (real: StripeGateway) => Partial<StripeGateway>;
  now?: number;
}

export const workspaceId = 'ws0';

/** A synced account of 600 invoices, with everything that keeps its documents. */
export async function openPrefetchOffice(options: PrefetchOfficeOptions = {}): Promise<PrefetchOffice> {
  const office = await openSyncOffice(options.emulator ? { emulator: options.emulator } : {});
  await office.sync.runOnce(workspaceId, { full: false });
  const folder = temporaryFolder();
  const workspaceDatabase = await openWorkspaceDatabase(folder);
  const world: PrefetchOffice['world'] = {
    obstacle: null,
    policy: options.policy ?? 'everything',
    quotaBytes: 1e12,
  };
  const gateway = { ...office.gateway, ...options.gateway?.(office.gateway) };
  const gateways = { of: async () => gateway };
  const now = (): number => options.now ?? Math.floor(Date.now() / 1000);
  const keeping: DocumentKeeping = keepDocuments({
    folder,
    cache: office.cache,
    gateways,
    workspaceDatabase,
    now,
    quotaBytes: () => world.quotaBytes,
  });
  const record = (): WorkspaceRecord =>
    ({
      id: workspaceId,
      timeZone: 'Europe/Amsterdam',
      documentPolicy: world.policy,
    }) as Partial<WorkspaceRecord> as WorkspaceRecord;
  const prefetch = createDocumentPrefetch({
    cache: office.cache,
    workspaceDatabase,
    gateways,
    registry: { list: () => [record()], get: record },
    documents: keeping.documents,
    findFacts: keeping.documents.findFacts,
    findObstacle: async () => world.obstacle ?? ((await keeping.quota.hasRoomAhead()) ? null : 'quotaFull'),
    now,
    toErrorPayload,
    onChanged: () => undefined,
    pauses: { quietMs: 1, retryMs: 3_600_000 },
  });
  const never = new AbortController().signal;
  const run: PrefetchOffice['run'] = (signal = never) => prefetch.runOnce(workspaceId, signal);
  office.requests.length = 0;
  return { ...office, ...keeping, folder, workspaceDatabase, prefetch, run, world };
}

/** Requests that count against the read budget; downloads do not. */
export function apiReads({ requests }: Pick<SyncOffice, 'requests'>): string[] {
  return requests.filter((path) => path.startsWith('/v1/'));
}

export function downloads({ requests }: Pick<SyncOffice, 'requests'>): string[] {
  return requests.filter((path) => !path.startsWith('/v1/'));
}

/** Few invoices belong to a year that is six weeks old. */
export const yearJustBegun = { ...smallOffice, anchor: '2026-02-10', verificationDelaySeconds: 0 };
/** A moment of that office's last day. */
export const now = startOfDay('2026-02-10', 'Europe/Amsterdam');
export const yearFrom = startOfDay('2026-01-01', 'Europe/Amsterdam');

interface IssuedInvoice {
  id: string;
  status: string;
  customer: string;
  effective_at: number | null;
  created: number;
}

/** The cached invoices that are no drafts. */
export async function listIssued({ cache }: Pick<PrefetchOffice, 'cache'>): Promise<IssuedInvoice[]> {
  const ids = await cache.listIds({ workspaceId, kind: 'invoice' });
  const objects = await Promise.all(ids.map((id) => cache.findObject({ workspaceId, kind: 'invoice', id })));
  return objects
    .map((object) => JSON.parse(object?.json ?? '') as IssuedInvoice)
    .filter(({ status }) => status !== 'draft');
}

/** Which of these invoices have their document on this machine. */
export function storedOf(
  { workspaceDatabase }: Pick<PrefetchOffice, 'workspaceDatabase'>,
  objectIds: string[],
): Promise<string[]> {
  return workspaceDatabase.listStoredDocuments({ workspaceId, kind: 'invoice', objectIds });
}

/** All invoices whose document is on this machine. */
export async function storedInvoices(office: PrefetchOffice): Promise<string[]> {
  return (await storedOf(office, await office.cache.listIds({ workspaceId, kind: 'invoice' }))).toSorted();
}

export function idsOf(invoices: readonly { id: string }[]): string[] {
  return invoices.map(({ id }) => id).toSorted();
}

export function invoiceRef(objectId: string): { workspaceId: string; kind: 'invoice'; objectId: string } {
  return { workspaceId, kind: 'invoice', objectId };
}
