import { setTimeout } from 'node:timers/promises';
import type { CacheClient } from './cache/cacheApi.ts';
import { toErrorPayload } from './ipc/toErrorPayload.ts';
import type { Connectivity } from './services/connectivity.ts';
import { createCreditNoteServices, type CreditNoteServices } from './services/creditNotes.ts';
import { createInvoiceActionServices, type InvoiceActionServices } from './services/invoiceActions.ts';
import type { Jobs } from './services/jobs.ts';
import { createPaymentServices, type PaymentServices } from './services/payments.ts';
import { createAttemptFollower } from './services/paymentsSettle.ts';
import { refuseMoneyOffline } from './services/refuseOffline.ts';
import { createReminders, type Reminders } from './services/reminders.ts';
import { createSubscriptionServices, type SubscriptionServices } from './services/subscriptions.ts';
import type { ServicePorts } from './startServices.ts';
import type { StripeGateways } from './stripe/stripeGatewayApi.ts';
import type { Sync } from './sync/createSync.ts';
import type { WorkspaceRegistry } from './workspaces/workspaceRegistryApi.ts';
import type { WorkspaceDatabase } from './workspaceDatabase/workspaceDatabaseApi.ts';

export interface PaymentSide {
  handlers: PaymentServices &
    SubscriptionServices &
    InvoiceActionServices &
    CreditNoteServices &
    Reminders['handlers'];
  reminders: Pick<Reminders, 'start' | 'findRun'>;
  close(): Promise<void>;
}

interface PaymentSideDeps {
  ports: ServicePorts;
  cache: CacheClient;
  workspaceDatabase: WorkspaceDatabase;
  gateways: StripeGateways;
  registry: Pick<WorkspaceRegistry, 'getSettings'>;
  sync: Pick<Sync, 'refreshInvoice' | 'refreshCustomer'>;
  connectivity: Pick<Connectivity, 'onBack' | 'offlineSince'>;
  jobs: Pick<Jobs, 'start'>;
  clock: { now: () => number; newId: () => string };
}

/** Builds what collects money, and looks after what earlier attempts left open. */
export async function startPayments(parts: PaymentSideDeps): Promise<PaymentSide> {
  const { ports, cache, workspaceDatabase, gateways, registry, sync, connectivity, jobs, clock } = parts;
  const { about } = ports;
  const deps = {
    cache,
    workspaceDatabase,
    gateways,
    connectivity,
    refreshInvoice: sync.refreshInvoice,
    refreshCustomer: sync.refreshCustomer,
    jobs,
    who: () => about.who,
    suspendedFrom: () => registry.getSettings().suspendedFrom,
    pause: (ms: number) => setTimeout(ms, undefined, { ref: false }),
    ...clock,
  };
  const onError = (error: unknown): void => void toErrorPayload(error, 'payments', ports);
  const follower = createAttemptFollower({ ...deps, onError });
  cache.onChanged(({ workspaceId, resources }) => {
    if (resources.includes('invoices') || resources.includes('sync')) follower.follow(workspaceId);
  });
  const stopListening = connectivity.onBack(follower.follow);
  for (const workspaceId of await listUnsettledWorkspaces(workspaceDatabase)) follower.follow(workspaceId);
  const { handlers: reminderHandlers, ...reminders } = createReminders(deps);
  return {
    handlers: refuseMoneyOffline(connectivity, {
      ...createPaymentServices(deps),
      ...createSubscriptionServices(deps),
      ...createInvoiceActionServices(deps),
      ...createCreditNoteServices(deps),
      ...reminderHandlers,
    }),
    reminders,
    async close() {
      stopListening();
      await follower.idle();
    },
  };
}

async function listUnsettledWorkspaces({
  listAttempts,
}: Pick<WorkspaceDatabase, 'listAttempts'>): Promise<Set<string>> {
  const everywhere = { workspaceIds: null, invoiceId: null, customerId: null };
  const { rows } = await listAttempts({ ...everywhere, unsettled: true, offset: 0, limit: 500 });
  return new Set(rows.map(({ workspaceId }) => workspaceId));
}
