import type { InvoiceConsequence } from '../../../shared/domain/invoiceActions.ts';
import type {
  InvoiceActionOffer,
  InvoiceActionResult,
  PlainInvoiceAction,
} from '../../../shared/ipc/schemas/invoiceActions.ts';
import type { CommandContext } from '../commandContext.ts';
import type { CommandOutcome, RequestOf } from '../commandRequest.ts';
import { exitCodes } from '../exitCodes.ts';
import { findWorkspaceOf } from '../selectWorkspace.ts';
import { moneyText } from '../text/table.ts';
import { UsageError } from '../usageError.ts';

/** What the commands that act on an invoice give. */
export interface ActedInvoice {
  id: string;
  action: PlainInvoiceAction;
  number: string | null;
  status: string;
  amountRemaining: number;
  currency: string;
  /** The subscription's service after it was done. */
  service: string;
}

export async function actOnInvoice(
  { id, action, yes }: RequestOf<'invoices.act'>,
  context: CommandContext,
): Promise<CommandOutcome> {
  const { handlers } = context;
  const workspaceId = await findWorkspaceOf(context, 'invoice', id);
  const ref = { workspaceId, invoiceId: id, action };
  const offer = await handlers['invoices.prepareAction'](ref);
  // A refusal comes from the action itself, with its reason.
  if (!yes && offer.refusal === null) throw new UsageError(await describeOffer(context, offer));
  const { total, amountRemaining, consequences } = offer;
  const result = await handlers['invoices.act']({
    ...ref,
    confirmed: { total, amountRemaining, consequences },
  });
  return { value: toActedInvoice(result), exitCode: exitCodes.done };
}

function toActedInvoice(result: InvoiceActionResult): ActedInvoice {
  const { invoiceId, action, invoiceNumber, invoiceStatus, amountRemaining, currency, service } = result;
  return {
    id: invoiceId,
    action,
    number: invoiceNumber,
    status: invoiceStatus,
    amountRemaining,
    currency,
    service: service?.after ?? 'none',
  };
}

const verbs: Record<PlainInvoiceAction, string> = {
  finalize: 'finalises',
  send: 'sends',
  void: 'voids',
  markUncollectible: 'writes off as uncollectible',
};

const consequenceSentences: Record<InvoiceConsequence, string> = {
  irreversible: 'This cannot be taken back.',
  numberGiven: 'The invoice gets its number.',
  numberStaysUsed: 'Its number stays used.',
  customerDataFreezes: 'The customer’s details on it can no longer be changed.',
  chargedAutomatically: 'Stripe charges the customer by itself.',
  notChargedAutomatically: 'Stripe does not charge the customer by itself.',
  mailedByStripe: 'Stripe may e-mail it by itself, as the account’s settings say.',
  paidFromBalance: 'Credit on the customer’s balance is used for it first.',
  vatNotOwed: 'It counts for nothing in the books and no VAT is owed on it.',
  creditNoteInstead:
    'Its VAT stays owed until it is reclaimed as a bad debt; a credit note can be made only instead of this.',
  staysPayable: 'The customer can still pay it.',
  retriesEnd: 'Stripe stops trying to collect it.',
  serviceResumes: 'The suspended subscription runs again, as if it were paid.',
  serviceNotRestored: 'The subscription does not run again by this.',
  emailSent: 'Stripe e-mails it to the customer.',
  emailNotSentInTestMode: 'Stripe e-mails nothing in test mode.',
  sentRecently: 'It was already sent within the last three days.',
};

/** The confirmation in words: what, whose, which account, how much, and what it brings about. */
async function describeOffer(
  { handlers }: CommandContext,
  { workspaceId, action, invoiceId, invoiceNumber, customerName, consequences, ...offer }: InvoiceActionOffer,
): Promise<string> {
  const workspaces = await handlers['workspaces.list']({});
  const name = workspaces.find(({ id }) => id === workspaceId)?.name ?? workspaceId;
  const amount = moneyText({ amount: offer.total, currency: offer.currency });
  return [
    `This ${verbs[action]} invoice ${invoiceNumber ?? invoiceId} of ${customerName ?? 'this customer'} over ${amount},`,
    `in ${name} (${offer.livemode ? 'LIVE' : 'TEST'}).`,
    ...consequences.map((consequence) => consequenceSentences[consequence]),
    'Nothing was done yet: add --yes to do it.',
  ].join(' ');
}

export async function createInvoiceLink(
  { id }: RequestOf<'invoices.link'>,
  context: CommandContext,
): Promise<CommandOutcome> {
  const workspaceId = await findWorkspaceOf(context, 'invoice', id);
  const { url } = await context.handlers['invoices.getHostedLink']({ workspaceId, invoiceId: id });
  return { value: { id, url }, exitCode: exitCodes.done };
}
