import { describe, expect, test } from 'vitest';
import { createFormat } from '../../renderer/format/useFormat.ts';
import { formatUnitPrice } from '../../renderer/format/money.ts';
import { invoiceColumns } from '../../renderer/features/invoices/invoiceColumns.ts';
import {
  readSort,
  usualSort,
  windowAround,
  writeSort,
} from '../../renderer/features/invoices/invoiceOrder.ts';
import {
  daysBetween,
  describeStanding,
  describeTax,
  groupTaxes,
} from '../../renderer/features/invoices/invoiceWords.ts';
import {
  changeFilter,
  isNarrowed,
  readFilter,
  writeFilter,
} from '../../renderer/features/invoices/useInvoiceFilter.ts';
import { findNeighbours } from '../../renderer/features/invoices/useNeighbours.ts';
import { listDocuments } from '../../renderer/features/invoices/useShownDocument.ts';
import { createI18n } from '../../renderer/i18n/createI18n.ts';
import { findPreset, periodOf } from '../../renderer/ui/periods.ts';
import type { InvoiceRow } from '../../shared/ipc/schemas/invoices.ts';

const i18n = createI18n('en');
const t = i18n.getFixedT('en', 'invoices');
const tApp = i18n.getFixedT('en', 'app');
const tUi = i18n.getFixedT('en', 'ui');
const format = createFormat({ locale: 'en-GB', language: 'en', timeZone: 'UTC' });
const at = (text: string): number => Date.parse(text) / 1000;
const read = (search: string) => readFilter(new URLSearchParams(search), null);

describe('the filter of the invoice list', () => {
  test('comes back from the address as it went in', () => {
    const search = 'view=all&status=void&customer=cus_1&q=caf%C3%A9&from=2026-10-01&to=2026-10-31';
    expect(writeFilter(read(search)).toString()).toBe(search);
    expect(read(search)).toMatchObject({ view: 'all', status: 'void', customerId: 'cus_1', query: 'café' });
  });

  test('shows open invoices where the address says nothing, or nonsense', () => {
    const empty = read('');
    expect(empty).toMatchObject({ view: 'open', status: null, customerId: null, query: '', from: null });
    expect(read('view=everything&status=lost&from=2026-02-30&to=soon&customer=')).toEqual(empty);
    expect(writeFilter(empty).toString()).toBe('');
  });

  test('looks for a status among all invoices, and another view forgets it', () => {
    const uncollectible = changeFilter(read('view=open'), { status: 'uncollectible' });
    expect(uncollectible).toMatchObject({ view: 'all', status: 'uncollectible' });
    expect(changeFilter(uncollectible, { view: 'paid' })).toMatchObject({ view: 'paid', status: null });
    expect(changeFilter(uncollectible, { query: 'x' })).toMatchObject({
      view: 'all',
      status: 'uncollectible',
    });
  });

  test('is narrow when it shows less than its view', () => {
    expect(isNarrowed(read('view=paid'))).toBe(false);
    for (const search of ['q=a', 'status=paid', 'customer=cus_1', 'from=2026-01-01', 'to=2026-01-01'])
      expect(isNarrowed(read(search)), search).toBe(true);
  });
});

describe('the order of the invoice list', () => {
  test('is newest first unless the address says otherwise', () => {
    expect(readSort(null)).toEqual(usualSort);
    expect(readSort('dueAt.asc')).toEqual({ field: 'dueAt', direction: 'asc' });
    expect(readSort('password.asc')).toEqual(usualSort);
    expect(readSort('dueAt.sideways')).toEqual(usualSort);
  });

  test('stands in the address only when it is unusual', () => {
    expect(writeSort(usualSort)).toBeNull();
    expect(readSort(writeSort({ field: 'total', direction: 'asc' }))).toEqual({
      field: 'total',
      direction: 'asc',
    });
  });
});

describe('leafing through invoices', () => {
  const row = (id: string) => ({ workspaceId: 'ws', id, number: id });
  const place = { filter: read(''), sort: usualSort, index: 4 };

  test('reads the invoice with one on each side, also at the top of the list', () => {
    expect(windowAround(place)).toMatchObject({ offset: 3, limit: 3 });
    expect(windowAround({ ...place, index: 0 })).toMatchObject({ offset: 0, limit: 3 });
  });

  test('gives each neighbour its own place in the list', () => {
    const { previous, next } = findNeighbours([row('a'), row('b'), row('c')], row('b'), place);
    expect(previous).toMatchObject({ row: { id: 'a' }, place: { index: 3 } });
    expect(next).toMatchObject({ row: { id: 'c' }, place: { index: 5 } });
  });

  test('stops at the ends, and where the list no longer holds the invoice', () => {
    expect(findNeighbours([row('a'), row('b')], row('a'), null)).toMatchObject({
      previous: null,
      next: { row: { id: 'b' }, place: null },
    });
    expect(findNeighbours([row('a'), row('b')], row('gone'), place)).toEqual({ previous: null, next: null });
    expect(findNeighbours([row('a')], { workspaceId: 'other', id: 'a' }, place)).toEqual({
      previous: null,
      next: null,
    });
  });
});

describe('how an invoice stands', () => {
  const words = { now: at('2026-11-22T12:00:00Z'), timeZone: 'Europe/Amsterdam', t, tApp };
  const standing = (invoice: Partial<Parameters<typeof describeStanding>[0]>) =>
    describeStanding({ status: 'open', overdue: false, dueAt: null, attemptCount: 0, ...invoice }, words);

  test('is told in days', () => {
    expect(standing({ dueAt: at('2026-12-05T10:00:00Z') })).toBe('Open, due in 13 days');
    expect(standing({ dueAt: at('2026-11-23T01:00:00Z') })).toBe('Open, due tomorrow');
    expect(standing({ dueAt: at('2026-11-22T20:00:00Z') })).toBe('Open, due today');
    expect(standing({ overdue: true, dueAt: at('2026-11-10T10:00:00Z') })).toBe('Overdue by 12 days');
    expect(standing({ overdue: true, dueAt: at('2026-11-22T06:00:00Z') })).toBe('Overdue since today');
  });

  test('names the failed collection where there is no due date', () => {
    expect(standing({ overdue: true, attemptCount: 1 })).toBe('Overdue: collection failed once');
    expect(standing({ overdue: true, attemptCount: 3 })).toBe('Overdue: collection failed 3 times');
  });

  test('is the bare status once it is settled', () => {
    expect(standing({ status: 'paid', dueAt: at('2026-12-05T10:00:00Z') })).toBe('Paid');
    expect(standing({ status: 'void' })).toBe('Void');
  });

  test('counts calendar days of the account, across the change of the clocks', () => {
    const [before, after] = [at('2026-10-24T22:30:00Z'), at('2026-10-26T22:30:00Z')];
    expect(daysBetween(before, after, 'Europe/Amsterdam')).toBe(1);
    expect(daysBetween(before, after, 'UTC')).toBe(2);
  });
});

describe('a tax in words', () => {
  const describe = (tax: Partial<Parameters<typeof describeTax>[0]>) =>
    describeTax(
      {
        percentage: 21,
        taxableAmount: 10_000,
        amount: 2100,
        inclusive: false,
        reason: 'standard_rated',
        ...tax,
      },
      { currency: 'eur', t, format },
    );

  test('is its rate and what it is on', () => {
    expect(describe({})).toBe('VAT 21% on €100.00');
    expect(describe({ percentage: 8.1, inclusive: true })).toBe(
      'VAT 8.1% on €100.00 (included in the prices)',
    );
    expect(describe({ percentage: null, taxableAmount: null })).toBe('VAT');
  });

  test('says who accounts for it when it is reverse-charged', () => {
    expect(describe({ percentage: 0, amount: 0, reason: 'reverse_charge' })).toBe(
      'VAT reverse-charged: the customer accounts for it, on €100.00',
    );
  });

  test('falls back to the rate for reasons that only Stripe knows', () => {
    expect(describe({ reason: 'something_new' })).toBe('VAT 21% on €100.00');
  });
});

test('taxes stand once per rate and reason, however many lines they are on', () => {
  const tax = { percentage: 21, taxableAmount: 100, amount: 21, inclusive: false, reason: 'standard_rated' };
  const reverse = { ...tax, percentage: 0, amount: 0, reason: 'reverse_charge' };
  expect(groupTaxes([tax, reverse, { ...tax, taxableAmount: 50, amount: 11 }])).toEqual([
    { ...tax, taxableAmount: 150, amount: 32 },
    reverse,
  ]);
  expect(groupTaxes([tax, { ...tax, taxableAmount: null }])).toEqual([
    { ...tax, taxableAmount: null, amount: 42 },
  ]);
});

describe('the documents of an invoice', () => {
  const invoice = {
    workspaceId: 'ws',
    id: 'in_1',
    number: 'A-1',
    status: 'paid' as const,
    amountPaid: 100,
    creditNotes: [
      {
        id: 'cn_1',
        number: 'A-1-CN',
        status: 'issued',
        total: 50,
        createdAt: 1,
        document: 'available' as const,
      },
    ],
  };

  test('begin with the invoice, never with the receipt, which does not count for VAT', () => {
    expect(listDocuments(invoice).map(({ kind, objectId }) => `${kind} ${objectId}`)).toEqual([
      'invoice in_1',
      'creditNote cn_1',
      'receipt in_1',
    ]);
  });

  test('have a receipt only when money was paid', () => {
    expect(listDocuments({ ...invoice, amountPaid: 0 }).map(({ kind }) => kind)).not.toContain('receipt');
    expect(listDocuments({ ...invoice, status: 'open' }).map(({ kind }) => kind)).not.toContain('receipt');
  });
});

describe('the columns of the invoice list', () => {
  const input = {
    t,
    tApp,
    tUi,
    format,
    byId: () => undefined,
    withAccount: true,
    isCompact: false,
    isWide: false,
  };
  const ids = (changes: Partial<typeof input>) =>
    invoiceColumns({ ...input, ...changes }).map(({ id }) => id);

  test('say which account a row belongs to when there are several', () => {
    expect(ids({})).toContain('account');
    expect(ids({ withAccount: false })).not.toContain('account');
  });

  test('say of one account which documents are on this computer', () => {
    const offline = invoiceColumns({ ...input, withAccount: false }).find(({ id }) => id === 'offline');
    const texts = (['stored', 'available'] as const).map((document) =>
      offline?.text({ document } as InvoiceRow),
    );
    expect(texts).toEqual(['yes', '']);
  });

  test('say when an invoice was last sent, where there is room beside the account', () => {
    expect(ids({})).not.toContain('lastSentAt');
    expect(ids({ isWide: true })).toContain('lastSentAt');
    const sent = invoiceColumns({ ...input, withAccount: false }).find(({ id }) => id === 'lastSentAt');
    const texts = [1_793_440_800, null].map((lastSentAt) => sent?.text({ lastSentAt } as InvoiceRow));
    expect(texts).toEqual([format.day(1_793_440_800), '']);
    // The cache does not know it, so it cannot sort by it.
    expect(sent?.sortable ?? false).toBe(false);
  });

  test('keep to what tells invoices apart beside a document', () => {
    expect(ids({ isCompact: true })).toEqual(['number', 'customerName', 'account', 'status', 'total']);
  });

  test('call a draft a draft, and leave out what is not due', () => {
    const row = { number: null, status: 'draft', amountRemaining: 0, currency: 'eur' } as InvoiceRow;
    const text = (id: string) =>
      invoiceColumns(input)
        .find((column) => column.id === id)
        ?.text(row);
    expect(text('number')).toBe('–');
    expect(text('status')).toBe('Draft');
    expect(text('amountRemaining')).toBe('');
  });
});

describe('a price per unit', () => {
  test('keeps the fractions of a cent that Stripe gives', () => {
    expect(formatUnitPrice('1450', 'eur', 'en-GB')).toBe('€14.50');
    expect(formatUnitPrice('0.125', 'eur', 'en-GB')).toBe('€0.00125');
    expect(formatUnitPrice('-50.50', 'eur', 'en-GB')).toBe('-€0.505');
    expect(formatUnitPrice('12.5', 'jpy', 'en-GB')).toBe('JP¥12.5');
    expect(formatUnitPrice('1450.000', 'eur', 'en-GB')).toBe('€14.50');
  });
});

describe('a usual period', () => {
  test('is a whole month, quarter or year', () => {
    expect(periodOf('thisMonth', '2026-11-22')).toEqual({ from: '2026-11-01', to: '2026-11-30' });
    expect(periodOf('lastQuarter', '2026-11-22')).toEqual({ from: '2026-07-01', to: '2026-09-30' });
    expect(periodOf('thisYear', '2026-11-22')).toEqual({ from: '2026-01-01', to: '2026-12-31' });
  });

  test('crosses the turn of the year, and knows leap years', () => {
    expect(periodOf('lastMonth', '2027-01-05')).toEqual({ from: '2026-12-01', to: '2026-12-31' });
    expect(periodOf('lastQuarter', '2027-02-05')).toEqual({ from: '2026-10-01', to: '2026-12-31' });
    expect(periodOf('lastMonth', '2028-03-31')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
  });

  test('is recognised by its days', () => {
    expect(findPreset({ from: '2026-10-01', to: '2026-10-31' }, '2026-11-22')).toBe('lastMonth');
    expect(findPreset({ from: '2026-10-01', to: '2026-10-30' }, '2026-11-22')).toBeNull();
    expect(findPreset({ from: '2026-10-01', to: null }, '2026-11-22')).toBeNull();
  });
});
