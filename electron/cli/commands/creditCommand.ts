import type { CreditEffect, CreditProblem, CreditSplit } from '../../../shared/domain/creditNotes.ts';
import { AppError } from '../../../shared/errors/appError.ts';
import type { CreditPreview, CreditWish } from '../../../shared/ipc/schemas/invoiceActions.ts';
import { actionRefused } from '../../services/invoiceActions.ts';
import type { CommandContext } from '../commandContext.ts';
import type { CommandOutcome, RequestOf } from '../commandRequest.ts';
import { exitCodes } from '../exitCodes.ts';
import { findWorkspaceOf } from '../selectWorkspace.ts';
import { moneyText } from '../text/table.ts';
import { UsageError } from '../usageError.ts';

type Request = RequestOf<'invoices.credit'>;
type Note = NonNullable<CreditPreview['note']>;

export async function creditInvoice(request: Request, context: CommandContext): Promise<CommandOutcome> {
  const { handlers } = context;
  const workspaceId = await findWorkspaceOf(context, 'invoice', request.id);
  const lines = request.lines?.map((line) => ({ ...line, quantity: null })) ?? null;
  const wish: CreditWish = { workspaceId, invoiceId: request.id, lines, split: null };
  const first = await handlers['invoices.previewCreditNote'](wish);
  const split = toSplit(demandNote(first).postPayment, request.giveBack);
  const offer = await handlers['invoices.previewCreditNote']({ ...wish, split });
  const note = demandNote(offer);
  if (!request.yes) throw new UsageError(await describeCredit(context, request, offer, note));
  const { reason, memo, sendEmail } = request;
  const { total, prePayment, effects } = note;
  const value = await handlers['invoices.createCreditNote']({
    ...wish,
    split,
    reason,
    memo,
    sendEmail,
    confirmed: { total, prePayment, effects },
  });
  return { value, exitCode: exitCodes.done };
}

/** The note as it would be made. *Errors*: `action_refused` where none would. */
function demandNote({ note, refusal, problem }: CreditPreview): Note {
  if (note) return note;
  if (refusal !== null || problem === null) throw actionRefused(refusal ?? 'changed');
  const { lineId, problem: reason } = problem;
  const which = lineId === null ? '' : ` (${lineId})`;
  throw new AppError('action_refused', `${problemSentences[reason]}${which}. Nothing was changed.`, {
    details: { reason, line: lineId },
  });
}

const problemSentences: Record<CreditProblem, string> = {
  nothingChosen: 'Choose at least one line',
  splitDoesNotAddUp: 'The amounts do not add up to what has to go back',
  negativeAmount: 'More than nothing has to be credited of a line',
  refundAbovePaid:
    'Stripe cannot refund that much, because less was paid through it; use --give-back balance or outside',
  unknownLine: 'The invoice has no such line',
  aboveLine: 'This is more than the line has',
  aboveCreditable: 'This is more than can still be credited',
  wholeQuantity: 'Only whole quantities can be credited',
};

function toSplit(amount: number, way: Request['giveBack']): CreditSplit {
  return {
    refund: way === 'refund' ? amount : 0,
    balance: way === 'balance' ? amount : 0,
    outOfBand: way === 'outside' ? amount : 0,
  };
}

const effectSentences: Record<CreditEffect, string> = {
  irreversible: 'This cannot be taken back.',
  lowersAmountDue: 'The customer has less to pay.',
  settlesInvoice: 'The invoice is settled by that.',
  serviceResumes: 'The suspended subscription runs again, as if it were paid.',
  refunded: 'The money is refunded.',
  toBalance: 'The money becomes credit for later invoices.',
  outOfBand: 'The money is given back outside Stripe.',
  vatCorrected: 'The VAT goes down.',
};

async function describeCredit(
  { handlers }: CommandContext,
  { sendEmail }: Request,
  { workspaceId, invoiceId, invoiceNumber, customerName, currency, livemode }: CreditPreview,
  { total, effects }: Note,
): Promise<string> {
  const workspaces = await handlers['workspaces.list']({});
  const name = workspaces.find(({ id }) => id === workspaceId)?.name ?? workspaceId;
  return [
    `This credits ${moneyText({ amount: total, currency })} of invoice ${invoiceNumber ?? invoiceId} of`,
    `${customerName ?? 'this customer'}, in ${name} (${livemode ? 'LIVE' : 'TEST'}).`,
    ...effects.map((effect) => effectSentences[effect]),
    sendEmail
      ? 'Stripe e-mails the credit note to the customer where the account is set so (--no-email: not).'
      : 'Stripe does not e-mail it.',
    'Nothing was done yet: add --yes to do it.',
  ].join(' ');
}
