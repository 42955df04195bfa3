import type { ReactNode } from 'react';
import { CustomerPage } from '../features/customers/CustomerPage.tsx';
import { DocumentPreview } from '../features/documents/DocumentPreview.tsx';

/** The customer page with the document beside it: features do not know each other, the app puts them together. */
export function CustomerScreen(): ReactNode {
  return (
    <CustomerPage
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
