import type { RemindedInvoices } from '../commands/reminderCommand.ts';
import { toTable } from './table.ts';

/** A line for each invoice, and how many were sent. */
export function remindedText({ sent, items }: RemindedInvoices): string {
  const table = toTable(
    items,
    [
      { title: 'Invoice', text: ({ number, id }) => number ?? id },
      { title: 'Id', text: ({ id }) => id },
      { title: 'Outcome', text: ({ outcome }) => outcome },
      { title: 'Reason', text: ({ reason }) => reason ?? '' },
    ],
    'None.',
  );
  return `${table}\n\n${sent} of ${items.length} sent.`;
}
