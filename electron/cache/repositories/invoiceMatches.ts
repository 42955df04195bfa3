import { toAmountQueries, type AmountQuery } from '../../../shared/domain/amountQueries.ts';
import { exponentOf } from '../../../shared/domain/money.ts';
import { toIdQuery, toWordQuery } from '../../../shared/domain/search.ts';
import type { Connection } from '../../sqlite/openDatabase.ts';
import { statusMark, workspaceMark } from './wordIndex.ts';
import { allOf, anyOf, toMatchExpressions } from './wordQueries.ts';

type Value = string | number;

/** SQL that gives one column, `position`, each at most once; it may be ordered by it, whichever way, without sorting. */
export interface PositionQuery {
  sql: string;
  values: Value[];
}

/** A text and what is already known of the invoices it shall find. */
export interface TextFilter {
  query: string;
  /** Numbers of workspaces; null stands for all that the cache holds. */
  workspaces: readonly number[] | null;
  status: string | null;
  /** Positions from `first` up to `end`; null stands for all. */
  range: { first: number; end: number } | null;
}

/** Finds invoices by text. */
export interface InvoiceMatches {
  /** Where the invoices are that a text finds; null when it finds none. */
  of(filter: TextFilter): PositionQuery | null;
  /** Puts the positions into a table, where they stay until others are kept or the cache changes; gives its name. */
  keep(positions: PositionQuery): string;
}

const notPaid = ['draft', 'open', 'uncollectible', 'void'];

/** Narrows a query of the word index down by the marks that every invoice carries. */
export function withMarks(
  expression: string,
  { workspaces, status }: Pick<TextFilter, 'workspaces' | 'status'>,
): string {
  const parts = [`(${expression})`];
  if (workspaces !== null)
    parts.push(`(${anyOf(workspaces.map((workspace) => `"${workspaceMark(workspace)}"`))})`);
  if (status !== null && status !== 'paid') parts.push(`"${statusMark(status)}"`);
  // PERF: nearly all are paid, so paid ones are found by what they are not.
  const without =
    status === 'paid' ? ` NOT (${anyOf(notPaid.map((other) => `"${statusMark(other)}"`))})` : '';
  return `(${allOf(parts)})${without}`;
}

interface FoundByWords extends PositionQuery {
  /** Some word begins so many others that they are gathered before the first position comes. */
  isBroad: boolean;
}

function byWords(connection: Connection, filter: TextFilter): FoundByWords | null {
  const ways = toWordQuery(filter.query)
    .map((words) => toMatchExpressions(connection, 'invoice_text', words))
    .filter((match) => match !== null);
  if (ways.length === 0) return null;
  const expression = anyOf(ways.map(({ narrow, broad }) => `(${allOf([...narrow, ...broad])})`));
  const { range } = filter;
  const inRange = range === null ? '' : ' AND rowid >= ? AND rowid < ?';
  return {
    sql: `SELECT rowid AS position FROM invoice_text WHERE invoice_text MATCH ?${inRange}`,
    values: [withMarks(expression, filter), ...(range === null ? [] : [range.first, range.end])],
    isBroad: ways.some(({ broad }) => broad.length > 0),
  };
}

/** The currencies in use in which an amount may be meant. */
export function currenciesOf(
  { statement }: Connection,
  { exponent, currencies }: Pick<AmountQuery, 'exponent' | 'currencies'>,
): string[] {
  return statement('SELECT DISTINCT currency FROM invoice_totals')
    .all()
    .map(({ currency }) => currency as string)
    .filter((currency) => exponentOf(currency) === exponent)
    .filter((currency) => currencies === null || currencies.includes(currency));
}

/** Invoices whose total, or what remains of it, is an amount that the text may mean. */
function byAmount(connection: Connection, query: string): PositionQuery[] {
  return toAmountQueries(query).flatMap((amounts) =>
    currenciesOf(connection, amounts).flatMap((currency) => {
      const values = [currency, amounts.from, amounts.to];
      const within = (index: string, column: string): PositionQuery => ({
        sql: `SELECT position FROM invoices INDEXED BY ${index} WHERE currency = ? AND ${column} BETWEEN ? AND ?`,
        values,
      });
      const byTotal = within('invoices_by_currency_total', 'total');
      // Nothing remains of nearly all invoices: that is not an amount to look for.
      if (amounts.from <= 0) return [byTotal];
      return [byTotal, within('invoices_by_currency_remaining', 'amount_remaining')];
    }),
  );
}

/** Invoices whose Stripe id begins with the text. */
function byId({ statement }: Connection, query: string): PositionQuery[] {
  const id = toIdQuery(query);
  if (id?.kind !== 'invoice') return [];
  return statement('SELECT workspace FROM workspaces')
    .all()
    .map(({ workspace }) => ({
      sql: 'SELECT position FROM invoices WHERE workspace = ? AND id >= ? AND id < ?',
      values: [workspace as number, id.prefix, `${id.prefix}~`],
    }));
}

/** What of a filter is left to check for an invoice that was not found by words. */
function restOf({ workspaces, status, range }: TextFilter): PositionQuery {
  const terms: string[] = [];
  const values: Value[] = [];
  if (workspaces !== null) terms.push(`AND workspace IN (${workspaces.join(', ')})`);
  if (status !== null) terms.push('AND status = ?');
  if (status !== null) values.push(status);
  if (range !== null) terms.push('AND position >= ? AND position < ?');
  if (range !== null) values.push(range.first, range.end);
  return { sql: terms.join(' '), values };
}

/** Finds invoices on a reading connection; what was found by amount or id is kept until the filter or the cache changes. */
export function createInvoiceMatches(connection: Connection): InvoiceMatches {
  const { database, statement } = connection;
  database.exec(`CREATE TEMP TABLE invoices_besides (position INTEGER PRIMARY KEY);
                 CREATE TEMP TABLE invoices_kept (position INTEGER PRIMARY KEY)`);
  const held = new Map<string, string>();

  /** Fills a temporary table again when something else is wanted of it, or the other connection wrote. */
  const refill = (table: string, wanted: unknown, fill: () => void): void => {
    const { data_version: version } = statement('PRAGMA data_version').get() as { data_version: number };
    const key = JSON.stringify([version, wanted]);
    if (held.get(table) === key) return;
    held.delete(table);
    statement(`DELETE FROM temp.${table}`).run();
    fill();
    held.set(table, key);
  };

  /** Fills the table with what is found by amount or id; false when nothing is. */
  const fillBesides = (filter: TextFilter): boolean => {
    const ways = [...byAmount(connection, filter.query), ...byId(connection, filter.query)];
    if (ways.length === 0) return false;
    refill('invoices_besides', filter, () => {
      const rest = restOf(filter);
      for (const { sql, values } of ways)
        statement(`INSERT OR IGNORE INTO temp.invoices_besides ${sql} ${rest.sql}`).run(
          ...values,
          ...rest.values,
        );
    });
    return statement('SELECT 1 FROM temp.invoices_besides LIMIT 1').get() !== undefined;
  };

  const kept = 'SELECT position FROM temp.invoices_kept';
  const keep = ({ sql, values }: PositionQuery): string => {
    if (sql !== kept)
      refill('invoices_kept', [sql, values, held.get('invoices_besides')], () => {
        statement(`INSERT INTO temp.invoices_kept ${sql}`).run(...values);
      });
    return 'temp.invoices_kept';
  };

  return {
    of(filter) {
      const words = byWords(connection, filter);
      const besides = fillBesides(filter) ? 'SELECT position FROM temp.invoices_besides' : null;
      if (words === null) return besides === null ? null : { sql: besides, values: [] };
      const { sql, values, isBroad } = words;
      const found = { sql: besides === null ? sql : `${sql} UNION ${besides}`, values };
      // PERF: what has to be gathered is gathered once for all pages of a list (cache.bench).
      if (!isBroad) return found;
      keep(found);
      return { sql: kept, values: [] };
    },
    keep,
  };
}
