import type { InputOf } from '../../../shared/ipc/contract.ts';
import type { GridPage } from '../../api/useGridRows.ts';

export type InvoiceSort = InputOf<'invoices.list'>['sort'];

/** Not taken from the schemas: zod tries `new Function` when it is loaded, which the page's policy refuses. */
const sortFields = {
  createdAt: true,
  issuedAt: true,
  dueAt: true,
  number: true,
  customerName: true,
  total: true,
  amountRemaining: true,
  status: true,
} satisfies Record<InvoiceSort['field'], true>;

/** Newest first, as people expect of invoices. */
export const usualSort: InvoiceSort = { field: 'createdAt', direction: 'desc' };

/** Where in which list a person opened an invoice; travels with the address so that the keys find its neighbours. */
export interface InvoicePlace {
  filter: InputOf<'invoices.list'>['filter'];
  sort: InvoiceSort;
  index: number;
}

/** The grid names a column that it was told is sortable; the list knows exactly those. */
export function toSort(sort: GridPage['sort']): InvoiceSort {
  return sort ? { field: sort.field as InvoiceSort['field'], direction: sort.direction } : usualSort;
}

/** The window of a list that holds an invoice and its neighbours. */
export function windowAround({ filter, sort, index }: InvoicePlace): InputOf<'invoices.list'> {
  return { filter, sort, offset: Math.max(0, index - 1), limit: 3 };
}

/** `dueAt.asc` as an order; the usual one where the text says nothing. */
export function readSort(text: string | null): InvoiceSort {
  const [name, direction] = (text ?? '').split('.');
  const isKnown = (field: string | undefined): field is InvoiceSort['field'] =>
    field !== undefined && Object.hasOwn(sortFields, field);
  if (!isKnown(name) || (direction !== 'asc' && direction !== 'desc')) return usualSort;
  return { field: name, direction };
}

/** What `readSort` reads; null for the usual order, which needs no words. */
export function writeSort({ field, direction }: InvoiceSort): string | null {
  const isUsual = field === usualSort.field && direction === usualSort.direction;
  return isUsual ? null : `${field}.${direction}`;
}
