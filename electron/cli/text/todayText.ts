import type { AgeBucket } from '../../../shared/domain/ageing.ts';
import type { TodayItem } from '../commands/todayCommand.ts';
import { asOfText, dayText, moneyText, toTable } from './table.ts';

type Ageing = TodayItem['ageing'][number];

const bucketTitles: Record<AgeBucket, string> = {
  notDue: 'NOT DUE',
  upTo30: '1-30 DAYS',
  upTo60: '31-60',
  upTo90: '61-90',
  over90: '> 90',
};

function ageingText(ageing: readonly Ageing[]): string {
  return toTable(
    ageing,
    [
      { title: 'MODE', text: ({ livemode }) => (livemode ? 'LIVE' : 'TEST') },
      {
        title: 'OPEN',
        align: 'right',
        text: ({ currency, buckets }) =>
          moneyText({ currency, amount: buckets.reduce((sum, { amount }) => sum + amount, 0) }),
      },
      ...Object.entries(bucketTitles).map(([bucket, title]) => ({
        title,
        align: 'right' as const,
        text: ({ currency, buckets }: Ageing) =>
          moneyText({ currency, amount: buckets.find((one) => one.bucket === bucket)?.amount ?? 0 }),
      })),
    ],
    'Nothing is open.',
  );
}

/** A heading with how many there are, and a line for each that is shown; nothing where there are none. */
function sectionText<Item>(
  title: string,
  { total, items }: { total: number; items: readonly Item[] },
  toLine: (item: Item) => string,
): string[] {
  if (total === 0) return [];
  const left = total - items.length;
  return [
    '',
    `${title} (${total})`,
    ...items.map((item) => `  ${toLine(item)}`),
    ...(left > 0 ? [`  … and ${left} more`] : []),
  ];
}

interface InvoiceLine {
  id: string;
  number: string | null;
  customerName: string | null;
  amountRemaining: number;
  currency: string;
}

function invoiceLine({ id, number, customerName, amountRemaining: amount, currency }: InvoiceLine): string {
  return `${number ?? id}  ${customerName ?? '(no name)'}  ${moneyText({ amount, currency })}`;
}

function customerLine({
  customerId,
  customerName,
}: {
  customerId: string;
  customerName: string | null;
}): string {
  return `${customerName ?? '(no name)'} (${customerId})`;
}

function daysText(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}

export function todayText(today: TodayItem): string {
  const asOf = today.accounts.map((account) => account.asOf);
  const oldest = asOf.reduce(
    (left, right) => (left === null || right === null ? null : Math.min(left, right)),
    Infinity,
  );
  const isComplete = today.accounts.every(({ complete }) => complete);
  const lines = [
    today.accounts.length === 0 ? 'No account is connected.' : asOfText(oldest),
    ...(isComplete ? [] : ['Still reading from Stripe: these figures are of what is here already.']),
    '',
    ageingText(today.ageing),
    ...sectionText(
      'Outcome unknown',
      today.unknownOutcomes,
      (attempt) => `${attempt.invoiceId}  ${moneyText(attempt)}  since ${dayText(attempt.startedAt)}`,
    ),
    ...sectionText(
      'Collection failed',
      today.failedCollections,
      (item) => `${invoiceLine(item)}  ${item.declineCode ?? 'reason not known here'}`,
    ),
    ...sectionText('Service suspended', today.suspended, (item) =>
      item.restoringInvoiceId === null
        ? customerLine(item)
        : `${customerLine(item)}  resumes with ${item.restoringInvoiceId}`,
    ),
    ...sectionText('Overdue', today.overdue, (item) => `${invoiceLine(item)}  ${daysText(item.daysLate)}`),
    ...sectionText('Direct debits in progress', today.debits, (item) =>
      item.clearing === null
        ? invoiceLine(item)
        : `${invoiceLine(item)}  expected ${dayText(item.clearing.from)} to ${dayText(item.clearing.to)}`,
    ),
    ...sectionText(
      'Expiring default cards',
      today.expiringCards,
      (item) => `${customerLine(item)}  ${item.methodLabel}  ${item.expMonth}/${item.expYear}`,
    ),
    ...sectionText(
      'VAT IDs not confirmed',
      today.unverifiedVatIds,
      (item) => `${customerLine(item)}  ${item.values.join(', ')}`,
    ),
    ...sectionText(
      'Changes not sent yet',
      today.pendingEdits,
      (item) => `${customerLine(item)}  ${item.state}`,
    ),
  ];
  return lines.join('\n');
}
