import { useMemo, useState, type ReactNode } from 'react';
import type { InvoiceRow } from '../../../shared/ipc/schemas/invoices.ts';
import type { MenuPoint } from '../../ui/dataGridTypes.ts';
import { ActionDialog } from './ActionDialog.tsx';
import { CreditDialog } from './CreditDialog.tsx';
import { RowMenu } from './RowMenu.tsx';
import { RemindManyDialog } from './RemindManyDialog.tsx';
import { ReminderDialog } from './ReminderDialog.tsx';
import { DeskContext, type InvoiceDeskActions, type MenuChoice, type MenuInvoice } from './useInvoiceDesk.ts';

type Opened =
  | { kind: 'choice'; choice: MenuChoice; invoice: MenuInvoice }
  | { kind: 'remind'; invoices: readonly InvoiceRow[] }
  | { kind: 'menu'; invoice: MenuInvoice; at: MenuPoint };

/**
 * Holds what a screen opens about its invoices. It outlives the rows that it was opened from: an invoice that is voided
 * leaves the list while the person still reads what came of it.
 */
export function InvoiceDesk({ children }: { children: ReactNode }): ReactNode {
  const [opened, setOpened] = useState<Opened | null>(null);
  const actions = useMemo<InvoiceDeskActions>(
    () => ({
      choose: (choice, invoice) => setOpened({ kind: 'choice', choice, invoice }),
      remind: (invoices) => setOpened({ kind: 'remind', invoices }),
      openMenu: (invoice, at) => setOpened({ kind: 'menu', invoice, at }),
    }),
    [],
  );
  const close = (): void => setOpened(null);
  // A menu closes after it has opened what was chosen from it.
  const closeMenu = (): void => setOpened((known) => (known?.kind === 'menu' ? null : known));
  return (
    <DeskContext value={actions}>
      {children}
      {opened !== null && <Shown opened={opened} onClose={close} onCloseMenu={closeMenu} />}
    </DeskContext>
  );
}

interface ShownProps {
  opened: Opened;
  onClose: () => void;
  onCloseMenu: () => void;
}

function Shown({ opened, onClose, onCloseMenu }: ShownProps): ReactNode {
  if (opened.kind === 'remind') return <RemindManyDialog invoices={opened.invoices} onClose={onClose} />;
  const { workspaceId, id: invoiceId } = opened.invoice;
  const shared = { workspaceId, invoiceId, onClose };
  if (opened.kind === 'menu')
    return <RowMenu key={invoiceId} invoice={opened.invoice} at={opened.at} onClose={onCloseMenu} />;
  if (opened.choice === 'mail') return <ReminderDialog {...shared} />;
  if (opened.choice === 'credit') return <CreditDialog {...shared} />;
  return <ActionDialog action={opened.choice} {...shared} />;
}
