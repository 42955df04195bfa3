import { createContext, use } from 'react';
import type { InvoiceDetail, InvoiceRow } from '../../../shared/ipc/schemas/invoices.ts';
import type { PlainInvoiceAction } from '../../../shared/ipc/schemas/invoiceActions.ts';
import type { MenuPoint } from '../../ui/dataGridTypes.ts';

/** What the menu needs to know of an invoice; what a row of a list does not tell is looked at live by the dialog. */
export type MenuInvoice = InvoiceRow | InvoiceDetail;

/** What the menu of an invoice opens. */
export type MenuChoice = PlainInvoiceAction | 'credit' | 'mail';

/** Opens the dialogs and menus of a screen. */
export interface InvoiceDeskActions {
  choose: (choice: MenuChoice, invoice: MenuInvoice) => void;
  remind: (invoices: readonly InvoiceRow[]) => void;
  openMenu: (invoice: MenuInvoice, at: MenuPoint) => void;
}

/** The desk of a screen; `InvoiceDesk` provides it. */
export const DeskContext = createContext<InvoiceDeskActions | null>(null);

/** The desk of the screen that a button or a row stands on. */
export function useInvoiceDesk(): InvoiceDeskActions {
  const desk = use(DeskContext);
  if (!desk) throw new Error('Something acts on an invoice outside of an InvoiceDesk.');
  return desk;
}
