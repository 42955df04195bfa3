import { toAmountQueries, toIdQuery, toWordQuery } from '../../../shared/domain/search.ts';
import { exponentOf } from '../../../shared/domain/money.ts';
import type { Connection } from '../../sqlite/openDatabase.ts';
import type { WordTable } from './wordIndex.ts';
import { allOf, toMatchExpressions } from './wordQueries.ts';

/** Positions that a grid's text filter finds, kept in a temporary table until the text or the cache changes. */
export interface Matches {
  /** Fills the table and gives its name. */
  of(kind: 'customer' | 'invoice', query: string): 'invoice_matches' | 'customer_matches';
}

/** The currencies in use whose amounts have this many decimals. */
export function currenciesWithExponent({ statement }: Connection, exponent: number): string[] {
  return statement('SELECT DISTINCT currency FROM invoice_totals')
    .all()
    .map(({ currency }) => currency as string)
    .filter((currency) => exponentOf(currency) === exponent);
}

/** Finds the rows of a grid's text filter on a reading connection. */
export function createMatches(connection: Connection): Matches {
  const { database, statement } = connection;
  for (const table of ['invoice_matches', 'customer_matches'])
    database.exec(`CREATE TEMP TABLE ${table} (position INTEGER PRIMARY KEY)`);
  const held = new Map<string, string>();

  const addWords = (table: string, text: WordTable, query: string): void => {
    for (const words of toWordQuery(query)) {
      const match = toMatchExpressions(connection, text, words);
      if (match === null) continue;
      statement(`INSERT OR IGNORE INTO temp.${table} SELECT rowid FROM ${text} WHERE ${text} MATCH ?`).run(
        allOf([...match.narrow, ...match.broad]),
      );
    }
  };
  const addAmounts = (query: string): void => {
    for (const { amount, exponent } of toAmountQueries(query))
      for (const currency of currenciesWithExponent(connection, exponent))
        statement(
          'INSERT OR IGNORE INTO temp.invoice_matches SELECT position FROM invoices WHERE total = ? AND currency = ?',
        ).run(amount, currency);
  };
  const addIds = (kind: 'customer' | 'invoice', query: string): void => {
    const id = toIdQuery(query);
    if (id?.kind !== kind) return;
    statement(
      `INSERT OR IGNORE INTO temp.${kind}_matches SELECT position FROM ${kind}s
       WHERE workspace IN (SELECT workspace FROM workspaces) AND id >= ? AND id < ?`,
    ).run(id.prefix, `${id.prefix}~`);
  };

  return {
    of(kind, query) {
      const table = `${kind}_matches` as const;
      const { data_version: version } = statement('PRAGMA data_version').get() as { data_version: number };
      const key = `${version}/${query}`;
      if (held.get(kind) === key) return table;
      held.delete(kind);
      statement(`DELETE FROM temp.${table}`).run();
      addWords(table, `${kind}_text`, query);
      addIds(kind, query);
      if (kind === 'invoice') addAmounts(query);
      held.set(kind, key);
      return table;
    },
  };
}
