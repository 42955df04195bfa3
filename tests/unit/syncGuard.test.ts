import { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { cacheMigrations } from '../../electron/cache/migrations/cacheMigrations.ts';
import { findObject, listObjects } from '../../electron/cache/repositories/objects.ts';
import { lastReadOrder } from '../../electron/cache/repositories/workspaceRows.ts';
import { createWriteRequests, type Writes, type WriteRequests } from '../../electron/cache/writeRequests.ts';
import { migrate } from '../../electron/sqlite/migrate.ts';
import { connectionOf, inTransaction, type Connection } from '../../electron/sqlite/openDatabase.ts';
import { aCard, aCustomer, anInvoice, aTaxId, withTaxIds } from '../builders/stripeObjects.ts';
import { aPage } from '../builders/stripeObjectsPage.ts';

const workspaceId = 'ws_nl';
const gone = -1;

function openCacheInMemory(): Connection {
  const database = new DatabaseSync(':memory:');
  migrate(database, cacheMigrations);
  return connectionOf(database);
}

/** A read of the n-th order that saw the object in a state; how often and when its answer is written is another matter. */
interface Answer {
  readOrder: number;
  saw: number;
}

function commit(
  connection: Connection,
  { requests, finish }: Writes,
  write: (writes: WriteRequests) => void,
): void {
  inTransaction(connection.database, () => {
    write(requests);
    finish();
  });
}

/**
 * Reads that overlap with changes in any way, the last of them sent after the last change, and the order in which their
 * answers are written: some of them twice, with restarts in between.
 */
const story = (mayGo: boolean) =>
  fc
    .record({
      earlier: fc.array(fc.integer({ min: mayGo ? gone : 0, max: 5 }), { maxLength: 6 }),
      final: fc.integer({ min: mayGo ? gone : 0, max: 5 }),
      replays: fc.array(fc.nat({ max: 6 }), { maxLength: 4 }),
      restartAfter: fc.nat({ max: 10 }),
    })
    .chain(({ earlier, final, replays, restartAfter }) => {
      const answers = [...earlier, final].map((saw, index): Answer => ({ saw, readOrder: index + 1 }));
      const written = [...answers, ...replays.flatMap((index) => answers[index] ?? [])];
      return fc
        .shuffledSubarray(written, { minLength: written.length })
        .map((arrivals) => ({ arrivals, final, restartAfter }));
    });

function tell(
  connection: Connection,
  { arrivals, restartAfter }: { arrivals: readonly Answer[]; restartAfter: number },
  write: (writes: WriteRequests, answer: Answer) => void,
): void {
  let writes = createWriteRequests(connection);
  for (const [index, answer] of arrivals.entries()) {
    if (index === restartAfter) writes = createWriteRequests(connection);
    commit(connection, writes, (requests) => write(requests, answer));
  }
}

it('ends at the newest state of an object, in whatever order reads, deletions and replays are written', () => {
  fc.assert(
    fc.property(story(true), (told) => {
      const connection = openCacheInMemory();
      tell(connection, told, (writes, { readOrder, saw }) => {
        const moment = { readAt: 1_700_000_000, readOrder };
        if (saw === gone) writes.markDeleted({ workspaceId, kind: 'invoice', ids: ['in_1'], ...moment });
        else writes.writePage({ page: aPage('invoice', [anInvoice({ id: 'in_1', total: saw })], moment) });
      });
      const cached = findObject(connection, { workspaceId, kind: 'invoice', id: 'in_1' });
      if (told.final === gone) expect(cached).toBeNull();
      else expect(JSON.parse(cached?.json ?? '{}')).toMatchObject({ total: told.final });
      const row = connection.statement('SELECT total FROM invoices').get();
      expect(row?.['total'] ?? gone).toBe(told.final);
      const kept = connection.statement('SELECT sum(invoices) AS kept FROM invoice_totals').get();
      expect(kept?.['kept'] ?? 0).toBe(told.final === gone ? 0 : 1);
      connection.database.close();
    }),
    { numRuns: 150 },
  );
});

it('ends at the newest list of what belongs to a customer, in whatever order lists are written', () => {
  const ofState = <Item>(saw: number, make: (id: number) => Item): Item[] =>
    [0, 1, 2].filter((bit) => ((saw >> bit) & 1) === 1).map(make);
  fc.assert(
    fc.property(story(false), fc.boolean(), (told, isEmbedded) => {
      const connection = openCacheInMemory();
      const kind = isEmbedded ? 'taxId' : 'paymentMethod';
      tell(connection, told, (writes, { readOrder, saw }) => {
        const moment = { readAt: 1_700_000_000, readOrder };
        if (isEmbedded) {
          const taxIds = ofState(saw, (id) => aTaxId({ id: `txi_${id}`, customer: 'cus_1' }));
          const customer = withTaxIds(aCustomer({ id: 'cus_1' }), taxIds);
          writes.writePage({ page: aPage('customer', [customer], moment) });
          return;
        }
        const methods = ofState(saw, (id) => aCard({ id: `pm_${id}`, customer: 'cus_1' }));
        writes.replaceOfCustomer({ page: aPage('paymentMethod', methods, moment), customerId: 'cus_1' });
      });
      const cached = listObjects(connection, { workspaceId, kind, customerId: 'cus_1' });
      const bits = cached.map(({ json }) => Number((JSON.parse(json) as { id: string }).id.split('_')[1]));
      expect(bits.reduce((state, bit) => state | (1 << bit), 0)).toBe(told.final);
      connection.database.close();
    }),
    { numRuns: 100 },
  );
});

it('goes on counting reads where the last start left off', () => {
  const connection = openCacheInMemory();
  const writes = createWriteRequests(connection);
  for (const readOrder of [41, 7])
    commit(connection, writes, (requests) =>
      requests.writePage({ page: aPage('invoice', [anInvoice({ id: `in_${readOrder}` })], { readOrder }) }),
    );
  expect(lastReadOrder(connection)).toBe(41);
  connection.database.close();
});
