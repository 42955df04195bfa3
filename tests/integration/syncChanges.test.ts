import { describe, expect, it } from 'vitest';
import { isOverdue } from '../../shared/domain/invoices.ts';
import { compareCache } from '../builders/compareCache.ts';
import { listAll, openSyncOffice, startOffice, type SyncOffice } from '../builders/syncOffice.ts';

const workspaceId = 'ws0';
const once = { full: false };
const dayMs = 86_400_000;

async function send(
  { emulator }: SyncOffice,
  method: string,
  path: string,
  body: Record<string, string> = {},
) {
  const answer = await fetch(`${emulator.url}/v1/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${emulator.accounts[0]?.sampleKey ?? ''}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    ...(method === 'POST' ? { body: new URLSearchParams(body) } : {}),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as { id: string };
}

/** What the last run of a sync asked for. */
async function requestsOf(office: SyncOffice, options = once): Promise<string[]> {
  const before = office.requests.length;
  await office.sync.runOnce(workspaceId, options);
  return office.requests.slice(before);
}

async function openSynced(options: Parameters<typeof openSyncOffice>[0] = {}): Promise<SyncOffice> {
  const office = await openSyncOffice(options);
  await office.sync.runOnce(workspaceId, once);
  return office;
}

async function isListedAsOverdue({ cache }: SyncOffice, invoiceId: string): Promise<boolean> {
  const { rows } = await cache.listInvoices({
    filter: {
      workspaceIds: null,
      view: 'all',
      status: null,
      customerId: null,
      query: '',
      from: null,
      to: null,
    },
    sort: { field: 'createdAt', direction: 'desc' },
    offset: 0,
    limit: 1000,
    workspaces: [{ workspaceId, timeZone: 'UTC' }],
    now: Math.floor(Date.now() / 1000),
  });
  return rows.find(({ id }) => id === invoiceId)?.overdue === true;
}

async function statusOf(office: SyncOffice) {
  return office.sync.getStatus(workspaceId);
}

describe('what has changed', () => {
  it('of a customer shows on its drafts, too, of which no event tells', async () => {
    const office = await openSynced();
    const [customer] = await listAll(office, 'customers');
    const draft = await send(office, 'POST', 'invoices', { customer: customer?.id ?? '' });
    await office.sync.runOnce(workspaceId, once);
    await send(office, 'POST', `customers/${customer?.id ?? ''}`, { name: 'Renamed' });
    await send(office, 'POST', `customers/${customer?.id ?? ''}/tax_ids`, {
      type: 'eu_vat',
      value: 'NL123456782B12',
    });
    await office.sync.runOnce(workspaceId, once);
    const cached = await office.cache.findObject({ workspaceId, kind: 'invoice', id: draft.id });
    expect(JSON.parse(cached?.json ?? '{}')).toMatchObject({
      customer_name: 'Renamed',
      customer_tax_ids: expect.arrayContaining([{ type: 'eu_vat', value: 'NL123456782B12' }]),
    });
    expect(await compareCache(office)).toMatchObject({ equal: true });
  });

  it('is read once, however many events tell of it', async () => {
    const office = await openSynced();
    const [customer] = await listAll(office, 'customers');
    for (const name of ['a', 'b', 'c'])
      await send(office, 'POST', `customers/${customer?.id ?? ''}`, { name });
    expect(await requestsOf(office)).toEqual([
      expect.stringMatching(/^\/v1\/events\?/),
      expect.stringMatching(/^\/v1\/customers\/cus_/),
    ]);
  });

  it('is listed by window where it is much', async () => {
    const office = await openSynced();
    const [customer] = await listAll(office, 'customers');
    const before = (await office.cache.counts({ workspaceId })).invoices;
    for (let count = 0; count < 40; count += 1)
      await send(office, 'POST', 'invoices', { customer: customer?.id ?? '' });
    const asked = await requestsOf(office);
    expect(asked.filter((url) => url.startsWith('/v1/invoices/'))).toEqual([]);
    expect(asked.filter((url) => url.startsWith('/v1/invoices?'))).toHaveLength(1);
    expect((await office.cache.counts({ workspaceId })).invoices).toBe(before + 40);
    expect(await compareCache(office)).toMatchObject({ equal: true });
  });

  it('brings the state of a debit that is under way', async () => {
    const office = await openSynced();
    for (const { id } of await listAll(office, 'invoices', { status: 'open' })) {
      await send(office, 'POST', `invoices/${id}/pay`).catch(() => null);
      await office.sync.runOnce(workspaceId, once);
      const payments = await office.cache.listObjects({ workspaceId, kind: 'invoicePayment', invoiceId: id });
      const states = payments.map(
        ({ json }) => JSON.parse(json) as { status: string; payment: { payment_intent: { status: string } } },
      );
      // Declined or paid at once: this one has no debit.
      if (!states.some(({ payment }) => payment.payment_intent.status === 'processing')) continue;
      expect(states.map(({ status }) => status)).toEqual(['open']);
      const cached = await office.cache.findObject({ workspaceId, kind: 'invoice', id });
      const invoice = JSON.parse(cached?.json ?? '{}') as Parameters<typeof isOverdue>[0];
      // What is being collected is not overdue, whatever the invoice alone says.
      if (!isOverdue(invoice, Math.floor(Date.now() / 1000))) continue;
      expect(await isListedAsOverdue(office, id)).toBe(false);
      expect(await compareCache(office)).toMatchObject({ equal: true });
      return;
    }
    throw new Error('Nobody in this office pays by direct debit.');
  });

  it('marks a deleted draft and a deleted customer', async () => {
    const office = await openSynced();
    const [customer, other] = await listAll(office, 'customers');
    const draft = await send(office, 'POST', 'invoices', { customer: other?.id ?? '' });
    await office.sync.runOnce(workspaceId, once);
    expect(await office.cache.findObject({ workspaceId, kind: 'invoice', id: draft.id })).not.toBeNull();
    await send(office, 'DELETE', `invoices/${draft.id}`);
    await send(office, 'DELETE', `customers/${customer?.id ?? ''}`);
    await office.sync.runOnce(workspaceId, once);
    expect(await office.cache.findObject({ workspaceId, kind: 'invoice', id: draft.id })).toBeNull();
    const gone = await office.cache.findObject({ workspaceId, kind: 'customer', id: customer?.id ?? '' });
    expect(JSON.parse(gone?.json ?? '{}')).toMatchObject({ deleted: true });
    expect(await compareCache(office)).toMatchObject({ equal: true });
  });

  it('reads the methods of a customer whose empty list somebody has looked at', async () => {
    const office = await openSynced();
    const made = await send(office, 'POST', 'customers', { name: 'Nobody' });
    await office.sync.runOnce(workspaceId, once);
    await office.sync.refreshCustomer(workspaceId, made.id);
    await send(office, 'POST', 'payment_methods/pm_card_visa/attach', { customer: made.id });
    await office.sync.runOnce(workspaceId, once);
    const methods = await office.cache.listObjects({
      workspaceId,
      kind: 'paymentMethod',
      customerId: made.id,
    });
    expect(methods).toHaveLength(1);
  });
});

describe('the feed of events', () => {
  it('that no longer reaches back has everything read again, and the status says why', async () => {
    let now = Date.now();
    const office = await openSynced({ now: () => now });
    expect((await statusOf(office)).walk).toMatchObject({ reason: 'first', endedAt: expect.any(Number) });
    now += 31 * dayMs;
    await office.sync.runOnce(workspaceId, once);
    expect((await statusOf(office)).walk).toMatchObject({
      reason: 'cursorTooOld',
      endedAt: expect.any(Number),
    });
    await office.sync.runOnce(workspaceId, { full: true });
    expect((await statusOf(office)).walk?.reason).toBe('asked');
  });

  it('that does not know the cursor has everything read again', async () => {
    const office = await openSynced();
    const state = await office.cache.getSyncState({ workspaceId });
    await office.cache.saveSyncState({ ...state, eventCursor: 'evt_unknown' });
    expect((await requestsOf(office)).length).toBeGreaterThan(20);
    expect((await statusOf(office)).walk?.reason).toBe('feedLost');
  });

  it('that has forgotten the cursor of a quiet account goes on with what it still knows', async () => {
    const office = await openSynced();
    const state = await office.cache.getSyncState({ workspaceId });
    const eventCursorCreated = Math.floor(Date.now() / 1000) - 31 * 86_400;
    await office.cache.saveSyncState({ ...state, eventCursor: 'evt_forgotten', eventCursorCreated });
    const asked = await requestsOf(office);
    const feed = asked.filter((url) => url.startsWith('/v1/events'));
    expect(feed[0]).toContain('ending_before=evt_forgotten');
    expect(feed[1]).not.toContain('ending_before');
  });
});

describe('the daily comparison', () => {
  it('runs once a day of the account, also when the app was off at night', async () => {
    let now = Date.now();
    const office = await openSynced({ now: () => now });
    expect(await requestsOf(office)).toHaveLength(1);
    now += dayMs;
    const asked = await requestsOf(office);
    expect(asked.some((url) => url.startsWith('/v1/invoices?limit=100&status=open'))).toBe(true);
    const since = Math.floor(now / 1000) - 45 * 86_400;
    expect(asked.some((url) => url.includes(`/v1/invoices?limit=100&created[gte]=${since}`))).toBe(true);
    expect(asked.length).toBeLessThan(40);
    expect(await requestsOf(office)).toHaveLength(1);
    expect((await statusOf(office)).reconciledAt).toBe(Math.floor(now / 1000));
  });

  it('finds what became of open invoices that no event told', async () => {
    const emulator = await startOffice();
    const withoutEvents = emulator.accounts[0]?.restrictedKeys.find(
      ({ permissions }) =>
        permissions.includes('rak_invoice_read') && !permissions.includes('rak_event_read'),
    );
    const office = await openSynced({ emulator, key: withoutEvents?.key ?? '' });
    const open = await listAll(office, 'invoices', { status: 'open' });
    const oldest = open.at(-1)?.id ?? '';
    await send(office, 'POST', `invoices/${oldest}/void`);
    await office.sync.runOnce(workspaceId, once);
    const cached = await office.cache.findObject({ workspaceId, kind: 'invoice', id: oldest });
    expect(JSON.parse(cached?.json ?? '{}')).toMatchObject({ status: 'void' });
  });
});

describe('a page that cannot be read as it was asked for', () => {
  it('goes on where it stood when the object it goes on after is deleted meanwhile', async () => {
    const emulator = await startOffice();
    let drafts: string[] = [];
    const deletions: Promise<unknown>[] = [];
    const office: SyncOffice = await openSyncOffice({
      emulator,
      onRequest: (path) => {
        const anchor = /\/v1\/invoices\?.*status=draft.*starting_after=(\w+)/.exec(path)?.[1];
        if (anchor === undefined || deletions.length > 0 || !drafts.includes(anchor)) return;
        deletions.push(send(office, 'DELETE', `invoices/${anchor}`));
      },
    });
    const [customer] = await listAll(office, 'customers');
    for (let count = 0; count < 110; count += 1)
      drafts = [...drafts, (await send(office, 'POST', 'invoices', { customer: customer?.id ?? '' })).id];
    await office.sync.runOnce(workspaceId, once);
    await Promise.all(deletions);
    expect(deletions).toHaveLength(1);
    await office.sync.runOnce(workspaceId, once);
    expect(await compareCache(office)).toMatchObject({ equal: true });
  });
});
