import path from 'node:path';
import Stripe from 'stripe';
import { createJobs } from '../../electron/services/jobs.ts';
import { createPaymentServices, type PaymentServices } from '../../electron/services/payments.ts';
import { createAttemptFollower, type AttemptFollower } from '../../electron/services/paymentsSettle.ts';
import {
  createSubscriptionServices,
  type SubscriptionServices,
} from '../../electron/services/subscriptions.ts';
import type { StripeGateway, StripeGateways } from '../../electron/stripe/stripeGatewayApi.ts';
import { createWorkspaceDatabase } from '../../electron/workspaceDatabase/createWorkspaceDatabase.ts';
import type { WorkspaceDatabase } from '../../electron/workspaceDatabase/workspaceDatabaseApi.ts';
import type { CollectionResult } from '../../shared/ipc/schemas/payments.ts';
import { officeAnchor, openOffice, type TestOffice } from './openOffice.ts';
import { toErrorPayload } from './toErrorPayload.ts';

export const workspaceId = 'workspace-1';

/** An office without history, the services that collect, and a client with which the test plays everybody else. */
export interface PaymentBench {
  office: TestOffice;
  stripe: Stripe;
  /** The same for another account of the office, by its place. */
  stripeOf(account: number): Stripe;
  services: PaymentServices & SubscriptionServices;
  follower: AttemptFollower;
  /** Services of the same profile whose gateway answers as told. */
  servicesWith(change: Partial<StripeGateway>): Promise<PaymentServices>;
  /** The services as the next start of the app has them, over a profile that another process left behind. */
  startOn(folder: string): Promise<StartedProfile>;
  /** Lets time pass, for the emulator and for the services. */
  advance(seconds: number): void;
  addCustomer(methods?: readonly string[]): Promise<{ id: string; methods: Stripe.PaymentMethod[] }>;
  addInvoice(customer: string, options?: { amount?: number; currency?: string }): Promise<Stripe.Invoice>;
  /** Collects with the first method of the invoice's customer, for what the invoice asks. */
  collect(invoice: Stripe.Invoice, services?: PaymentServices): Promise<CollectionResult>;
  /** Charges of a customer that took money or are about to: what must never be more than was owed. */
  listCharges(customer: string): Promise<Stripe.Charge[]>;
  close(): Promise<void>;
}

export interface StartedProfile {
  services: PaymentServices;
  follower: AttemptFollower;
  workspaceDatabase: WorkspaceDatabase;
  /** Services of the same profile whose gateway answers as told. */
  servicesWith(change: Partial<StripeGateway>): Promise<PaymentServices>;
}

const day = 86_400;

export async function openPaymentBench({ accounts = 1 } = {}): Promise<PaymentBench> {
  let shift = Date.parse(`${officeAnchor}T12:00:00Z`) / 1000 + day;
  const office = await openOffice({ accounts, synced: false, nowMs: () => shift * 1000 });
  const stripeOf = (account: number): Stripe =>
    connectTo(office.emulator.url, office.emulator.accounts[account]?.key ?? '');
  const stripe = stripeOf(0);
  const depsWith = (gateways: StripeGateways, { workspaceDatabase } = office) => ({
    ...office,
    gateways,
    workspaceDatabase,
    refreshInvoice: office.sync.refreshInvoice,
    refreshCustomer: office.sync.refreshCustomer,
    pause: async () => {},
    who: () => 'anna (Anna de Vries)',
    suspendedFrom: () => 'unpaid' as const,
    jobs: createJobs({ ...office, publishJob: () => {}, toErrorPayload }),
  });
  const deps = depsWith(office.gateways);
  const onError = (error: unknown): void => {
    throw error;
  };
  const started: WorkspaceDatabase[] = [];
  const bench: PaymentBench = {
    office,
    stripe,
    stripeOf,
    services: { ...createPaymentServices(deps), ...createSubscriptionServices(deps) },
    follower: createAttemptFollower({ ...deps, onError }),
    async servicesWith(change) {
      return createPaymentServices(depsWith(await gatewaysWith(office, change)));
    },
    async startOn(folder) {
      const workspaceDatabase = await createWorkspaceDatabase({
        file: path.join(folder, 'workspace.sqlite'),
        backupDir: path.join(folder, 'backups'),
        workerUrl: new URL('../../electron/workspaceDatabase/workspaceDatabaseWorker.ts', import.meta.url),
      });
      started.push(workspaceDatabase);
      const profile = { ...office, workspaceDatabase };
      const restarted = depsWith(office.gateways, profile);
      return {
        workspaceDatabase,
        services: createPaymentServices(restarted),
        follower: createAttemptFollower({ ...restarted, onError }),
        servicesWith: async (change) =>
          createPaymentServices(depsWith(await gatewaysWith(office, change), profile)),
      };
    },
    advance(seconds) {
      shift += seconds;
    },
    async addCustomer(methods = ['pm_card_visa']) {
      const { id } = await stripe.customers.create({
        name: 'De Gouden Lepel',
        email: 'administratie@lepel.test',
      });
      const attached = [];
      for (const method of methods)
        attached.push(await stripe.paymentMethods.attach(method, { customer: id }));
      return { id, methods: attached };
    },
    async addInvoice(customer, { amount = 12_100, currency = 'eur' } = {}) {
      const invoice = await stripe.invoices.create({ customer, currency, auto_advance: false });
      await stripe.invoiceItems.create({ customer, invoice: invoice.id, amount, currency });
      return stripe.invoices.finalizeInvoice(invoice.id, { auto_advance: false });
    },
    async collect(invoice, services = bench.services) {
      const [method] = (await stripe.customers.listPaymentMethods(String(invoice.customer))).data;
      return services['payments.collect']({
        workspaceId,
        invoiceId: invoice.id,
        paymentMethodId: method?.id ?? 'pm_none',
        amount: invoice.amount_remaining,
        currency: invoice.currency,
      });
    },
    async listCharges(customer) {
      const { data } = await stripe.charges.list({ customer, limit: 100 });
      return data.filter(({ status }) => status === 'succeeded' || status === 'pending');
    },
    async close() {
      await Promise.all(started.map((database) => database.close()));
      await office.close();
    },
  };
  return bench;
}

function connectTo(url: string, key: string): Stripe {
  const { hostname, port } = new URL(url);
  const options = { host: hostname, port, protocol: 'http', telemetry: false, maxNetworkRetries: 0 } as const;
  return new Stripe(key, options);
}

async function gatewaysWith(
  { gateways }: Pick<TestOffice, 'gateways'>,
  change: Partial<StripeGateway>,
): Promise<StripeGateways> {
  const real = await gateways.of(workspaceId);
  return { of: async () => ({ ...real, ...change }) };
}
