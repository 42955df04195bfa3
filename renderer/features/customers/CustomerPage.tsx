import { ActionIcon, Alert, Anchor, Button, Skeleton, Tooltip } from '@mantine/core';
import { IconExternalLink, IconRefresh, IconX } from '@tabler/icons-react';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import type { CustomerDetail } from '../../../shared/ipc/schemas/customers.ts';
import type { InvoiceRow } from '../../../shared/ipc/schemas/invoices.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { useIpcQuery } from '../../api/useIpcQuery.ts';
import { AccountName } from '../../app/AccountName.tsx';
import { BackLink } from '../../app/BackLink.tsx';
import { CallError } from '../../app/CallError.tsx';
import { Freshness } from '../../app/Freshness.tsx';
import { paths } from '../../app/paths.ts';
import { PendingEditPanel } from '../../app/PendingEditPanel.tsx';
import { useScope } from '../../app/useScope.ts';
import { Page } from '../../ui/Page.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { BillingEditor } from './BillingEditor.tsx';
import { useEscape } from '../../ui/useEscape.ts';
import { BillingSection } from './BillingSection.tsx';
import { ChangesSection } from './ChangesSection.tsx';
import { nameOf } from './customerColumns.ts';
import classes from './CustomerPage.module.css';
import { toneOfEdit, toneOfService } from './customerTones.ts';
import { InvoiceHistorySection, OpenInvoices, type InvoiceActions } from './InvoiceSections.tsx';
import { SubscriptionsSection } from './SubscriptionsSection.tsx';
import { useInvoiceHistory, type InvoiceHistory } from './useInvoiceHistory.ts';
import { useInvoiceWalk, type InvoiceWalk } from './useInvoiceWalk.ts';

export interface CustomerPageProps {
  /** Shows an invoice's document; given by the app, because features do not know each other. */
  renderDocument: (invoice: InvoiceRow, onFlip: (direction: -1 | 1) => void) => ReactNode;
  /** What can be done with invoices. */
  invoiceActions: InvoiceActions;
  payments: CustomerPayments;
  /** The payment methods and changing them. */
  renderMethods: (customer: CustomerDetail) => ReactNode;
  /** Links into the customer portal. */
  renderPortal: (customer: CustomerDetail) => ReactNode;
  /** Keeps the customer's documents on this computer. */
  renderKept: (customer: CustomerDetail) => ReactNode;
}

/** What collecting adds to the page. */
export interface CustomerPayments {
  /** Why the service is off and what brings it back. */
  renderNotice: (customer: CustomerDetail) => ReactNode;
  renderAttempts: (customer: CustomerDetail) => ReactNode;
}

/** One customer in the order in which people ask: what is open, what was, how they pay, what is printed on invoices. */
export function CustomerPage(props: CustomerPageProps): ReactNode {
  const { t } = useTranslation('customers');
  const { workspaceId = '', customerId = '' } = useParams();
  const { data, error, refetch } = useIpcQuery('customers.get', { workspaceId, customerId });
  const refresh = useIpcCommand('customers.refresh');
  const { scope } = useScope();

  // Stripe lists payment methods per customer only: the first visit brings them in.
  const { mutate: refreshFromStripe } = refresh;
  const neverRead = data?.paymentMethodsAsOf === null && !data.deleted;
  useEffect(() => {
    if (neverRead) refreshFromStripe({ workspaceId, customerId });
  }, [neverRead, refreshFromStripe, workspaceId, customerId]);

  if (data)
    return (
      <LoadedCustomer
        key={data.id}
        customer={data}
        {...props}
        isRefreshing={refresh.isPending}
        onRefresh={() => refreshFromStripe({ workspaceId, customerId })}
        notice={refresh.error && refresh.error.code !== 'offline' && <CallError error={refresh.error} />}
      />
    );
  return (
    <Page title={t('title')} lead={<BackLink to={paths.customers(scope)} label={t('page.back')} />}>
      {error ? <CallError error={error} onRetry={() => void refetch()} /> : <CustomerSkeleton />}
    </Page>
  );
}

interface LoadedCustomerProps extends CustomerPageProps {
  customer: CustomerDetail;
  isRefreshing: boolean;
  onRefresh: () => void;
  notice: ReactNode;
}

function LoadedCustomer(props: LoadedCustomerProps): ReactNode {
  const { customer, renderDocument, renderKept, renderMethods, invoiceActions, payments, notice } = props;
  const { t } = useTranslation('customers');
  const navigate = useNavigate();
  const { scope, byId } = useScope();
  const openInStripe = useIpcCommand('links.openInStripe');
  const [params, setParams] = useSearchParams();
  const isEditing = params.has('edit') && !customer.deleted;
  const setEditing = (isOpen: boolean): void => setParams(isOpen ? { edit: '1' } : {}, { replace: true });
  const { id, workspaceId, deleted, pendingEdit, asOf } = customer;
  const workspace = byId(workspaceId);
  const history = useInvoiceHistory(customer);
  const invoices = [...customer.openInvoices, ...history.rows];
  const walk = useInvoiceWalk(
    invoices,
    (invoiceId) => void navigate(paths.invoice(scope, workspaceId, invoiceId)),
  );
  const shown = invoices.find((invoice) => invoice.id === walk.shownId);
  useEscape(() => (walk.shownId === null ? void navigate(-1) : walk.close()), !isEditing);

  const parts = { customer, timeZone: workspace?.timeZone, walk, actions: invoiceActions };
  return (
    <Page
      title={nameOf(customer, t)}
      layout="fill"
      lead={<BackLink to={paths.customers(scope)} label={t('page.back')} />}
      aside={<AccountLine customer={customer} />}
      freshness={<Freshness asOf={asOf} />}
      actions={
        <CustomerActions
          {...props}
          onOpenInStripe={() => openInStripe.mutate({ workspaceId, kind: 'customer', id })}
        />
      }
    >
      <div className={classes.panes}>
        <div className={classes.details}>
          {deleted && <Alert color="gray">{t('page.deletedNotice')}</Alert>}
          {payments.renderNotice(customer)}
          {notice}
          {pendingEdit && <PendingEditPanel edit={pendingEdit} onEdit={() => setEditing(true)} />}
          {openInStripe.error && <CallError error={openInStripe.error} />}
          <CustomerColumns
            {...parts}
            payments={payments}
            methods={renderMethods(customer)}
            kept={renderKept(customer)}
            history={history}
            onEdit={deleted ? undefined : () => setEditing(true)}
          />
        </div>
        {shown && (
          <DocumentPane invoice={shown} onClose={walk.close}>
            {renderDocument(shown, walk.flip)}
          </DocumentPane>
        )}
      </div>
      {isEditing && <BillingEditor customer={customer} onClose={() => setEditing(false)} />}
    </Page>
  );
}

interface CustomerColumnsProps {
  customer: CustomerDetail;
  timeZone: string | undefined;
  walk: InvoiceWalk;
  actions: InvoiceActions;
  history: InvoiceHistory;
  payments: CustomerPayments;
  methods: ReactNode;
  kept: ReactNode;
  onEdit: (() => void) | undefined;
}

function CustomerColumns(props: CustomerColumnsProps): ReactNode {
  const { history, payments, methods, kept, onEdit, ...parts } = props;
  const { customer, timeZone } = parts;
  const { workspaceId, id } = customer;
  return (
    <div className={classes.columns}>
      <div className={classes.column}>
        <OpenInvoices {...parts} />
        {payments.renderAttempts(customer)}
        <InvoiceHistorySection {...parts} history={history} kept={kept} />
      </div>
      <div className={classes.column}>
        {methods}
        <SubscriptionsSection customer={customer} timeZone={timeZone} />
        <BillingSection customer={customer} onEdit={onEdit} />
        <ChangesSection workspaceId={workspaceId} customerId={id} timeZone={timeZone} />
      </div>
    </div>
  );
}

interface CustomerActionsProps extends Pick<
  LoadedCustomerProps,
  'customer' | 'isRefreshing' | 'onRefresh' | 'renderPortal'
> {
  onOpenInStripe: () => void;
}

function CustomerActions(props: CustomerActionsProps): ReactNode {
  const { customer, isRefreshing, onRefresh, onOpenInStripe, renderPortal } = props;
  const { t } = useTranslation('customers');
  // Stripe knows nothing of the sample office.
  const isSample = useScope().byId(customer.workspaceId)?.sample ?? true;
  return (
    <>
      {renderPortal(customer)}
      <Button
        variant="default"
        leftSection={<IconRefresh size={14} />}
        loading={isRefreshing}
        disabled={customer.deleted}
        onClick={onRefresh}
      >
        {t('page.refresh')}
      </Button>
      {!isSample && (
        <Button variant="default" leftSection={<IconExternalLink size={14} />} onClick={onOpenInStripe}>
          {t('page.openInStripe')}
        </Button>
      )}
    </>
  );
}

function AccountLine({ customer }: { customer: CustomerDetail }): ReactNode {
  const { t } = useTranslation('customers');
  const { t: tPending } = useTranslation('pendingEdits');
  return (
    <span className={classes.account}>
      <AccountName workspaceId={customer.workspaceId} />
      <Tag tone={toneOfService(customer.service)}>{t(`service.${customer.service}`)}</Tag>
      {customer.pendingEdit && (
        <Tag tone={toneOfEdit(customer.pendingEdit.state)}>
          {tPending(`tag.${customer.pendingEdit.state}`)}
        </Tag>
      )}
    </span>
  );
}

interface DocumentPaneProps {
  invoice: InvoiceRow;
  onClose: () => void;
  children: ReactNode;
}

function DocumentPane({ invoice, onClose, children }: DocumentPaneProps): ReactNode {
  const { t } = useTranslation('customers');
  const { scope } = useScope();
  const title = t('page.preview.title', { number: invoice.number ?? t('page.invoice.draftNumber') });
  return (
    <section className={classes.document} aria-label={title}>
      <div className={classes.documentHeader}>
        <strong className={classes.documentTitle}>{invoice.number ?? t('page.invoice.draftNumber')}</strong>
        <Anchor component={Link} to={paths.invoice(scope, invoice.workspaceId, invoice.id)} size="sm">
          {t('page.preview.open')}
        </Anchor>
        <Tooltip label={t('page.preview.close')}>
          <ActionIcon variant="subtle" color="gray" aria-label={t('page.preview.close')} onClick={onClose}>
            <IconX size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
      <div className={classes.documentBody}>{children}</div>
    </section>
  );
}

function CustomerSkeleton(): ReactNode {
  return (
    <div aria-busy>
      {[3, 8, 2].map((lines, block) => (
        <div key={lines} className={classes.skeleton}>
          <Skeleton height={14} width={180} />
          {Array.from({ length: lines }, (_, line) => (
            <Skeleton key={`${block} ${line}`} height={10} />
          ))}
        </div>
      ))}
    </div>
  );
}
