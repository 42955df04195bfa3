import type { UpdateWarning } from '../../../shared/domain/customerChanges.ts';
import type { CustomerItem, CustomerOutput } from '../commands/customerCommands.ts';
import { pendingLines } from './pendingText.ts';
import { invoiceTable } from './invoiceText.ts';
import { asOfText, more, moneyText, toTable } from './table.ts';

interface CustomerPage {
  items: CustomerItem[];
  nextCursor: string | null;
  asOf: number | null;
}

export function customersText({ items, nextCursor, asOf }: CustomerPage): string {
  const table = toTable(
    items,
    [
      { title: 'ID', text: ({ id }) => id },
      { title: 'NAME', text: ({ name }) => name ?? '' },
      { title: 'E-MAIL', text: ({ email }) => email ?? '' },
      { title: 'COUNTRY', text: ({ country }) => country ?? '' },
      { title: 'OPEN', align: 'right', text: ({ openInvoiceCount }) => String(openInvoiceCount) },
      { title: 'OVERDUE', align: 'right', text: ({ overdueInvoiceCount }) => String(overdueInvoiceCount) },
      {
        title: 'TO PAY',
        align: 'right',
        text: ({ amountRemaining }) => amountRemaining.map(moneyText).join(' + '),
      },
      { title: 'SERVICE', text: ({ service }) => service },
    ],
    'No customers match.',
  );
  return [table, ...more(nextCursor), asOfText(asOf)].join('\n');
}

export function customerText(customer: CustomerOutput): string {
  const { address } = customer;
  const place = [
    address.line1,
    address.line2,
    address.postal_code,
    address.city,
    address.state,
    address.country,
  ];
  const isGone = customer.deleted ? ', deleted in Stripe' : '';
  const facts: [string, string][] = [
    ['Customer', `${customer.name ?? '(no name)'} (${customer.id}${isGone})`],
    ['E-mail', customer.email ?? ''],
    ['Phone', customer.phone ?? ''],
    ['Address', place.filter((part) => part !== null && part !== '').join(', ')],
    ['Tax', customer.taxExempt],
    ['Tax IDs', customer.taxIds.map(({ type, value, status }) => `${type} ${value} (${status})`).join(', ')],
    ['Service', customer.service],
    ['Payment methods', customer.paymentMethods.map(({ label }) => label).join(', ')],
  ];
  return [
    ...facts.map(([name, value]) => `${name.padEnd(16)}${value}`),
    ...(customer.pending
      ? ['', 'Change that Stripe does not have yet', ...pendingLines(customer.pending)]
      : []),
    '',
    'Open invoices',
    invoiceTable(customer.openInvoices, 'None.'),
    '',
    'Invoice history',
    invoiceTable(customer.invoiceHistory, 'None.'),
    '',
    asOfText(customer.asOf),
  ].join('\n');
}

interface UpdateOutput {
  id: string;
  state: 'saved' | 'pending';
  changed: { field: string; before: string | null; after: string | null }[];
  warnings: readonly UpdateWarning[];
  affects: { drafts: number; futureInvoices: boolean; unchangedIssued: number };
}

const warningTexts: Record<UpdateWarning, string> = {
  reverseChargeWithoutVatId:
    'Mind: this customer gets invoices with reverse charge but has no VAT ID left. Without one the reverse charge does not hold in an audit.',
  emailIsPortalLogin:
    'Mind: the e-mail address is also the log-in for the customer portal; the customer has to use the new one from now on.',
  countryChangesTax: 'Mind: another country can change which VAT applies to future invoices.',
};

export function updateText({ id, state, changed, warnings, affects }: UpdateOutput): string {
  const saved =
    state === 'saved'
      ? `Saved ${id}.`
      : `Kept the change of ${id} to be sent when Stripe can be reached again.`;
  if (changed.length === 0) return `Nothing to change: ${id} has these values already.`;
  const lines = changed.map(
    ({ field, before, after }) => `  ${field}: ${before ?? '(empty)'} → ${after ?? '(empty)'}`,
  );
  const reach = `${state === 'saved' ? 'It reaches' : 'It will reach'} ${affects.drafts} drafts and every future invoice; ${affects.unchangedIssued} issued invoices keep their data.`;
  return [saved, ...lines, reach, ...warnings.map((warning) => warningTexts[warning])].join('\n');
}
