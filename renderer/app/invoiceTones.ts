import type { InvoiceRow } from '../../shared/ipc/schemas/invoices.ts';
import type { Tone } from '../ui/Tag.tsx';

/** What an invoice is called on screens: Stripe's status, or overdue, which Stripe has no word for. */
export type ShownInvoiceStatus = InvoiceRow['status'] | 'overdue';

const tones: Record<ShownInvoiceStatus, Tone> = {
  draft: 'quiet',
  open: 'accent',
  overdue: 'negative',
  paid: 'positive',
  uncollectible: 'caution',
  void: 'quiet',
};

export function shownStatusOf({
  status,
  overdue,
}: Pick<InvoiceRow, 'status' | 'overdue'>): ShownInvoiceStatus {
  return overdue ? 'overdue' : status;
}

export function toneOfInvoice(status: ShownInvoiceStatus): Tone {
  return tones[status];
}
