import type { ActionInvoice } from '../../shared/domain/invoiceActions.ts';

/** An open invoice that Stripe e-mails and of which nothing was paid, for rules about invoices. */
export const openActionInvoice: ActionInvoice = {
  status: 'open',
  collection_method: 'send_invoice',
  customer: 'cus_1',
  customer_email: 'invoices@restaurant.example',
  amount_paid: 0,
  amount_due: 12_100,
  amount_remaining: 12_100,
  total: 12_100,
  pre_payment_credit_notes_amount: 0,
  post_payment_credit_notes_amount: 0,
};
