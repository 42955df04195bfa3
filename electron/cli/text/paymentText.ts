import { collectionSentences } from '../../services/collectionRefused.ts';
import type { PaidInvoice } from '../commands/paymentCommands.ts';
import { dayText, moneyText } from './table.ts';

export function paidText(paid: PaidInvoice): string {
  const { id, outcome, declineCode, adviceCode, refusal, clearsBy, status, service } = paid;
  const amount = moneyText({ amount: paid.amountPaid, currency: paid.currency });
  switch (outcome) {
    case 'paid':
      return `Paid: ${amount} of ${id}. Service: ${service}.`;
    case 'processing':
      return `The direct debit for ${id} is in progress; it is known to have arrived by ${dayText(clearsBy)} at the latest.`;
    case 'declined': {
      const advice = adviceCode === 'do_not_try_again' ? ' Do not try this method again.' : '';
      return `Declined: ${declineCode ?? 'no reason given'}. Invoice ${id} stays ${status}.${advice}`;
    }
    case 'authentication_required':
      return `The bank asks the customer to authenticate: send them the hosted page of ${id}. Nothing was charged.`;
    case 'unknown':
      return `No answer came, so it is not known whether ${id} was collected. Kantoor finds out by itself; do not collect it elsewhere until then.`;
    default:
      return `${refusal === null ? 'Stripe refused.' : collectionSentences[refusal]} Nothing was collected. Invoice ${id} is ${status}.`;
  }
}
