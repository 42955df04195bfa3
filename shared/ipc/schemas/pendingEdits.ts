import { z } from 'zod';
import { customerFields } from '../../domain/customers.ts';
import { pendingEditStates } from '../../domain/pendingEdits.ts';
import { appErrorCodes } from '../../errors/appError.ts';
import { count, shortText, stripeId, unixSeconds, workspaceId, workspaceIds } from './primitives.ts';

export const fieldText = z.string().max(512).nullable();
export const fieldValues = z.partialRecord(z.enum(customerFields), fieldText);
export const newTaxId = z.strictObject({ type: shortText, value: shortText });
/** More than Stripe keeps per customer: what was seen before and after others' changes. */
export const seenTaxIds = z.array(newTaxId).max(50);

export const changedField = z.strictObject({
  field: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});

export const fieldConflict = z.strictObject({
  field: z.string(),
  base: z.string().nullable(),
  theirs: z.string().nullable(),
  mine: z.string().nullable(),
});

/** A save that is under way is no pending edit yet. */
export const waitingStates = pendingEditStates.filter((state) => state !== 'sending');

const detail = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);

export const pendingEdit = z.strictObject({
  /** New with every edit that a person makes. */
  id: z.string().max(64),
  workspaceId,
  customerId: stripeId,
  customerName: z.string().nullable(),
  who: z.string(),
  createdAt: unixSeconds,
  updatedAt: unixSeconds,
  state: z.enum(waitingStates),
  /** What the person saw, and what they want. */
  changes: z.array(changedField),
  /** Fields that somebody else changed meanwhile: they wait for a decision. */
  conflicts: z.array(fieldConflict),
  problem: z
    .strictObject({
      code: z.enum(appErrorCodes),
      message: z.string(),
      reference: z.string().nullable(),
      details: z.record(z.string(), detail),
    })
    .nullable(),
  triedAt: unixSeconds.nullable(),
  /** A request left and no answer came. */
  mayHaveArrived: z.boolean(),
  edit: z.strictObject({
    base: fieldValues,
    baseTaxIds: seenTaxIds,
    values: fieldValues,
    addTaxIds: z.array(newTaxId).max(20),
    removeTaxIds: z.array(z.strictObject({ id: stripeId, ...newTaxId.shape })).max(20),
  }),
});
export type PendingEditRow = z.infer<typeof pendingEdit>;

export const pendingEditSchemas = {
  'pendingEdits.list': { input: z.strictObject({ workspaceIds }), output: z.array(pendingEdit) },
  /** Compares with Stripe and sends what can be sent; null is every account, every customer. */
  'pendingEdits.send': {
    input: z.strictObject({ workspaceId: workspaceId.nullable(), customerId: stripeId.nullable() }),
    output: z.strictObject({ sent: count, left: z.array(pendingEdit) }),
  },
  /** Gives an edit up; for one that could not be sent any more this only puts it away. */
  'pendingEdits.withdraw': {
    input: z.strictObject({ workspaceId, customerId: stripeId }),
    output: z.strictObject({
      /** A request of it left before and no answer came: it may be at Stripe all the same. */
      mayHaveArrived: z.boolean(),
    }),
  },
};
