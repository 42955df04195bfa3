import { setTimeout } from 'node:timers/promises';
import type { CacheClient } from './cache/cacheApi.ts';
import { toErrorPayload } from './ipc/toErrorPayload.ts';
import type { Connectivity } from './services/connectivity.ts';
import { createExpiringCardServices, type ExpiringCardDeps } from './services/expiringCards.ts';
import { createMethodRecords } from './services/methodRecords.ts';
import type { PublicNames } from './services/publicName.ts';
import { createMethodServices, type MethodServices } from './services/paymentMethods.ts';
import { createSetupLinkServices, followSetupLinks, type SetupLinkServices } from './services/setupLinks.ts';
import type { ServicePorts } from './startServices.ts';
import { createTurns } from './stripe/inTurn.ts';
import type { StripeGateways } from './stripe/stripeGatewayApi.ts';
import type { Sync } from './sync/createSync.ts';
import type { WorkspaceDatabase } from './workspaceDatabase/workspaceDatabaseApi.ts';
import type { WorkspaceRegistry } from './workspaces/workspaceRegistryApi.ts';

export interface MethodSideDeps {
  ports: ServicePorts;
  cache: CacheClient;
  workspaceDatabase: WorkspaceDatabase;
  gateways: StripeGateways;
  registry: Pick<WorkspaceRegistry, 'get'> & ExpiringCardDeps['registry'];
  publicNames: PublicNames;
  sync: Pick<Sync, 'refreshCustomer'>;
  connectivity: Pick<Connectivity, 'offlineSince'>;
  clock: { now: () => number; newId: () => string };
}

export interface MethodSide {
  handlers: MethodServices & SetupLinkServices & ReturnType<typeof createExpiringCardServices>;
  close(): Promise<void>;
}

/** Builds what changes payment methods, and notices when a customer has used a link. */
export function startMethods(parts: MethodSideDeps): MethodSide {
  const { ports, cache, workspaceDatabase, gateways, registry, publicNames, sync, connectivity, clock } =
    parts;
  const deps = {
    workspaceDatabase,
    records: createMethodRecords(workspaceDatabase),
    gateways,
    registry,
    publicNames,
    connectivity,
    refreshCustomer: sync.refreshCustomer,
    who: () => ports.about.who,
    pause: (ms: number) => setTimeout(ms, undefined, { ref: false }),
    inTurn: createTurns(),
    running: new Set<string>(),
    ...clock,
  };
  let following: Promise<unknown> = Promise.resolve();
  cache.onChanged(({ workspaceId, resources }) => {
    if (!resources.includes('paymentMethods')) return;
    following = deps
      .inTurn(`links ${workspaceId}`, () => followSetupLinks(deps, { workspaceId, customerId: null }))
      .catch((error: unknown) => toErrorPayload(error, 'paymentMethods', ports));
  });
  return {
    handlers: {
      ...createMethodServices(deps),
      ...createSetupLinkServices(deps),
      ...createExpiringCardServices({ cache, registry, now: clock.now }),
    },
    async close() {
      await following;
    },
  };
}
