import type { ReactNode } from 'react';
import { DocumentPreview } from '../features/documents/DocumentPreview.tsx';
import { InvoiceDesk } from '../features/invoiceActions/InvoiceDesk.tsx';
import { InvoiceMenu } from '../features/invoiceActions/InvoiceMenu.tsx';
import { AttemptsSection } from '../features/payments/AttemptsSection.tsx';
import { CollectDesk } from '../features/payments/CollectDesk.tsx';
import { CollectButton } from '../features/payments/CollectButton.tsx';
import { InvoicePage } from '../features/invoices/InvoicePage.tsx';

/** One invoice with its documents beside it. */
export function InvoiceScreen(): ReactNode {
  return (
    <CollectDesk>
      <InvoiceDesk>
        <InvoicePage
          renderCollect={(invoice) => (
            <>
              <CollectButton invoice={invoice} />
              <InvoiceMenu invoice={invoice} />
            </>
          )}
          renderAttempts={({ workspaceId, id }) => (
            <AttemptsSection workspaceId={workspaceId} invoiceId={id} />
          )}
          renderDocument={({ workspaceId, kind, objectId, number }, onFlip) => (
            <DocumentPreview
              // A draft that gets its number gets its document with it.
              key={number}
              workspaceId={workspaceId}
              kind={kind}
              objectId={objectId}
              name={number ?? objectId}
              onFlip={onFlip}
            />
          )}
        />
      </InvoiceDesk>
    </CollectDesk>
  );
}
