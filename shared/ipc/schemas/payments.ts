import { z } from 'zod';
import { attemptStates, collectionRefusals, methodRefusals } from '../../domain/collecting.ts';
import { effectReasons, serviceEffects } from '../../domain/resuming.ts';
import { serviceStates } from '../../domain/subscriptions.ts';
import { invoiceStatus } from './invoices.ts';
import {
  count,
  currency,
  money,
  offset,
  pageLimit,
  shortText,
  stripeId,
  unixSeconds,
  workspaceId,
  workspaceIds,
} from './primitives.ts';

const invoiceRef = z.strictObject({ workspaceId, invoiceId: stripeId });

/** When a direct debit is expected to have arrived: the usual days, and when it is known at the latest. */
export const clearing = z.strictObject({ from: unixSeconds, to: unixSeconds, latest: unixSeconds });

const debitInProgress = z.strictObject({
  methodLabel: z.string().nullable(),
  /** Null where it is not known when the debit was sent. */
  since: unixSeconds.nullable(),
  clearing: clearing.nullable(),
});
export type DebitInProgress = z.infer<typeof debitInProgress>;

const effect = z.strictObject({
  effect: z.enum(serviceEffects),
  reason: z.enum(effectReasons).nullable(),
  /** The invoice that brings the service back, when it is another one. */
  restoringInvoiceId: z.string().nullable(),
  restoringInvoiceNumber: z.string().nullable(),
});

const collectableMethod = z.strictObject({
  id: stripeId,
  type: z.string(),
  label: z.string(),
  expMonth: z.int().nullable(),
  expYear: z.int().nullable(),
  isDefault: z.boolean(),
  refusal: z.enum(methodRefusals).nullable(),
  clearing: clearing.nullable(),
  effect,
  /** Stripe's code of a decline after which this method should not be tried again. */
  advisedAgainst: z.string().nullable(),
});
export type CollectableMethod = z.infer<typeof collectableMethod>;

const collectionOffer = z.strictObject({
  workspaceId,
  invoiceId: stripeId,
  invoiceNumber: z.string().nullable(),
  invoiceStatus,
  customerId: z.string().nullable(),
  customerName: z.string().nullable(),
  amount: z.int(),
  currency,
  refusal: z.enum(collectionRefusals).nullable(),
  debit: debitInProgress.nullable(),
  /** The attempt whose answer is not known. */
  openAttemptId: z.string().nullable(),
  methods: z.array(collectableMethod),
  suggestedMethodId: z.string().nullable(),
});
export type CollectionOffer = z.infer<typeof collectionOffer>;

export const paymentAttempt = z.strictObject({
  id: z.string(),
  workspaceId,
  invoiceId: stripeId,
  invoiceNumber: z.string().nullable(),
  customerId: z.string().nullable(),
  customerName: z.string().nullable(),
  runId: z.string().nullable(),
  methodId: stripeId,
  methodType: z.string(),
  methodLabel: z.string(),
  amount: z.int(),
  currency,
  who: z.string(),
  startedAt: unixSeconds,
  state: z.enum(attemptStates),
  settledAt: unixSeconds.nullable(),
  /** Stripe's words for what went wrong. */
  code: z.string().nullable(),
  declineCode: z.string().nullable(),
  adviceCode: z.string().nullable(),
  requestId: z.string().nullable(),
  clearing: clearing.nullable(),
});
export type PaymentAttempt = z.infer<typeof paymentAttempt>;

const collectionResult = z.strictObject({
  attempt: paymentAttempt,
  /** Why nothing was collected although nothing was declined; null otherwise. */
  refusal: z.enum(collectionRefusals).nullable(),
  invoiceStatus,
  amountPaid: z.int(),
  amountRemaining: z.int(),
  /** The subscription as it was read after paying; null where the invoice belongs to none. */
  service: z
    .strictObject({
      subscriptionId: stripeId,
      before: z.enum(serviceStates),
      after: z.enum(serviceStates),
      /** Stripe waits for a request to resume: the account does not resume by itself. */
      canResume: z.boolean(),
    })
    .nullable(),
});
export type CollectionResult = z.infer<typeof collectionResult>;

const runItem = z.strictObject({
  ...invoiceRef.shape,
  invoiceNumber: z.string().max(200).nullable(),
  customerName: z.string().max(512).nullable(),
  /** What the person saw and confirmed. */
  amount: z.int(),
  currency,
});
export type CollectionRunItem = z.infer<typeof runItem>;

export const itemStates = ['waiting', 'skipped', ...attemptStates] as const;

const collectionRun = z.strictObject({
  id: z.string(),
  jobId: z.string().nullable(),
  createdAt: unixSeconds,
  finishedAt: unixSeconds.nullable(),
  who: z.string(),
  /** `interrupted`: the app ended before the run did; what was not tried is not tried by itself. */
  state: z.enum(['running', 'interrupted', 'cancelled', 'stopped', 'done']),
  onFailure: z.enum(['stop', 'goOn']),
  items: z.array(
    z.strictObject({
      ...runItem.shape,
      state: z.enum(itemStates),
      methodLabel: z.string().nullable(),
      refusal: z.enum(collectionRefusals).nullable(),
      code: z.string().nullable(),
      declineCode: z.string().nullable(),
      /** Message of an error that is no outcome: the key lacks a right, Stripe cannot be reached. */
      error: z.string().nullable(),
    }),
  ),
  collected: z.array(money),
});
export type CollectionRun = z.infer<typeof collectionRun>;

const attemptFilter = z.strictObject({
  workspaceIds,
  invoiceId: stripeId.nullable(),
  customerId: stripeId.nullable(),
  /** Only those whose outcome is not final: unknown ones and debits in progress. */
  unsettled: z.boolean(),
  offset,
  limit: pageLimit,
});
export type AttemptFilter = z.infer<typeof attemptFilter>;

const maxRunItems = 500;

export const paymentSchemas = {
  /** Reads the invoice, its customer's methods and its subscription live and says what can be done. */
  'payments.prepare': { input: invoiceRef, output: collectionOffer },
  /** Collects with what the person confirmed; refused when the live amount is another one. */
  'payments.collect': {
    input: z.strictObject({
      ...invoiceRef.shape,
      paymentMethodId: stripeId,
      amount: z.int().min(1),
      currency,
    }),
    output: collectionResult,
  },
  /** One by one, oldest first, each with its suggested method. */
  'payments.collectMany': {
    input: z.strictObject({
      items: z.array(runItem).min(1).max(maxRunItems),
      onFailure: z.enum(['stop', 'goOn']),
    }),
    output: z.strictObject({ jobId: z.string(), runId: z.string() }),
  },
  'payments.listAttempts': {
    input: attemptFilter,
    output: z.strictObject({ rows: z.array(paymentAttempt), total: count }),
  },
  /** Looks at Stripe what became of an attempt whose answer never came, or of a debit in progress. */
  'payments.settle': { input: z.strictObject({ attemptId: z.string().max(64) }), output: paymentAttempt },
  'payments.listRuns': {
    input: z.strictObject({ limit: pageLimit }),
    output: z.array(collectionRun),
  },
};

const resumeRef = z.strictObject({ workspaceId, subscriptionId: stripeId });

export const subscriptionSchemas = {
  /** Asks Stripe to resume a paused subscription; it may make an invoice for that. */
  'subscriptions.resume': {
    input: z.strictObject({
      ...resumeRef.shape,
      /** `unchanged` keeps the dates of the billing period, `now` starts a new one. */
      billingCycle: z.enum(['unchanged', 'now']),
    }),
    output: z.strictObject({
      status: shortText,
      service: z.enum(serviceStates),
      /** The invoice that has to be paid before the service resumes; null when nothing was asked for. */
      invoiceId: z.string().nullable(),
    }),
  },
};
