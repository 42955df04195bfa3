import { z } from 'zod';
import { defaultRefusals, expiries, removalRefusals, shadowChoices } from '../../domain/methodChanges.ts';
import {
  count,
  empty,
  money,
  offset,
  pageLimit,
  stripeId,
  unixSeconds,
  workspaceId,
  workspaceIds,
} from './primitives.ts';

export const removalRefusal = z.enum(removalRefusals);

/** What names a method of its own and so goes before the customer's default. */
export const methodName = z.strictObject({
  kind: z.enum(['subscription', 'schedule', 'invoice']),
  id: stripeId,
  label: z.string(),
});

const shadow = z.strictObject({
  ...methodName.shape,
  paymentMethodId: stripeId,
  /** Label of the method; null where it is none of the customer's. */
  methodLabel: z.string().nullable(),
  /** False where Stripe lets nobody change it. */
  changeable: z.boolean(),
});
export type ShadowDetail = z.infer<typeof shadow>;

const mandateStates = ['active', 'pending', 'refused', 'revoked'] as const;

const heldMethod = z.strictObject({
  id: stripeId,
  type: z.string(),
  label: z.string(),
  expMonth: z.int().nullable(),
  expYear: z.int().nullable(),
  isDefault: z.boolean(),
  /** Null where the type needs none, or where it could not be read. */
  mandate: z.enum(mandateStates).nullable(),
});
export type HeldMethodDetail = z.infer<typeof heldMethod>;

const customerRef = z.strictObject({ workspaceId, customerId: stripeId });
const methodRef = z.strictObject({ ...customerRef.shape, methodId: stripeId });

const removalOffer = z.strictObject({
  ...methodRef.shape,
  customerName: z.string().nullable(),
  /** Null where the customer does not have it any more. */
  method: heldMethod.nullable(),
  refusal: removalRefusal.nullable(),
  /** The methods that can take its place, the suggested one first. */
  replacements: z.array(heldMethod),
  /** What names the method and is moved to the replacement first. */
  moved: z.array(shadow),
});
export type RemovalOffer = z.infer<typeof removalOffer>;

const defaultOffer = z.strictObject({
  ...methodRef.shape,
  customerName: z.string().nullable(),
  method: heldMethod.nullable(),
  refusal: z.enum(defaultRefusals).nullable(),
  current: heldMethod.nullable(),
  /** What names another method and so would not use the new default. */
  shadows: z.array(shadow),
});
export type DefaultOffer = z.infer<typeof defaultOffer>;

const sentStep = z.strictObject({ kind: z.enum(['setDefault', 'repoint', 'clear']), label: z.string() });

/** A change of several steps that was begun and is not at its end. */
const openChange = z.strictObject({
  id: z.string(),
  ...methodRef.shape,
  customerName: z.string().nullable(),
  kind: z.enum(['remove', 'setDefault']),
  methodLabel: z.string(),
  /** The method that takes the place of a removed one. */
  replacementLabel: z.string().nullable(),
  who: z.string(),
  begunAt: unixSeconds,
  /** What was done before it stopped. */
  sent: z.array(sentStep),
  /** At this moment it goes on; what stands still waits for a person. */
  isRunning: z.boolean(),
});
export type OpenChange = z.infer<typeof openChange>;

const changeId = z.strictObject({ changeId: z.string().max(64) });

const setupLink = z.strictObject({
  sessionId: stripeId,
  ...customerRef.shape,
  customerName: z.string().nullable(),
  who: z.string(),
  createdAt: unixSeconds,
  expiresAt: unixSeconds,
  state: z.enum(['open', 'arrived', 'expired']),
  /** The method that the customer registered. */
  methodId: stripeId.nullable(),
});
export type SetupLink = z.infer<typeof setupLink>;

const expiringCard = z.strictObject({
  ...methodRef.shape,
  customerName: z.string().nullable(),
  label: z.string(),
  expMonth: z.int(),
  expYear: z.int(),
  expiry: z.enum(expiries),
  /** Subscriptions that are collected with it. */
  subscriptions: z.array(z.string()),
  /** When the first of them asks for money again; null where none does. */
  nextInvoiceAt: unixSeconds.nullable(),
  openInvoiceCount: count,
  amountRemaining: z.array(money),
  /** Whether another usable method is registered; null where the customer's methods were never read. */
  hasOther: z.boolean().nullable(),
});
export type ExpiringCardRow = z.infer<typeof expiringCard>;

export const paymentMethodSchemas = {
  /** Reads live what removing a method would take, and whether it is possible. */
  'paymentMethods.prepareRemoval': { input: methodRef, output: removalOffer },
  /** Moves everything that names the method to the replacement, then removes it for good. */
  'paymentMethods.remove': {
    input: z.strictObject({
      ...methodRef.shape,
      /** Null: the suggested one. */
      replacementId: stripeId.nullable(),
    }),
    /**
     * `alreadyGone`: somebody else removed it meanwhile. `removedLast`: somebody else removed the other one in the same
     * moment, so that no usable one is left.
     */
    output: z.strictObject({ state: z.enum(['removed', 'removedLast', 'alreadyGone']) }),
  },
  'paymentMethods.prepareDefault': { input: methodRef, output: defaultOffer },
  'paymentMethods.setDefault': {
    input: z.strictObject({ ...methodRef.shape, shadows: z.enum(shadowChoices) }),
    /** What still names another method. */
    output: z.strictObject({ shadows: z.array(shadow) }),
  },
  /** State of the mandates of a customer's direct debits, by method; asks Stripe. */
  'paymentMethods.listMandates': {
    input: customerRef,
    output: z.array(z.strictObject({ methodId: stripeId, state: z.enum(mandateStates) })),
  },
  'paymentMethods.listOpenChanges': {
    input: z.strictObject({ workspaceIds, customerId: stripeId.nullable() }),
    output: z.array(openChange),
  },
  'paymentMethods.resumeChange': { input: changeId, output: empty },
  /** Leaves what was done as it is and forgets the rest. */
  'paymentMethods.leaveChange': { input: changeId, output: empty },
  /** A page of Stripe's on which the customer registers a card or direct debit. */
  'paymentMethods.createSetupLink': {
    input: customerRef,
    /** `url` opens the page for whoever has it. */
    output: z.strictObject({
      sessionId: stripeId,
      url: z.string(),
      expiresAt: unixSeconds,
      /** Under which the customer knows the account, and what they like to be written in: for an e-mail. */
      accountName: z.string(),
      preferredLocales: z.array(z.string()),
    }),
  },
  'paymentMethods.listSetupLinks': { input: customerRef, output: z.array(setupLink) },
  /** Asks Stripe what became of a customer's open links. */
  'paymentMethods.followSetupLinks': { input: customerRef, output: empty },
  'paymentMethods.forgetSetupLink': { input: z.strictObject({ sessionId: stripeId }), output: empty },
  /** Default cards that have ended or end this month or next, of customers who use or owe something; most owed first. */
  'paymentMethods.listExpiring': {
    input: z.strictObject({ workspaceIds, offset, limit: pageLimit }),
    output: z.strictObject({ rows: z.array(expiringCard), total: count, asOf: unixSeconds.nullable() }),
  },
};
