import { z } from 'zod';
import { creditEffects, creditProblems, creditReasons } from '../../domain/creditNotes.ts';
import { invoiceActionRefusals, invoiceConsequences } from '../../domain/invoiceActions.ts';
import { serviceStates } from '../../domain/subscriptions.ts';
import { invoiceStatus } from './invoices.ts';
import { currency, longText, stripeId, unixSeconds, workspaceId } from './primitives.ts';

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

const minorUnits = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

const creditSplit = z.strictObject({ refund: minorUnits, balance: minorUnits, outOfBand: minorUnits });

/** What is credited: lines, or everything that is left. */
const creditWish = z.strictObject({
  ...invoiceRef.shape,
  lines: z
    .array(
      z.strictObject({ lineId: stripeId, quantity: z.number().nullable(), amount: z.number().nullable() }),
    )
    .max(250)
    .nullable(),
  /** Null: the way back that people expect. */
  split: creditSplit.nullable(),
});
export type CreditWish = z.infer<typeof creditWish>;

const creditPreview = z.strictObject({
  ...invoiceRef.shape,
  invoiceNumber: z.string().nullable(),
  invoiceStatus,
  customerName: z.string().nullable(),
  livemode: z.boolean(),
  currency,
  total: z.int(),
  amountRemaining: z.int(),
  /** What can still be credited, and what can still go back to where it came from. */
  creditable: z.int(),
  refundable: z.int(),
  refusal: z.enum(invoiceActionRefusals).nullable(),
  lines: z.array(
    z.strictObject({
      id: stripeId,
      description: z.string().nullable(),
      quantity: z.number().nullable(),
      amount: z.int(),
    }),
  ),
  /** What is wrong with what was wished for. */
  problem: z.strictObject({ lineId: z.string().nullable(), problem: z.enum(creditProblems) }).nullable(),
  /** As Stripe would make it; null where it would not. */
  note: z
    .strictObject({
      subtotal: z.int(),
      tax: z.int(),
      total: z.int(),
      /** What is taken off what is still due, and what is given back of what was paid. */
      prePayment: z.int(),
      postPayment: z.int(),
      split: creditSplit,
      effects: z.array(z.enum(creditEffects)),
    })
    .nullable(),
});
export type CreditPreview = z.infer<typeof creditPreview>;

const creditResult = z.strictObject({
  ...invoiceRef.shape,
  creditNoteId: stripeId,
  creditNoteNumber: z.string(),
  total: z.int(),
  currency,
  /** As they were read after it was made. */
  invoiceStatus,
  amountRemaining: z.int(),
});
export type CreditResult = z.infer<typeof creditResult>;

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
  /** Reads the invoice live and asks Stripe what such a credit note would come to; makes nothing. */
  'invoices.previewCreditNote': { input: creditWish, output: creditPreview },
  /** Makes the note that was previewed and confirmed; refused when it would come to something else by now. */
  'invoices.createCreditNote': {
    input: z.strictObject({
      ...creditWish.shape,
      split: creditSplit,
      reason: z.enum(creditReasons).nullable(),
      memo: longText.nullable(),
      /** Lets Stripe e-mail the note, where the account's settings do so. */
      sendEmail: z.boolean(),
      confirmed: z.strictObject({
        total: z.int(),
        prePayment: z.int(),
        effects: z.array(z.enum(creditEffects)).max(creditEffects.length),
      }),
    }),
    output: creditResult,
  },
};
