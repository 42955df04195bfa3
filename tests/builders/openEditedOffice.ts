import type { StripeGateway } from '../../electron/stripe/stripeGatewayApi.ts';
import type { InputOf } from '../../shared/ipc/contract.ts';
import type {
  CustomerChanges,
  CustomerDetail,
  CustomerFilter,
  CustomerRow,
} from '../../shared/ipc/schemas/customers.ts';
import type { PendingEditRow } from '../../shared/ipc/schemas/pendingEdits.ts';
import { connectSdk } from '../integration/stripeEmulatorClient.ts';
import { customerFilter } from './customerFilter.ts';
import { openEditDesk, type EditDesk } from './openEditDesk.ts';
import { openOffice, type TestOffice } from './openOffice.ts';

const workspaceId = 'workspace-1';
type Update = InputOf<'customers.update'>;
type Updated = Awaited<ReturnType<EditDesk['services']['customers.update']>>;

/** An office with somebody who edits its customers, a network that can go, and a colleague. */
export interface EditedOffice {
  office: TestOffice;
  desk: EditDesk;
  /** A second client of the same account: somebody else in the dashboard. */
  colleague: ReturnType<typeof connectSdk>;
  /** A customer that no other test has. */
  takeCustomer(fits?: (customer: CustomerDetail) => boolean): Promise<CustomerDetail>;
  getCustomer(customerId: string): Promise<CustomerDetail>;
  listCustomers(filter: Partial<CustomerFilter>): Promise<CustomerRow[]>;
  editOffline(customer: CustomerDetail, changes: Partial<CustomerChanges>): Promise<Updated>;
  /** Sends what waits for one customer; gives what is left of it. */
  send(customerId: string, by?: EditDesk): Promise<PendingEditRow | null>;
  /** What the audit log says about a customer, oldest first. */
  outcomesOf(customerId: string): Promise<string[]>;
  /** A desk whose gateway answers as the real one except where told otherwise. */
  deskWith(change: Partial<StripeGateway>, now?: () => number): Promise<EditDesk>;
  liveCustomer(customerId: string): Promise<{ name: string | null; email: string | null }>;
}

/** What the editor sends: everything that the person saw, and what they changed. */
export function updateOf(
  { id, name, email, phone, address, preferredLocale, taxExempt }: CustomerDetail,
  changes: Partial<CustomerChanges>,
): Update {
  return {
    workspaceId,
    customerId: id,
    base: { name, email, phone, ...address, preferredLocale, taxExempt },
    changes: { values: {}, addTaxIds: [], removeTaxIds: [], ...changes },
  };
}

/** Opens an office of size S with a desk. */
export async function openEditedOffice(): Promise<EditedOffice> {
  const office = await openOffice();
  const desk = openEditDesk(office);
  const colleague = connectSdk(office.emulator.url, office.emulator.accounts[0]?.key ?? '');
  const getCustomer = (customerId: string): Promise<CustomerDetail> =>
    desk.services['customers.get']({ workspaceId, customerId });
  let taken = 0;
  return {
    office,
    desk,
    colleague,
    getCustomer,
    listCustomers: (filter) => listCustomers(desk, filter),
    async takeCustomer(fits = () => true) {
      for (;;) {
        const [row] = await listCustomers(desk, { country: 'NL' }, { offset: taken, limit: 1 });
        if (!row) throw new Error('No customer of the office fits.');
        taken += 1;
        const customer = await getCustomer(row.id);
        if (fits(customer)) return customer;
      }
    },
    async editOffline(customer, changes) {
      await office.emulator.setOffline(true);
      try {
        return await desk.services['customers.update'](updateOf(customer, changes));
      } finally {
        await office.emulator.setOffline(false);
      }
    },
    async send(customerId, by = desk) {
      const { left } = await by.pendingEdits.handlers['pendingEdits.send']({ workspaceId, customerId });
      return left[0] ?? null;
    },
    async outcomesOf(customerId) {
      const whole = { workspaceIds: [workspaceId], customerId, offset: 0, limit: 50 };
      const { rows } = await office.workspaceDatabase.listAudit(whole);
      return rows.toReversed().map(({ action, outcome }) => `${action} ${outcome}`);
    },
    async deskWith(change, now = office.now) {
      const real = await office.gateways.of(workspaceId);
      return openEditDesk(office, { gateways: { of: async () => ({ ...real, ...change }) }, now });
    },
    async liveCustomer(customerId) {
      const customer = await colleague.customers.retrieve(customerId);
      if (customer.deleted) throw new Error('deleted');
      return { name: customer.name ?? null, email: customer.email };
    },
  };
}

async function listCustomers(
  { services }: EditDesk,
  filter: Partial<CustomerFilter>,
  range = { offset: 0, limit: 500 },
): Promise<CustomerRow[]> {
  const { rows } = await services['customers.list']({
    filter: customerFilter(filter),
    sort: { field: 'createdAt', direction: 'asc' },
    ...range,
  });
  return rows;
}
