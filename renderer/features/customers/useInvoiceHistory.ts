import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CustomerDetail } from '../../../shared/ipc/schemas/customers.ts';
import type { InvoiceRow } from '../../../shared/ipc/schemas/invoices.ts';
import type { OutputOf } from '../../../shared/ipc/contract.ts';
import { callMain, type IpcError } from '../../api/kantoorApi.ts';

const pageSize = 100;

export interface InvoiceHistory {
  rows: readonly InvoiceRow[];
  isLoading: boolean;
  /** Undefined when everything is shown. */
  showMore: (() => void) | undefined;
  error: IpcError | null;
}

/** The invoices that are no longer open: the newest come with the customer, older ones when asked for. */
export function useInvoiceHistory(customer: CustomerDetail): InvoiceHistory {
  const { id: customerId, workspaceId, invoiceHistory, invoiceHistoryCount } = customer;
  const [wantsMore, setWantsMore] = useState(false);
  const filter = {
    workspaceIds: [workspaceId],
    view: 'all' as const,
    status: null,
    customerId,
    query: '',
    from: null,
    to: null,
  };
  const pages = useInfiniteQuery<
    OutputOf<'invoices.list'>,
    IpcError,
    InvoiceRow[],
    readonly unknown[],
    number
  >({
    queryKey: ['invoices.list', { workspaceId, customerId, pages: true }],
    queryFn: ({ pageParam }) =>
      callMain('invoices.list', {
        filter,
        sort: { field: 'createdAt', direction: 'desc' },
        offset: pageParam,
        limit: pageSize,
      }),
    initialPageParam: 0,
    getNextPageParam: ({ total }, all) => (all.length * pageSize < total ? all.length * pageSize : undefined),
    select: ({ pages: all }) => all.flatMap(({ rows }) => rows).filter(({ status }) => status !== 'open'),
    enabled: wantsMore,
  });
  const rows = pages.data ?? invoiceHistory;
  const more = (): void => (wantsMore ? void pages.fetchNextPage() : setWantsMore(true));
  return {
    rows,
    isLoading: pages.isFetching,
    showMore: rows.length < invoiceHistoryCount ? more : undefined,
    error: pages.error,
  };
}
