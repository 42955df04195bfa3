import type { UnixSeconds } from './dates.ts';

/** What can be done with an invoice besides collecting it; Stripe's own verbs. */
export const invoiceActions = ['finalize', 'send', 'void', 'markUncollectible', 'credit'] as const;
export type InvoiceAction = (typeof invoiceActions)[number];

/** Why an action is refused; screens translate it. */
export const invoiceActionRefusals = [
  'draft',
  'open',
  'paid',
  'void',
  'uncollectible',
  'debitInProgress',
  'outcomeUnknown',
  'partlyPaid',
  'hasCreditNotes',
  'chargedAutomatically',
  'noEmail',
  'customerDeleted',
  'nothingToCredit',
  'noCustomer',
  /** What the person confirmed is not how things stand by now. */
  'changed',
] as const;
export type InvoiceActionRefusal = (typeof invoiceActionRefusals)[number];

/** What an action brings about; the dialog says each as a sentence before anybody confirms. */
export const invoiceConsequences = [
  'irreversible',
  'numberGiven',
  'numberStaysUsed',
  'customerDataFreezes',
  'chargedAutomatically',
  'notChargedAutomatically',
  'mailedByStripe',
  'paidFromBalance',
  'vatNotOwed',
  'creditNoteInstead',
  'staysPayable',
  'retriesEnd',
  'serviceResumes',
  'serviceNotRestored',
  'emailSent',
  'emailNotSentInTestMode',
  'sentRecently',
] as const;
export type InvoiceConsequence = (typeof invoiceConsequences)[number];

/** The part of an invoice that the rules look at; names as in Stripe. */
export interface ActionInvoice {
  status: string | null;
  collection_method: string;
  customer: string | { id: string } | null;
  /** Undefined where a list does not tell; it is looked at live then. */
  customer_email: string | null | undefined;
  amount_paid: number;
  amount_due: number;
  amount_remaining: number;
  total: number;
  pre_payment_credit_notes_amount: number;
  post_payment_credit_notes_amount: number;
}

/** What decides besides the invoice itself. */
export interface ActionContext {
  customerDeleted: boolean;
  debitInProgress: boolean;
  /** An attempt to collect it was sent and never answered. */
  outcomeUnknown: boolean;
}

const anyStatus = ['draft', 'open', 'paid', 'void', 'uncollectible'] as const;

/** Statuses in which Stripe does what is asked. *Source*: Stripe, "Status transitions and finalization" (stripe.md §2.2). */
const allowedStatuses: Readonly<Record<InvoiceAction, readonly string[]>> = {
  finalize: ['draft'],
  send: ['draft', 'open', 'uncollectible'],
  void: ['open', 'uncollectible'],
  markUncollectible: ['open'],
  credit: ['open', 'paid'],
};

function statusRefusal(action: InvoiceAction, { status }: ActionInvoice): InvoiceActionRefusal | null {
  if (allowedStatuses[action].includes(status ?? '')) return null;
  return anyStatus.find((known) => known === status) ?? 'draft';
}

/** Why an action cannot be done with an invoice in its live state, or null when it can. */
export function findInvoiceActionRefusal(
  action: InvoiceAction,
  invoice: ActionInvoice,
  context: ActionContext,
): InvoiceActionRefusal | null {
  const byStatus = statusRefusal(action, invoice);
  if (byStatus !== null) return byStatus;
  const { customerDeleted } = context;
  switch (action) {
    case 'finalize':
      if (invoice.customer === null) return 'noCustomer';
      return customerDeleted ? 'customerDeleted' : null;
    case 'send':
      // STRIPE: automatically charged invoices cannot be sent by hand; their hosted link can be handed over instead.
      if (invoice.collection_method !== 'send_invoice') return 'chargedAutomatically';
      if (customerDeleted) return 'customerDeleted';
      return invoice.customer_email === null || invoice.customer_email === '' ? 'noEmail' : null;
    case 'void':
      if (invoice.amount_paid > 0) return 'partlyPaid';
      // What was credited would be taken out of the VAT return twice: the rest is credited as well instead.
      return invoice.pre_payment_credit_notes_amount > 0 ? 'hasCreditNotes' : moneyUnderWay(context);
    case 'markUncollectible':
      return moneyUnderWay(context);
    case 'credit':
      return creditableAmount(invoice) <= 0 ? 'nothingToCredit' : moneyUnderWay(context);
    default:
      return action satisfies never;
  }
}

/** Money that may be on its way: nothing takes the invoice from under it. */
function moneyUnderWay({ debitInProgress, outcomeUnknown }: ActionContext): InvoiceActionRefusal | null {
  if (debitInProgress) return 'debitInProgress';
  return outcomeUnknown ? 'outcomeUnknown' : null;
}

/** How much of an invoice can still be credited. *Units*: minor units of the invoice's currency. */
export function creditableAmount(invoice: ActionInvoice): number {
  if (invoice.status === 'open') return invoice.amount_remaining;
  return invoice.total - invoice.pre_payment_credit_notes_amount - invoice.post_payment_credit_notes_amount;
}

/** What the consequences depend on besides the invoice. */
export interface ConsequenceContext {
  livemode: boolean;
  now: UnixSeconds;
  lastSentAt: UnixSeconds | null;
  /** What settling this invoice does to the subscription it belongs to; null where it belongs to none. */
  settling: 'restores' | 'doesNotRestore' | null;
  /** Whether Stripe goes on by itself after finalising (`auto_advance`). */
  advances: boolean;
  /** *Units*: minor units; negative is credit (Stripe's `customer.balance`). */
  customerBalance: number;
}

/** A second reminder within so many days is asked about first. */
export const reminderPauseDays = 3;

/** Whether the invoice was sent so lately that sending it again deserves a second thought. */
export function isSentRecently(lastSentAt: UnixSeconds | null, now: UnixSeconds): boolean {
  return lastSentAt !== null && now - lastSentAt < reminderPauseDays * 86_400;
}

function consequencesOfFinalizing(invoice: ActionInvoice, context: ConsequenceContext): InvoiceConsequence[] {
  const isAutomatic = invoice.collection_method === 'charge_automatically';
  const charged = isAutomatic && context.advances;
  // STRIPE: what is sent by e-mail goes out by itself where the account's settings say so.
  const mailed = !isAutomatic && context.advances;
  return [
    'irreversible',
    'numberGiven',
    'customerDataFreezes',
    ...(context.customerBalance < 0 ? (['paidFromBalance'] as const) : []),
    charged ? 'chargedAutomatically' : 'notChargedAutomatically',
    ...(mailed ? (['mailedByStripe'] as const) : []),
  ];
}

/** What an action brings about, in the order in which it matters to the person who confirms it. */
export function listInvoiceConsequences(
  action: Exclude<InvoiceAction, 'credit'>,
  invoice: ActionInvoice,
  context: ConsequenceContext,
): InvoiceConsequence[] {
  switch (action) {
    case 'finalize':
      return consequencesOfFinalizing(invoice, context);
    case 'send': {
      const numbered = invoice.status === 'draft' ? consequencesOfFinalizing(invoice, context) : [];
      const recently = isSentRecently(context.lastSentAt, context.now) ? (['sentRecently'] as const) : [];
      return [context.livemode ? 'emailSent' : 'emailNotSentInTestMode', ...recently, ...numbered];
    }
    case 'void':
      return [
        'irreversible',
        'numberStaysUsed',
        'vatNotOwed',
        ...(context.settling === null ? [] : (['serviceNotRestored'] as const)),
      ];
    case 'markUncollectible':
      return ['staysPayable', 'retriesEnd', 'creditNoteInstead', ...consequenceForService(context.settling)];
    default:
      return action satisfies never;
  }
}

/** STRIPE: writing off the invoice that suspended a subscription brings the service back, as paying it would (stripe.md §5.2). */
function consequenceForService(settling: ConsequenceContext['settling']): InvoiceConsequence[] {
  if (settling === null) return [];
  return settling === 'restores' ? ['serviceResumes'] : ['serviceNotRestored'];
}
