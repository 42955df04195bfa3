import type { InvoiceItem } from '../commands/invoiceCommands.ts';
import { asOfText, dayText, more, moneyText, toTable } from './table.ts';

interface InvoicePage {
  items: InvoiceItem[];
  nextCursor: string | null;
  asOf: number | null;
}

export function invoicesText({ items, nextCursor, asOf }: InvoicePage): string {
  return [invoiceTable(items, 'No invoices match.'), ...more(nextCursor), asOfText(asOf)].join('\n');
}

export function invoiceTable(items: InvoiceItem[], none: string): string {
  return toTable(
    items,
    [
      { title: 'ID', text: ({ id }) => id },
      { title: 'NUMBER', text: ({ number }) => number ?? '' },
      { title: 'CUSTOMER', text: ({ customerName }) => customerName ?? '' },
      { title: 'CREATED', text: ({ createdAt }) => dayText(createdAt) },
      { title: 'DUE', text: ({ dueAt }) => dayText(dueAt) },
      { title: 'STATUS', text: ({ status, overdue }) => (overdue ? `${status}, overdue` : status) },
      {
        title: 'TOTAL',
        align: 'right',
        text: ({ total, currency }) => moneyText({ amount: total, currency }),
      },
      {
        title: 'TO PAY',
        align: 'right',
        text: ({ amountRemaining, currency }) => moneyText({ amount: amountRemaining, currency }),
      },
    ],
    none,
  );
}

export function pdfText({ id, file, bytes }: { id: string; file: string; bytes: number }): string {
  return `Wrote ${id} to ${file} (${bytes} bytes).`;
}
