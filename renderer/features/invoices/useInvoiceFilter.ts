import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { isDay } from '../../../shared/domain/dates.ts';
import { invoiceStatuses } from '../../../shared/domain/invoices.ts';
import type { InvoiceFilter, InvoiceView } from '../../../shared/ipc/schemas/invoices.ts';
import { useScope } from '../../app/useScope.ts';

/** Views in the order of the tabs. */
export const shownViews = ['open', 'overdue', 'paid', 'draft', 'all'] as const satisfies InvoiceView[];
const usualView: InvoiceView = 'open';

type FilterChanges = Partial<Omit<InvoiceFilter, 'workspaceIds'>>;

export interface InvoiceFilterState {
  filter: InvoiceFilter;
  /** Whether the person narrowed the view down. */
  isNarrowed: boolean;
  change: (changes: FilterChanges) => void;
  /** Everything of the same view. */
  clear: () => void;
}

/** The filter of the invoice list; it lives in the address, so going back finds the list as it was. */
export function useInvoiceFilter(): InvoiceFilterState {
  const { workspaceIds } = useScope();
  const [params, setParams] = useSearchParams();
  const filter = useMemo(() => readFilter(params, workspaceIds), [params, workspaceIds]);

  const change = useCallback<InvoiceFilterState['change']>(
    (changes) =>
      setParams((known) => writeFilter(changeFilter(readFilter(known, null), changes)), { replace: true }),
    [setParams],
  );
  const clear = useCallback(
    () =>
      setParams((known) => writeFilter({ ...emptyFilter, view: readFilter(known, null).view }), {
        replace: true,
      }),
    [setParams],
  );
  return { filter, isNarrowed: isNarrowed(filter), change, clear };
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
    view: shownViews.find((view) => view === params.get('view')) ?? usualView,
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
