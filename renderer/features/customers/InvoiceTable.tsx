import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { InvoiceRow } from '../../../shared/ipc/schemas/invoices.ts';
import { shownStatusOf, toneOfInvoice } from '../../app/invoiceTones.ts';
import { useFormat } from '../../format/useFormat.ts';
import type { MenuPoint } from '../../ui/dataGridTypes.ts';
import { pointOfMenu } from '../../ui/pointOfMenu.ts';
import { Tag } from '../../ui/Tag.tsx';
import classes from './InvoiceTable.module.css';
import type { InvoiceWalk } from './useInvoiceWalk.ts';

export interface InvoiceTableProps {
  label: string;
  invoices: readonly InvoiceRow[];
  timeZone: string | undefined;
  walk: InvoiceWalk;
  /** Open invoices show when they are due and what is left of them. */
  kind: 'open' | 'history';
  /** What can be done with an invoice, at the end of its line. */
  renderAction: (invoice: InvoiceRow) => ReactNode;
  /** Opens the menu of a line. */
  onMenu: (invoice: InvoiceRow, at: MenuPoint) => void;
}

/** A customer's invoices as one of the two lists of the article. */
export function InvoiceTable(props: InvoiceTableProps): ReactNode {
  const { label, invoices, timeZone, walk, kind, renderAction, onMenu } = props;
  const { t } = useTranslation('customers');
  const spare = spareOf(kind);
  return (
    <Table
      role="grid"
      aria-label={label}
      aria-description={t('page.invoice.hint')}
      className={classes.table ?? ''}
      onKeyDown={walk.onKeyDown}
    >
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('page.invoice.number')}</Table.Th>
          <Table.Th className={spare}>{t('page.invoice.date')}</Table.Th>
          {kind === 'open' && <Table.Th>{t('page.invoice.due')}</Table.Th>}
          {kind === 'open' && <Table.Th className={spare}>{t('page.invoice.lastSent')}</Table.Th>}
          <Table.Th>{t('page.invoice.status')}</Table.Th>
          <Table.Th ta="end" className={spare}>
            {t('page.invoice.total')}
          </Table.Th>
          {kind === 'open' && <Table.Th ta="end">{t('page.invoice.remaining')}</Table.Th>}
          <Table.Th aria-label={t('page.invoice.action')} />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {invoices.map((invoice) => (
          <InvoiceLine
            key={invoice.id}
            invoice={invoice}
            timeZone={timeZone}
            walk={walk}
            kind={kind}
            action={renderAction(invoice)}
            onMenu={onMenu}
          />
        ))}
      </Table.Tbody>
    </Table>
  );
}

interface InvoiceLineProps extends Pick<InvoiceTableProps, 'timeZone' | 'walk' | 'kind' | 'onMenu'> {
  invoice: InvoiceRow;
  action: ReactNode;
}

function InvoiceLine({ invoice, timeZone, walk, kind, action, onMenu }: InvoiceLineProps): ReactNode {
  const { t } = useTranslation('customers');
  const { t: tApp } = useTranslation();
  const format = useFormat();
  const { id, number, issuedAt, createdAt, dueAt, lastSentAt, currency, total, amountRemaining } = invoice;
  const status = shownStatusOf(invoice);
  const spare = spareOf(kind);
  return (
    <Table.Tr
      ref={walk.rowRef(id)}
      tabIndex={id === walk.activeId ? 0 : -1}
      aria-selected={id === walk.shownId}
      className={classes.row ?? ''}
      onClick={() => walk.select(id)}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu(invoice, pointOfMenu(event.nativeEvent, event.currentTarget));
      }}
    >
      <Table.Td>{number ?? t('page.invoice.draftNumber')}</Table.Td>
      <Table.Td className={`tabular ${spare}`}>{format.day(issuedAt ?? createdAt, timeZone)}</Table.Td>
      {kind === 'open' && (
        <Table.Td className="tabular">{dueAt === null ? '' : format.day(dueAt, timeZone)}</Table.Td>
      )}
      {kind === 'open' && (
        <Table.Td className={`tabular ${spare}`}>
          {lastSentAt === null ? '' : format.day(lastSentAt, timeZone)}
        </Table.Td>
      )}
      <Table.Td>
        <Tag tone={toneOfInvoice(status)}>{tApp(`invoiceStatus.${status}`)}</Tag>
      </Table.Td>
      <Table.Td ta="end" className={`tabular ${spare}`}>
        {format.money({ amount: total, currency })}
      </Table.Td>
      {kind === 'open' && (
        <Table.Td ta="end" className="tabular">
          {format.money({ amount: amountRemaining, currency })}
        </Table.Td>
      )}
      <Table.Td ta="end">
        <span className={classes.actions}>{action}</span>
      </Table.Td>
    </Table.Tr>
  );
}

/** What an open invoice's line does without beside a document: that says it too. */
function spareOf(kind: InvoiceTableProps['kind']): string {
  return (kind === 'open' && classes.spare) || '';
}
