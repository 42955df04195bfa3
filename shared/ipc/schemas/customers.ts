import { z } from 'zod';
import { taxExemptions, taxIdVerifications } from '../../domain/customers.ts';
import { serviceStates } from '../../domain/subscriptions.ts';
import { invoiceRow } from './invoices.ts';
import { methodName, removalRefusal } from './paymentMethods.ts';
import {
  changedField,
  fieldConflict,
  fieldValues,
  newTaxId,
  pendingEdit,
  seenTaxIds,
  waitingStates,
} from './pendingEdits.ts';
import {
  count,
  empty,
  money,
  offset,
  pageLimit,
  shortText,
  sortDirection,
  stripeId,
  unixSeconds,
  workspaceId,
  workspaceIds,
} from './primitives.ts';

const customerRow = z.strictObject({
  id: stripeId,
  workspaceId,
  name: z.string().nullable(),
  email: z.string().nullable(),
  city: z.string().nullable(),
  country: z.string().nullable(),
  openInvoiceCount: count,
  overdueInvoiceCount: count,
  amountRemaining: z.array(money),
  service: z.enum(serviceStates),
  vatState: z.enum(['missing', 'unverified', 'pending', 'verified', 'unavailable']),
  createdAt: unixSeconds,
  deleted: z.boolean(),
  /** How a change stands that Stripe does not have yet. */
  pendingEdit: z.enum(waitingStates).nullable(),
});
export type CustomerRow = z.infer<typeof customerRow>;

export const customerSortFields = [
  'name',
  'email',
  'country',
  'createdAt',
  'openInvoiceCount',
  'overdueInvoiceCount',
  'amountRemaining',
  'service',
] as const;

const customerFilter = z.strictObject({
  workspaceIds,
  query: shortText,
  hasOverdue: z.boolean(),
  suspended: z.boolean(),
  vatMissing: z.boolean(),
  vatUnverified: z.boolean(),
  /** The default card has ended or soon will, and the customer still uses or owes something. */
  cardExpiring: z.boolean(),
  hasPendingEdit: z.boolean(),
  country: z.string().length(2).nullable(),
  includeDeleted: z.boolean(),
});
export type CustomerFilter = z.infer<typeof customerFilter>;

const taxId = z.strictObject({
  id: stripeId,
  type: z.string(),
  value: z.string(),
  country: z.string().nullable(),
  status: z.enum(taxIdVerifications),
  /** What the tax office knows under this number; null until verified. */
  verifiedName: z.string().nullable(),
  verifiedAddress: z.string().nullable(),
});
export type TaxId = z.infer<typeof taxId>;

const paymentMethod = z.strictObject({
  id: stripeId,
  type: z.string(),
  /** Ready to show, e.g. `Visa •••• 4242`. */
  label: z.string(),
  expMonth: z.int().nullable(),
  expYear: z.int().nullable(),
  country: z.string().nullable(),
  isDefault: z.boolean(),
  usable: z.boolean(),
  removable: z.boolean(),
  /** Why it cannot be removed as far as is known here; a live read decides. */
  removableReason: removalRefusal.nullable(),
  /** Subscriptions, drafts and open invoices that name it and so go before the customer's default. */
  namedBy: z.array(methodName),
});
export type PaymentMethod = z.infer<typeof paymentMethod>;

const subscription = z.strictObject({
  id: stripeId,
  status: z.string(),
  service: z.enum(serviceStates),
  productNames: z.array(z.string()),
  currentPeriodEnd: unixSeconds.nullable(),
  cancelAt: unixSeconds.nullable(),
  latestInvoiceId: z.string().nullable(),
});

const address = z.strictObject({
  line1: z.string().nullable(),
  line2: z.string().nullable(),
  city: z.string().nullable(),
  postal_code: z.string().nullable(),
  state: z.string().nullable(),
  country: z.string().nullable(),
});

const customerDetail = z.strictObject({
  id: stripeId,
  workspaceId,
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  address,
  preferredLocale: z.string().nullable(),
  taxExempt: z.enum(taxExemptions),
  taxIds: z.array(taxId),
  service: z.enum(serviceStates),
  subscriptions: z.array(subscription),
  paymentMethods: z.array(paymentMethod),
  /** When the methods were last read; null when never (Stripe lists them per customer only). */
  paymentMethodsAsOf: unixSeconds.nullable(),
  amountRemaining: z.array(money),
  overdueRemaining: z.array(money),
  openInvoices: z.array(invoiceRow),
  /** The newest invoices that are no longer open; the rest by `invoices.list` with `customerId`. */
  invoiceHistory: z.array(invoiceRow),
  invoiceHistoryCount: count,
  createdAt: unixSeconds,
  deleted: z.boolean(),
  /** A change that Stripe does not have yet; the values above are Stripe's. */
  pendingEdit: pendingEdit.nullable(),
  asOf: unixSeconds.nullable(),
});
export type CustomerDetail = z.infer<typeof customerDetail>;

/** Only the fields that change; null clears one. */
const customerChanges = z.strictObject({
  values: fieldValues,
  addTaxIds: z.array(newTaxId).max(5),
  removeTaxIds: z.array(stripeId).max(5),
});
export type CustomerChanges = z.infer<typeof customerChanges>;

/** Which invoices a change reaches: drafts and future ones; issued ones keep the data they were issued with. */
const affects = z.strictObject({ drafts: count, futureInvoices: z.boolean(), unchangedIssued: count });

export const updateWarnings = [
  'reverseChargeWithoutVatId',
  'emailIsPortalLogin',
  'countryChangesTax',
] as const;

const customerRef = z.strictObject({ workspaceId, customerId: stripeId });
const updateInput = z.strictObject({
  ...customerRef.shape,
  /** What the person saw when they began to edit; compared with a live re-read. */
  base: fieldValues,
  /** The tax IDs that the person saw; without them those that are known here. */
  baseTaxIds: seenTaxIds.optional(),
  /** The pending edit that the person edited: these changes take its place. Others are put on top of what waits. */
  replaces: z.string().max(64).optional(),
  changes: customerChanges,
});

export const customerSchemas = {
  'customers.list': {
    input: z.strictObject({
      filter: customerFilter,
      sort: z.strictObject({ field: z.enum(customerSortFields), direction: sortDirection }),
      offset,
      limit: pageLimit,
    }),
    output: z.strictObject({ rows: z.array(customerRow), total: count, asOf: unixSeconds.nullable() }),
  },
  'customers.listCountries': { input: z.strictObject({ workspaceIds }), output: z.array(z.string()) },
  'customers.get': { input: customerRef, output: customerDetail },
  /** Reads customer, tax IDs, payment methods, subscriptions and open invoices again from Stripe. */
  'customers.refresh': { input: customerRef, output: empty },
  'customers.previewUpdate': {
    input: updateInput,
    output: z.strictObject({
      changed: z.array(changedField),
      affects,
      /** Fields that somebody else changed since `base`; saving is refused until the person has decided. */
      conflicts: z.array(fieldConflict),
      warnings: z.array(z.enum(updateWarnings)),
      /** Whether the comparison was made with a live read. */
      live: z.boolean(),
    }),
  },
  'customers.update': {
    input: updateInput,
    output: z.strictObject({
      id: stripeId,
      /** `pending`: Stripe cannot be reached; the change waits and is sent, once compared, when it can. */
      state: z.enum(['saved', 'pending']),
      changed: z.array(changedField),
      warnings: z.array(z.enum(updateWarnings)),
      affects,
    }),
  },
};
