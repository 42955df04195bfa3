import type { MethodsOutput } from '../commands/methodCommands.ts';
import { asOfText, dayText, toTable } from './table.ts';

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

function expiryText(month: number | null, year: number | null): string {
  return month === null || year === null ? '' : `${year}-${String(month).padStart(2, '0')}`;
}

export function addLinkText({ url, expiresAt }: { url: string; expiresAt: number }): string {
  return `${url}\nIt is good until ${dayText(expiresAt)} (UTC), for the customer only: whoever has it can act for them.`;
}
