import type { Handlers, InputOf, OutputOf } from '../../shared/ipc/contract.ts';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import type { PaymentAttempt } from '../../shared/ipc/schemas/payments.ts';
import type { PendingEditRow } from '../../shared/ipc/schemas/pendingEdits.ts';
import type { CacheReads } from '../cache/cacheApi.ts';
import type { WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';
import type { WorkspaceRegistry } from '../workspaces/workspaceRegistryApi.ts';
import { listScopes } from './cachedObjects.ts';
import { toPaymentAttempt } from './paymentsSettle.ts';
import { addUpAgeing } from './todayAgeing.ts';
import { toRow } from './pendingEdits.ts';
import {
  toDebit,
  toExpiringCard,
  toFailedCollection,
  toLateInvoice,
  toSuspendedCustomer,
  toTroubled,
  type RowReads,
} from './todayRows.ts';

export type TodayServices = Pick<Handlers, 'today.get'>;

export interface TodayDeps {
  cache: CacheReads;
  workspaceDatabase: Pick<WorkspaceDatabase, 'listAttempts' | 'listPendingEdits'>;
  registry: Pick<WorkspaceRegistry, 'list' | 'getSettings'>;
  now: () => UnixSeconds;
}

/** What is unsettled is followed in such numbers, so that more are never shown either. */
const mostAttempts = 500;

/** Use case behind the first screen: what there is to do. */
export function createTodayServices(deps: TodayDeps): TodayServices {
  return { 'today.get': (input) => getToday(deps, input) };
}

async function getToday(
  deps: TodayDeps,
  { workspaceIds, limit }: InputOf<'today.get'>,
): Promise<OutputOf<'today.get'>> {
  const { cache, workspaceDatabase, registry } = deps;
  const now = deps.now();
  const { suspendedFrom } = registry.getSettings();
  const workspaces = listScopes(registry).filter(
    ({ workspaceId }) => workspaceIds === null || workspaceIds.includes(workspaceId),
  );
  const [worklist, attempts, edits, accounts] = await Promise.all([
    cache.readWorklist({ workspaces, suspendedFrom, now, limit }),
    listUnsettled(workspaceDatabase, workspaceIds),
    workspaceDatabase.listPendingEdits({ workspaceIds }),
    Promise.all(workspaces.map(({ workspaceId }) => readFreshness(cache, workspaceId))),
  ]);
  const livemodes = new Map(registry.list().map(({ id, livemode }) => [id, livemode]));
  const reads: RowReads = { cache, workspaces, suspendedFrom, now };
  const unknown = attempts.filter(({ state }) => state === 'unknown');
  return {
    now,
    accounts,
    unknownOutcomes: { total: unknown.length, rows: unknown.slice(0, limit) },
    pendingEdits: toPendingEdits(edits.flatMap(toRow), limit),
    ageing: addUpAgeing(worklist.ageing, (id) => livemodes.get(id) ?? false),
    ...(await toSections(reads, worklist, attempts)),
  };
}

type Sections = Omit<
  OutputOf<'today.get'>,
  'now' | 'accounts' | 'ageing' | 'unknownOutcomes' | 'pendingEdits'
>;

async function toSections(
  reads: RowReads,
  worklist: Awaited<ReturnType<CacheReads['readWorklist']>>,
  attempts: readonly PaymentAttempt[],
): Promise<Sections> {
  const { overdue, failedCollections, debits, suspended, expiringCards, unverifiedVatIds } = worklist;
  const [failedRows, debitRows, suspendedRows, cardRows] = await Promise.all([
    Promise.all(failedCollections.rows.map((row) => toFailedCollection(reads, row))),
    Promise.all(debits.rows.map((row) => toDebit(reads, row, attempts))),
    Promise.all(suspended.rows.map((row) => toSuspendedCustomer(reads, row))),
    Promise.all(expiringCards.rows.map((row) => toExpiringCard(reads, row))),
  ]);
  return {
    overdue: { total: overdue.total, rows: overdue.rows.map((row) => toLateInvoice(reads, row)) },
    failedCollections: { total: failedCollections.total, rows: failedRows },
    debits: { total: debits.total, rows: debitRows },
    suspended: { total: suspended.total, rows: suspendedRows },
    expiringCards: { total: expiringCards.total, rows: cardRows.flat() },
    unverifiedVatIds: {
      total: unverifiedVatIds.total,
      rows: unverifiedVatIds.rows.map((row) => ({ ...toTroubled(row), values: row.taxIds })),
    },
  };
}

async function listUnsettled(
  { listAttempts }: Pick<WorkspaceDatabase, 'listAttempts'>,
  workspaceIds: string[] | null,
): Promise<PaymentAttempt[]> {
  const filter = { workspaceIds, invoiceId: null, customerId: null, unsettled: true };
  const { rows } = await listAttempts({ ...filter, offset: 0, limit: mostAttempts });
  return rows.map(toPaymentAttempt);
}

/** What waits for a decision comes before what goes by itself; within each the oldest first. */
function toPendingEdits(
  edits: readonly PendingEditRow[],
  limit: number,
): OutputOf<'today.get'>['pendingEdits'] {
  const goesByItself = ({ state }: PendingEditRow): boolean => state === 'waiting' || state === 'unknown';
  const inOrder = edits.toSorted(
    (left, right) =>
      Number(goesByItself(left)) - Number(goesByItself(right)) || left.createdAt - right.createdAt,
  );
  return { total: edits.length, rows: inOrder.slice(0, limit) };
}

async function readFreshness(
  cache: CacheReads,
  workspaceId: string,
): Promise<OutputOf<'today.get'>['accounts'][number]> {
  const { asOf, complete } = await cache.getSyncState({ workspaceId });
  return { workspaceId, asOf, complete };
}
