import type { Handlers } from '../../shared/ipc/contract.ts';
import type { Sync } from '../sync/createSync.ts';
import type { WorkspaceRegistry } from '../workspaces/workspaceRegistryApi.ts';

export type SyncServices = Pick<
  Handlers,
  'sync.getStatus' | 'sync.start' | 'sync.pause' | 'sync.resume' | 'sync.cancel'
>;

/** Use cases around bringing Stripe data in; progress comes as `sync.progress`. */
export function createSyncServices(deps: {
  sync: Pick<Sync, 'getStatus' | 'startNow' | 'pause' | 'cancel'>;
  registry: Pick<WorkspaceRegistry, 'list' | 'get'>;
}): SyncServices {
  const { sync, registry } = deps;
  /** Null means every workspace; an id that is not known throws. */
  const idsOf = (workspaceId: string | null): string[] =>
    workspaceId === null ? registry.list().map(({ id }) => id) : [registry.get(workspaceId).id];

  return {
    'sync.getStatus': () => Promise.all(idsOf(null).map((id) => sync.getStatus(id))),
    'sync.start': async ({ workspaceId, full }) => {
      for (const id of idsOf(workspaceId)) {
        // Who names an account wants it to go on; who asks for all leaves the paused ones alone.
        const { phase } = await sync.getStatus(id);
        if (workspaceId !== null || phase !== 'paused') sync.startNow(id, { full });
      }
      return {};
    },
    'sync.pause': async ({ workspaceId }) => {
      for (const id of idsOf(workspaceId)) sync.pause(id);
      return {};
    },
    'sync.resume': async ({ workspaceId }) => {
      for (const id of idsOf(workspaceId)) sync.startNow(id, { full: false });
      return {};
    },
    'sync.cancel': async ({ workspaceId }) => {
      for (const id of idsOf(workspaceId)) sync.cancel(id);
      return {};
    },
  };
}
