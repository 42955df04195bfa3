import type { MethodsOutput } from '../commands/methodCommands.ts';
import type { ExpiringCardRow } from '../../../shared/ipc/schemas/paymentMethods.ts';
import { asOfText, dayText, more, moneyText, toTable } from './table.ts';

export function methodsText({ paymentMethods, others, asOf }: MethodsOutput): string {
  const table = toTable(
    paymentMethods,
    [
      { title: 'ID', text: ({ id }) => id },
      { title: 'METHOD', text: ({ label }) => label },
      { title: 'EXPIRES', text: ({ expMonth, expYear }) => expiryText(expMonth, expYear) },
      { title: 'DEFAULT', text: ({ isDefault }) => (isDefault ? 'yes' : '') },
      { title: 'USABLE', text: ({ usable }) => (usable ? 'yes' : 'no') },
      {
        title: 'REMOVABLE',
        text: ({ removable, removableReason }) => (removable ? 'yes' : (removableReason ?? 'no')),
      },
    ],
    'No payment method is registered.',
  );
  const shadows = others.map(
    ({ kind, label, methodLabel }) =>
      `Mind: ${kind} ${label} still names ${methodLabel ?? 'another method'}.`,
  );
  return [table, ...shadows, asOfText(asOf)].join('\n');
}

interface ExpiringPage {
  items: ExpiringCardRow[];
  nextCursor: string | null;
  asOf: number | null;
}

export function expiringText({ items, nextCursor, asOf }: ExpiringPage): string {
  const table = toTable(
    items,
    [
      { title: 'CUSTOMER', text: ({ customerId }) => customerId },
      { title: 'NAME', text: ({ customerName }) => customerName ?? '' },
      { title: 'CARD', text: ({ label }) => label },
      { title: 'ENDS', text: ({ expMonth, expYear }) => expiryText(expMonth, expYear) },
      { title: 'NEXT INVOICE', text: ({ nextInvoiceAt }) => dayText(nextInvoiceAt) },
      {
        title: 'TO PAY',
        align: 'right',
        text: ({ amountRemaining }) => amountRemaining.map(moneyText).join(' + '),
      },
      { title: 'OTHER METHOD', text: ({ hasOther }) => (hasOther === null ? '?' : hasOther ? 'yes' : 'no') },
    ],
    'No default card ends this month or next.',
  );
  return [table, ...more(nextCursor), asOfText(asOf)].join('\n');
}

function expiryText(month: number | null, year: number | null): string {
  return month === null || year === null ? '' : `${year}-${String(month).padStart(2, '0')}`;
}

export function addLinkText({ url, expiresAt }: { url: string; expiresAt: number }): string {
  return `${url}\nIt is good until ${dayText(expiresAt)} (UTC), for the customer only: whoever has it can act for them.`;
}
