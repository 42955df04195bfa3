import type { ActedInvoice } from '../commands/invoiceActionCommands.ts';
import { moneyText } from './table.ts';

export function actedText({ id, action, number, status, service, ...invoice }: ActedInvoice): string {
  const name = number ?? id;
  const amount = moneyText({ amount: invoice.amountRemaining, currency: invoice.currency });
  switch (action) {
    case 'finalize':
      return `Finalised: ${name} is ${status}, ${amount} to pay.`;
    case 'send':
      return `Sent: ${name} is ${status}, ${amount} to pay.`;
    case 'void':
      return `Voided: ${name} is ${status}. Service: ${service}.`;
    case 'markUncollectible':
      return `Written off: ${name} is ${status} and stays payable. Service: ${service}.`;
    default:
      return action satisfies never;
  }
}

export function invoiceLinkText({ url }: { url: string }): string {
  return url;
}
