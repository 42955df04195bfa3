import { Button, Select, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconUserSearch, IconUsers } from '@tabler/icons-react';
import { memo, useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { InputOf } from '../../../shared/ipc/contract.ts';
import type { CustomerRow } from '../../../shared/ipc/schemas/customers.ts';
import { useGridRows, type GridPage } from '../../api/useGridRows.ts';
import { useIpcQuery } from '../../api/useIpcQuery.ts';
import { CallError } from '../../app/CallError.tsx';
import { Freshness } from '../../app/Freshness.tsx';
import { paths } from '../../app/paths.ts';
import { useListPlace } from '../../app/useListPlace.ts';
import { useScope } from '../../app/useScope.ts';
import { useSyncState } from '../../app/useSyncState.ts';
import { useFormat } from '../../format/useFormat.ts';
import { DataGrid } from '../../ui/DataGrid.tsx';
import type { DataGridController } from '../../ui/dataGridTypes.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FilterToggle } from '../../ui/FilterToggle.tsx';
import { Page } from '../../ui/Page.tsx';
import { SearchInput } from '../../ui/SearchInput.tsx';
import { useTypedText } from '../../ui/useTypedText.ts';
import { customerColumns } from './customerColumns.ts';
import classes from './CustomersPage.module.css';
import { useCustomerFilter, type CustomerFilterState } from './useCustomerFilter.ts';

const usualSort = { field: 'name', direction: 'asc' } as const;

/** Customers of one account or of all, found in an instant. */
export function CustomersPage(): ReactNode {
  const { t } = useTranslation('customers');
  const { t: tPending } = useTranslation('pendingEdits');
  const format = useFormat();
  const { scope, workspaces, current, byId } = useScope();
  const state = useCustomerFilter();
  const { filter } = state;
  const isWide = useMediaQuery('(min-width: 1500px)') ?? false;
  const grid = useRef<DataGridController<CustomerRow>>(null);
  const { initialRow, leaveTo } = useListPlace(grid, state.search);

  const toInput = useCallback(
    ({ offset, limit, sort }: GridPage) => ({ filter, sort: toSort(sort), offset, limit }),
    [filter],
  );
  const { fetchPage, version, head, error, isSearching, retry } = useGridRows('customers.list', toInput);
  const columns = useMemo(
    () => customerColumns({ t, tPending, format, byId: current ? null : byId, isWide }),
    [t, tPending, format, current, byId, isWide],
  );

  return (
    <Page
      title={t('title')}
      layout="fill"
      aside={<CustomerCount total={head?.total} narrowed={state.isNarrowed} isSearching={isSearching} />}
      freshness={<Freshness asOf={head?.asOf} />}
      toolbar={<CustomerToolbar state={state} onLeave={() => grid.current?.focusFirstRow()} />}
    >
      <DataGrid<CustomerRow>
        label={t('title')}
        columns={columns}
        rowId={({ workspaceId, id }) => `${workspaceId} ${id}`}
        fetchRows={fetchPage}
        version={version}
        selection="single"
        sort={usualSort}
        controller={grid}
        initialRow={initialRow}
        onOpen={({ workspaceId, id }) => leaveTo(paths.customer(scope, workspaceId, id))}
      />
      {error && (
        <div className={classes.over}>
          <CallError error={error} onRetry={retry} />
        </div>
      )}
      {!error && !isSearching && head?.total === 0 && workspaces.length > 0 && (
        <div className={classes.over}>
          <NoCustomers state={state} />
        </div>
      )}
    </Page>
  );
}

type CustomerSort = InputOf<'customers.list'>['sort'];

/** The grid names a column that it was told is sortable; the list knows exactly those. */
function toSort(sort: GridPage['sort']): CustomerSort {
  return sort ? { field: sort.field as CustomerSort['field'], direction: sort.direction } : usualSort;
}

interface CustomerCountProps {
  total: number | undefined;
  narrowed: boolean;
  isSearching: boolean;
}

/** How many there are. While an answer is on its way the former sentence stands: a number never changes its meaning. */
function CustomerCount({ total, narrowed, isSearching }: CustomerCountProps): ReactNode {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const [told, setTold] = useState({ total, narrowed });
  if (!isSearching && (told.total !== total || told.narrowed !== narrowed)) setTold({ total, narrowed });
  if (told.total === undefined) return null;
  const values = { count: told.total, formatted: format.count(told.total) };
  return (
    <Text c="dimmed" className="tabular" role="status">
      {told.narrowed ? t('found', values) : t('count', values)}
    </Text>
  );
}

function CustomerToolbar({ state, onLeave }: { state: CustomerFilterState; onLeave: () => void }): ReactNode {
  const { t } = useTranslation('customers');
  const { filter, change } = state;
  const { workspaceIds } = useScope();
  const { data: pendingEdits = [] } = useIpcQuery('pendingEdits.list', { workspaceIds });
  const hasPendingEdits = pendingEdits.length > 0;
  const [query, setQuery] = useTypedText(filter.query, (next) => change({ query: next }));

  return (
    <>
      <SearchInput
        label={t('search.label')}
        placeholder={t('search.placeholder')}
        value={query}
        onChange={setQuery}
        onLeave={onLeave}
      />
      <FilterToggle
        label={t('filters.overdue')}
        pressed={filter.hasOverdue}
        onToggle={(hasOverdue) => change({ hasOverdue })}
      />
      <FilterToggle
        label={t('filters.suspended')}
        pressed={filter.suspended}
        onToggle={(suspended) => change({ suspended })}
      />
      <FilterToggle
        label={t('filters.vatMissing')}
        pressed={filter.vatMissing}
        onToggle={(vatMissing) => change({ vatMissing, vatUnverified: false })}
      />
      {filter.vatUnverified && (
        <FilterToggle
          label={t('filters.vatUnverified')}
          pressed
          onToggle={(vatUnverified) => change({ vatUnverified })}
        />
      )}
      {(hasPendingEdits || filter.hasPendingEdit) && (
        <FilterToggle
          label={t('filters.pending')}
          pressed={filter.hasPendingEdit}
          onToggle={(hasPendingEdit) => change({ hasPendingEdit })}
        />
      )}
      <CountryFilter value={filter.country} onChange={change} />
      {state.isNarrowed && (
        <Button variant="subtle" onClick={state.clear}>
          {t('filters.clear')}
        </Button>
      )}
    </>
  );
}

interface CountryFilterProps {
  value: string | null;
  onChange: (change: { country: string | null }) => void;
}

/** PERF: remembered, because a list of countries costs more than a keystroke in the search beside it may. */
const CountryFilter = memo(function CountryFilter({ value, onChange }: CountryFilterProps): ReactNode {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { workspaceIds } = useScope();
  const { data: countries = [] } = useIpcQuery('customers.listCountries', { workspaceIds });
  const options = countries
    .map((code) => ({ value: code, label: format.country(code) }))
    .toSorted((left, right) => left.label.localeCompare(right.label, format.language));
  return (
    <Select
      aria-label={t('filters.country')}
      placeholder={t('filters.country')}
      data={options}
      value={value}
      onChange={(country) => onChange({ country })}
      clearable
      searchable
      w={170}
    />
  );
});

function NoCustomers({ state }: { state: CustomerFilterState }): ReactNode {
  const { t } = useTranslation('customers');
  const { running } = useSyncState();
  if (state.isNarrowed)
    return (
      <EmptyState
        icon={<IconUserSearch size={32} stroke={1.4} />}
        title={t('empty.noneFound')}
        text={t('empty.noneFoundText')}
      />
    );
  return (
    <EmptyState
      icon={<IconUsers size={32} stroke={1.4} />}
      title={running.length > 0 ? t('empty.arriving') : t('empty.none')}
      text={running.length > 0 ? t('empty.arrivingText') : t('empty.noneText')}
    />
  );
}
