import { useCallback, useMemo, useState } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import type { CustomerFilter } from '../../../shared/ipc/schemas/customers.ts';
import { useScope } from '../../app/useScope.ts';

export interface CustomerFilterState {
  filter: CustomerFilter;
  /** Whether the person narrowed the list down. */
  isNarrowed: boolean;
  change: (
    changes: Partial<Pick<CustomerFilter, 'query' | 'hasOverdue' | 'suspended' | 'vatMissing' | 'country'>>,
  ) => void;
  clear: () => void;
  /** Changes when something else than `change` led here: a link, a command, going back. */
  arrivalKey: string;
}

/** Marks addresses that this list wrote itself. */
const ownChange = { ownChange: true };

/** The filter of the customer list; it lives in the address, so going back finds the list as it was. */
export function useCustomerFilter(): CustomerFilterState {
  const { workspaceIds } = useScope();
  const [params, setParams] = useSearchParams();
  const { key, state } = useLocation();
  const [arrivalKey, setArrivalKey] = useState(key);
  const isOwn = (state as Partial<typeof ownChange> | null)?.ownChange === true;
  if (!isOwn && key !== arrivalKey) setArrivalKey(key);
  const filter = useMemo(() => readFilter(params, workspaceIds), [params, workspaceIds]);

  const change = useCallback<CustomerFilterState['change']>(
    (changes) =>
      setParams((known) => writeFilter({ ...readFilter(known, null), ...changes }), {
        replace: true,
        state: ownChange,
      }),
    [setParams],
  );
  const clear = useCallback(() => setParams({}, { replace: true }), [setParams]);
  return { filter, isNarrowed: [...writeFilter(filter)].length > 0, change, clear, arrivalKey };
}

/** Reads a filter from the address; what is not there is not filtered. */
export function readFilter(params: URLSearchParams, workspaceIds: string[] | null): CustomerFilter {
  const country = params.get('country');
  return {
    workspaceIds,
    query: (params.get('q') ?? '').slice(0, 200),
    hasOverdue: params.has('overdue'),
    suspended: params.has('suspended'),
    vatMissing: params.has('vat'),
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
  if (filter.country !== null) params.set('country', filter.country);
  return params;
}
