import { Group } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CustomerDetail } from '../../shared/ipc/schemas/customers.ts';
import { CustomerPage } from '../features/customers/CustomerPage.tsx';
import { AttemptsSection } from '../features/payments/AttemptsSection.tsx';
import { InvoiceDesk } from '../features/invoiceActions/InvoiceDesk.tsx';
import { useInvoiceDesk } from '../features/invoiceActions/useInvoiceDesk.ts';
import { InvoiceMenu } from '../features/invoiceActions/InvoiceMenu.tsx';
import { RemindManyButton } from '../features/invoiceActions/RemindManyButton.tsx';
import { CollectDesk } from '../features/payments/CollectDesk.tsx';
import { CollectButton } from '../features/payments/CollectButton.tsx';
import { CollectManyButton } from '../features/payments/CollectManyButton.tsx';
import { ServiceNotice } from '../features/payments/ServiceNotice.tsx';
import { MethodsSection } from '../features/paymentMethods/MethodsSection.tsx';
import { PortalButton } from '../features/portal/PortalButton.tsx';
import { DocumentPreview } from '../features/documents/DocumentPreview.tsx';
import { KeepCustomer } from '../features/documents/KeepCustomer.tsx';

/** The customer page with the document beside it: features do not know each other, the app puts them together. */
export function CustomerScreen(): ReactNode {
  return (
    <CollectDesk>
      <InvoiceDesk>
        <CustomerWithDesks />
      </InvoiceDesk>
    </CollectDesk>
  );
}

function CustomerWithDesks(): ReactNode {
  const { openMenu } = useInvoiceDesk();
  return (
    <CustomerPage
      invoiceActions={{
        renderActions: (invoice) => (
          <>
            <CollectButton invoice={invoice} compact />
            <InvoiceMenu invoice={invoice} compact />
          </>
        ),
        renderActionsForAll: (invoices) => (
          <Group gap={8} component="span">
            <RemindManyButton invoices={invoices} isAll />
            <CollectManyButton invoices={invoices} isAll />
          </Group>
        ),
        onMenu: openMenu,
      }}
      payments={{
        renderNotice: (customer) => <ServiceNotice customer={customer} />,
        renderAttempts: ({ workspaceId, id }) => (
          <AttemptsSection workspaceId={workspaceId} customerId={id} />
        ),
      }}
      renderMethods={(customer) => (
        <MethodsSection
          customer={customer}
          collect={customer.openInvoices.length === 0 ? null : <CollectOpen customer={customer} />}
        />
      )}
      renderPortal={(customer) => <PortalButton customer={customer} />}
      renderKept={({ workspaceId, id }) => <KeepCustomer workspaceId={workspaceId} id={id} />}
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

/** A single open invoice has a button of its own; several are collected together. */
function CollectOpen({ customer: { openInvoices } }: { customer: CustomerDetail }): ReactNode {
  const [only, ...others] = openInvoices;
  if (!only) return null;
  return others.length === 0 ? (
    <CollectButton invoice={only} />
  ) : (
    <CollectManyButton invoices={openInvoices} isAll />
  );
}
