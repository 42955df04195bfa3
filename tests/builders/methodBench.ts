import type Stripe from 'stripe';
import { createTurns } from '../../electron/stripe/inTurn.ts';
import { createExpiringCardServices } from '../../electron/services/expiringCards.ts';
import { createMethodRecords, type MethodRecords } from '../../electron/services/methodRecords.ts';
import { createMethodServices, type MethodServices } from '../../electron/services/paymentMethods.ts';
import {
  createSetupLinkServices,
  type SetupLinkDeps,
  type SetupLinkServices,
} from '../../electron/services/setupLinks.ts';
import type { StripeGateway } from '../../electron/stripe/stripeGatewayApi.ts';
import type { WorkspaceDatabase } from '../../electron/workspaceDatabase/workspaceDatabaseApi.ts';
import { openPaymentBench, workspaceId, type PaymentBench } from './paymentBench.ts';

/** An office in which the payment methods of customers change. */
export interface MethodBench extends PaymentBench {
  methods: MethodServices & SetupLinkServices & ReturnType<typeof createExpiringCardServices>;
  records: MethodRecords;
  /** Services of the same profile with something else about them. */
  methodsWith(change: {
    gateway?: Partial<StripeGateway>;
    offlineSince?: number;
    workspaceDatabase?: WorkspaceDatabase;
  }): Promise<MethodServices & SetupLinkServices>;
  /** A customer with these test methods, the first of which is the default. */
  addPayer(...testMethods: string[]): Promise<Payer>;
  /** Posts a form to the emulator's own addresses. */
  control(path: string, form: Record<string, string>): Promise<void>;
  listMethods(customer: string): Promise<string[]>;
  defaultOf(customer: string): Promise<string | null>;
}

export interface Payer {
  customerId: string;
  workspaceId: string;
  /** Ids in the order of the test methods. */
  ids: [string, ...string[]];
}

export async function openMethodBench(): Promise<MethodBench> {
  const bench = await openPaymentBench();
  const { office, stripe } = bench;
  const depsWith = (database: WorkspaceDatabase): SetupLinkDeps => ({
    ...office,
    workspaceDatabase: database,
    records: createMethodRecords(database),
    connectivity: { offlineSince: () => null },
    refreshCustomer: office.sync.refreshCustomer,
    inTurn: createTurns(),
    running: new Set(),
    pause: async () => {},
    who: () => 'anna (Anna de Vries)',
  });
  const deps = depsWith(office.workspaceDatabase);
  const servicesOf = (parts: typeof deps): MethodServices & SetupLinkServices => ({
    ...createMethodServices(parts),
    ...createSetupLinkServices(parts),
  });
  return {
    ...bench,
    methods: { ...servicesOf(deps), ...createExpiringCardServices(office) },
    records: deps.records,
    async methodsWith({ gateway = {}, offlineSince = null, workspaceDatabase }) {
      const changed = { ...(await office.gateways.of(workspaceId)), ...gateway };
      return servicesOf({
        ...depsWith(workspaceDatabase ?? office.workspaceDatabase),
        gateways: { of: async () => changed },
        connectivity: { offlineSince: () => offlineSince },
      });
    },
    async addPayer(first, ...others) {
      const { id: customerId, methods } = await bench.addCustomer([first, ...others]);
      const [standard, ...rest] = methods.map(({ id }) => id);
      if (standard === undefined) throw new Error('A payer has a method.');
      await stripe.customers.update(customerId, { invoice_settings: { default_payment_method: standard } });
      return { customerId, workspaceId, ids: [standard, ...rest] };
    },
    async control(path, form) {
      const { url, accounts } = office.emulator;
      const response = await fetch(`${url}/_emulator/${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${accounts[0]?.key}` },
        body: new URLSearchParams(form),
      });
      if (!response.ok) throw new Error(await response.text());
    },
    async listMethods(customer) {
      return (await stripe.customers.listPaymentMethods(customer)).data.map(({ id }) => id);
    },
    async defaultOf(customer) {
      const found = await stripe.customers.retrieve(customer);
      if (found.deleted) return null;
      const method = found.invoice_settings.default_payment_method;
      return typeof method === 'object' ? (method?.id ?? null) : method;
    },
  };
}

/** A subscription of a customer that names a method of its own. */
export async function addSubscription(
  stripe: Stripe,
  customer: string,
  method: string,
): Promise<Stripe.Subscription> {
  // A direct debit could not pay in another currency.
  const { data } = await stripe.prices.list({ limit: 1, type: 'recurring', currency: 'eur' });
  return stripe.subscriptions.create({
    customer,
    items: [{ price: data[0]?.id ?? '' }],
    default_payment_method: method,
  });
}
