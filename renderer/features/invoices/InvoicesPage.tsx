import { Anchor, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconFileInvoice, IconFileSearch } from '@tabler/icons-react';
import { useCallback, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { InvoiceRow } from '../../../shared/ipc/schemas/invoices.ts';
import type { IpcError } from '../../api/kantoorApi.ts';
import { useGridRows, type GridPage } from '../../api/useGridRows.ts';
import { CallError } from '../../app/CallError.tsx';
import { Freshness } from '../../app/Freshness.tsx';
import { paths } from '../../app/paths.ts';
import { useListPlace } from '../../app/useListPlace.ts';
import { useScope } from '../../app/useScope.ts';
import { useSyncState } from '../../app/useSyncState.ts';
import { useFormat } from '../../format/useFormat.ts';
import { ColorDot } from '../../ui/ColorDot.tsx';
import { LiveBadge } from '../../ui/LiveBadge.tsx';
import { DataGrid } from '../../ui/DataGrid.tsx';
import type { DataGridController, MenuPoint } from '../../ui/dataGridTypes.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Page } from '../../ui/Page.tsx';
import { useEscape } from '../../ui/useEscape.ts';
import { Panes, SidePane } from '../../ui/Panes.tsx';
import { invoiceColumns, numberOf } from './invoiceColumns.ts';
import { toSort, type InvoicePlace } from './invoiceOrder.ts';
import { InvoicesFooter } from './InvoicesFooter.tsx';
import classes from './InvoicesPage.module.css';
import { InvoicesToolbar } from './InvoicesToolbar.tsx';
import { useInvoiceFilter, type InvoiceFilterState } from './useInvoiceFilter.ts';

export interface InvoicesPageProps {
  /** Shows an invoice's document; given by the app, because features do not know each other. */
  renderDocument: (invoice: InvoiceRow, onFlip: (direction: -1 | 1) => void) => ReactNode;
  /** What can be done with the chosen invoices. */
  renderActions: (invoices: readonly InvoiceRow[]) => ReactNode;
  /** Opens the menu of a row. */
  onMenu: (invoice: InvoiceRow, at: MenuPoint) => void;
}

/** Invoices of one account or of all, with the document of the focused one beside them. */
export function InvoicesPage({ renderDocument, renderActions, onMenu }: InvoicesPageProps): ReactNode {
  const { t } = useTranslation('invoices');
  const { scope } = useScope();
  const state = useInvoiceFilter();
  const grid = useRef<DataGridController<InvoiceRow>>(null);
  const list = useInvoiceRows(state);
  const { head } = list;
  const preview = usePreview();
  const { shown } = preview;
  const [selected, setSelected] = useState<InvoiceRow[]>([]);
  const { initialRow, leaveTo } = useListPlace(grid, state.search);

  const flip = useFlip(grid, head?.total ?? 0);
  const pane = shown && (
    <PreviewPane invoice={shown} onClose={preview.close} document={renderDocument(shown, flip)} />
  );

  return (
    <Page
      title={t('title')}
      layout="fill"
      aside={<InvoiceCount total={head?.total} />}
      freshness={<Freshness asOf={head?.asOf} />}
      toolbar={
        <InvoicesToolbar
          key={scope}
          state={state}
          customerName={head?.rows[0]?.customerName ?? null}
          onLeave={() => grid.current?.focusFirstRow()}
        />
      }
    >
      <Panes side={pane}>
        <div className={classes.list}>
          <HistoryHint />
          <div className={classes.grid}>
            <DataGrid<InvoiceRow>
              label={t('title')}
              columns={useInvoiceColumns(shown !== null)}
              rowId={({ workspaceId, id }) => `${workspaceId} ${id}`}
              fetchRows={list.fetchPage}
              version={list.version}
              selection="multiple"
              sort={state.sort}
              initialRow={initialRow}
              controller={grid}
              onSelect={setSelected}
              onFocusRow={preview.follow}
              onPreview={preview.toggle}
              onMenu={onMenu}
              onOpen={({ workspaceId, id }, index) =>
                leaveTo(paths.invoice(scope, workspaceId, id), { place: { ...list.order(), index } })
              }
            />
            <ListNotice state={state} total={head?.total} error={list.error} onRetry={list.retry} />
          </div>
          <InvoicesFooter filter={state.filter} selected={selected} actions={renderActions(selected)} />
        </div>
      </Panes>
    </Page>
  );
}

/** Goes to the neighbour of the focused row, which the preview then shows. */
function useFlip(
  grid: RefObject<DataGridController<InvoiceRow> | null>,
  total: number,
): (direction: -1 | 1) => void {
  return (direction) => {
    const wanted = (grid.current?.focusedRowIndex() ?? 0) + direction;
    if (wanted >= 0 && wanted < total) grid.current?.showRow(wanted);
  };
}

interface Preview {
  /** The invoice whose document is open; null while the preview is closed. */
  shown: InvoiceRow | null;
  follow: (row: InvoiceRow) => void;
  toggle: (row: InvoiceRow) => void;
  close: () => void;
}

/** The preview follows the focused row while it is open. */
function usePreview(): Preview {
  const [focused, setFocused] = useState<InvoiceRow | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const close = (): void => setIsOpen(false);
  useEscape(close, isOpen);
  return {
    shown: isOpen ? focused : null,
    follow: setFocused,
    toggle: (row) => {
      setFocused(row);
      setIsOpen((known) => !known);
    },
    close,
  };
}

interface ListNoticeProps {
  state: InvoiceFilterState;
  total: number | undefined;
  error: IpcError | null;
  onRetry: () => void;
}

/** What there is to say where the rows would be. */
function ListNotice({ state, total, error, onRetry }: ListNoticeProps): ReactNode {
  const { workspaces } = useScope();
  if (!error && (total !== 0 || workspaces.length === 0)) return null;
  return (
    <div className={classes.over}>
      {error ? <CallError error={error} onRetry={onRetry} /> : <NoInvoices state={state} />}
    </div>
  );
}

function useInvoiceColumns(isCompact: boolean): ReturnType<typeof invoiceColumns> {
  const { t } = useTranslation('invoices');
  const { t: tApp } = useTranslation();
  const { t: tUi } = useTranslation('ui');
  const format = useFormat();
  const { current, byId } = useScope();
  const withAccount = current === null;
  const isWide = useMediaQuery('(min-width: 1400px)', false);
  return useMemo(
    () => invoiceColumns({ t, tApp, tUi, format, byId, withAccount, isCompact, isWide }),
    [t, tApp, tUi, format, byId, withAccount, isCompact, isWide],
  );
}

/** Rows in the order of the column that the grid is sorted by, which goes into the address. */
function useInvoiceRows({ filter, sort, changeSort }: InvoiceFilterState) {
  const lastSort = useRef(sort);
  const toInput = useCallback(
    ({ offset, limit, sort }: GridPage) => ({ filter, sort: toSort(sort), offset, limit }),
    [filter],
  );
  const list = useGridRows('invoices.list', toInput);
  const { fetchPage } = list;
  const fetchAndRemember = useCallback(
    (page: GridPage) => {
      const { field, direction } = toSort(page.sort);
      const isNew = field !== lastSort.current.field || direction !== lastSort.current.direction;
      lastSort.current = { field, direction };
      if (isNew) changeSort(lastSort.current);
      return fetchPage(page);
    },
    [fetchPage, changeSort],
  );
  const order = (): Omit<InvoicePlace, 'index'> => ({ filter, sort: lastSort.current });
  return { ...list, fetchPage: fetchAndRemember, order };
}

function InvoiceCount({ total }: { total: number | undefined }): ReactNode {
  const { t } = useTranslation('invoices');
  const format = useFormat();
  return (
    <Text c="dimmed" className="tabular" role="status">
      {total === undefined ? '' : t('count', { count: total, formatted: format.count(total) })}
    </Text>
  );
}

/** Until the history is complete, lists and totals reach back to a day and not further. */
function HistoryHint(): ReactNode {
  const { t } = useTranslation('invoices');
  const format = useFormat();
  const { byId } = useScope();
  const { statuses } = useSyncState();
  const partial = statuses.filter(({ complete, completeBackTo }) => !complete && completeBackTo !== null);
  if (partial.length === 0) return null;
  const accounts = partial.map(({ workspaceId, completeBackTo }) => {
    const workspace = byId(workspaceId);
    const day = completeBackTo === null ? '' : format.day(completeBackTo, workspace?.timeZone);
    return t('history.account', { name: workspace?.name ?? workspaceId, day });
  });
  return (
    <Text size="xs" className={classes.hint ?? ''} role="status">
      {t('history.hint', { accounts: accounts.join(' · ') })}
    </Text>
  );
}

function PreviewPane(props: { invoice: InvoiceRow; onClose: () => void; document: ReactNode }): ReactNode {
  const { invoice, onClose, document } = props;
  const { t } = useTranslation('invoices');
  const { scope, byId } = useScope();
  const number = numberOf(invoice, t);
  const workspace = byId(invoice.workspaceId);
  return (
    <SidePane
      label={t('preview.label', { number })}
      title={number}
      actions={
        <>
          {workspace && (
            <span className={classes.account}>
              <ColorDot color={workspace.color} />
              {workspace.name}
              <LiveBadge livemode={workspace.livemode} />
            </span>
          )}
          <Anchor component={Link} to={paths.invoice(scope, invoice.workspaceId, invoice.id)} size="sm">
            {t('preview.open')}
          </Anchor>
        </>
      }
      onClose={onClose}
    >
      {document}
    </SidePane>
  );
}

function NoInvoices({ state }: { state: InvoiceFilterState }): ReactNode {
  const { t } = useTranslation('invoices');
  const { running } = useSyncState();
  if (state.isNarrowed)
    return (
      <EmptyState
        icon={<IconFileSearch size={32} stroke={1.4} />}
        title={t('empty.noneFound')}
        text={t('empty.noneFoundText')}
      />
    );
  const which = running.length > 0 ? 'arriving' : state.filter.view;
  return (
    <EmptyState
      icon={<IconFileInvoice size={32} stroke={1.4} />}
      title={t(`empty.${which}`)}
      text={t(`empty.${which}Text`)}
    />
  );
}
