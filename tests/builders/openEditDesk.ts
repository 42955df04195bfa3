import { createCustomerServices, type CustomerServices } from '../../electron/services/customers.ts';
import { createTurns } from '../../electron/stripe/inTurn.ts';
import { createPendingEdits, type PendingEdits } from '../../electron/services/pendingEdits.ts';
import type { StripeGateways } from '../../electron/stripe/stripeGatewayApi.ts';
import type { TestOffice } from './openOffice.ts';
import { toErrorPayload } from './toErrorPayload.ts';

/** Whether Stripe is known to be out of reach, as a test says it. */
export interface TestConnectivity {
  isOffline: () => boolean;
  onBack: (listener: (workspaceId: string) => void) => () => void;
  setOffline: (offline: boolean) => void;
}

export function createTestConnectivity(): TestConnectivity {
  const listeners = new Set<(workspaceId: string) => void>();
  let offline = false;
  return {
    isOffline: () => offline,
    onBack(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setOffline(next) {
      offline = next;
      if (!next) for (const listener of listeners) listener('workspace-1');
    },
  };
}

export interface EditDesk {
  services: CustomerServices;
  pendingEdits: PendingEdits;
  connectivity: TestConnectivity;
}

/** Somebody who edits customers of an office. */
export function openEditDesk(
  office: TestOffice,
  { gateways = office.gateways, now = office.now }: { gateways?: StripeGateways; now?: () => number } = {},
): EditDesk {
  const connectivity = createTestConnectivity();
  const deps = {
    ...office,
    gateways,
    now,
    connectivity,
    inTurn: createTurns(),
    refreshCustomer: office.sync.refreshCustomer,
    pause: async (): Promise<void> => {},
    toErrorPayload,
    who: () => 'anna (Anna de Vries)',
  };
  const pendingEdits = createPendingEdits(deps);
  const services = createCustomerServices({ ...deps, onKept: pendingEdits.noteKept });
  return { services, pendingEdits, connectivity };
}
