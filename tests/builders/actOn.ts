import type { CreditNoteServices } from '../../electron/services/creditNotes.ts';
import type { InvoiceActionServices } from '../../electron/services/invoiceActions.ts';
import type { PlainInvoiceAction } from '../../shared/ipc/schemas/invoiceActions.ts';

export type VictimAction = PlainInvoiceAction | 'credit';

/** Does with an invoice what a person does: looks at what it means, and confirms that. False where it is refused. */
export async function act(
  services: InvoiceActionServices & CreditNoteServices,
  action: VictimAction,
  ref: { workspaceId: string; invoiceId: string },
): Promise<boolean> {
  if (action === 'credit') {
    const wish = { ...ref, lines: null, split: null };
    const { note } = await services['invoices.previewCreditNote'](wish);
    if (!note) return false;
    const confirmed = { total: note.total, prePayment: note.prePayment, effects: note.effects };
    const said = { reason: null, memo: null, sendEmail: false };
    await services['invoices.createCreditNote']({ ...wish, ...said, split: note.split, confirmed });
    return true;
  }
  const offer = await services['invoices.prepareAction']({ ...ref, action });
  const { refusal, total, amountRemaining, consequences } = offer;
  if (refusal !== null) return false;
  await services['invoices.act']({ ...ref, action, confirmed: { total, amountRemaining, consequences } });
  return true;
}
