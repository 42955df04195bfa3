import type { ReactNode } from 'react';
import { DocumentPreview } from '../features/documents/DocumentPreview.tsx';
import { InvoicesPage } from '../features/invoices/InvoicesPage.tsx';

/** The list of invoices with the document beside it. */
export function InvoicesScreen(): ReactNode {
  return (
    <InvoicesPage
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
