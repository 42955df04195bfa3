import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { InputOf, OutputOf } from '../../shared/ipc/contract.ts';
import { gridPageSize } from '../ui/dataGridTypes.ts';
import type { IpcError } from './kantoorApi.ts';
import { ipcQuery, useIpcQuery } from './useIpcQuery.ts';

/** Methods that answer a grid: a window of rows and how many there are in all. */
export type GridMethod = 'customers.list' | 'invoices.list' | 'audit.list';

export interface GridPage {
  offset: number;
  limit: number;
  /** Null: the list's own order. */
  sort: { field: string; direction: 'asc' | 'desc' } | null;
}

export interface GridRows<Output> {
  fetchPage: (page: GridPage) => Promise<Output>;
  /** Grows when rows in the cache changed: the grid then reads its visible rows again. */
  version: number;
  /** The answer without its rows: totals and freshness; undefined before the first answer. */
  head: Output | undefined;
  error: IpcError | null;
  isSearching: boolean;
  retry: () => void;
}

/** Pages of a list for `DataGrid`. `toInput` has to keep its identity while the filter stays the same. */
export function useGridRows<Name extends GridMethod>(
  name: Name,
  toInput: (page: GridPage) => InputOf<Name>,
): GridRows<OutputOf<Name>> {
  const queryClient = useQueryClient();
  const [version, setVersion] = useState(0);
  // One observed query per list: pages that only the grid holds have no observer and would not hear of changes.
  // PERF: it is the grid's own first page in the usual order, so that a keystroke asks the main process once.
  const head = useIpcQuery<GridMethod>(name, toInput({ offset: 0, limit: gridPageSize, sort: null }), {
    keepPrevious: true,
  });

  useEffect(() => {
    return queryClient.getQueryCache().subscribe((event) => {
      if (event.type !== 'updated' || event.action.type !== 'invalidate') return;
      if (event.query.queryKey[0] === name && event.query.isActive()) setVersion((known) => known + 1);
    });
  }, [queryClient, name]);

  const fetchPage = useCallback(
    (page: GridPage) => queryClient.fetchQuery({ ...ipcQuery(name, toInput(page)), gcTime: 30_000 }),
    [queryClient, name, toInput],
  );
  return {
    fetchPage,
    version,
    head: head.data as OutputOf<Name> | undefined,
    error: head.error,
    isSearching: head.isPlaceholderData,
    retry: () => void head.refetch(),
  };
}
