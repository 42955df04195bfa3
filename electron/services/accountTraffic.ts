import { listImpossibleLimits, stripeLimits } from '../../shared/domain/requestLimits.ts';
import { usualDesktops } from '../../shared/domain/readBudget.ts';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import { AppError } from '../../shared/errors/appError.ts';
import type { Handlers } from '../../shared/ipc/contract.ts';
import type { Traffic } from '../../shared/ipc/schemas/workspaces.ts';
import type { PublishEvent } from '../ipc/publishEvent.ts';
import type { WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';
import type { WorkspaceGateways } from '../workspaces/createStripeGateways.ts';
import type { WorkspaceRecord, WorkspaceRegistry } from '../workspaces/workspaceRegistryApi.ts';
import { desktopsOf } from './accountReads.ts';

export type AccountTrafficServices = Pick<Handlers, 'workspaces.setTraffic'>;

export interface AccountTrafficDeps {
  registry: Pick<WorkspaceRegistry, 'get' | 'save'>;
  gateways: Pick<WorkspaceGateways, 'applyTraffic'>;
  workspaceDatabase: Pick<WorkspaceDatabase, 'appendAudit'>;
  publishEvent: PublishEvent;
  who: string;
  now: () => UnixSeconds;
}

/** Use case around how much of Stripe's allowance Kantoor takes; the customer's other systems share it. */
export function createAccountTrafficServices(deps: AccountTrafficDeps): AccountTrafficServices {
  return {
    'workspaces.setTraffic': async ({ id, limits, desktops }) => {
      const record = deps.registry.get(id);
      refuseImpossible(record, limits);
      const before = toFields(record.traffic ?? { limits: null, desktops: usualDesktops });
      const after = toFields({ limits, desktops });
      deps.registry.save({ ...record, traffic: { limits, desktops } });
      await deps.gateways.applyTraffic(id);
      const changed = Object.keys(after).filter((field) => before[field] !== after[field]);
      const only = (fields: Record<string, string | null>): Record<string, string | null> =>
        Object.fromEntries(changed.map((field) => [field, fields[field] ?? null]));
      if (changed.length > 0)
        await deps.workspaceDatabase.appendAudit({
          at: deps.now(),
          who: deps.who,
          workspaceId: id,
          action: 'workspace.changed',
          target: record.accountId,
          targetName: record.name,
          before: only(before),
          after: only(after),
          outcome: 'done',
          requestId: null,
        });
      deps.publishEvent('cache.changed', { workspaceId: id, resources: ['workspaces'] });
      return {};
    },
  };
}

/** *Errors*: invalid_input: Stripe would refuse more, and nothing at all would leave below one. */
function refuseImpossible(record: WorkspaceRecord, limits: Traffic['limits']): void {
  if (desktopsOf(record) === null)
    throw new AppError(
      'invalid_input',
      'This account runs on this computer; nobody else waits for it, so it has no limits.',
    );
  const [field] = limits === null ? [] : listImpossibleLimits(limits, record.livemode);
  if (field === undefined) return;
  throw new AppError(
    'invalid_input',
    `This limit must lie between 1 and ${stripeLimits(record.livemode)[field]}: Stripe allows no more. Nothing was changed.`,
    { details: { field } },
  );
}

/** Null: the usual limit. */
function toFields({ limits, desktops }: Traffic): Record<string, string | null> {
  return {
    perEndpoint: limits === null ? null : String(limits.perEndpoint),
    overall: limits === null ? null : String(limits.overall),
    concurrency: limits === null ? null : String(limits.concurrency),
    desktops: String(desktops),
  };
}
