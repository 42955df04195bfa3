import { useCallback, useMemo } from 'react';
import { isDay } from '../../../shared/domain/dates.ts';
import { invoiceStatuses } from '../../../shared/domain/invoices.ts';
import type { InvoiceFilter, InvoiceView } from '../../../shared/ipc/schemas/invoices.ts';
import { useListParams } from '../../app/useListParams.ts';
import { useScope } from '../../app/useScope.ts';
import { readSort, writeSort, type InvoiceSort } from './invoiceOrder.ts';

/** Views in the order of the tabs. */
const views = [
  'open',
  'overdue',
  'failed',
  'debits',
  'paid',
  'draft',
  'all',
] as const satisfies InvoiceView[];
const usualView: InvoiceView = 'open';

/** The tabs; what only Today leads to has one while it is shown. */
export function tabsOf(shown: InvoiceView): InvoiceView[] {
  return views.filter((view) => view === shown || (view !== 'failed' && view !== 'debits'));
}

type FilterChanges = Partial<Omit<InvoiceFilter, 'workspaceIds'>>;

export interface InvoiceFilterState {
  filter: InvoiceFilter;
  sort: InvoiceSort;
  /** Filter and order as the address says them. */
  search: string;
  /** Whether the person narrowed the view down. */
  isNarrowed: boolean;
  change: (changes: FilterChanges) => void;
  changeSort: (sort: InvoiceSort) => void;
  /** Everything of the same view. */
  clear: () => void;
}

/** Filter and order of the invoice list. */
export function useInvoiceFilter(): InvoiceFilterState {
  const { workspaceIds } = useScope();
  const { params, change: changeParams } = useListParams();
  // Another order is no other filter: the grid sorts by itself and must not start anew.
  const filterText = writeFilter(readFilter(params, null)).toString();
  const filter = useMemo(
    () => readFilter(new URLSearchParams(filterText), workspaceIds),
    [filterText, workspaceIds],
  );

  const change = useCallback<InvoiceFilterState['change']>(
    (changes) => changeParams((known) => withFilter(known, changeFilter(readFilter(known, null), changes))),
    [changeParams],
  );
  const changeSort = useCallback<InvoiceFilterState['changeSort']>(
    (sort) => changeParams((known) => withSort(known, sort)),
    [changeParams],
  );
  const clear = useCallback(
    () => changeParams((known) => withFilter(known, { ...emptyFilter, view: readFilter(known, null).view })),
    [changeParams],
  );
  const sort = readSort(params.get('sort'));
  const search = params.toString();
  return { filter, sort, search, isNarrowed: isNarrowed(filter), change, changeSort, clear };
}

function withSort(params: URLSearchParams, sort: InvoiceSort): URLSearchParams {
  const changed = new URLSearchParams(params);
  const text = writeSort(sort);
  if (text === null) changed.delete('sort');
  else changed.set('sort', text);
  return changed;
}

function withFilter(params: URLSearchParams, filter: InvoiceFilter): URLSearchParams {
  return withSort(writeFilter(filter), readSort(params.get('sort')));
}

const emptyFilter: InvoiceFilter = {
  workspaceIds: null,
  view: usualView,
  status: null,
  customerId: null,
  query: '',
  from: null,
  to: null,
};

/** A status is looked for in all invoices, and another view forgets it. */
export function changeFilter(filter: InvoiceFilter, changes: FilterChanges): InvoiceFilter {
  if (changes.status !== undefined && changes.status !== null) return { ...filter, ...changes, view: 'all' };
  if (changes.view !== undefined) return { ...filter, ...changes, status: null };
  return { ...filter, ...changes };
}

/** Whether a filter shows less than its view. */
export function isNarrowed({ status, customerId, query, from, to }: InvoiceFilter): boolean {
  return status !== null || customerId !== null || query !== '' || from !== null || to !== null;
}

/** Reads a filter from the address; what is not there, or makes no sense, is not filtered. */
export function readFilter(params: URLSearchParams, workspaceIds: string[] | null): InvoiceFilter {
  return {
    workspaceIds,
    view: views.find((view) => view === params.get('view')) ?? usualView,
    status: invoiceStatuses.find((status) => status === params.get('status')) ?? null,
    customerId: params.get('customer')?.slice(0, 255) || null,
    query: (params.get('q') ?? '').slice(0, 200),
    from: readDay(params.get('from')),
    to: readDay(params.get('to')),
  };
}

function readDay(text: string | null): string | null {
  return text !== null && isDay(text) ? text : null;
}

/** Writes a filter so that `readFilter` finds it again. */
export function writeFilter({ view, status, customerId, query, from, to }: InvoiceFilter): URLSearchParams {
  const params = new URLSearchParams();
  if (view !== usualView) params.set('view', view);
  if (status !== null) params.set('status', status);
  if (customerId !== null) params.set('customer', customerId);
  if (query !== '') params.set('q', query);
  if (from !== null) params.set('from', from);
  if (to !== null) params.set('to', to);
  return params;
}
