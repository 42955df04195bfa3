import { z } from 'zod';
import { documentStates } from '../../domain/documents.ts';
import { invoiceStatuses } from '../../domain/invoices.ts';
import { mostLinks, reminderRefusals } from '../../domain/reminders.ts';
import { taxExemptions } from '../../domain/customers.ts';
import {
  count,
  currency,
  day,
  empty,
  longText,
  offset,
  pageLimit,
  shortText,
  sortDirection,
  stripeId,
  unixSeconds,
  workspaceId,
  workspaceIds,
} from './primitives.ts';

export const invoiceStatus = z.enum(invoiceStatuses);

export const invoiceRow = z.strictObject({
  id: stripeId,
  workspaceId,
  number: z.string().nullable(),
  status: invoiceStatus,
  overdue: z.boolean(),
  customerId: z.string().nullable(),
  customerName: z.string().nullable(),
  currency,
  subtotal: z.int(),
  tax: z.int(),
  total: z.int(),
  amountDue: z.int(),
  amountPaid: z.int(),
  amountRemaining: z.int(),
  createdAt: unixSeconds,
  issuedAt: unixSeconds.nullable(),
  dueAt: unixSeconds.nullable(),
  collectionMethod: z.enum(['charge_automatically', 'send_invoice']),
  document: z.enum(documentStates),
  /** When it was last e-mailed, by anybody, as far as is known. */
  lastSentAt: unixSeconds.nullable(),
});
export type InvoiceRow = z.infer<typeof invoiceRow>;

/** `failed`: overdue because it was to be collected and that failed; `debits`: a direct debit is under way. */
export const invoiceViews = ['open', 'overdue', 'failed', 'debits', 'paid', 'draft', 'all'] as const;
export type InvoiceView = (typeof invoiceViews)[number];
export const invoiceSortFields = [
  'createdAt',
  'issuedAt',
  'dueAt',
  'number',
  'customerName',
  'total',
  'amountRemaining',
  'status',
] as const;

const invoiceFilter = z.strictObject({
  workspaceIds,
  view: z.enum(invoiceViews),
  /** Narrower than `view` where given: void and uncollectible have no view of their own. */
  status: invoiceStatus.nullable(),
  customerId: stripeId.nullable(),
  query: shortText,
  /** Days, both included, of the creation date in each workspace's time zone. */
  from: day.nullable(),
  to: day.nullable(),
});
export type InvoiceFilter = z.infer<typeof invoiceFilter>;

const lineItem = z.strictObject({
  id: z.string(),
  description: z.string().nullable(),
  quantity: z.number().nullable(),
  unitAmountDecimal: z.string().nullable(),
  amount: z.int(),
  discountAmount: z.int(),
  periodStart: unixSeconds.nullable(),
  periodEnd: unixSeconds.nullable(),
  taxes: z.array(
    z.strictObject({ amount: z.int(), percentage: z.number().nullable(), reason: z.string().nullable() }),
  ),
});

const taxSummary = z.strictObject({
  /** Percentage, e.g. 21; null where Stripe gave no rate. */
  percentage: z.number().nullable(),
  taxableAmount: z.int().nullable(),
  amount: z.int(),
  inclusive: z.boolean(),
  /** Stripe's `taxability_reason`, e.g. `standard_rated`, `reverse_charge`. */
  reason: z.string().nullable(),
});

const timelineKinds = [
  'created',
  'finalized',
  'sent',
  'due',
  'attempted',
  'paid',
  'partiallyPaid',
  'uncollectible',
  'voided',
  'creditNote',
] as const;

const invoiceDetail = z.strictObject({
  ...invoiceRow.shape,
  description: z.string().nullable(),
  footer: z.string().nullable(),
  billingReason: z.string().nullable(),
  periodStart: unixSeconds.nullable(),
  periodEnd: unixSeconds.nullable(),
  subscriptionId: z.string().nullable(),
  /** The customer as frozen on the document at finalisation. */
  billedTo: z.strictObject({
    name: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    /** Without the country, whose name depends on the reader's language. */
    addressLines: z.array(z.string()),
    country: z.string().nullable(),
    taxExempt: z.enum(taxExemptions).nullable(),
    taxIds: z.array(z.strictObject({ type: z.string(), value: z.string().nullable() })),
  }),
  lines: z.array(lineItem),
  /** False while the cache holds only the first lines. */
  linesComplete: z.boolean(),
  taxes: z.array(taxSummary),
  discounts: z.array(z.strictObject({ amount: z.int() })),
  payments: z.array(
    z.strictObject({
      id: z.string(),
      status: z.string(),
      amount: z.int(),
      paidAt: unixSeconds.nullable(),
      kind: z.string(),
    }),
  ),
  creditNotes: z.array(
    z.strictObject({
      id: z.string(),
      number: z.string(),
      status: z.string(),
      total: z.int(),
      createdAt: unixSeconds,
      document: z.enum(documentStates),
    }),
  ),
  timeline: z.array(
    z.strictObject({ kind: z.enum(timelineKinds), at: unixSeconds, amount: z.int().nullable() }),
  ),
  /** Why the invoice is uncollectible, Stripe's word. */
  statusReason: z.string().nullable(),
  nextAttemptAt: unixSeconds.nullable(),
  attemptCount: count,
  startingBalance: z.int(),
  preCreditAmount: z.int(),
  postCreditAmount: z.int(),
  customerDeleted: z.boolean(),
  asOf: unixSeconds.nullable(),
  note: longText.nullable(),
});
export type InvoiceDetail = z.infer<typeof invoiceDetail>;

const hostedLink = z.strictObject({
  url: z.string(),
  /** What the customer knows the account as. */
  accountName: z.string(),
  customerName: z.string().nullable(),
  email: z.string().nullable(),
  preferredLocales: z.array(z.string()),
  country: z.string().nullable(),
  invoiceNumber: z.string().nullable(),
  amountRemaining: z.int(),
  currency,
  dueAt: unixSeconds,
  /** Why the customer is not asked to pay; the link can be handed over all the same. */
  refusal: z.enum(reminderRefusals).nullable(),
});
export type HostedLink = z.infer<typeof hostedLink>;

export const invoiceSchemas = {
  'invoices.list': {
    input: z.strictObject({
      filter: invoiceFilter,
      sort: z.strictObject({ field: z.enum(invoiceSortFields), direction: sortDirection }),
      offset,
      limit: pageLimit,
    }),
    output: z.strictObject({
      rows: z.array(invoiceRow),
      total: count,
      /** The oldest of the workspaces' moments; null when one of them was never synced. */
      asOf: unixSeconds.nullable(),
    }),
  },
  /** What a filter adds up to, per currency, LIVE and TEST apart; apart from the list, because a search may have to add up a million rows. */
  'invoices.sum': {
    input: z.strictObject({ filter: invoiceFilter }),
    output: z.strictObject({
      totals: z.array(
        z.strictObject({
          currency,
          livemode: z.boolean(),
          count,
          total: z.int(),
          amountRemaining: z.int(),
        }),
      ),
    }),
  },
  'invoices.get': { input: z.strictObject({ workspaceId, invoiceId: stripeId }), output: invoiceDetail },
  /** The page on which the customer can pay, read now, with what a letter about it needs; whoever has the link can open it. */
  'invoices.getHostedLink': {
    input: z.strictObject({ workspaceId, invoiceId: stripeId }),
    output: hostedLink,
  },
  /** The same pages of several invoices; null where Stripe has none. */
  'invoices.listHostedLinks': {
    input: z.strictObject({
      invoices: z
        .array(z.strictObject({ workspaceId, invoiceId: stripeId }))
        .min(1)
        .max(mostLinks),
    }),
    output: z.array(z.strictObject({ workspaceId, invoiceId: stripeId, url: z.string().nullable() })),
  },
  /** Reads the invoice again from Stripe. */
  'invoices.refresh': { input: z.strictObject({ workspaceId, invoiceId: stripeId }), output: empty },
};
