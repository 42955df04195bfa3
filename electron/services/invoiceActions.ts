import { findDebitInProgress } from '../../shared/domain/collecting.ts';
import {
  findInvoiceActionRefusal,
  listInvoiceConsequences,
  type ConsequenceContext,
  type InvoiceActionRefusal,
} from '../../shared/domain/invoiceActions.ts';
import { invoiceStatuses } from '../../shared/domain/invoices.ts';
import { toDecimalString } from '../../shared/domain/money.ts';
import { effectOfPaying } from '../../shared/domain/resuming.ts';
import { sumTaxes } from '../../shared/domain/taxes.ts';
import { AppError } from '../../shared/errors/appError.ts';
import type { Handlers, InputOf } from '../../shared/ipc/contract.ts';
import type { AuditAction } from '../../shared/ipc/schemas/audit.ts';
import type {
  InvoiceActionOffer,
  InvoiceActionResult,
  PlainInvoiceAction,
} from '../../shared/ipc/schemas/invoiceActions.ts';
import type { StripeGateway, WriteOptions } from '../stripe/stripeGatewayApi.ts';
import type { WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';
import type { Connectivity } from './connectivity.ts';
import { idOf } from './idOf.ts';
import { listOwed, readLiveInvoice, readSubscriptionOf, toResumable } from './paymentsLive.ts';
import type { InvoiceRef, LiveInvoice, LiveSubscription } from './paymentsLive.ts';
import { followService } from './paymentsSend.ts';
import type { CollectDeps } from './paymentsSend.ts';
import { refreshShown, settleOpenAttempts } from './paymentsSettle.ts';
import { recordWrite } from './recordedWrite.ts';
import type { RecordedWriteDeps } from './recordedWrite.ts';
import { refuseOffline } from './refuseOffline.ts';

export interface InvoiceActionDeps extends CollectDeps {
  connectivity: Pick<Connectivity, 'offlineSince'>;
  workspaceDatabase: CollectDeps['workspaceDatabase'] &
    RecordedWriteDeps['workspaceDatabase'] &
    Pick<WorkspaceDatabase, 'noteInvoicesSent' | 'listInvoicesSent'>;
}

export type InvoiceActionServices = Pick<Handlers, 'invoices.prepareAction' | 'invoices.act'>;

/** Use cases that change where an invoice stands, other than by collecting it. */
export function createInvoiceActionServices(deps: InvoiceActionDeps): InvoiceActionServices {
  return {
    'invoices.prepareAction': async ({ action, ...ref }) => (await readLiveAction(deps, ref, action)).offer,
    'invoices.act': async (input) => {
      refuseOffline(deps.connectivity, input.workspaceId);
      return actOnInvoice(deps, input);
    },
  };
}

/** Everything that an action is decided by, as Stripe has it this moment. */
export interface LiveAction {
  gateway: StripeGateway;
  invoice: LiveInvoice;
  subscription: LiveSubscription | null;
  offer: InvoiceActionOffer;
}

/** What ends an invoice and may thereby move its subscription; only then is it worth reading what else is owed. */
const settles: ReadonlySet<PlainInvoiceAction> = new Set(['void', 'markUncollectible']);

async function readLiveAction(
  deps: InvoiceActionDeps,
  ref: InvoiceRef,
  action: PlainInvoiceAction,
): Promise<LiveAction> {
  const gateway = await deps.gateways.of(ref.workspaceId);
  const facts = await readStanding(deps, gateway, ref);
  const { invoice, customer } = facts;
  const [subscription, lastSentAt] = await Promise.all([
    readSubscriptionOf(gateway, invoice),
    findLastSent(deps, ref),
  ]);
  const context: ConsequenceContext = {
    livemode: invoice.livemode,
    now: deps.now(),
    lastSentAt,
    settling: settles.has(action) ? await effectOfSettling(gateway, invoice, subscription) : null,
    advances: invoice.auto_advance ?? false,
    customerBalance: customer?.balance ?? 0,
  };
  const refusal = findInvoiceActionRefusal(action, invoice, facts);
  const offer: InvoiceActionOffer = {
    ...ref,
    action,
    invoiceNumber: invoice.number,
    invoiceStatus: statusOf(invoice),
    customerId: customerIdOf(invoice),
    customerName: invoice.customer_name ?? customer?.name ?? null,
    customerEmail: invoice.customer_email,
    livemode: invoice.livemode,
    total: invoice.total,
    tax: sumTaxes(invoice.total_taxes),
    amountRemaining: invoice.amount_remaining,
    currency: invoice.currency,
    refusal,
    consequences: refusal === null ? listInvoiceConsequences(action, invoice, context) : [],
    lastSentAt,
  };
  return { gateway, invoice, subscription, offer };
}

/** An invoice with what stands in the way of taking it from under a payment, read live. */
export async function readStanding(deps: InvoiceActionDeps, gateway: StripeGateway, ref: InvoiceRef) {
  await settleOpenAttempts(deps, ref);
  const invoice = await readLiveInvoice(gateway, ref.invoiceId);
  const customerId = customerIdOf(invoice);
  const filter = { workspaceIds: [ref.workspaceId], customerId: null, unsettled: true, offset: 0, limit: 10 };
  const [customer, attempts] = await Promise.all([
    customerId === null ? null : gateway.getCustomer(customerId),
    deps.workspaceDatabase.listAttempts({ ...filter, invoiceId: ref.invoiceId }),
  ]);
  return {
    invoice,
    customer: customer && !customer.deleted ? customer : null,
    customerDeleted: customer?.deleted === true,
    debitInProgress: findDebitInProgress(invoice) !== null,
    outcomeUnknown: attempts.rows.some(({ state }) => state === 'unknown' || state === 'sending'),
  };
}

async function findLastSent({ workspaceDatabase }: InvoiceActionDeps, ref: InvoiceRef) {
  const [sent] = await workspaceDatabase.listInvoicesSent([ref]);
  return sent?.at ?? null;
}

/** Writing an invoice off moves its subscription as paying it would (stripe.md §5.2). */
export async function effectOfSettling(
  gateway: StripeGateway,
  invoice: LiveInvoice,
  subscription: LiveSubscription | null,
): Promise<ConsequenceContext['settling']> {
  const { effect } = effectOfPaying({
    invoiceId: invoice.id,
    subscription: subscription && toResumable(subscription),
    owed: await listOwed(gateway, subscription),
    isDebit: false,
  });
  if (effect === 'unchanged') return null;
  return effect === 'resumes' ? 'restores' : 'doesNotRestore';
}

/** Status of an invoice in the words that screens know. */
export function statusOf(invoice: LiveInvoice): InvoiceActionOffer['invoiceStatus'] {
  return invoiceStatuses.find((known) => known === invoice.status) ?? 'draft';
}

/** Id of the customer that an invoice was made for; null where it was made for none. */
export function customerIdOf({ customer }: LiveInvoice): string | null {
  return customer === null ? null : idOf(customer);
}

interface PlainAction {
  audited: AuditAction;
  send: (gateway: StripeGateway, invoice: LiveInvoice, options: WriteOptions) => Promise<SentAnswer>;
  /** Whether an invoice shows that it was done; sending leaves no trace on it. */
  isDone: (invoice: LiveInvoice) => boolean;
}
type SentAnswer = Awaited<ReturnType<StripeGateway['voidInvoice']>>;

const actions: Record<PlainInvoiceAction, PlainAction> = {
  finalize: {
    audited: 'invoice.finalized',
    // Said out loud, so that what was confirmed about charging by itself is what happens.
    send: (gateway, { id, auto_advance: advances }, options) =>
      gateway.finalizeInvoice(id, { autoAdvance: advances ?? false }, options),
    isDone: ({ status }) => status !== 'draft',
  },
  send: {
    audited: 'invoice.sent',
    send: (gateway, { id }, options) => gateway.sendInvoice(id, options),
    isDone: () => false,
  },
  void: {
    audited: 'invoice.voided',
    send: (gateway, { id }, options) => gateway.voidInvoice(id, options),
    isDone: ({ status }) => status === 'void',
  },
  markUncollectible: {
    audited: 'invoice.markedUncollectible',
    send: (gateway, { id }, options) => gateway.markUncollectible(id, options),
    isDone: ({ status }) => status === 'uncollectible',
  },
};

/** Does one thing with one invoice: live re-read, rule, record, send (which is noted first), re-read. */
export async function actOnInvoice(
  deps: InvoiceActionDeps,
  { action, confirmed, ...ref }: InputOf<'invoices.act'>,
  noteSending: () => Promise<void> = async () => {},
): Promise<InvoiceActionResult> {
  const live = await readLiveAction(deps, ref, action);
  refuseUnconfirmed(live.offer, confirmed);
  const { gateway, subscription } = live;
  const answered = await recordAction(deps, live, noteSending);
  if (action === 'send') await deps.workspaceDatabase.noteInvoicesSent([{ ...ref, at: deps.now() }]);
  const invoice = await readLiveInvoice(gateway, ref.invoiceId).catch(() => answered);
  const mayMove = action === 'markUncollectible' && live.offer.consequences.includes('serviceResumes');
  const service = await followService(deps, gateway, subscription, mayMove);
  // An e-mail changes nothing about the customer: a series of them need not read each again.
  const customerId = action === 'send' ? null : customerIdOf(invoice);
  await refreshShown(deps, { ...ref, customerId });
  return {
    ...ref,
    action,
    invoiceNumber: invoice.number,
    invoiceStatus: statusOf(invoice),
    amountRemaining: invoice.amount_remaining,
    currency: invoice.currency,
    customerEmail: invoice.customer_email,
    livemode: invoice.livemode,
    service: service && { before: service.before, after: service.after },
  };
}

/** What the customer or somebody else did meanwhile must not turn a confirmation into another one. */
function refuseUnconfirmed(offer: InvoiceActionOffer, confirmed: InputOf<'invoices.act'>['confirmed']): void {
  if (offer.refusal !== null) throw actionRefused(offer.refusal);
  const isSame = offer.total === confirmed.total && offer.amountRemaining === confirmed.amountRemaining;
  const isTold = offer.consequences.every((consequence) => confirmed.consequences.includes(consequence));
  if (!isSame || !isTold) throw actionRefused('changed');
}

function recordAction(
  deps: InvoiceActionDeps,
  { gateway, invoice, offer }: LiveAction,
  noteSending: () => Promise<void>,
): Promise<LiveInvoice> {
  const { workspaceId, action, amountRemaining: amount, currency } = offer;
  const { audited, send, isDone } = actions[action];
  return recordWrite<LiveInvoice>(deps, {
    kind: `invoice.${action}`,
    audit: {
      workspaceId,
      action: audited,
      target: offer.customerId ?? invoice.id,
      targetName: offer.customerName,
      before: {},
      after: {
        invoice: offer.invoiceNumber ?? invoice.id,
        amount: `${toDecimalString({ amount, currency })} ${currency.toUpperCase()}`,
      },
    },
    send: async (options) => {
      await noteSending();
      return send(gateway, invoice, options);
    },
    findEffect: async () => {
      const found = await readLiveInvoice(gateway, invoice.id);
      return isDone(found) ? found : null;
    },
  });
}

const refusalSentences: Record<InvoiceActionRefusal, string> = {
  draft: 'This invoice is still a draft: finalise it first.',
  open: 'This invoice is already final.',
  paid: 'This invoice is paid; what is wrong with it is corrected by a credit note.',
  void: 'This invoice is void; nothing can be done with it any more.',
  uncollectible: 'This invoice was already written off as uncollectible.',
  debitInProgress: 'A direct debit for this invoice is in progress: wait until it has arrived or failed.',
  outcomeUnknown: 'It is not known yet what became of an earlier attempt to collect this invoice.',
  partlyPaid: 'This invoice is partly paid: credit what is left instead of voiding it.',
  hasCreditNotes: 'Part of this invoice was credited already: credit what is left instead of voiding it.',
  chargedAutomatically:
    'Stripe charges this invoice automatically and does not e-mail it on request: send its hosted page instead.',
  noEmail: 'The customer has no e-mail address on this invoice.',
  customerDeleted: 'The customer was deleted in Stripe.',
  nothingToCredit: 'There is nothing left to credit on this invoice.',
  noCustomer: 'This invoice has no customer.',
  changed: 'This invoice changed meanwhile: look at it again and decide then.',
};

/** The error that says why something is not done with an invoice. */
export function actionRefused(reason: InvoiceActionRefusal): AppError {
  return new AppError('action_refused', `${refusalSentences[reason]} Nothing was changed.`, {
    details: { reason },
  });
}
