import { Anchor, Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CustomerDetail } from '../../../shared/ipc/schemas/customers.ts';
import type { InvoiceRow } from '../../../shared/ipc/schemas/invoices.ts';
import { CallError } from '../../app/CallError.tsx';
import { paths } from '../../app/paths.ts';
import { useFormat } from '../../format/useFormat.ts';
import { InvoiceTable } from './InvoiceTable.tsx';
import type { MenuPoint } from '../../ui/dataGridTypes.ts';
import { Section } from '../../ui/Section.tsx';
import type { InvoiceHistory } from './useInvoiceHistory.ts';
import type { InvoiceWalk } from './useInvoiceWalk.ts';

interface InvoiceSectionProps {
  customer: CustomerDetail;
  timeZone: string | undefined;
  walk: InvoiceWalk;
  actions: InvoiceActions;
}

/** What can be done with one invoice, and with all that are open. */
export interface InvoiceActions {
  renderActions: (invoice: InvoiceRow) => ReactNode;
  renderActionsForAll: (invoices: readonly InvoiceRow[]) => ReactNode;
  onMenu: (invoice: InvoiceRow, at: MenuPoint) => void;
}

/** What is still to be paid, with the total on top. */
export function OpenInvoices({ customer, timeZone, walk, actions }: InvoiceSectionProps): ReactNode {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { openInvoices, amountRemaining, overdueRemaining } = customer;
  const title = t('page.open.title');
  return (
    <Section
      title={title}
      action={actions.renderActionsForAll(openInvoices)}
      aside={
        amountRemaining.length > 0 && (
          <>
            <Text fw={600} className="tabular">
              {t('page.open.due', { amount: format.moneyList(amountRemaining) })}
            </Text>
            {overdueRemaining.length > 0 && (
              <Text c="red" className="tabular">
                {t('page.open.overdue', { amount: format.moneyList(overdueRemaining) })}
              </Text>
            )}
          </>
        )
      }
    >
      {openInvoices.length === 0 ? (
        <Text c="dimmed">{t('page.open.none')}</Text>
      ) : (
        <InvoiceTable
          label={title}
          invoices={openInvoices}
          timeZone={timeZone}
          walk={walk}
          kind="open"
          renderAction={actions.renderActions}
          onMenu={actions.onMenu}
        />
      )}
    </Section>
  );
}

/** Everything that is no longer open, newest first. */
export function InvoiceHistorySection({
  customer,
  timeZone,
  walk,
  actions,
  history,
  kept,
}: InvoiceSectionProps & { history: InvoiceHistory; kept: ReactNode }): ReactNode {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { invoiceHistoryCount: total, workspaceId, id } = customer;
  const title = t('page.history.title');
  return (
    <Section
      title={title}
      aside={
        <Text c="dimmed" className="tabular">
          {t('page.history.count', { count: total, formatted: format.count(total) })}
        </Text>
      }
      action={
        <Anchor component={Link} to={paths.invoicesOfCustomer(workspaceId, id)} size="sm">
          {t('page.history.inInvoices')}
        </Anchor>
      }
    >
      {kept}
      {history.rows.length === 0 ? (
        <Text c="dimmed">{t('page.history.none')}</Text>
      ) : (
        <InvoiceTable
          label={title}
          invoices={history.rows}
          timeZone={timeZone}
          walk={walk}
          kind="history"
          renderAction={actions.renderActions}
          onMenu={actions.onMenu}
        />
      )}
      {history.error && <CallError error={history.error} />}
      {history.showMore && (
        <Group mt={8}>
          <Button variant="default" loading={history.isLoading} onClick={history.showMore}>
            {t('page.history.more', { shown: format.count(history.rows.length), total: format.count(total) })}
          </Button>
        </Group>
      )}
    </Section>
  );
}
