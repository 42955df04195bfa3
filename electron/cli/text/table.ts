import Table from 'cli-table3';

import { toDecimalString, type Money } from '../../../shared/domain/money.ts';

export interface Column<Row> {
  title: string;
  align?: 'left' | 'right';
  text: (row: Row) => string;
}

const bare = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** Aligned columns without lines; `none` is said where there are no rows. */
export function toTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[], none: string): string {
  if (rows.length === 0) return none;
  const table = new Table({
    head: columns.map(({ title }) => title),
    colAligns: columns.map(({ align }) => align ?? 'left'),
    chars: bare,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  for (const row of rows) table.push(columns.map(({ text }) => text(row).replaceAll(/\p{Cc}+/gu, ' ')));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

export function moneyText(money: Money): string {
  return `${toDecimalString(money)} ${money.currency.toUpperCase()}`;
}

/** The day in UTC; the JSON has the exact second. */
export function dayText(seconds: number | null): string {
  return seconds === null ? '' : new Date(seconds * 1000).toISOString().slice(0, 10);
}

/** `as of` for a list, or a sentence that its account was never read to the end. */
export function asOfText(seconds: number | null): string {
  return seconds === null
    ? 'Not yet synced to the end.'
    : `As of ${new Date(seconds * 1000).toISOString().slice(0, 16)} UTC.`;
}

/** How to go on, where there is more. */
export function more(nextCursor: string | null): string[] {
  return nextCursor === null ? [] : [`More with --cursor ${nextCursor}`];
}
