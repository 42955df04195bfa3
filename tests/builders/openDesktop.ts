import { randomUUID } from 'node:crypto';
import { createCreditNoteServices } from '../../electron/services/creditNotes.ts';
import { createForeignChanges } from '../../electron/services/foreignChanges.ts';
import { createInvoiceActionServices } from '../../electron/services/invoiceActions.ts';
import { createJobs } from '../../electron/services/jobs.ts';
import { createMethodRecords } from '../../electron/services/methodRecords.ts';
import { createMethodServices } from '../../electron/services/paymentMethods.ts';
import { createPaymentServices } from '../../electron/services/payments.ts';
import { createAttemptFollower } from '../../electron/services/paymentsSettle.ts';
import { settleInterruptedWrites } from '../../electron/services/recordedWrite.ts';
import { createSetupLinkServices } from '../../electron/services/setupLinks.ts';
import { createSubscriptionServices } from '../../electron/services/subscriptions.ts';
import { createTurns } from '../../electron/stripe/inTurn.ts';
import type { StripeGateway } from '../../electron/stripe/stripeGatewayApi.ts';
import type { Fetch } from '../../electron/stripe/stripeTransport.ts';
import { createWorkspaceDatabase } from '../../electron/workspaceDatabase/createWorkspaceDatabase.ts';
import type { WorkspaceDatabase } from '../../electron/workspaceDatabase/workspaceDatabaseApi.ts';
import { temporaryFolder } from './openCache.ts';
import { openEditDesk } from './openEditDesk.ts';
import type { TestOffice } from './openOffice.ts';
import { workspaceId } from './paymentBench.ts';
import { testGateway } from './testGateway.ts';
import { toErrorPayload } from './toErrorPayload.ts';

/** One installation with everything that changes something at Stripe, on a way to Stripe with trouble of its own. */
export interface Desktop {
  readonly services: ReturnType<typeof createServices>;
  readonly workspaceDatabase: WorkspaceDatabase;
  /** Ids of the actions that left for Stripe. */
  readonly sent: ReadonlySet<string>;
  noteChanges: ReturnType<typeof createForeignChanges>;
  /** Looks after attempts that are open. */
  follow(): Promise<void>;
  /** The app ends and is started again. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

interface DesktopInput {
  installationId: string;
  fetch: Fetch;
}

/** Opens a desktop in a profile of its own; the cache is the office's. */
export async function openDesktop(
  office: TestOffice,
  { installationId, fetch }: DesktopInput,
): Promise<Desktop> {
  const folder = temporaryFolder();
  const open = (): Promise<WorkspaceDatabase> =>
    createWorkspaceDatabase({
      file: `${folder}/workspace.sqlite`,
      backupDir: `${folder}/backups`,
      workerUrl: new URL('../../electron/workspaceDatabase/workspaceDatabaseWorker.ts', import.meta.url),
    });
  const sent = new Set<string>();
  const prefix = `kantoor-${installationId}-`;
  const gateway = testGateway({
    key: office.emulator.accounts[0]?.key ?? '',
    apiBase: office.emulator.url,
    installationId,
    fetch(url, init) {
      const key = new Headers(init.headers).get('idempotency-key');
      if (key?.startsWith(prefix)) sent.add(key.slice(prefix.length));
      return fetch(url, init);
    },
  });
  let workspaceDatabase = await open();
  let services = createServices(office, gateway, workspaceDatabase);
  return {
    get services() {
      return services;
    },
    get workspaceDatabase() {
      return workspaceDatabase;
    },
    sent,
    noteChanges: (...input) =>
      createForeignChanges({ ...office, workspaceDatabase, installationId })(...input),
    async follow() {
      services.follower.follow(workspaceId);
      await services.follower.idle();
    },
    async restart() {
      await workspaceDatabase.close();
      workspaceDatabase = await open();
      await settleInterruptedWrites(workspaceDatabase);
      services = createServices(office, gateway, workspaceDatabase);
    },
    close: () => workspaceDatabase.close(),
  };
}

function createServices(office: TestOffice, gateway: StripeGateway, workspaceDatabase: WorkspaceDatabase) {
  const gateways = { of: async () => gateway };
  const deps = {
    ...office,
    workspaceDatabase,
    gateways,
    records: createMethodRecords(workspaceDatabase),
    connectivity: { offlineSince: () => null },
    refreshInvoice: office.sync.refreshInvoice,
    refreshCustomer: office.sync.refreshCustomer,
    inTurn: createTurns(),
    running: new Set<string>(),
    jobs: createJobs({ ...office, publishJob: () => {}, toErrorPayload }),
    suspendedFrom: () => 'unpaid' as const,
    pause: async () => {},
    who: () => 'anna (Anna de Vries)',
    newId: randomUUID,
  };
  const onError = (error: unknown): void => {
    throw error;
  };
  const desk = openEditDesk({ ...office, workspaceDatabase, newId: randomUUID }, { gateways });
  return {
    ...createPaymentServices(deps),
    ...createSubscriptionServices(deps),
    ...createInvoiceActionServices(deps),
    ...createCreditNoteServices(deps),
    ...createMethodServices(deps),
    ...createSetupLinkServices(deps),
    ...desk.services,
    ...desk.pendingEdits.handlers,
    follower: createAttemptFollower({ ...deps, onError }),
  };
}
