import type { TFunction } from 'i18next';
import type { InvoiceRow } from '../../../shared/ipc/schemas/invoices.ts';
import type { Workspace } from '../../../shared/ipc/schemas/workspaces.ts';
import { accountColumn } from '../../app/accountColumn.ts';
import { shownStatusOf, toneOfInvoice } from '../../app/invoiceTones.ts';
import type { Format } from '../../format/useFormat.ts';
import type { DataGridColumn } from '../../ui/dataGridTypes.ts';
import { createTag } from '../../ui/Tag.tsx';

export interface InvoiceColumnsInput {
  t: TFunction<'invoices'>;
  tApp: TFunction<'app'>;
  tUi: TFunction<'ui'>;
  format: Format;
  byId: (workspaceId: string) => Workspace | undefined;
  /** Whether rows of several accounts stand in the list, so that each has to say which. */
  withAccount: boolean;
  /** Beside an open document: only what tells the invoices apart. */
  isCompact: boolean;
  /** Whether there is room for everything beside the account. */
  isWide: boolean;
}

/** Columns of the invoice list. Days are days in the account's time zone. */
export function invoiceColumns(input: InvoiceColumnsInput): DataGridColumn<InvoiceRow>[] {
  const { t, tApp, tUi, format, byId, withAccount, isCompact, isWide } = input;
  // Beside the account there is no room for everything in a window of 1280.
  const withAll = isWide || !withAccount;
  const day = (row: InvoiceRow, moment: number | null): string =>
    moment === null ? '' : format.day(moment, byId(row.workspaceId)?.timeZone);
  const statusText = (row: InvoiceRow): string => tApp(`invoiceStatus.${shownStatusOf(row)}`);
  const columns: DataGridColumn<InvoiceRow>[] = [
    { id: 'number', title: t('columns.number'), text: nameInList, width: 114, sortable: true },
    {
      id: 'customerName',
      title: t('columns.customer'),
      text: ({ customerName, customerId }) => customerName ?? customerId ?? '',
      flex: 3,
      minWidth: 110,
      sortable: true,
    },
    ...(withAccount
      ? [accountColumn<InvoiceRow>({ title: t('columns.account'), tUi, byId, isCompact })]
      : []),
    {
      id: 'status',
      title: t('columns.status'),
      text: statusText,
      render: (row) => createTag(toneOfInvoice(shownStatusOf(row)), statusText(row)),
      width: 108,
      sortable: true,
    },
    {
      id: 'createdAt',
      title: t('columns.created'),
      text: (row) => day(row, row.createdAt),
      width: 120,
      sortable: true,
    },
    { id: 'dueAt', title: t('columns.due'), text: (row) => day(row, row.dueAt), width: 104, sortable: true },
    ...(withAll ? [lastSentColumn(t, day)] : []),
    ...amountColumns(t, format),
    ...(withAll ? [offlineColumn(t)] : []),
  ];
  return isCompact ? columns.filter(({ id }) => compactColumns.has(id)) : columns;
}

/** What it came to, and what is left of it. */
function amountColumns(t: TFunction<'invoices'>, format: Format): DataGridColumn<InvoiceRow>[] {
  const money = (amount: number, { currency }: InvoiceRow): string => format.money({ amount, currency });
  const shared = { align: 'end', flex: 1, minWidth: 120, sortable: true } as const;
  return [
    { id: 'total', title: t('columns.total'), text: (row) => money(row.total, row), ...shared },
    {
      id: 'amountRemaining',
      title: t('columns.remaining'),
      text: (row) => (row.amountRemaining === 0 ? '' : money(row.amountRemaining, row)),
      ...shared,
    },
  ];
}

/** When it was last e-mailed; kept beside the cache, which cannot sort by it. */
function lastSentColumn(
  t: TFunction<'invoices'>,
  day: (row: InvoiceRow, moment: number | null) => string,
): DataGridColumn<InvoiceRow> {
  const text = (row: InvoiceRow): string => day(row, row.lastSentAt);
  return { id: 'lastSentAt', title: t('columns.lastSent'), text, width: 98 };
}

/** Whether the document is on this computer. */
function offlineColumn(t: TFunction<'invoices'>): DataGridColumn<InvoiceRow> {
  const text = ({ document }: InvoiceRow): string => (document === 'stored' ? t('offline.stored') : '');
  return { id: 'offline', title: t('columns.offline'), text, width: 76 };
}

/** A draft has no number yet; its status says what it is. */
function nameInList({ number }: InvoiceRow): string {
  return number ?? '–';
}

const compactColumns = new Set(['number', 'customerName', 'account', 'status', 'total']);

/** What an invoice is called: its number, or that it is a draft, which has none yet. */
export function numberOf({ number }: Pick<InvoiceRow, 'number'>, t: TFunction<'invoices'>): string {
  return number ?? t('noNumber');
}
