import { describe, expect, it } from 'vitest';
import { createForeignChanges } from '../../electron/services/foreignChanges.ts';
import type { StripeEvent } from '../../electron/sync/affectedObjects.ts';
import type { AuditEntry } from '../../shared/ipc/schemas/audit.ts';
import { openCache, temporaryFolder } from '../builders/openCache.ts';
import { openWorkspaceDatabase } from '../builders/openWorkspaceDatabase.ts';
import { listAll, openSyncOffice, type SyncOffice } from '../builders/syncOffice.ts';
import { testGateway } from '../builders/testGateway.ts';

const workspaceId = 'ws0';
const elsewhere = '11111111-2222-4333-8444-555555555555';

async function openLog() {
  const database = await openWorkspaceDatabase(temporaryFolder());
  const noteChanges = createForeignChanges({
    cache: await openCache(),
    workspaceDatabase: database,
    installationId: 'test-installation',
  });
  const rows = async (): Promise<AuditEntry[]> =>
    (await database.listAudit({ workspaceIds: null, customerId: null, offset: 0, limit: 100 })).rows;
  return { database, noteChanges, rows };
}

/** Runs changes at the sample office and gives the events that a sync is told of, as one batch. */
async function eventsOf(
  change: (office: SyncOffice, customerId: string) => Promise<unknown>,
): Promise<StripeEvent[]> {
  const office = await openSyncOffice();
  await office.sync.runOnce(workspaceId, { full: false });
  const [customer] = await listAll(office, 'customers');
  await change(office, customer?.id ?? '');
  await office.sync.runOnce(workspaceId, { full: false });
  return office.noted;
}

function gatewayOf({ emulator }: SyncOffice, installationId: string) {
  return testGateway({
    key: emulator.accounts[0]?.sampleKey ?? '',
    apiBase: emulator.url,
    installationId,
  });
}

async function send({ emulator }: SyncOffice, path: string, body: Record<string, string>, method = 'POST') {
  const answer = await fetch(`${emulator.url}/v1/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${emulator.accounts[0]?.sampleKey ?? ''}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    ...(method === 'POST' ? { body: new URLSearchParams(body) } : {}),
  });
  expect(answer.status).toBe(200);
}

describe('changes that were made elsewhere', () => {
  it('are told with before and after, and which Kantoor made them', async () => {
    const events = await eventsOf((office, id) =>
      gatewayOf(office, elsewhere).updateCustomer(
        id,
        { name: 'Brasserie Ørsted', address: { city: 'Aarhus' } },
        { actionId: '99999999-2222-4333-8444-555555555555' },
      ),
    );
    const { noteChanges, rows } = await openLog();
    await noteChanges(workspaceId, events);
    const [entry, ...others] = await rows();
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      action: 'customer.updated',
      who: 'installation 11111111',
      workspaceId,
      targetName: 'Brasserie Ørsted',
      after: { name: 'Brasserie Ørsted', city: 'Aarhus' },
      outcome: 'done',
    });
    expect(entry?.before['name']).not.toBe('Brasserie Ørsted');
    expect(Object.keys(entry?.before ?? {}).toSorted()).toEqual(Object.keys(entry?.after ?? {}).toSorted());
    expect(entry?.requestId).toMatch(/^req_/);
  });

  it('are outside Kantoor without a key of ours, and never twice in the log', async () => {
    const events = await eventsOf(async (office, id) => {
      await send(office, `customers/${id}/tax_ids`, { type: 'eu_vat', value: 'NL123456782B12' });
      await send(office, `payment_methods/pm_card_visa/attach`, { customer: id });
    });
    const { noteChanges, rows } = await openLog();
    await noteChanges(workspaceId, events);
    await noteChanges(workspaceId, events);
    const entries = await rows();
    const made = entries.filter(({ who }) => who === 'outside Kantoor');
    expect(made.map(({ action }) => action)).toEqual(['paymentMethod.added', 'taxId.added']);
    expect(made[0]?.after['paymentMethod']).toMatch(/^Visa •••• \d{4}$/);
    expect(made[1]?.after).toEqual({ type: 'eu_vat', value: 'NL123456782B12' });
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  });

  it('leave out what this installation did itself, even where the event does not name its key', async () => {
    const actionId = '99999999-2222-4333-8444-555555555555';
    const events = await eventsOf((office, id) =>
      gatewayOf(office, 'test-installation').updateCustomer(id, { name: 'Here' }, { actionId }),
    );
    const { noteChanges, rows, database } = await openLog();
    await noteChanges(workspaceId, events);
    expect(await rows()).toEqual([]);

    const [event] = events.filter(({ type }) => type === 'customer.updated');
    const target = (event?.data.object as { id: string } | undefined)?.id ?? '';
    const auditId = await database.appendAudit({
      at: 1,
      who: 'jan',
      workspaceId,
      action: 'customer.updated',
      target,
      targetName: null,
      before: {},
      after: {},
      outcome: 'pending',
      requestId: null,
    });
    await database.settleAudit({ id: auditId, outcome: 'done', requestId: event?.request?.id ?? '' });
    const keyless = events.map((one) => ({
      ...one,
      request: { id: one.request?.id ?? null, idempotency_key: null },
    }));
    await noteChanges(workspaceId, keyless);
    expect(await rows()).toHaveLength(1);
    expect(await database.verifyAudit()).toMatchObject({ intact: true });
  });

  it('tell the verdict of the tax office, and that it was Stripe', async () => {
    const events = await eventsOf(async (office, id) => {
      await send(office, `customers/${id}/tax_ids`, { type: 'eu_vat', value: 'NL123456782B12' });
      await send(office, 'customers', {}, 'GET');
    });
    const { noteChanges, rows } = await openLog();
    await noteChanges(workspaceId, events);
    expect(await rows()).toContainEqual(
      expect.objectContaining({
        action: 'taxId.verified',
        who: 'Stripe',
        after: expect.objectContaining({ result: expect.stringMatching(/^(un)?verified$/) }),
      }),
    );
  });

  it('do not bury the log under the everyday work of billing', async () => {
    const events = await eventsOf(async (office, id) => {
      await send(office, `customers/${id}`, { 'metadata[crm]': '7' });
      await send(office, 'invoices', { customer: id });
    });
    expect(events.map(({ type }) => type)).toContain('invoice.created');
    const { noteChanges, rows } = await openLog();
    await noteChanges(workspaceId, events);
    expect(await rows()).toEqual([]);
  });
});
