import type { TFunction } from 'i18next';
import type { CustomerRow } from '../../../shared/ipc/schemas/customers.ts';
import type { Workspace } from '../../../shared/ipc/schemas/workspaces.ts';
import type { Format } from '../../format/useFormat.ts';
import { createColoredName } from '../../ui/ColorDot.tsx';
import type { DataGridColumn } from '../../ui/dataGridTypes.ts';
import { createTag } from '../../ui/Tag.tsx';
import classes from './customerColumns.module.css';
import { toneOfEdit, toneOfService, toneOfVat } from './customerTones.ts';

export interface CustomerColumnsInput {
  t: TFunction<'customers'>;
  tPending: TFunction<'pendingEdits'>;
  format: Format;
  /** Shows which account a row belongs to; null when the list is about one account. */
  byId: ((workspaceId: string) => Workspace | undefined) | null;
  isWide: boolean;
}

/** Columns of the customer list. */
export function customerColumns({
  t,
  tPending,
  format,
  byId,
  isWide,
}: CustomerColumnsInput): DataGridColumn<CustomerRow>[] {
  const columns: DataGridColumn<CustomerRow>[] = [
    {
      id: 'name',
      title: t('columns.name'),
      text: (row) => nameOf(row, t),
      render: (row) => createMarkedName(row, t, tPending),
      flex: 3,
      minWidth: 170,
      maxWidth: 420,
      sortable: true,
    },
    ...moneyColumns(t, format),
    {
      id: 'service',
      title: t('columns.service'),
      text: ({ service }) => t(`service.${service}`),
      render: ({ service }) => createTag(toneOfService(service), t(`service.${service}`)),
      width: 150,
      sortable: true,
    },
    {
      id: 'country',
      title: t('columns.country'),
      text: ({ city, country }) => [city, country].filter(Boolean).join(', '),
      flex: 2,
      minWidth: 104,
      maxWidth: 260,
      sortable: true,
    },
    {
      id: 'vat',
      title: t('columns.vat'),
      text: ({ vatState }) => t(`vat.${vatState}`),
      render: ({ vatState }) => createTag(toneOfVat(vatState), t(`vat.${vatState}`)),
      width: 134,
    },
    {
      id: 'email',
      title: t('columns.email'),
      text: ({ email }) => email ?? '',
      flex: 2,
      minWidth: 150,
      maxWidth: 420,
      sortable: true,
    },
  ];
  // On a laptop eight columns fit: the account takes the place of the address that search finds anyway.
  const shown = isWide || !byId ? columns : columns.filter(({ id }) => id !== 'email');
  return byId ? shown.toSpliced(1, 0, accountColumn(t, byId)) : shown;
}

/** What is owed and for how many invoices; an empty cell reads faster than a zero. */
function moneyColumns(t: TFunction<'customers'>, format: Format): DataGridColumn<CustomerRow>[] {
  const countOrNothing = (count: number): string => (count === 0 ? '' : format.count(count));
  return [
    {
      id: 'amountRemaining',
      title: t('columns.amountRemaining'),
      text: ({ amountRemaining }) => format.moneyList(amountRemaining),
      align: 'end',
      width: 116,
      sortable: true,
    },
    {
      id: 'overdueInvoiceCount',
      title: t('columns.overdue'),
      text: ({ overdueInvoiceCount }) => countOrNothing(overdueInvoiceCount),
      align: 'end',
      width: 84,
      sortable: true,
    },
    {
      id: 'openInvoiceCount',
      title: t('columns.open'),
      text: ({ openInvoiceCount }) => countOrNothing(openInvoiceCount),
      align: 'end',
      width: 64,
      sortable: true,
    },
  ];
}

function accountColumn(
  t: TFunction<'customers'>,
  byId: (workspaceId: string) => Workspace | undefined,
): DataGridColumn<CustomerRow> {
  const nameOfAccount = ({ workspaceId }: CustomerRow): string => {
    const workspace = byId(workspaceId);
    return workspace ? `${workspace.name} · ${workspace.livemode ? t('mode.live') : t('mode.test')}` : '';
  };
  return {
    id: 'account',
    title: t('columns.account'),
    text: nameOfAccount,
    render: (row) => createColoredName(byId(row.workspaceId)?.color ?? 'gray', nameOfAccount(row)),
    width: 188,
  };
}

/** A name with the word that a change of it waits; most have none. */
function createMarkedName(
  row: CustomerRow,
  t: TFunction<'customers'>,
  tPending: TFunction<'pendingEdits'>,
): HTMLElement {
  const element = document.createElement('span');
  element.className = classes.marked ?? '';
  const name = document.createElement('span');
  name.className = classes.name ?? '';
  name.textContent = nameOf(row, t);
  element.append(name);
  if (row.pendingEdit !== null)
    element.append(createTag(toneOfEdit(row.pendingEdit), tPending(`mark.${row.pendingEdit}`)));
  return element;
}

/** Name as the list shows it; customers without one are known by their e-mail address. */
export function nameOf(
  { name, email, deleted }: Pick<CustomerRow, 'name' | 'email' | 'deleted'>,
  t: TFunction<'customers'>,
): string {
  const shown = name ?? email ?? t('unnamed');
  return deleted ? t('deletedName', { name: shown }) : shown;
}
