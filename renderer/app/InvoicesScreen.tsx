import type { ReactNode } from 'react';
import type { InvoiceRow } from '../../shared/ipc/schemas/invoices.ts';
import { DocumentPreview } from '../features/documents/DocumentPreview.tsx';
import { CopyLinksButton } from '../features/invoiceActions/CopyLinksButton.tsx';
import { InvoiceDesk } from '../features/invoiceActions/InvoiceDesk.tsx';
import { useInvoiceDesk } from '../features/invoiceActions/useInvoiceDesk.ts';
import { InvoiceMenu } from '../features/invoiceActions/InvoiceMenu.tsx';
import { RemindManyButton } from '../features/invoiceActions/RemindManyButton.tsx';
import { CollectDesk } from '../features/payments/CollectDesk.tsx';
import { CollectButton } from '../features/payments/CollectButton.tsx';
import { CollectManyButton } from '../features/payments/CollectManyButton.tsx';
import { InvoicesPage } from '../features/invoices/InvoicesPage.tsx';

/** The list of invoices with the document beside it. */
export function InvoicesScreen(): ReactNode {
  return (
    <CollectDesk>
      <InvoiceDesk>
        <InvoicesWithDesks />
      </InvoiceDesk>
    </CollectDesk>
  );
}

function InvoicesWithDesks(): ReactNode {
  const { openMenu } = useInvoiceDesk();
  return (
    <InvoicesPage
      renderActions={(invoices) => <ChosenInvoices invoices={invoices} />}
      onMenu={openMenu}
      renderDocument={({ workspaceId, id, number }, onFlip) => (
        <DocumentPreview
          workspaceId={workspaceId}
          kind="invoice"
          objectId={id}
          name={number ?? id}
          onFlip={onFlip}
        />
      )}
    />
  );
}

/** One has a menu of its own; several are collected, sent and linked to together. */
function ChosenInvoices({ invoices }: { invoices: readonly InvoiceRow[] }): ReactNode {
  const [only] = invoices.length === 1 ? invoices : [];
  if (only)
    return (
      <>
        <CollectButton invoice={only} />
        <InvoiceMenu invoice={only} />
      </>
    );
  return (
    <>
      <CollectManyButton invoices={invoices} />
      <RemindManyButton invoices={invoices} />
      <CopyLinksButton invoices={invoices} />
    </>
  );
}
