import type { PendingItem } from '../commands/pendingCommands.ts';

const stateTexts: Record<PendingItem['state'], string> = {
  waiting: 'waits until Stripe can be reached',
  unknown: 'was sent without an answer; will be looked up',
  conflict: 'somebody else changed the same: decide with `kantoor customers update` or in the window',
  refused: 'was refused by Stripe',
  customerDeleted: 'the customer was deleted in Stripe; put it away with `kantoor pending withdraw`',
};

/** One waiting change in lines: what it is, why it waits, what Stripe has meanwhile. */
export function pendingLines({
  state,
  changes,
  conflicts,
  problem,
}: Omit<PendingItem, 'customerId'>): string[] {
  const value = (text: string | null): string => text ?? '(empty)';
  return [
    `  ${stateTexts[state]}`,
    ...changes.map(({ field, before, after }) => `  ${field}: ${value(before)} → ${value(after)}`),
    ...conflicts.map(({ field, theirs }) => `  ${field}: Stripe now has ${value(theirs)}`),
    ...(state === 'refused' && problem ? [`  ${problem.message}`] : []),
  ];
}

export function pendingText({ items }: { items: PendingItem[] }): string {
  if (items.length === 0) return 'Nothing waits: Stripe has every change.';
  return items
    .flatMap((item) => [
      `${item.customerName ?? '(no name)'} (${item.customerId}), by ${item.who}`,
      ...pendingLines(item),
    ])
    .join('\n');
}

export function sentText({ sent, left }: { sent: number; left: PendingItem[] }): string {
  const told = sent === 1 ? 'Sent the changes of 1 customer.' : `Sent the changes of ${sent} customers.`;
  return left.length === 0 ? told : [told, 'Still waiting:', pendingText({ items: left })].join('\n');
}

export function withdrawnText({
  customerId,
  mayHaveArrived,
}: {
  customerId: string;
  mayHaveArrived: boolean;
}): string {
  return mayHaveArrived
    ? `Withdrew the change of ${customerId}. A part of it was sent before without an answer: look whether Stripe has it.`
    : `Withdrew the change of ${customerId}. Nothing of it reached Stripe.`;
}
