import { z } from 'zod';
import { mostReminders, reminderRefusals, reminderStates } from '../../domain/reminders.ts';
import { currency, pageLimit, stripeId, unixSeconds, workspaceId } from './primitives.ts';

const invoiceRef = z.strictObject({ workspaceId, invoiceId: stripeId });

/** One invoice of a series as the person saw and confirmed it. */
const reminderItem = z.strictObject({
  ...invoiceRef.shape,
  invoiceNumber: z.string().max(200).nullable(),
  customerName: z.string().max(512).nullable(),
  /** What is still to be paid. */
  amount: z.int(),
  total: z.int(),
  currency,
  /** The person knows that it was sent a short while ago. */
  evenIfRecent: z.boolean(),
});
export type ReminderItem = z.infer<typeof reminderItem>;

const plannedReminder = z.strictObject({
  ...reminderItem.omit({ evenIfRecent: true }).shape,
  /** Where Stripe sends it. */
  email: z.string().nullable(),
  lastSentAt: unixSeconds.nullable(),
  isRecent: z.boolean(),
  refusal: z.enum(reminderRefusals).nullable(),
});
export type PlannedReminder = z.infer<typeof plannedReminder>;

const reminderRun = z.strictObject({
  id: z.string(),
  jobId: z.string().nullable(),
  createdAt: unixSeconds,
  finishedAt: unixSeconds.nullable(),
  who: z.string(),
  /** `interrupted`: the app ended before the run did; what was not tried is not tried by itself. */
  state: z.enum(['running', 'interrupted', 'cancelled', 'stopped', 'done']),
  onFailure: z.literal('goOn'),
  items: z.array(
    z.strictObject({
      ...reminderItem.omit({ total: true, evenIfRecent: true }).shape,
      state: z.enum(reminderStates),
      refusal: z.enum(reminderRefusals).nullable(),
      /** Message of an error that is no refusal: the key lacks a right, Stripe cannot be reached. */
      error: z.string().nullable(),
    }),
  ),
});
export type ReminderRun = z.infer<typeof reminderRun>;

export const reminderSchemas = {
  /** Which of these invoices would be sent and which not, as they are known here; each is looked at live before it goes. */
  'reminders.plan': {
    input: z.strictObject({ invoices: z.array(invoiceRef).max(mostReminders) }),
    output: z.array(plannedReminder),
  },
  /** One by one, each after a live look; a refusal lets the others go on, trouble with Stripe stops. */
  'reminders.send': {
    input: z.strictObject({ items: z.array(reminderItem).min(1).max(mostReminders) }),
    output: z.strictObject({ jobId: z.string(), runId: z.string() }),
  },
  'reminders.listRuns': {
    input: z.strictObject({ limit: pageLimit }),
    output: z.array(reminderRun),
  },
};
