import type Stripe from 'stripe';
import { createCreditNoteServices, type CreditNoteServices } from '../../electron/services/creditNotes.ts';
import { createInvoiceActionServices } from '../../electron/services/invoiceActions.ts';
import type { InvoiceActionServices } from '../../electron/services/invoiceActions.ts';
import type { WorkspaceDatabase } from '../../electron/workspaceDatabase/workspaceDatabaseApi.ts';
import type { StripeGateway } from '../../electron/stripe/stripeGatewayApi.ts';
import type { InvoiceActionOffer, PlainInvoiceAction } from '../../shared/ipc/schemas/invoiceActions.ts';
import { openPaymentBench, workspaceId, type PaymentBench } from './paymentBench.ts';

/** A payment bench with the services that change where an invoice stands. */
export interface ActionBench extends PaymentBench {
  actions: InvoiceActionServices & CreditNoteServices;
  actionsWith(change: Partial<StripeGateway>): Promise<InvoiceActionServices & CreditNoteServices>;
  /** The services over a profile that another process left behind. */
  actionsOver(workspaceDatabase: WorkspaceDatabase): InvoiceActionServices & CreditNoteServices;
  addDraft(customer: string, params?: Stripe.InvoiceCreateParams): Promise<Stripe.Invoice>;
  prepare(action: PlainInvoiceAction, invoiceId: string): Promise<InvoiceActionOffer>;
  /** Confirms what was offered. */
  confirm(
    offer: InvoiceActionOffer,
    services?: InvoiceActionServices,
  ): ReturnType<InvoiceActionServices['invoices.act']>;
  setOffline(isOffline: boolean): void;
}

export async function openActionBench(): Promise<ActionBench> {
  const bench = await openPaymentBench();
  const { office, stripe } = bench;
  let offlineSince: number | null = null;
  const depsWith = (gateways: typeof office.gateways, { workspaceDatabase } = office) => ({
    ...office,
    workspaceDatabase,
    gateways,
    refreshInvoice: office.sync.refreshInvoice,
    refreshCustomer: office.sync.refreshCustomer,
    connectivity: { offlineSince: () => offlineSince },
    pause: async () => {},
    who: () => 'anna (Anna de Vries)',
    suspendedFrom: () => 'unpaid' as const,
  });
  const servicesOver = (...change: Parameters<typeof depsWith>) => ({
    ...createInvoiceActionServices(depsWith(...change)),
    ...createCreditNoteServices(depsWith(...change)),
  });
  const actions = servicesOver(office.gateways);
  return {
    ...bench,
    actions,
    async actionsWith(change) {
      const real = await office.gateways.of(workspaceId);
      return servicesOver({ of: async () => ({ ...real, ...change }) });
    },
    actionsOver: (workspaceDatabase) => servicesOver(office.gateways, { ...office, workspaceDatabase }),
    async addDraft(customer, params = {}) {
      const invoice = await stripe.invoices.create({ customer, currency: 'eur', ...params });
      await stripe.invoiceItems.create({ customer, invoice: invoice.id, amount: 12_100, currency: 'eur' });
      return stripe.invoices.retrieve(invoice.id);
    },
    prepare: (action, invoiceId) => actions['invoices.prepareAction']({ workspaceId, invoiceId, action }),
    confirm: ({ invoiceId, action, total, amountRemaining, consequences }, services = actions) =>
      services['invoices.act']({
        workspaceId,
        invoiceId,
        action,
        confirmed: { total, amountRemaining, consequences },
      }),
    setOffline(isOffline) {
      offlineSince = isOffline ? office.now() : null;
    },
  };
}
