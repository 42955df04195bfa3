import { setTimeout } from 'node:timers/promises';
import type { CacheReads } from './cache/cacheApi.ts';
import { toErrorPayload } from './ipc/toErrorPayload.ts';
import type { Connectivity } from './services/connectivity.ts';
import { createCustomerServices, type CustomerServices } from './services/customers.ts';
import { createPendingEdits, type PendingEdits } from './services/pendingEdits.ts';
import type { ServicePorts } from './startServices.ts';
import { createTurns } from './stripe/inTurn.ts';
import type { StripeGateways } from './stripe/stripeGatewayApi.ts';
import type { Sync } from './sync/createSync.ts';
import type { WorkspaceDatabase } from './workspaceDatabase/workspaceDatabaseApi.ts';
import type { WorkspaceRegistry } from './workspaces/workspaceRegistryApi.ts';

export interface CustomerParts {
  ports: ServicePorts;
  cache: CacheReads;
  workspaceDatabase: WorkspaceDatabase;
  registry: Pick<WorkspaceRegistry, 'list' | 'get' | 'getSettings'>;
  gateways: StripeGateways;
  connectivity: Connectivity;
  sync: Pick<Sync, 'refreshCustomer'>;
  clock: { now: () => number; newId: () => string };
}

export interface CustomerSide {
  customerHandlers: CustomerServices;
  pendingEdits: PendingEdits;
}

/** Customers and their edits; those that Stripe does not have yet are sent whenever it can be reached. */
export function startCustomers({ ports, sync, clock, ...parts }: CustomerParts): CustomerSide {
  const deps = {
    ...parts,
    ...clock,
    inTurn: createTurns(),
    refreshCustomer: sync.refreshCustomer,
    pause: (ms: number): Promise<void> => setTimeout(ms, undefined, { ref: false }),
    toErrorPayload: (error: unknown) => toErrorPayload(error, 'pendingEdits', ports),
    who: () => ports.about.who,
  };
  const pendingEdits = createPendingEdits(deps);
  const customerHandlers = createCustomerServices({ ...deps, onKept: pendingEdits.noteKept });
  return { customerHandlers, pendingEdits };
}
