import { Skeleton } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { InvoiceDetail } from '../../../shared/ipc/schemas/invoices.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { useIpcQuery } from '../../api/useIpcQuery.ts';
import { BackLink } from '../../app/BackLink.tsx';
import { CallError } from '../../app/CallError.tsx';
import { paths } from '../../app/paths.ts';
import { useScope } from '../../app/useScope.ts';
import { Freshness } from '../../app/Freshness.tsx';
import { Page } from '../../ui/Page.tsx';
import { Panes } from '../../ui/Panes.tsx';
import { BilledToSection } from './BilledToSection.tsx';
import { InvoiceActions, InvoiceAside } from './InvoiceHeader.tsx';
import { numberOf } from './invoiceColumns.ts';
import { InvoiceDocument } from './InvoiceDocument.tsx';
import { InvoiceSummary } from './InvoiceSummary.tsx';
import classes from './InvoicePage.module.css';
import { LinesSection } from './LinesSection.tsx';
import { CreditNotesSection, PaymentsSection } from './SettlementSections.tsx';
import { TimelineSection } from './TimelineSection.tsx';
import { useInvoiceLeafing } from './useInvoiceLeafing.ts';
import { useShownDocument, type ShownDocument } from './useShownDocument.ts';

export interface InvoicePageProps {
  /** Shows a document of the invoice; given by the app, because features do not know each other. */
  renderDocument: (document: ShownDocument, onFlip: (direction: -1 | 1) => void) => ReactNode;
  renderCollect: (invoice: InvoiceDetail) => ReactNode;
  /** What was tried to collect it. */
  renderAttempts: (invoice: InvoiceDetail) => ReactNode;
}

/** One invoice: what is on it, how it was settled, and its document beside it. */
export function InvoicePage(props: InvoicePageProps): ReactNode {
  const { t } = useTranslation('invoices');
  const { workspaceId = '', invoiceId = '' } = useParams();
  const { data, error, refetch } = useIpcQuery(
    'invoices.get',
    { workspaceId, invoiceId },
    { keepPrevious: true },
  );
  if (data) return <LoadedInvoice invoice={data} {...props} />;
  return (
    <Page title={t('page.title')}>
      {error ? <CallError error={error} onRetry={() => void refetch()} /> : <InvoiceSkeleton />}
    </Page>
  );
}

interface LoadedInvoiceProps extends InvoicePageProps {
  invoice: InvoiceDetail;
}

function LoadedInvoice(props: LoadedInvoiceProps): ReactNode {
  const { invoice, renderDocument, renderCollect, renderAttempts } = props;
  const { t } = useTranslation('invoices');
  const { workspaceId, id, asOf } = invoice;
  const { scope, byId } = useScope();
  const isSample = byId(workspaceId)?.sample ?? true;
  const refresh = useIpcCommand('invoices.refresh');
  const openInStripe = useIpcCommand('links.openInStripe');
  const leafing = useInvoiceLeafing(invoice);
  const documents = useShownDocument(invoice);
  useMissingParts(invoice, refresh.mutate);
  const readAgain = (): void => refresh.mutate({ workspaceId, invoiceId: id });
  // Offline is said beside the heading already, and what failed for a neighbour does not belong here.
  const isOwn = refresh.variables?.invoiceId === id && refresh.error?.code !== 'offline';
  const failure = (isOwn ? refresh.error : null) ?? openInStripe.error;
  return (
    <Page
      title={numberOf(invoice, t)}
      layout="fill"
      lead={<BackLink to={paths.invoices(scope)} label={t('page.back')} />}
      aside={<InvoiceAside invoice={invoice} />}
      freshness={<Freshness asOf={asOf} />}
      actions={
        <InvoiceActions
          collect={renderCollect(invoice)}
          leafing={leafing}
          isRefreshing={refresh.isPending}
          onRefresh={readAgain}
          onOpenInStripe={
            isSample ? undefined : () => openInStripe.mutate({ workspaceId, kind: 'invoice', id })
          }
        />
      }
    >
      <Panes
        narrow="below"
        side={
          <InvoiceDocument documents={documents}>
            {renderDocument(documents.shown, leafing.flip)}
          </InvoiceDocument>
        }
      >
        <div key={id} className={classes.details}>
          {failure && <CallError error={failure} />}
          <InvoiceSummary invoice={invoice} />
          <LinesSection invoice={invoice} isRefreshing={refresh.isPending} onRefresh={readAgain} />
          <PaymentsSection invoice={invoice} />
          {renderAttempts(invoice)}
          <CreditNotesSection invoice={invoice} onShow={documents.showCreditNote} />
          <BilledToSection invoice={invoice} />
          <TimelineSection invoice={invoice} />
        </div>
      </Panes>
    </Page>
  );
}

/** Lists from Stripe carry the first lines and no payments: the first visit of an invoice brings in the rest. */
function useMissingParts(
  invoice: InvoiceDetail,
  readAgain: (input: { workspaceId: string; invoiceId: string }) => void,
): void {
  const { workspaceId, id, amountPaid, payments, linesComplete } = invoice;
  const isPartial = !linesComplete || (amountPaid > 0 && payments.length === 0);
  useEffect(() => {
    if (isPartial) readAgain({ workspaceId, invoiceId: id });
  }, [isPartial, readAgain, workspaceId, id]);
}

function InvoiceSkeleton(): ReactNode {
  return (
    <div aria-busy className={classes.skeleton}>
      <Skeleton height={48} />
      {[72, 96, 64, 88, 56].map((width) => (
        <Skeleton key={width} height={12} width={`${width}%`} />
      ))}
    </div>
  );
}
