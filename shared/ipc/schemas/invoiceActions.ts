import { z } from 'zod';
import { invoiceActionRefusals, invoiceConsequences } from '../../domain/invoiceActions.ts';
import { serviceStates } from '../../domain/subscriptions.ts';
import { invoiceStatus } from './invoices.ts';
import { currency, stripeId, unixSeconds, workspaceId } from './primitives.ts';

const invoiceRef = z.strictObject({ workspaceId, invoiceId: stripeId });

/** Crediting has a dialog of its own: it asks what and how much. */
export const plainActions = ['finalize', 'send', 'void', 'markUncollectible'] as const;
const action = z.enum(plainActions);
export type PlainInvoiceAction = z.infer<typeof action>;

const consequences = z.array(z.enum(invoiceConsequences)).max(invoiceConsequences.length);

const actionOffer = z.strictObject({
  ...invoiceRef.shape,
  action,
  invoiceNumber: z.string().nullable(),
  invoiceStatus,
  customerId: z.string().nullable(),
  customerName: z.string().nullable(),
  /** Where Stripe sends it. */
  customerEmail: z.string().nullable(),
  livemode: z.boolean(),
  total: z.int(),
  tax: z.int(),
  amountRemaining: z.int(),
  currency,
  refusal: z.enum(invoiceActionRefusals).nullable(),
  /** In the order in which they matter to the person who confirms. */
  consequences,
  lastSentAt: unixSeconds.nullable(),
});
export type InvoiceActionOffer = z.infer<typeof actionOffer>;

const actionResult = z.strictObject({
  ...invoiceRef.shape,
  action,
  /** As they were read after it was done. */
  invoiceNumber: z.string().nullable(),
  invoiceStatus,
  amountRemaining: z.int(),
  currency,
  customerEmail: z.string().nullable(),
  livemode: z.boolean(),
  /** The subscription before and after; null where the invoice belongs to none. */
  service: z.strictObject({ before: z.enum(serviceStates), after: z.enum(serviceStates) }).nullable(),
});
export type InvoiceActionResult = z.infer<typeof actionResult>;

export const invoiceActionSchemas = {
  /** Reads the invoice live and says whether it can be done and what it brings about. */
  'invoices.prepareAction': { input: z.strictObject({ ...invoiceRef.shape, action }), output: actionOffer },
  /** Does what the person confirmed; refused when things stand differently by now. */
  'invoices.act': {
    input: z.strictObject({
      ...invoiceRef.shape,
      action,
      confirmed: z.strictObject({ total: z.int(), amountRemaining: z.int(), consequences }),
    }),
    output: actionResult,
  },
};
