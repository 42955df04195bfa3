import { useLocation } from 'react-router';
import type { InputOf } from '../../../shared/ipc/contract.ts';
import type { InvoiceDetail, InvoiceRow } from '../../../shared/ipc/schemas/invoices.ts';
import { useIpcQuery } from '../../api/useIpcQuery.ts';
import { usualSort, windowAround, type InvoicePlace } from './invoiceOrder.ts';

export interface Neighbour {
  row: Pick<InvoiceRow, 'workspaceId' | 'id' | 'number'>;
  /** Its own place in the list that the person came from; null when there was none. */
  place: InvoicePlace | null;
}

export interface Neighbours {
  previous: Neighbour | null;
  next: Neighbour | null;
}

type Known = Pick<InvoiceDetail, 'workspaceId' | 'id' | 'customerId'>;

/** The longest list in which an invoice without a place is looked for. */
const searchedInvoices = 500;

/** The invoices before and after this one: in the list it was opened from, otherwise among the customer's own. */
export function useNeighbours(invoice: Known): Neighbours {
  const place = readPlace(useLocation().state);
  const { data } = useIpcQuery('invoices.list', place ? windowAround(place) : listOfCustomer(invoice), {
    enabled: place !== null || invoice.customerId !== null,
    keepPrevious: true,
  });
  return findNeighbours(data?.rows ?? [], invoice, place);
}

/** The neighbours among rows that hold the invoice; none where they do not. */
export function findNeighbours(
  rows: readonly Neighbour['row'][],
  invoice: Pick<Known, 'workspaceId' | 'id'>,
  place: InvoicePlace | null,
): Neighbours {
  const index = rows.findIndex(
    ({ workspaceId, id }) => workspaceId === invoice.workspaceId && id === invoice.id,
  );
  const neighbour = (step: -1 | 1): Neighbour | null => {
    const row = index === -1 ? undefined : rows[index + step];
    return row ? { row, place: place && { ...place, index: place.index + step } } : null;
  };
  return { previous: neighbour(-1), next: neighbour(1) };
}

function listOfCustomer({ workspaceId, customerId }: Known): InputOf<'invoices.list'> {
  return {
    filter: {
      workspaceIds: [workspaceId],
      view: 'all',
      status: null,
      customerId,
      query: '',
      from: null,
      to: null,
    },
    sort: usualSort,
    offset: 0,
    limit: searchedInvoices,
  };
}

/** What `InvoicesPage` put beside the address; a reload or another screen may have left nothing there. */
function readPlace(state: unknown): InvoicePlace | null {
  if (typeof state !== 'object' || state === null || !('place' in state)) return null;
  return (state.place ?? null) as InvoicePlace | null;
}
