import type { ReactNode } from 'react';
import { DocumentPreview } from '../features/documents/DocumentPreview.tsx';
import { CollectDesk } from '../features/payments/CollectDesk.tsx';
import { CollectButton } from '../features/payments/CollectButton.tsx';
import { CollectManyButton } from '../features/payments/CollectManyButton.tsx';
import { InvoicesPage } from '../features/invoices/InvoicesPage.tsx';

/** The list of invoices with the document beside it. */
export function InvoicesScreen(): ReactNode {
  return (
    <CollectDesk>
      <InvoicesPage
        renderCollect={(invoices) => {
          const [only] = invoices.length === 1 ? invoices : [];
          return only ? <CollectButton invoice={only} /> : <CollectManyButton invoices={invoices} />;
        }}
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
    </CollectDesk>
  );
}
