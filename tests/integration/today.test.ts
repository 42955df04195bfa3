import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTodayServices, type TodayServices } from '../../electron/services/today.ts';
import { ageBuckets, ageEdges, overdueBucketOf } from '../../shared/domain/ageing.ts';
import { explainDecline } from '../../shared/domain/declines.ts';
import type { InvoiceFilter, InvoiceRow } from '../../shared/ipc/schemas/invoices.ts';
import { schemas } from '../../shared/ipc/contract.ts';
import type { Today } from '../../shared/ipc/schemas/today.ts';
import { customerFilter } from '../builders/customerFilter.ts';
import { openOffice, type TestOffice } from '../builders/openOffice.ts';

const limit = 50;
/** The evening of the office's last day: debits of that week are on their way. */
const eveningMs = Date.parse('2026-10-31T20:00:00Z');

describe('what there is to do in an office', () => {
  let office: TestOffice;
  let services: TodayServices;
  let today: Today;

  beforeAll(async () => {
    office = await openOffice({ accounts: 2, nowMs: () => eveningMs });
    services = createTodayServices(office);
    today = await services['today.get']({ workspaceIds: null, limit });
  }, 120_000);

  afterAll(() => office.close());

  const scopes = () => office.registry.list().map(({ id, timeZone }) => ({ workspaceId: id, timeZone }));

  async function listAll(view: InvoiceFilter['view']): Promise<InvoiceRow[]> {
    const rows: InvoiceRow[] = [];
    for (;;) {
      const page = await office.cache.listInvoices({
        filter: { workspaceIds: null, view, status: null, customerId: null, query: '', from: null, to: null },
        sort: { field: 'createdAt', direction: 'desc' },
        offset: rows.length,
        limit: 500,
        workspaces: scopes(),
        now: today.now,
      });
      rows.push(...page.rows);
      if (rows.length >= page.total) return rows;
    }
  }

  it('is what the contract says', () => {
    expect(schemas['today.get'].output.safeParse(today).error).toBeUndefined();
    expect(today.accounts).toHaveLength(2);
    expect(today.accounts.every(({ complete, asOf }) => complete && asOf !== null)).toBe(true);
  });

  it('adds up to what the list of open invoices shows, bucket by bucket', async () => {
    const accounts = new Map(office.registry.list().map((account) => [account.id, account]));
    const expected = new Map<string, { count: number; amount: number }[]>();
    for (const row of await listAll('open')) {
      const account = accounts.get(row.workspaceId);
      const key = `${account?.livemode === true ? 'LIVE' : 'TEST'} ${row.currency}`;
      const sums = expected.get(key) ?? ageBuckets.map(() => ({ count: 0, amount: 0 }));
      expected.set(key, sums);
      const edges = ageEdges(today.now, account?.timeZone ?? 'UTC');
      const bucket = row.overdue ? overdueBucketOf(row.dueAt ?? row.issuedAt ?? 0, edges) : 'notDue';
      const sum = sums[ageBuckets.indexOf(bucket)];
      if (!sum) throw new Error(bucket);
      sum.count += 1;
      sum.amount += row.amountRemaining;
    }
    expect(today.ageing.length).toBeGreaterThan(1);
    const found = today.ageing.map(({ currency, livemode, buckets }): [string, unknown] => [
      `${livemode ? 'LIVE' : 'TEST'} ${currency}`,
      buckets.map(({ count, amount }) => ({ count, amount })),
    ]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
    expect(found.map(([key]) => key)).toEqual([...expected.keys()].toSorted());
  });

  it('leads to lists with as many rows as it says', async () => {
    const customers = async (filter: {
      suspended?: boolean;
      cardExpiring?: boolean;
      vatUnverified?: boolean;
    }) =>
      (
        await office.cache.listCustomers({
          filter: customerFilter(filter),
          sort: { field: 'name', direction: 'asc' },
          offset: 0,
          limit: 1,
          workspaces: scopes(),
          edited: [],
          suspendedFrom: 'unpaid',
          now: today.now,
        })
      ).total;
    const told = [today.suspended, today.expiringCards, today.unverifiedVatIds].map(({ total }) => total);
    expect(Math.min(...told)).toBeGreaterThan(0);
    expect(told).toEqual([
      await customers({ suspended: true }),
      await customers({ cardExpiring: true }),
      await customers({ vatUnverified: true }),
    ]);
    expect(today.overdue.total).toBe((await listAll('overdue')).length);
    expect(today.failedCollections.total).toBe((await listAll('failed')).length);
    expect(today.debits.total).toBe((await listAll('debits')).length);
  });

  it('says why collections failed and when debits are expected', () => {
    const codes = today.failedCollections.rows.map(({ declineCode }) => declineCode);
    expect(codes.length).toBeGreaterThan(0);
    for (const code of codes) expect([code, explainDecline(code).reason]).not.toEqual([code, 'unknownCode']);
    expect(codes.filter((code) => code !== null).length).toBeGreaterThan(codes.length / 2);
    expect(today.debits.rows.length).toBeGreaterThan(0);
    for (const { invoice } of today.debits.rows)
      expect([invoice.status, invoice.overdue]).toEqual(['open', false]);
  });

  it('names the invoice that brings a suspended service back', async () => {
    const restoring = today.suspended.rows.flatMap((row) => (row.restoring ? [row.restoring] : []));
    expect(restoring.length).toBeGreaterThan(0);
    for (const { workspaceId, id, customerId } of restoring) {
      const gateway = await office.gateways.of(workspaceId);
      const invoice = await gateway.getInvoice(id);
      expect([invoice.status, invoice.customer]).toEqual(['open', customerId]);
    }
  });

  it('names default cards as Stripe has them', async () => {
    for (const card of today.expiringCards.rows.slice(0, 5)) {
      const gateway = await office.gateways.of(card.workspaceId);
      const methods = await gateway.listPaymentMethods(card.customerId);
      const ends = methods.map((method) => [method.card?.exp_month, method.card?.exp_year]);
      expect(ends).toContainEqual([card.expMonth, card.expYear]);
    }
  });

  it('is of the chosen account alone', async () => {
    const [first] = office.workspaceIds;
    const parts = await Promise.all(
      office.workspaceIds.map((id) => services['today.get']({ workspaceIds: [id], limit })),
    );
    const [alone] = parts;
    expect(alone?.accounts.map(({ workspaceId }) => workspaceId)).toEqual([first]);
    expect(alone?.overdue.rows.every(({ invoice }) => invoice.workspaceId === first)).toBe(true);
    for (const section of ['overdue', 'failedCollections', 'suspended', 'expiringCards'] as const)
      expect(parts.reduce((sum, part) => sum + part[section].total, 0)).toBe(today[section].total);
  });

  it('forgets an invoice that is voided elsewhere', async () => {
    const [row] = today.overdue.rows;
    if (!row) throw new Error('Nothing is overdue.');
    const { workspaceId, id } = row.invoice;
    const gateway = await office.gateways.of(workspaceId);
    await gateway.voidInvoice(id, { actionId: 'void', customerId: 'cus_any' });
    await office.sync.refreshInvoice(workspaceId, id);
    const after = await services['today.get']({ workspaceIds: null, limit });
    expect(after.overdue.total).toBe(today.overdue.total - 1);
    expect(after.overdue.rows.map(({ invoice }) => invoice.id)).not.toContain(id);
  });
});
