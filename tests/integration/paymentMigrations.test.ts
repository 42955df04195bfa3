import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { cacheMigrations } from '../../electron/cache/migrations/cacheMigrations.ts';
import { workspaceMigrations } from '../../electron/workspaceDatabase/migrations/workspaceMigrations.ts';
import { migrate } from '../../electron/sqlite/migrate.ts';

/** A row with a value for every column that must have one. */
function insert(database: DatabaseSync, table: string, values: Record<string, string | number>): void {
  const columns = database.prepare(`PRAGMA table_info(${table})`).all() as {
    name: string;
    type: string;
    notnull: number;
    dflt_value: unknown;
  }[];
  const needed = columns.filter(
    ({ name, notnull, dflt_value }) => name in values || (notnull === 1 && dflt_value === null),
  );
  const row = needed.map(({ name, type }) => values[name] ?? (type === 'INTEGER' ? 0 : ''));
  const names = needed.map(({ name }) => name).join(', ');
  database
    .prepare(`INSERT INTO ${table} (${names}) VALUES (${needed.map(() => '?').join(', ')})`)
    .run(...row);
}

it('gives subscriptions and customers that were cached before their standing', () => {
  const database = new DatabaseSync(':memory:');
  migrate(
    database,
    cacheMigrations.filter(({ version }) => version < 5),
  );
  const before = [
    ['cus_paused', 'paused', 'suspended'],
    ['cus_asked', 'paused', 'paused'],
    ['cus_unpaid', 'unpaid', 'suspended'],
    ['cus_late', 'past_due', 'warning'],
    ['cus_new', 'incomplete', 'warning'],
    ['cus_fine', 'active', 'running'],
  ] as const;
  for (const [position, [customer, status, state]] of before.entries()) {
    insert(database, 'customers', { position, workspace: 1, id: customer, service: state, service_rank: 3 });
    const subscription = { position, workspace: 1, kind: 'subscription', id: `sub_${customer}`, customer };
    insert(database, 'related', { ...subscription, status, state });
  }
  insert(database, 'customers', {
    position: 90,
    workspace: 1,
    id: 'cus_none',
    service: 'none',
    service_rank: 5,
  });
  // A second subscription that runs does not make the suspended one less urgent.
  insert(database, 'related', {
    position: 91,
    workspace: 1,
    kind: 'subscription',
    id: 'sub_second',
    customer: 'cus_unpaid',
    status: 'active',
    state: 'running',
  });

  migrate(database, cacheMigrations);
  const rows = database.prepare('SELECT id, service FROM customers ORDER BY service_rank, id').all();
  expect(rows.map(({ id, service }) => [id, service])).toEqual([
    ['cus_paused', 'pausedForPayment'],
    ['cus_unpaid', 'unpaid'],
    ['cus_late', 'pastDue'],
    ['cus_new', 'incomplete'],
    ['cus_asked', 'paused'],
    ['cus_fine', 'running'],
    ['cus_none', 'none'],
  ]);
});

it('keeps actions under way when payments come to the workspace database', () => {
  const database = new DatabaseSync(':memory:');
  migrate(
    database,
    workspaceMigrations.filter(({ version }) => version < 4),
  );
  database.exec("INSERT INTO actions VALUES ('a1', 'ws', 'customerUpdate', '{\"auditId\":1}', 1)");
  migrate(database, workspaceMigrations);
  expect({ ...database.prepare('SELECT * FROM actions').get() }).toMatchObject({ id: 'a1', audit_id: null });
  expect(database.prepare('SELECT count(*) AS count FROM payment_attempts').get()).toMatchObject({
    count: 0,
  });
});

it('keeps the series of collections that were there before series of reminders', () => {
  const database = new DatabaseSync(':memory:');
  migrate(
    database,
    workspaceMigrations.filter(({ version }) => version < 9),
  );
  insert(database, 'collection_runs', { id: 'before', state: 'done' });
  insert(database, 'collection_run_items', { run_id: 'before', invoice_id: 'in_1', state: 'tried' });
  migrate(database, workspaceMigrations);
  const kept = database.prepare('SELECT kind, invoice_id FROM runs JOIN run_items ON run_id = runs.id').all();
  expect(kept.map((row) => ({ ...row }))).toEqual([{ kind: 'collect', invoice_id: 'in_1' }]);
  expect(database.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
});
