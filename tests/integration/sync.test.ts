import { describe, expect, it } from 'vitest';
import { customerFilter } from '../builders/customerFilter.ts';
import { listAll, openSyncOffice, startOffice, type SyncOffice } from '../builders/syncOffice.ts';

const workspaceId = 'ws0';
const once = { full: false };

async function cachedIds(
  { cache }: SyncOffice,
  kind: 'customer' | 'invoice' | 'creditNote' | 'subscription',
): Promise<string[]> {
  return (await cache.listIds({ workspaceId, kind })).toSorted();
}

async function cachedJson<Value>(
  { cache }: SyncOffice,
  kind: 'customer' | 'invoice' | 'paymentMethod',
  id: string,
): Promise<Value> {
  const object = await cache.findObject({ workspaceId, kind, id });
  return JSON.parse(object?.json ?? 'null') as Value;
}

const sortedIds = (objects: { id: string }[]): string[] => objects.map(({ id }) => id).toSorted();

async function someCustomer(office: SyncOffice): Promise<string> {
  return (await listAll(office, 'customers'))[0]?.id ?? '';
}

describe('the first sync of an account', () => {
  it('brings every customer, invoice, subscription and credit note into the cache', async () => {
    const office = await openSyncOffice();
    const result = await office.sync.runOnce(workspaceId, once);
    expect(result).toMatchObject({
      id: workspaceId,
      name: 'Account ws0',
      complete: true,
      skipped: [],
      retries: 0,
    });
    const invoices = await listAll(office, 'invoices');
    expect(invoices.length).toBeGreaterThan(500);
    expect(await cachedIds(office, 'invoice')).toEqual(sortedIds(invoices));
    expect(await cachedIds(office, 'customer')).toEqual(sortedIds(await listAll(office, 'customers')));
    expect(await cachedIds(office, 'creditNote')).toEqual(sortedIds(await listAll(office, 'credit_notes')));
    expect(await cachedIds(office, 'subscription')).toEqual(
      sortedIds(await listAll(office, 'subscriptions', { status: 'all' })),
    );
    expect(result.invoices).toBe(invoices.length);
    expect(result.fetched).toBeGreaterThanOrEqual(invoices.length);
  });

  it('takes the position of the event feed, then reads open invoices before anything else', async () => {
    const office = await openSyncOffice();
    await office.sync.runOnce(workspaceId, once);
    expect(office.requests[0]).toMatch(/^\/v1\/events\?limit=1$/);
    expect(office.requests[1]).toMatch(/^\/v1\/invoices\?limit=100&status=open/);
    const history = office.requests.filter((url) => url.includes('created[gte]'));
    const newest = Number(/created\[gte\]=(\d+)/.exec(history[0] ?? '')?.[1]);
    const oldest = Number(/created\[gte\]=(\d+)/.exec(history.at(-1) ?? '')?.[1]);
    expect(newest).toBeGreaterThan(oldest);
  });

  it('reports progress with counts, an estimate and the phase', async () => {
    const office = await openSyncOffice();
    const result = await office.sync.runOnce(workspaceId, once);
    const phases = new Set(office.statuses.map(({ phase }) => phase));
    expect([...phases]).toEqual(
      expect.arrayContaining(['connecting', 'openInvoices', 'history', 'catchUp', 'idle']),
    );
    const status = await office.sync.getStatus(workspaceId);
    expect(status).toMatchObject({ phase: 'idle', done: result.fetched, complete: true, lastError: null });
    expect(status.asOf).not.toBeNull();
    expect(office.statuses.some(({ completeBackTo }) => completeBackTo !== null)).toBe(true);
  });

  it('keeps every line of an invoice whose page held the first ten only', async () => {
    const office = await openSyncOffice();
    await office.sync.runOnce(workspaceId, once);
    const long = (await listAll(office, 'invoices')).filter(({ lines }) => lines?.has_more);
    expect(long.length).toBeGreaterThan(0);
    for (const { id } of long) {
      const { lines } = await cachedJson<{ lines: { data: unknown[]; has_more: boolean } }>(
        office,
        'invoice',
        id,
      );
      expect(lines.has_more).toBe(false);
      expect(lines.data.length).toBeGreaterThan(10);
    }
  });

  it('brings several accounts in side by side without mixing them', async () => {
    const office = await openSyncOffice();
    const results = await Promise.all(['ws0', 'ws1', 'ws2'].map((id) => office.sync.runOnce(id, once)));
    expect(results.every(({ complete }) => complete)).toBe(true);
    const ids = await Promise.all(
      ['ws0', 'ws1', 'ws2'].map((id) => office.cache.listIds({ workspaceId: id, kind: 'invoice' })),
    );
    expect(new Set(ids.flat()).size).toBe(ids.flat().length);
  });

  it('asks once only for a sync that two callers want at the same time', async () => {
    const office = await openSyncOffice();
    const [first, second] = await Promise.all([
      office.sync.runOnce(workspaceId, once),
      office.sync.runOnce(workspaceId, once),
    ]);
    expect(first).toBe(second);
  });
});

describe('a key with few rights', () => {
  it('skips the kinds it may not read and is complete all the same', async () => {
    const emulator = await startOffice();
    const limited = emulator.accounts[0]?.restrictedKeys.find(
      ({ permissions }) =>
        permissions.includes('rak_invoice_read') && !permissions.includes('rak_credit_note_read'),
    );
    const withoutEvents = emulator.accounts[0]?.restrictedKeys.find(
      ({ permissions }) =>
        permissions.includes('rak_invoice_read') && !permissions.includes('rak_event_read'),
    );
    const key = limited?.key ?? withoutEvents?.key ?? '';
    const office = await openSyncOffice({ emulator, key });
    const result = await office.sync.runOnce(workspaceId, once);
    expect(result.skipped).toContain('events');
    expect(result.complete).toBe(true);
    expect(result.invoices).toBeGreaterThan(500);
  });

  it('reads customers without what hangs on them when only customers may be read', async () => {
    const emulator = await startOffice();
    const customersOnly = emulator.accounts[0]?.restrictedKeys.find(
      ({ permissions }) => permissions.join() === 'rak_customer_read',
    );
    const office = await openSyncOffice({ emulator, key: customersOnly?.key ?? '' });
    const result = await office.sync.runOnce(workspaceId, once);
    expect(result.skipped.toSorted()).toEqual([
      'creditNotes',
      'events',
      'invoicePayments',
      'invoices',
      'subscriptions',
    ]);
    expect(result.customers).toBeGreaterThan(0);
    expect(result.complete).toBe(true);
  });

  it('skips the same kinds in every later sync, and never fails for them', async () => {
    const emulator = await startOffice();
    const keys =
      emulator.accounts[0]?.restrictedKeys.filter(({ permissions }) => permissions.length > 0) ?? [];
    expect(keys.length).toBeGreaterThan(3);
    for (const { key } of keys) {
      const office = await openSyncOffice({ emulator, key });
      const first = await office.sync.runOnce(workspaceId, once);
      const second = await office.sync.runOnce(workspaceId, once);
      expect(second.skipped.toSorted()).toEqual(first.skipped.toSorted());
      expect(second).toMatchObject({ complete: true, customers: first.customers, invoices: first.invoices });
    }
  });

  it('that may read nothing at all is refused, and what is cached does not pass for up to date', async () => {
    const emulator = await startOffice();
    const blind = emulator.accounts[0]?.restrictedKeys.find(({ permissions }) => permissions.length === 0);
    const office = await openSyncOffice({ emulator, key: blind?.key ?? '' });
    await expect(office.sync.runOnce(workspaceId, once)).rejects.toMatchObject({
      code: 'permission_missing',
    });
    expect(await office.cache.getSyncState({ workspaceId })).toMatchObject({ asOf: null, complete: false });
  });
});

describe('trouble on the way', () => {
  it('ends complete although answers are refused, cut off and failing', async () => {
    const emulator = await startOffice({
      faults: [
        { kind: '429', percent: 4 },
        { kind: '500', percent: 4 },
        { kind: 'truncated', percent: 4 },
      ],
    });
    const office = await openSyncOffice({ emulator });
    const result = await office.sync.runOnce(workspaceId, once);
    expect(result.complete).toBe(true);
    expect(result.retries).toBeGreaterThan(0);
    await emulator.setFaults([]);
    expect(await cachedIds(office, 'invoice')).toEqual(sortedIds(await listAll(office, 'invoices')));
  });

  it('says offline, keeps what is there and goes on by itself when the network is back', async () => {
    const emulator = await startOffice();
    const office = await openSyncOffice({ emulator });
    await emulator.setOffline(true);
    office.sync.start(workspaceId, once);
    await expect.poll(() => office.statuses.at(-1)?.offlineSince ?? null).not.toBeNull();
    expect(office.statuses.at(-1)?.lastError?.code).toBe('offline');
    await emulator.setOffline(false);
    await expect.poll(() => office.statuses.at(-1)?.complete, { timeout: 20_000 }).toBe(true);
    expect(office.statuses.at(-1)).toMatchObject({ offlineSince: null, lastError: null });
  });

  it('does not wait for its next try when somebody asks', async () => {
    const hourMs = 3_600_000;
    const emulator = await startOffice();
    const office = await openSyncOffice({ emulator, retry: { firstMs: hourMs, maxMs: hourMs } });
    await emulator.setOffline(true);
    office.sync.start(workspaceId, once);
    await expect.poll(() => office.statuses.at(-1)?.offlineSince ?? null).not.toBeNull();
    await emulator.setOffline(false);
    office.sync.start(workspaceId, once);
    await expect.poll(() => office.statuses.at(-1)?.complete, { timeout: 20_000 }).toBe(true);
  });

  it('ends a single run with the reason when Stripe cannot be reached', async () => {
    const emulator = await startOffice();
    const office = await openSyncOffice({ emulator });
    await emulator.setOffline(true);
    await expect(office.sync.runOnce(workspaceId, once)).rejects.toMatchObject({ code: 'offline' });
  });

  it('stops at a key that is refused and does not try again', async () => {
    const office = await openSyncOffice({ key: 'sk_test_wrong' });
    office.sync.start(workspaceId, once);
    await expect.poll(() => office.statuses.at(-1)?.lastError?.code).toBe('key_invalid');
    const asked = office.requests.length;
    expect((await office.sync.getStatus(workspaceId)).phase).toBe('idle');
    expect(office.requests).toHaveLength(asked);
  });

  it('says where to look when something unexpected ends it', async () => {
    const office = await openSyncOffice();
    await office.cache.close();
    await expect(office.sync.runOnce(workspaceId, once)).rejects.toThrow();
    expect(office.statuses.at(-1)?.lastError).not.toBeNull();
    expect(office.statuses.at(-1)?.phase).toBe('idle');
  });

  it('pauses, and goes on where it was', async () => {
    const office = await openSyncOffice();
    office.sync.start(workspaceId, once);
    await expect.poll(() => office.statuses.some(({ phase }) => phase === 'history')).toBe(true);
    office.sync.pause(workspaceId);
    await expect.poll(async () => (await office.sync.getStatus(workspaceId)).phase).toBe('paused');
    const before = await office.cache.counts({ workspaceId });
    office.sync.startNow(workspaceId, once);
    await expect.poll(() => office.statuses.at(-1)?.complete, { timeout: 20_000 }).toBe(true);
    expect((await office.cache.counts({ workspaceId })).invoices).toBeGreaterThanOrEqual(before.invoices);
    expect(office.requests.filter((url) => /^\/v1\/events\?limit=1$/.test(url))).toHaveLength(1);
  });
});

describe('keeping up', () => {
  it('asks one question when nothing has happened', async () => {
    const office = await openSyncOffice();
    await office.sync.runOnce(workspaceId, once);
    expect(await office.sync.runOnce(workspaceId, once)).toMatchObject({
      requests: 1,
      fetched: 0,
      complete: true,
    });
  });

  it('brings in a change that somebody else made, and nothing else', async () => {
    const office = await openSyncOffice();
    await office.sync.runOnce(workspaceId, once);
    const id = await someCustomer(office);
    await office.gateway.updateCustomer(id, { name: 'Brasserie Ørsted' }, { actionId: 'elsewhere' });
    const result = await office.sync.runOnce(workspaceId, once);
    expect(result.fetched).toBe(1);
    expect(await cachedJson(office, 'customer', id)).toMatchObject({ name: 'Brasserie Ørsted' });
  });

  it('brings in the verdict on a tax number that arrives after it was added', async () => {
    const office = await openSyncOffice();
    await office.sync.runOnce(workspaceId, once);
    const id = await someCustomer(office);
    const { value } = await office.gateway.createTaxId(
      id,
      { type: 'eu_vat', value: 'NL123456782B12' },
      { actionId: 'v' },
    );
    const verification = async (): Promise<string | undefined> => {
      await office.sync.runOnce(workspaceId, once);
      const taxIds = (await office.cache.listObjects({ workspaceId, kind: 'taxId', customerId: id })).map(
        ({ json }) => JSON.parse(json) as { id: string; verification: { status: string } | null },
      );
      return taxIds.find((taxId) => taxId.id === value.id)?.verification?.status;
    };
    await expect.poll(verification, { timeout: 15_000 }).toMatch(/^(verified|unverified)$/);
  });

  it('reads everything again when the feed no longer reaches back', async () => {
    let now = Date.now();
    const office = await openSyncOffice({ now: () => now });
    await office.sync.runOnce(workspaceId, once);
    now += 31 * 86_400_000;
    const result = await office.sync.runOnce(workspaceId, once);
    expect(result.fetched).toBeGreaterThan(500);
    expect(result.complete).toBe(true);
  });

  it('finds out what was deleted while nobody listened', async () => {
    let now = Date.now();
    const office = await openSyncOffice({ now: () => now });
    await office.sync.runOnce(workspaceId, once);
    const id = await someCustomer(office);
    await fetch(`${office.emulator.url}/v1/customers/${id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${office.emulator.accounts[0]?.key ?? ''}` },
    });
    now += 2000;
    await office.sync.runOnce(workspaceId, { full: true });
    const { rows } = await office.cache.listCustomers({
      filter: customerFilter({ includeDeleted: true }),
      sort: { field: 'name', direction: 'asc' },
      offset: 0,
      limit: 500,
      edited: [],
      suspendedFrom: 'unpaid',
      workspaces: [{ workspaceId, timeZone: 'UTC' }],
      now: Math.floor(now / 1000),
    });
    expect(rows.find((row) => row.id === id)?.deleted).toBe(true);
  });

  it('reads everything again when asked to', async () => {
    const office = await openSyncOffice();
    await office.sync.runOnce(workspaceId, once);
    expect((await office.sync.runOnce(workspaceId, { full: true })).fetched).toBeGreaterThan(500);
  });
});

describe('refreshing what a person looks at', () => {
  it('reads a customer with payment methods, subscriptions and open invoices', async () => {
    const office = await openSyncOffice();
    const id = await someCustomer(office);
    await office.sync.refreshCustomer(workspaceId, id);
    expect(await cachedJson(office, 'customer', id)).toMatchObject({ id });
    expect(
      await office.cache.listReadAt({ workspaceId, kind: 'paymentMethod', customerId: id }),
    ).not.toBeNull();
    const open = await listAll(office, 'invoices', { status: 'open', customer: id });
    expect(await cachedIds(office, 'invoice')).toEqual(sortedIds(open));
  });

  it('reads an invoice with its payments and all its lines', async () => {
    const office = await openSyncOffice();
    const [paid] = await listAll(office, 'invoices', { status: 'paid' });
    await office.sync.refreshInvoice(workspaceId, paid?.id ?? '');
    const invoice = await cachedJson<{ payments?: { data: unknown[] } }>(office, 'invoice', paid?.id ?? '');
    expect(invoice.payments?.data.length).toBeGreaterThan(0);
  });

  it('makes the sync notice that Stripe cannot be reached', async () => {
    const office = await openSyncOffice();
    const id = await someCustomer(office);
    await office.emulator.setOffline(true);
    await expect(office.sync.refreshCustomer(workspaceId, id)).rejects.toMatchObject({ code: 'offline' });
    await expect.poll(() => office.statuses.at(-1)?.offlineSince ?? null).not.toBeNull();
  });

  it('says that the object is not there', async () => {
    const office = await openSyncOffice();
    await expect(office.sync.refreshCustomer(workspaceId, 'cus_nobody0')).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
