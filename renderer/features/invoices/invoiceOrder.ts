import type { InputOf } from '../../../shared/ipc/contract.ts';
import { invoiceSortFields } from '../../../shared/ipc/schemas/invoices.ts';
import type { GridPage } from '../../api/useGridRows.ts';

export type InvoiceSort = InputOf<'invoices.list'>['sort'];

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
  const field = invoiceSortFields.find((known) => known === name);
  if (field === undefined || (direction !== 'asc' && direction !== 'desc')) return usualSort;
  return { field, direction };
}

/** What `readSort` reads; null for the usual order, which needs no words. */
export function writeSort({ field, direction }: InvoiceSort): string | null {
  const isUsual = field === usualSort.field && direction === usualSort.direction;
  return isUsual ? null : `${field}.${direction}`;
}
