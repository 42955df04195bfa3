import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useSearchParams } from 'react-router';
import type { InvoiceRow } from '../../../shared/ipc/schemas/invoices.ts';

export interface InvoiceWalk {
  /** The row that Tab reaches. */
  activeId: string | null;
  /** The invoice whose document is open beside the list. */
  shownId: string | null;
  select: (invoiceId: string) => void;
  /** Shows the neighbour's document; the focus stays where it is. */
  flip: (direction: -1 | 1) => void;
  close: () => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  rowRef: (invoiceId: string) => (row: HTMLElement | null) => void;
}

/** Where a key leads in a list of so many rows; null when the key does not walk. */
export function stepOf(key: string, index: number, length: number): number | null {
  const steps: Record<string, number> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + 10,
    PageUp: index - 10,
    Home: 0,
    End: length - 1,
  };
  const target = steps[key];
  return target === undefined || length === 0 ? null : Math.max(0, Math.min(length - 1, target));
}

/**
 * Walking through a customer's invoices by keyboard. The open document lives in the address and follows the arrows;
 * open invoices and history are one list for the keys.
 */
export function useInvoiceWalk(
  invoices: readonly InvoiceRow[],
  onOpen: (invoiceId: string) => void,
): InvoiceWalk {
  const [params, setParams] = useSearchParams();
  const [walkedTo, setWalkedTo] = useState<string | null>(null);
  const rows = useRef(new Map<string, HTMLElement>());
  const shownId = params.get('document');
  const isListed = (id: string | null): id is string =>
    id !== null && invoices.some((invoice) => invoice.id === id);
  const activeId = [walkedTo, shownId].find(isListed) ?? invoices[0]?.id ?? null;

  const show = (invoiceId: string | null): void =>
    setParams(invoiceId === null ? {} : { document: invoiceId }, { replace: true });

  // Coming back to the page with a document open puts the keys where they were.
  useEffect(() => {
    if (shownId !== null && document.activeElement === document.body) rows.current.get(shownId)?.focus();
  }, [shownId]);

  const select = (invoiceId: string): void => {
    setWalkedTo(invoiceId);
    show(invoiceId);
  };

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.ctrlKey || event.metaKey || event.altKey || activeId === null) return;
    const index = invoices.findIndex(({ id }) => id === activeId);
    const target = stepOf(event.key, index, invoices.length);
    const next = target === null ? undefined : invoices[target];
    if (next) {
      event.preventDefault();
      setWalkedTo(next.id);
      rows.current.get(next.id)?.focus();
      if (shownId !== null) show(next.id);
    } else if (event.key === ' ') {
      event.preventDefault();
      show(shownId === activeId ? null : activeId);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      onOpen(activeId);
    }
  }

  return {
    activeId,
    shownId,
    select,
    flip: (direction) => {
      const neighbour = invoices[invoices.findIndex(({ id }) => id === shownId) + direction];
      if (neighbour) select(neighbour.id);
    },
    close: () => {
      show(null);
      if (activeId !== null) rows.current.get(activeId)?.focus();
    },
    onKeyDown,
    rowRef: (invoiceId) => (row) => {
      if (row) rows.current.set(invoiceId, row);
      else rows.current.delete(invoiceId);
    },
  };
}
