import type { SyncStatus } from '../../shared/ipc/schemas/workspaces.ts';
import type { ListPath, PageRequest } from '../stripe/stripeGatewayApi.ts';
import type { ReadKind } from './affectedObjects.ts';
import { addMonths, monthsBetween, startOfMonth, type Month } from './historyMonths.ts';

/** A Stripe list that is read into the cache. */
export interface StripeList {
  kind: ReadKind;
  path: ListPath;
  params: PageRequest['params'];
  /** What to ask for along with each object; the later sets are for keys that lack a right the earlier ones need. */
  expansions: readonly (readonly string[])[];
}

/** One walk of a backfill; its progress is a checkpoint of the same name. */
export interface SyncList extends StripeList {
  step: string;
  phase: SyncStatus['phase'];
}

const plain: StripeList['expansions'] = [[]];

export const customerExpansions = ['tax_ids', 'invoice_settings.default_payment_method'] as const;
/** STRIPE: the state of a direct debit is told by the payment intent alone (stripe.md §2.5). */
export const paymentExpansions = ['payment.payment_intent'] as const;

/** Every kind as a whole; `step` is also the kind's name in reports. */
export const listsByKind: Record<ReadKind, SyncList> = {
  customer: {
    step: 'customers',
    phase: 'customers',
    kind: 'customer',
    path: 'customers',
    params: {},
    expansions: [customerExpansions.map((field) => `data.${field}`), ['data.tax_ids'], []],
  },
  subscription: {
    step: 'subscriptions',
    phase: 'subscriptions',
    kind: 'subscription',
    path: 'subscriptions',
    // STRIPE: without this the list leaves out the cancelled ones.
    params: { status: 'all' },
    expansions: plain,
  },
  invoice: {
    step: 'invoices',
    phase: 'history',
    kind: 'invoice',
    path: 'invoices',
    params: {},
    expansions: plain,
  },
  creditNote: {
    step: 'creditNotes',
    phase: 'creditNotes',
    kind: 'creditNote',
    path: 'credit_notes',
    params: {},
    expansions: plain,
  },
  // Only those that are still to be paid: a debit that is under way is one of them.
  invoicePayment: {
    step: 'invoicePayments',
    phase: 'openInvoices',
    kind: 'invoicePayment',
    path: 'invoice_payments',
    params: { status: 'open' },
    expansions: [paymentExpansions.map((field) => `data.${field}`), []],
  },
};

/** Statuses of invoices that are not settled. */
export const unsettledStatuses = ['open', 'draft', 'uncollectible'] as const;

/** What people need first: everything that still waits for money. */
export const firstLists: readonly SyncList[] = [
  ...unsettledStatuses.map((status): SyncList => ({
    ...listsByKind.invoice,
    step: `invoices:${status}`,
    phase: 'openInvoices',
    params: { status },
  })),
  listsByKind.invoicePayment,
];

/** One month of invoices; the newest month has no end, so that nothing falls between plan and reading. */
function monthOfInvoices(month: Month, isNewest: boolean): SyncList {
  const end = isNewest ? {} : { 'created[lt]': startOfMonth(addMonths(month, 1)) };
  return {
    ...listsByKind.invoice,
    step: `invoices:${month}`,
    params: { 'created[gte]': startOfMonth(month), ...end },
  };
}

export interface HistoryPlan {
  oldest: Month;
  newest: Month;
}

/** Everything after the open invoices, in the order in which it is read: newest history first. */
export function laterLists({ oldest, newest }: HistoryPlan): SyncList[] {
  const history = monthsBetween(oldest, newest).map((month) => monthOfInvoices(month, month === newest));
  return [listsByKind.customer, listsByKind.subscription, ...history, listsByKind.creditNote];
}
