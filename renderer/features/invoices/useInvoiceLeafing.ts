import { useHotkeys } from '@mantine/hooks';
import { useNavigate } from 'react-router';
import type { InvoiceDetail } from '../../../shared/ipc/schemas/invoices.ts';
import { paths } from '../../app/paths.ts';
import { useScope } from '../../app/useScope.ts';
import { useEscape } from '../../ui/useEscape.ts';
import { useNeighbours, type Neighbours } from './useNeighbours.ts';

export interface InvoiceLeafing extends Neighbours {
  flip: (direction: -1 | 1) => void;
}

/** Left and right go to the neighbours, Escape back to where the person came from. */
export function useInvoiceLeafing(
  invoice: Pick<InvoiceDetail, 'workspaceId' | 'id' | 'customerId'>,
): InvoiceLeafing {
  const navigate = useNavigate();
  const { scope } = useScope();
  const neighbours = useNeighbours(invoice);

  function flip(direction: -1 | 1): void {
    const target = direction === -1 ? neighbours.previous : neighbours.next;
    if (!target) return;
    const { row, place } = target;
    // Replacing keeps Back and Escape on the list, however many invoices were leafed through.
    void navigate(paths.invoice(scope, row.workspaceId, row.id), { replace: true, state: { place } });
  }

  useHotkeys([
    ['ArrowLeft', () => flip(-1)],
    ['ArrowRight', () => flip(1)],
  ]);
  useEscape(() => void navigate(-1));
  return { ...neighbours, flip };
}
