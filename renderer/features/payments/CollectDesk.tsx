import { createContext, use, useMemo, useState, type ReactNode } from 'react';
import type { InvoiceRow } from '../../../shared/ipc/schemas/invoices.ts';
import { CollectDialog } from './CollectDialog.tsx';
import { CollectManyDialog } from './CollectManyDialog.tsx';

/** Opens the dialogs of a screen. */
export interface CollectDeskActions {
  collect: (invoice: Pick<InvoiceRow, 'workspaceId' | 'id'>) => void;
  collectMany: (invoices: readonly InvoiceRow[]) => void;
}

const DeskContext = createContext<CollectDeskActions | null>(null);

/**
 * Holds the dialogs of a screen. They outlive the buttons that open them: an invoice that is paid leaves the list,
 * and its button with it, while the person still reads what came of it.
 */
export function CollectDesk({ children }: { children: ReactNode }): ReactNode {
  const [opened, setOpened] = useState<readonly InvoiceRow[] | Pick<InvoiceRow, 'workspaceId' | 'id'> | null>(
    null,
  );
  const actions = useMemo(() => ({ collect: setOpened, collectMany: setOpened }), []);
  const close = (): void => setOpened(null);
  return (
    <DeskContext value={actions}>
      {children}
      {opened !== null &&
        ('id' in opened ? (
          <CollectDialog workspaceId={opened.workspaceId} invoiceId={opened.id} onClose={close} />
        ) : (
          <CollectManyDialog invoices={opened} onClose={close} />
        ))}
    </DeskContext>
  );
}

/** The desk of the screen that a button stands on. */
export function useCollectDesk(): CollectDeskActions {
  const desk = use(DeskContext);
  if (!desk) throw new Error('A button that collects stands outside of a CollectDesk.');
  return desk;
}
