import type Stripe from 'stripe';
import { createForeignChanges } from '../../electron/services/foreignChanges.ts';
import { createJobs } from '../../electron/services/jobs.ts';
import { createReminders, type Reminders } from '../../electron/services/reminders.ts';
import type { StripeGateway } from '../../electron/stripe/stripeGatewayApi.ts';
import type { StripeEvent } from '../../electron/sync/affectedObjects.ts';
import type { PlannedReminder, ReminderItem, ReminderRun } from '../../shared/ipc/schemas/reminders.ts';
import { openActionBench, type ActionBench } from './actionBench.ts';
import { workspaceId } from './paymentBench.ts';
import { toErrorPayload } from './toErrorPayload.ts';

/** An action bench with the services that send reminders in series. */
export interface ReminderBench extends ActionBench {
  reminders: Reminders;
  remindersWith(change: Partial<StripeGateway>): Promise<Reminders>;
  /** An invoice that Stripe e-mails: open, to be paid. */
  addSendable(customer: string): Promise<Stripe.Invoice>;
  /** The plan for these, after the cache has learned of them. */
  plan(invoiceIds: readonly string[]): Promise<PlannedReminder[]>;
  /** Runs the series to its end and gives what came of it. */
  run(
    items: readonly ReminderItem[],
    how?: { reminders?: Reminders; cancelledBy?: AbortSignal },
  ): Promise<ReminderRun>;
  /** How often Stripe was made to send an invoice. */
  countSent(invoiceId: string): Promise<number>;
  /** Reads the event feed as a later sync does. */
  catchUp(): Promise<void>;
}

export async function openReminderBench(): Promise<ReminderBench> {
  const bench = await openActionBench();
  const { office, stripe } = bench;
  const remindersOver = (gateways: typeof office.gateways, offlineSince: () => number | null): Reminders =>
    createReminders({
      ...office,
      gateways,
      refreshInvoice: office.sync.refreshInvoice,
      refreshCustomer: office.sync.refreshCustomer,
      connectivity: { offlineSince },
      pause: async () => {},
      who: () => 'anna (Anna de Vries)',
      suspendedFrom: () => 'unpaid',
      jobs: createJobs({ ...office, publishJob: () => {}, toErrorPayload }),
    });
  let offlineSince: number | null = null;
  const reminders = remindersOver(office.gateways, () => offlineSince);

  async function listSentEvents(): Promise<Stripe.Event[]> {
    return (await stripe.events.list({ type: 'invoice.sent', limit: 100 })).data;
  }

  return {
    ...bench,
    reminders,
    async remindersWith(change) {
      const real = await office.gateways.of(workspaceId);
      return remindersOver({ of: async () => ({ ...real, ...change }) }, () => offlineSince);
    },
    setOffline(isOffline) {
      offlineSince = isOffline ? office.now() : null;
    },
    async addSendable(customer) {
      const draft = await bench.addDraft(customer, { collection_method: 'send_invoice', days_until_due: 14 });
      return stripe.invoices.finalizeInvoice(draft.id, { auto_advance: false });
    },
    async plan(invoiceIds) {
      for (const id of invoiceIds) await office.sync.refreshInvoice(workspaceId, id);
      const invoices = invoiceIds.map((invoiceId) => ({ workspaceId, invoiceId }));
      return reminders.handlers['reminders.plan']({ invoices });
    },
    async run(items, { reminders: by = reminders, cancelledBy } = {}) {
      const { runId, ended } = await by.start(items, cancelledBy);
      await ended.catch(() => {});
      const run = await by.findRun(runId);
      if (!run) throw new Error(`There is no series ${runId}.`);
      return run;
    },
    async countSent(invoiceId) {
      const events = await listSentEvents();
      return events.filter(({ data }) => (data.object as Stripe.Invoice).id === invoiceId).length;
    },
    async catchUp() {
      const noteChanges = createForeignChanges({ ...office, installationId: 'another-desk' });
      await noteChanges(workspaceId, (await listSentEvents()) as unknown as StripeEvent[]);
    },
  };
}

/** A planned reminder as somebody confirms it. */
export function confirmed(
  { invoiceId, invoiceNumber, customerName, amount, total, currency }: PlannedReminder,
  evenIfRecent = false,
): ReminderItem {
  return { workspaceId, invoiceId, invoiceNumber, customerName, amount, total, currency, evenIfRecent };
}
