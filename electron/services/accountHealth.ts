import { isAppError } from '../../shared/errors/appError.ts';
import { usualDesktops } from '../../shared/domain/readBudget.ts';
import type { Handlers } from '../../shared/ipc/contract.ts';
import type { AccountHealth } from '../../shared/ipc/schemas/workspaces.ts';
import type { CacheClient } from '../cache/cacheApi.ts';
import type { ReadBudget } from '../stripe/readBudget.ts';
import type { StripeGateways } from '../stripe/stripeGatewayApi.ts';
import type { Sync } from '../sync/createSync.ts';
import type { WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';
import type { WorkspaceRegistry } from '../workspaces/workspaceRegistryApi.ts';
import { desktopsOf } from './accountReads.ts';

export type AccountHealthServices = Pick<Handlers, 'sync.getHealth'>;

export interface AccountHealthDeps {
  registry: Pick<WorkspaceRegistry, 'get'>;
  gateways: StripeGateways;
  sync: Pick<Sync, 'listSkipped'>;
  cache: Pick<CacheClient, 'getSyncState'>;
  workspaceDatabase: Pick<WorkspaceDatabase, 'documentUsage'>;
  budget: Pick<ReadBudget, 'describe'>;
  /** *Units*: bytes on disk, journals included. */
  measureFiles: () => Promise<{ cacheBytes: number; workspaceDatabaseBytes: number }>;
}

/** Use case around how an account's data is kept up to date and what that costs. */
export function createAccountHealthServices(deps: AccountHealthDeps): AccountHealthServices {
  return { 'sync.getHealth': ({ workspaceId }) => describeAccount(deps, workspaceId) };
}

async function describeAccount(deps: AccountHealthDeps, workspaceId: string): Promise<AccountHealth> {
  const record = deps.registry.get(workspaceId);
  const [state, { days, used, usedToday, budget }, requests, usage, files] = await Promise.all([
    deps.cache.getSyncState({ workspaceId }),
    deps.budget.describe(workspaceId),
    describeRequests(deps.gateways, workspaceId),
    deps.workspaceDatabase.documentUsage(),
    deps.measureFiles(),
  ]);
  const stored = usage.find((other) => other.workspaceId === workspaceId);
  return {
    workspaceId,
    lastEventAt: state.eventCursorCreated,
    eventsAskedAt: state.eventCursorAt,
    withoutEvents: state.withoutEvents,
    reads: { today: usedToday, used, budget: desktopsOf(record) === null ? null : budget, days },
    traffic: record.traffic ?? { limits: null, desktops: usualDesktops },
    requests,
    skipped: deps.sync.listSkipped(workspaceId),
    storage: { ...files, documents: stored?.documents ?? 0, documentBytes: stored?.bytes ?? 0 },
  };
}

/** Without a key there is no gateway; everything else is worth telling all the same. */
async function describeRequests(
  gateways: StripeGateways,
  workspaceId: string,
): Promise<AccountHealth['requests']> {
  try {
    const gateway = await gateways.of(workspaceId);
    const { requests, refusals, pace, troubles } = gateway.describe();
    const counted = Object.entries(refusals).map(([reason, count]) => ({ reason, count }));
    return { sent: requests, repeated: gateway.stats.retries, refusals: counted, pace, troubles };
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}
