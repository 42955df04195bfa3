import { z } from 'zod';
import { ageBuckets } from '../../domain/ageing.ts';
import { standings } from '../../domain/subscriptions.ts';
import { invoiceRow } from './invoices.ts';
import { clearing, paymentAttempt } from './payments.ts';
import { pendingEdit } from './pendingEdits.ts';
import { count, currency, money, stripeId, unixSeconds, workspaceId, workspaceIds } from './primitives.ts';

const currencyAgeing = z.strictObject({
  currency,
  /** Money and play money never add up. */
  livemode: z.boolean(),
  /** All of them, in their order; together they are everything that is open. */
  buckets: z.array(z.strictObject({ bucket: z.enum(ageBuckets), count, amount: z.int() })),
});
export type CurrencyAgeing = z.infer<typeof currencyAgeing>;

const lateInvoice = z.strictObject({
  invoice: invoiceRow,
  /** Days of the account's time zone since it was due, or since it was issued where it was to be collected. */
  daysLate: count,
});
export type LateInvoice = z.infer<typeof lateInvoice>;

const failedCollection = z.strictObject({
  ...lateInvoice.shape,
  /** Stripe's words for the last refusal; null where they are not known here. */
  declineCode: z.string().nullable(),
});
export type FailedCollection = z.infer<typeof failedCollection>;

const debit = z.strictObject({
  invoice: invoiceRow,
  methodLabel: z.string().nullable(),
  /** Null where it is not known when the debit was sent. */
  clearing: clearing.nullable(),
});
export type DebitUnderWay = z.infer<typeof debit>;

const troubledCustomer = {
  workspaceId,
  customerId: stripeId,
  customerName: z.string().nullable(),
  amountRemaining: z.array(money),
};

const suspendedCustomer = z.strictObject({
  ...troubledCustomer,
  standing: z.enum(standings),
  /** The invoice that brings the service back; null where none does, or where it is not known here. */
  restoring: invoiceRow.nullable(),
});
export type SuspendedCustomer = z.infer<typeof suspendedCustomer>;

const expiringCard = z.strictObject({
  ...troubledCustomer,
  methodLabel: z.string(),
  expMonth: z.int(),
  expYear: z.int(),
  hasExpired: z.boolean(),
});
export type ExpiringCard = z.infer<typeof expiringCard>;

const unverifiedVatId = z.strictObject({ ...troubledCustomer, values: z.array(z.string()) });

function listOf<Row extends z.ZodType>(row: Row) {
  /** How many there are, and the most urgent of them. */
  return z.strictObject({ total: count, rows: z.array(row) });
}

const today = z.strictObject({
  now: unixSeconds,
  /** How far the accounts are read; figures of one that is not complete are of what is here already. */
  accounts: z.array(z.strictObject({ workspaceId, asOf: unixSeconds.nullable(), complete: z.boolean() })),
  ageing: z.array(currencyAgeing),
  unknownOutcomes: listOf(paymentAttempt),
  failedCollections: listOf(failedCollection),
  suspended: listOf(suspendedCustomer),
  overdue: listOf(lateInvoice),
  debits: listOf(debit),
  expiringCards: listOf(expiringCard),
  unverifiedVatIds: listOf(unverifiedVatId),
  pendingEdits: listOf(pendingEdit),
});
export type Today = z.infer<typeof today>;

export const todaySchemas = {
  /** What is open, how old it is and what waits for a person, from what is kept here. */
  'today.get': {
    input: z.strictObject({
      workspaceIds,
      /** Rows of each list; there may be more. */
      limit: z.int().min(1).max(50),
    }),
    output: today,
  },
};
