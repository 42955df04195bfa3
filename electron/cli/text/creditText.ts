import type { CreditResult } from '../../../shared/ipc/schemas/invoiceActions.ts';
import { moneyText } from './table.ts';

export function creditedText(result: CreditResult): string {
  const { creditNoteNumber, total, amountRemaining, currency, invoiceStatus } = result;
  const credited = moneyText({ amount: total, currency });
  const left = moneyText({ amount: amountRemaining, currency });
  return `Credited ${credited} with ${creditNoteNumber}. The invoice is ${invoiceStatus}, ${left} to pay.`;
}
