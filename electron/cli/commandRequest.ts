import { z } from 'zod';
import { creditReasons } from '../../shared/domain/creditNotes.ts';
import { customerFields } from '../../shared/domain/customers.ts';
import { documentKinds } from '../../shared/domain/documents.ts';
import { invoiceStatuses } from '../../shared/domain/invoices.ts';
import { shadowChoices } from '../../shared/domain/methodChanges.ts';
import { portalLinkKinds } from '../../shared/domain/portal.ts';
import { mostReminders } from '../../shared/domain/reminders.ts';
import { plainActions } from '../../shared/ipc/schemas/invoiceActions.ts';
import { day, longText, shortText, stripeId } from '../../shared/ipc/schemas/primitives.ts';
import { workspaceColors } from '../../shared/ipc/schemas/workspaces.ts';

/** Rows that one call of a list may give. */
const limit = z.int().min(1).max(10_000);
const cursor = z.string().max(200).nullable();
const path = longText.min(1);

/**
 * A parsed command line: what the process that runs it needs to know. It crosses the socket to the running instance, so
 * paths are absolute and the key, where there is one, has already been read.
 */
export const commandRequest = z.discriminatedUnion('command', [
  z.strictObject({ command: z.literal('workspaces.list') }),
  z.strictObject({
    command: z.literal('workspaces.connect'),
    name: shortText.min(1),
    color: z.enum(workspaceColors).nullable(),
    timeZone: shortText.nullable(),
    sessionOnly: z.boolean(),
  }),
  z.strictObject({
    command: z.literal('workspaces.sample'),
    size: z.enum(['S', 'M', 'L', 'XL']),
    accounts: z.int().min(1).max(20),
    seed: z.int().min(0).max(2_147_483_647).nullable(),
    anchor: day.nullable(),
  }),
  z.strictObject({
    command: z.literal('workspaces.disconnect'),
    id: z.string().min(1).max(200),
    deleteDocuments: z.boolean(),
  }),
  z.strictObject({
    command: z.literal('sync'),
    full: z.boolean(),
    rate: z.number().positive().max(10_000).nullable(),
  }),
  z.strictObject({ command: z.literal('compare') }),
  z.strictObject({ command: z.literal('today'), limit: z.int().min(1).max(50) }),
  z.strictObject({
    command: z.literal('customers.list'),
    overdue: z.boolean(),
    query: shortText,
    limit,
    cursor,
  }),
  z.strictObject({ command: z.literal('customers.get'), id: stripeId }),
  z.strictObject({
    command: z.literal('customers.update'),
    id: stripeId,
    values: z.partialRecord(z.enum(customerFields), z.string().max(512).nullable()),
    addTaxIds: z.array(z.strictObject({ type: shortText, value: shortText })).max(5),
    removeTaxIds: z.array(stripeId).max(5),
  }),
  z.strictObject({ command: z.literal('pending.list') }),
  z.strictObject({ command: z.literal('pending.send'), customer: stripeId.nullable() }),
  z.strictObject({ command: z.literal('pending.withdraw'), customer: stripeId }),
  z.strictObject({
    command: z.literal('invoices.list'),
    status: z.enum([...invoiceStatuses, 'overdue']).nullable(),
    customer: stripeId.nullable(),
    query: shortText,
    from: day.nullable(),
    to: day.nullable(),
    limit,
    cursor,
  }),
  z.strictObject({ command: z.literal('invoices.pdf'), id: stripeId, out: path }),
  z.strictObject({
    command: z.literal('invoices.pay'),
    id: stripeId,
    paymentMethod: stripeId,
    yes: z.boolean(),
  }),
  z.strictObject({
    command: z.literal('invoices.act'),
    action: z.enum(plainActions),
    id: stripeId,
    yes: z.boolean(),
  }),
  z.strictObject({
    command: z.literal('invoices.remind'),
    ids: z.array(stripeId).min(2).max(mostReminders),
    /** Those that were sent within three days as well. */
    again: z.boolean(),
    yes: z.boolean(),
  }),
  z.strictObject({
    command: z.literal('invoices.credit'),
    id: stripeId,
    lines: z
      .array(z.strictObject({ lineId: stripeId, amount: z.int().min(1) }))
      .max(250)
      .nullable(),
    reason: z.enum(creditReasons).nullable(),
    memo: longText.nullable(),
    giveBack: z.enum(['refund', 'balance', 'outside']),
    sendEmail: z.boolean(),
    yes: z.boolean(),
  }),
  z.strictObject({ command: z.literal('invoices.link'), id: stripeId }),
  z.strictObject({ command: z.literal('payment-methods.list'), customer: stripeId }),
  z.strictObject({ command: z.literal('payment-methods.expiring'), limit, cursor }),
  z.strictObject({
    command: z.literal('payment-methods.set-default'),
    customer: stripeId,
    method: stripeId,
    others: z.enum(shadowChoices),
  }),
  z.strictObject({
    command: z.literal('payment-methods.remove'),
    customer: stripeId,
    method: stripeId,
    replacement: stripeId.nullable(),
    yes: z.boolean(),
  }),
  z.strictObject({ command: z.literal('payment-methods.add-link'), customer: stripeId }),
  z.strictObject({ command: z.literal('portal.list') }),
  z.strictObject({ command: z.literal('portal.link'), customer: stripeId, kind: z.enum(portalLinkKinds) }),
  z.strictObject({ command: z.literal('search'), query: shortText, limit }),
  z.strictObject({
    command: z.literal('export'),
    from: day,
    to: day,
    documents: z.array(z.enum(documentKinds)).min(1).max(3),
    statuses: z.array(z.enum(invoiceStatuses)).min(1).max(5).nullable(),
    out: path,
    zip: z.boolean(),
    nameTemplate: shortText.min(1).nullable(),
    dryRun: z.boolean(),
  }),
  z.strictObject({ command: z.literal('export.resume'), batch: z.string().min(1).max(64) }),
  z.strictObject({ command: z.literal('audit.list'), customer: stripeId.nullable(), limit }),
  z.strictObject({ command: z.literal('audit.verify') }),
  z.strictObject({ command: z.literal('doctor') }),
]);
export type CommandRequest = z.infer<typeof commandRequest>;
export type CommandName = CommandRequest['command'];
export type RequestOf<Name extends CommandName> = Extract<CommandRequest, { command: Name }>;

/** A command and whom it is for. */
export const invocation = z.strictObject({
  request: commandRequest,
  /** Id or name of a workspace; null is all of them. */
  workspace: z.string().max(200).nullable(),
  /** From standard input or the environment. */
  key: z.string().max(500).nullable(),
});
export type Invocation = z.infer<typeof invocation>;

/** What a command gave: one JSON value and an exit code. */
export interface CommandOutcome {
  value: unknown;
  exitCode: number;
}
