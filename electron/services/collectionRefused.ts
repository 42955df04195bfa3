import type { CollectionRefusal, MethodRefusal } from '../../shared/domain/collecting.ts';
import { AppError } from '../../shared/errors/appError.ts';

/** Why an invoice is not collected, as errors and the command line say it. */
export const collectionSentences: Record<CollectionRefusal, string> = {
  draft: 'This invoice is still a draft: finalise it first.',
  paid: 'This invoice is already paid.',
  void: 'This invoice is void and cannot be paid any more.',
  nothingToPay: 'There is nothing left to pay on this invoice.',
  debitInProgress: 'A direct debit for this invoice is in progress.',
  outcomeUnknown: 'It is not known yet what became of an earlier attempt.',
  underWay: 'This invoice is being collected at this moment.',
  amountChanged: 'The amount changed meanwhile.',
  customerDeleted: 'The customer was deleted in Stripe.',
  noMethod: 'The customer has no payment method that can be used.',
  methodGone: 'The customer no longer has this payment method.',
  methodUnusable: 'This payment method cannot be used for this invoice.',
};

const methodSentences: Record<MethodRefusal, string> = {
  bankTransfer: 'the customer makes a bank transfer, nobody can demand it',
  typeNotAllowed: 'collecting takes a card or a direct debit',
  notForThisInvoice: 'the invoice does not allow this kind of payment method',
  currency: 'this kind of direct debit cannot take the currency of the invoice',
  expired: 'the card has expired',
  mandatePending: 'the bank has not confirmed the mandate yet',
  mandateRefused: 'the bank refused the mandate',
  mandateRevoked: 'the mandate was revoked',
};

/** The error that says why an invoice is not collected. */
export function collectionRefused(
  reason: CollectionRefusal,
  details: Record<string, string | number | null> = {},
  told = collectionSentences[reason],
): AppError {
  return new AppError('collection_refused', `${told} Nothing was collected.`, {
    details: { reason, ...details },
  });
}

/** The error that says why a payment method of the customer cannot be used for an invoice. */
export function methodRefused(method: string, methodRefusal: MethodRefusal): AppError {
  const told = `${method} cannot be used for this invoice: ${methodSentences[methodRefusal]}.`;
  return collectionRefused('methodUnusable', { methodRefusal, method }, told);
}
