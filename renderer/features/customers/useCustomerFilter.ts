import { useCallback, useMemo } from 'react';
import type { CustomerFilter } from '../../../shared/ipc/schemas/customers.ts';
import { useListParams } from '../../app/useListParams.ts';
import { useScope } from '../../app/useScope.ts';

export interface CustomerFilterState {
  filter: CustomerFilter;
  /** The filter as the address says it. */
  search: string;
  /** Whether the person narrowed the list down. */
  isNarrowed: boolean;
  change: (changes: Partial<Omit<CustomerFilter, 'workspaceIds' | 'includeDeleted'>>) => void;
  clear: () => void;
}

/** The filter of the customer list. */
export function useCustomerFilter(): CustomerFilterState {
  const { workspaceIds } = useScope();
  const { params, change: changeParams } = useListParams();
  const filter = useMemo(() => readFilter(params, workspaceIds), [params, workspaceIds]);

  const change = useCallback<CustomerFilterState['change']>(
    (changes) => changeParams((known) => writeFilter({ ...readFilter(known, null), ...changes })),
    [changeParams],
  );
  const clear = useCallback(() => changeParams(() => new URLSearchParams()), [changeParams]);
  const search = params.toString();
  return { filter, search, isNarrowed: search !== '', change, clear };
}

/** Reads a filter from the address; what is not there is not filtered. */
export function readFilter(params: URLSearchParams, workspaceIds: string[] | null): CustomerFilter {
  const country = params.get('country');
  return {
    workspaceIds,
    query: (params.get('q') ?? '').slice(0, 200),
    hasOverdue: params.has('overdue'),
    suspended: params.has('suspended'),
    vatMissing: params.get('vat') === 'missing',
    vatUnverified: params.get('vat') === 'unverified',
    // Cards that end have a page of their own.
    cardExpiring: false,
    hasPendingEdit: params.has('pending'),
    country: country !== null && /^[A-Z]{2}$/.test(country) ? country : null,
    includeDeleted: false,
  };
}

/** Writes a filter so that `readFilter` finds it again. */
export function writeFilter(filter: CustomerFilter): URLSearchParams {
  const params = new URLSearchParams();
  if (filter.query !== '') params.set('q', filter.query);
  if (filter.hasOverdue) params.set('overdue', '1');
  if (filter.suspended) params.set('suspended', '1');
  if (filter.vatMissing) params.set('vat', 'missing');
  else if (filter.vatUnverified) params.set('vat', 'unverified');
  if (filter.hasPendingEdit) params.set('pending', '1');
  if (filter.country !== null) params.set('country', filter.country);
  return params;
}
