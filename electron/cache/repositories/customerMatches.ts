import { toIdQuery, toWordQuery } from '../../../shared/domain/search.ts';
import type { Connection } from '../../sqlite/openDatabase.ts';
import { allOf, toMatchExpressions } from './wordQueries.ts';

/** Positions of the customers that a grid's text filter finds, in a table until the text or the cache changes. */
export interface CustomerMatches {
  /** Fills the table and gives its name. */
  of(query: string): string;
}

/** Finds customers on a reading connection. */
export function createCustomerMatches(connection: Connection): CustomerMatches {
  const { database, statement } = connection;
  database.exec('CREATE TEMP TABLE customer_matches (position INTEGER PRIMARY KEY)');
  const table = 'temp.customer_matches';
  let held = '';

  const addWords = (query: string): void => {
    for (const words of toWordQuery(query)) {
      const match = toMatchExpressions(connection, 'customer_text', words);
      if (match === null) continue;
      statement(
        `INSERT OR IGNORE INTO ${table} SELECT rowid FROM customer_text WHERE customer_text MATCH ?`,
      ).run(allOf([...match.narrow, ...match.broad]));
    }
  };
  const addIds = (query: string): void => {
    const id = toIdQuery(query);
    if (id?.kind !== 'customer') return;
    statement(
      `INSERT OR IGNORE INTO ${table} SELECT position FROM customers
       WHERE workspace IN (SELECT workspace FROM workspaces) AND id >= ? AND id < ?`,
    ).run(id.prefix, `${id.prefix}~`);
  };

  return {
    of(query) {
      const { data_version: version } = statement('PRAGMA data_version').get() as { data_version: number };
      const key = `${version}/${query}`;
      if (held === key) return table;
      held = '';
      statement(`DELETE FROM ${table}`).run();
      addWords(query);
      addIds(query);
      held = key;
      return table;
    },
  };
}
