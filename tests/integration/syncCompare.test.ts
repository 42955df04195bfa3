import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { compareCache } from '../builders/compareCache.ts';
import { anInvoice } from '../builders/stripeObjects.ts';
import { aPage } from '../builders/stripeObjectsPage.ts';
import { listAll, openSyncOffice, startOffice, type SyncOffice } from '../builders/syncOffice.ts';

const workspaceId = 'ws0';

async function openSynced(): Promise<SyncOffice> {
  const office = await openSyncOffice();
  await office.sync.runOnce(workspaceId, { full: false });
  return office;
}

/** Changes the cache behind everybody's back, as damage would. */
function tamper({ cache }: SyncOffice, sql: string, ...values: string[]): void {
  const database = new DatabaseSync(cache.file);
  expect(database.prepare(sql).run(...values).changes).toBe(1);
  database.close();
}

describe('comparing the cache with Stripe', () => {
  it('finds nothing after a sync, and changes nothing', async () => {
    const office = await openSynced();
    const before = await office.cache.counts({ workspaceId });
    const requests = office.requests.length;
    const result = await compareCache(office);
    expect(result).toMatchObject({
      missing: [],
      different: [],
      extra: [],
      more: 0,
      skipped: [],
      equal: true,
    });
    expect(result.compared).toBeGreaterThan(600);
    expect(await office.cache.counts({ workspaceId })).toEqual(before);
    expect(office.requests.length).toBeGreaterThan(requests);
  });

  it('names what is missing, what is too much, and the fields that differ', async () => {
    const office = await openSynced();
    const [gone, wrong] = await listAll(office, 'invoices', { status: 'paid' });
    const [customer] = await listAll(office, 'customers');
    tamper(office, 'DELETE FROM invoices WHERE id = ?', gone?.id ?? '');
    tamper(office, 'UPDATE invoices SET total = total + 1 WHERE id = ?', wrong?.id ?? '');
    await office.gateway.updateCustomer(customer?.id ?? '', { name: 'Elsewhere' }, { actionId: 'a' });
    const readOrder = office.cache.nextReadOrder();
    await office.cache.writePage({
      page: aPage('invoice', [anInvoice({ id: 'in_invented', status: 'void' })], { workspaceId, readOrder }),
    });

    const result = await compareCache(office);
    expect(result.missing).toEqual([{ kind: 'invoice', id: gone?.id }]);
    expect(result.extra).toEqual([{ kind: 'invoice', id: 'in_invented' }]);
    expect(result.different).toEqual([
      { kind: 'customer', id: customer?.id, fields: ['name'] },
      { kind: 'invoice', id: wrong?.id, fields: ['(columns)'] },
    ]);
    expect(result.equal).toBe(false);
  });

  it('expects nothing of a customer that was deleted', async () => {
    const office = await openSynced();
    const [first] = await office.cache.listObjects({ workspaceId, kind: 'taxId' });
    const { customer } = JSON.parse(first?.json ?? '{}') as { customer: string };
    await fetch(`${office.emulator.url}/v1/customers/${customer}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${office.emulator.accounts[0]?.sampleKey ?? ''}` },
    });
    await office.sync.runOnce(workspaceId, { full: false });
    expect(await compareCache(office)).toMatchObject({ equal: true, extra: [] });
  });

  it('says nothing about what the key may not read', async () => {
    const emulator = await startOffice();
    const customersOnly = emulator.accounts[0]?.restrictedKeys.find(
      ({ permissions }) => permissions.join() === 'rak_customer_read',
    );
    const office = await openSyncOffice({ emulator, key: customersOnly?.key ?? '' });
    await office.sync.runOnce(workspaceId, { full: false });
    const result = await compareCache(office);
    expect(result).toMatchObject({ equal: true, missing: [], different: [], extra: [] });
    expect(result.skipped).toEqual(['subscriptions', 'invoices', 'creditNotes', 'invoicePayments']);
    expect(result.compared).toBeGreaterThan(0);
  });

  it('names a hundred findings of a sort and counts the others', async () => {
    const office = await openSyncOffice();
    const result = await compareCache(office);
    expect(result.missing).toHaveLength(100);
    expect(result.more).toBe(result.compared - 100);
    expect(result.equal).toBe(false);
  });
});
