import { findInvoiceActionRefusal, type ActionInvoice } from './invoiceActions.ts';

/** Why no reminder of an invoice is sent; screens translate it. */
export const reminderRefusals = [
  'draft',
  'paid',
  'void',
  'nothingToPay',
  'chargedAutomatically',
  'noEmail',
  'customerDeleted',
  'debitInProgress',
  /** Somebody else sent it between the confirmation and its turn. */
  'sentMeanwhile',
  /** What the person confirmed is not how things stand by now. */
  'changed',
] as const;
export type ReminderRefusal = (typeof reminderRefusals)[number];

/** How one invoice of a series of reminders stands. `unknown`: sent, but no answer came. */
export const reminderStates = [
  'waiting',
  'sending',
  'sent',
  'refused',
  'failed',
  'unknown',
  'skipped',
] as const;
export type ReminderState = (typeof reminderStates)[number];

/** So many reminders one series sends. */
export const mostReminders = 500;

/** So many links are copied at once: each is read from Stripe when it is asked for. */
export const mostLinks = 50;

type Payable = Pick<ActionInvoice, 'status' | 'amount_remaining'>;

/** Whether Stripe has a page on which the customer can look at the invoice. */
export function hasHostedPage(status: string | null): boolean {
  return status === 'open' || status === 'paid' || status === 'uncollectible';
}

/** Why a customer is not asked to pay an invoice, in an e-mail of whoever's; null when there is something to pay. */
export function findDunningRefusal({ status, amount_remaining: amount }: Payable): ReminderRefusal | null {
  if (status === 'paid' || status === 'void') return status;
  if (status !== 'open' && status !== 'uncollectible') return 'draft';
  return amount > 0 ? null : 'nothingToPay';
}

/** Why Stripe is not asked to send a reminder of an invoice; null when it is. */
export function findReminderRefusal(
  invoice: ActionInvoice,
  { customerDeleted, debitInProgress }: { customerDeleted: boolean; debitInProgress: boolean },
): ReminderRefusal | null {
  const refusal = findDunningRefusal(invoice);
  if (refusal !== null) return refusal;
  // Who is paying just now is not asked to pay.
  if (debitInProgress) return 'debitInProgress';
  return toReminderRefusal(
    findInvoiceActionRefusal('send', invoice, { customerDeleted, debitInProgress, outcomeUnknown: false }),
  );
}

/** The same reason in the words of reminders; what has no word there means that the invoice changed. */
export function toReminderRefusal(reason: string | null): ReminderRefusal | null {
  return reason === null ? null : (reminderRefusals.find((known) => known === reason) ?? 'changed');
}
