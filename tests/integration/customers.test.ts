import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerServices } from '../../electron/services/customers.ts';
import type { StripeGateway, StripeGateways } from '../../electron/stripe/stripeGatewayApi.ts';
import { AppError } from '../../shared/errors/appError.ts';
import { schemas } from '../../shared/ipc/contract.ts';
import type { CustomerChanges, CustomerDetail } from '../../shared/ipc/schemas/customers.ts';
import { customerFilter } from '../builders/customerFilter.ts';
import { failureOf } from '../builders/failureOf.ts';
import { connectSdk } from './stripeEmulatorClient.ts';
import { openEditDesk } from '../builders/openEditDesk.ts';
import { openOffice, type TestOffice } from '../builders/openOffice.ts';

const workspaceId = 'workspace-1';
const noTaxIds = { addTaxIds: [], removeTaxIds: [] };

let office: TestOffice;
let services: CustomerServices;

function servicesWith(gateways: StripeGateways): CustomerServices {
  return openEditDesk(office, { gateways }).services;
}

/** Gateways that answer as the real one except where told otherwise. */
async function gatewaysWith(change: Partial<StripeGateway>): Promise<StripeGateways> {
  const real = await office.gateways.of(workspaceId);
  return { of: async () => ({ ...real, ...change }) };
}

/** Each test has customers of its own, so that none sees what another changed. */
let nextCustomer = 0;
async function takeCustomer(
  fits: (customer: CustomerDetail) => boolean = () => true,
): Promise<CustomerDetail> {
  for (;;) {
    const { rows } = await services['customers.list']({
      filter: customerFilter({ country: 'NL' }),
      sort: { field: 'createdAt', direction: 'asc' },
      offset: nextCustomer,
      limit: 1,
    });
    nextCustomer += 1;
    const row = rows[0];
    if (!row) throw new Error('No customer of the office fits.');
    const customer = await services['customers.get']({ workspaceId, customerId: row.id });
    if (fits(customer)) return customer;
  }
}

function update(
  customer: CustomerDetail,
  changes: Partial<CustomerChanges>,
  base: Parameters<CustomerServices['customers.update']>[0]['base'] = {},
): Parameters<CustomerServices['customers.update']>[0] {
  return {
    workspaceId,
    customerId: customer.id,
    base,
    changes: { values: {}, ...noTaxIds, ...changes },
  };
}

async function auditOf(
  customerId: string,
): Promise<{ action: string; outcome: string; requestId: string | null }[]> {
  const { rows } = await office.workspaceDatabase.listAudit({
    workspaceIds: [workspaceId],
    customerId,
    offset: 0,
    limit: 50,
  });
  return rows;
}

beforeAll(async () => {
  office = await openOffice();
  services = servicesWith(office.gateways);
}, 120_000);

afterAll(() => office.close());

describe('the customer page', () => {
  it('gives open invoices, history and amounts that agree with one another', async () => {
    const customer = await takeCustomer(
      ({ openInvoices, invoiceHistoryCount }) => openInvoices.length > 0 && invoiceHistoryCount > 0,
    );
    expect(schemas['customers.get'].output.parse(customer)).toEqual(customer);
    expect(new Set(customer.openInvoices.map(({ status }) => status))).toEqual(new Set(['open']));
    expect(customer.invoiceHistory.some(({ status }) => status === 'open' || status === 'draft')).toBe(false);
    const remaining = customer.openInvoices.reduce((sum, { amountRemaining }) => sum + amountRemaining, 0);
    expect(customer.amountRemaining.reduce((sum, { amount }) => sum + amount, 0)).toBe(remaining);
  });

  it('says that payment methods were never read, and shows them after a refresh', async () => {
    const customer = await takeCustomer();
    expect(customer.paymentMethodsAsOf).toBeNull();
    await services['customers.refresh']({ workspaceId, customerId: customer.id });
    const refreshed = await services['customers.get']({ workspaceId, customerId: customer.id });
    expect(refreshed.paymentMethodsAsOf).not.toBeNull();
  });

  it('answers not_found for an id that this account does not know', async () => {
    const error = await failureOf(services['customers.get']({ workspaceId, customerId: 'cus_nobody' }));
    expect(error.code).toBe('not_found');
  });
});

describe('saving billing information', () => {
  it('shows on drafts at once, which follow their customer', async () => {
    const customer = await takeCustomer();
    const stripe = connectSdk(office.emulator.url, office.emulator.accounts[0]?.key ?? '');
    const draft = await stripe.invoices.create({ customer: customer.id, currency: 'eur' });
    await office.sync.refreshInvoice(workspaceId, draft.id);
    await services['customers.update'](
      update(customer, { values: { name: 'Hernoemd' } }, { name: customer.name }),
    );
    const cached = await office.cache.findObject({ workspaceId, kind: 'invoice', id: draft.id });
    expect(JSON.parse(cached?.json ?? '{}')).toMatchObject({ status: 'draft', customer_name: 'Hernoemd' });
  });

  it('changes the fields at Stripe and in the cache, keeps the others, and records before and after', async () => {
    const customer = await takeCustomer(({ address }) => address.line1 !== null);
    const result = await services['customers.update'](
      update(
        customer,
        { values: { city: 'Utrecht', postal_code: '3511 ab' } },
        { city: customer.address.city },
      ),
    );
    expect(result.state).toBe('saved');
    expect(result.changed).toEqual([
      { field: 'city', before: customer.address.city, after: 'Utrecht' },
      { field: 'postal_code', before: customer.address.postal_code, after: '3511 AB' },
    ]);
    const saved = await services['customers.get']({ workspaceId, customerId: customer.id });
    expect(saved.address).toEqual({ ...customer.address, city: 'Utrecht', postal_code: '3511 AB' });
    expect(saved.name).toBe(customer.name);
    const [entry] = await auditOf(customer.id);
    expect(entry).toMatchObject({
      action: 'customer.updated',
      outcome: 'done',
      who: 'anna (Anna de Vries)',
      before: { city: customer.address.city, postal_code: customer.address.postal_code },
      after: { city: 'Utrecht', postal_code: '3511 AB' },
    });
    expect(entry?.requestId).toMatch(/^req_/);
  });

  it('clears a field with null and leaves the rest of the address', async () => {
    const customer = await takeCustomer(({ phone }) => phone !== null);
    await services['customers.update'](update(customer, { values: { phone: null, line2: null } }));
    const saved = await services['customers.get']({ workspaceId, customerId: customer.id });
    expect(saved.phone).toBeNull();
    expect(saved.address).toEqual({ ...customer.address, line2: null });
  });

  it('changes and clears the print language', async () => {
    const customer = await takeCustomer();
    await services['customers.update'](update(customer, { values: { preferredLocale: 'fr' } }));
    const french = await services['customers.get']({ workspaceId, customerId: customer.id });
    expect(french.preferredLocale).toBe('fr');
    await services['customers.update'](update(customer, { values: { preferredLocale: null } }));
    const cleared = await services['customers.get']({ workspaceId, customerId: customer.id });
    expect(cleared.preferredLocale).toBeNull();
  });

  it('adds a tax ID in the form that Stripe takes and removes the old one', async () => {
    const customer = await takeCustomer(({ taxIds }) => taxIds.length === 1);
    const result = await services['customers.update'](
      update(customer, {
        addTaxIds: [{ type: 'eu_vat', value: 'nl 0044.95.445 b01' }],
        removeTaxIds: customer.taxIds.map(({ id }) => id),
      }),
    );
    expect(result.changed.map(({ field }) => field)).toEqual(['taxId', 'taxId']);
    const saved = await services['customers.get']({ workspaceId, customerId: customer.id });
    expect(saved.taxIds.map(({ value }) => value)).toEqual(['NL004495445B01']);
    const actions = (await auditOf(customer.id)).map(({ action }) => action);
    expect(actions).toEqual(['taxId.removed', 'taxId.added']);
  });

  it('saves nothing and records nothing when nothing changes', async () => {
    const customer = await takeCustomer();
    const result = await services['customers.update'](update(customer, { values: { name: customer.name } }));
    expect(result.changed).toEqual([]);
    expect(await auditOf(customer.id)).toEqual([]);
  });

  it('counts drafts as reached and issued invoices as frozen', async () => {
    const customer = await takeCustomer(({ invoiceHistoryCount }) => invoiceHistoryCount > 0);
    const preview = await services['customers.previewUpdate'](
      update(customer, { values: { name: 'New name' } }),
    );
    expect(preview.live).toBe(true);
    expect(preview.affects.unchangedIssued).toBe(customer.openInvoices.length + customer.invoiceHistoryCount);
  });
});

describe('bad input', () => {
  it('names every field that is wrong and sends nothing', async () => {
    const customer = await takeCustomer();
    const error = await failureOf(
      services['customers.update'](
        update(customer, {
          values: { email: 'not an address', postal_code: '12', phone: 'call me' },
          addTaxIds: [{ type: 'eu_vat', value: 'NL123456789B01' }],
        }),
      ),
    );
    expect(error.code).toBe('invalid_input');
    expect(error.details['fields']).toEqual([
      'values.email',
      'values.phone',
      'values.postal_code',
      'addTaxIds.0',
    ]);
    expect(error.message).toContain('Nothing was saved');
    expect(await auditOf(customer.id)).toEqual([]);
  });

  it('refuses a sixth tax ID before asking Stripe', async () => {
    const customer = await takeCustomer(({ taxIds }) => taxIds.length > 0);
    const five = ['DE136695976', 'FR40303265045', 'DK13585628', 'IT00743110157', 'PL8567346215'];
    const error = await failureOf(
      services['customers.update'](
        update(customer, { addTaxIds: five.map((value) => ({ type: 'eu_vat', value })) }),
      ),
    );
    expect(error.code).toBe('tax_id_limit');
  });
});

describe('somebody else was faster', () => {
  it('refuses a field that was changed meanwhile and shows base, theirs and mine', async () => {
    const customer = await takeCustomer();
    const gateway = await office.gateways.of(workspaceId);
    await gateway.updateCustomer(customer.id, { name: 'Their name' }, { actionId: 'colleague' });
    const input = update(customer, { values: { name: 'My name' } }, { name: customer.name });
    const error = await failureOf(services['customers.update'](input));
    expect(error.code).toBe('conflict');
    expect(error.fields).toEqual([
      { field: 'name', base: customer.name, theirs: 'Their name', mine: 'My name' },
    ]);
    const preview = await services['customers.previewUpdate'](input);
    expect(preview.conflicts).toHaveLength(1);
    const decided = update(customer, { values: { name: 'My name' } }, { name: 'Their name' });
    await expect(services['customers.update'](decided)).resolves.toMatchObject({ state: 'saved' });
  });

  it('lets a change pass that touches other fields than theirs', async () => {
    const customer = await takeCustomer();
    const gateway = await office.gateways.of(workspaceId);
    await gateway.updateCustomer(customer.id, { phone: '+31 20 555 0000' }, { actionId: 'colleague-2' });
    const input = update(
      customer,
      { values: { name: 'Other' } },
      { name: customer.name, phone: customer.phone },
    );
    await expect(services['customers.update'](input)).resolves.toMatchObject({ state: 'saved' });
  });
});

describe('trouble', () => {
  const offline = (): never => {
    throw new AppError('offline', 'Stripe cannot be reached.');
  };

  it('previews from the cache when Stripe cannot be reached', async () => {
    const customer = await takeCustomer();
    const cutOff = servicesWith(await gatewaysWith({ getCustomer: async () => offline() }));
    const input = update(customer, { values: { name: 'Offline' } });
    const preview = await cutOff['customers.previewUpdate'](input);
    expect(preview).toMatchObject({ live: false, changed: [{ field: 'name', after: 'Offline' }] });
    expect(await auditOf(customer.id)).toEqual([]);
  });

  it('tells exactly what was saved when a later step is refused', async () => {
    const customer = await takeCustomer(({ taxIds }) => taxIds.length === 1);
    const refusing = servicesWith(
      await gatewaysWith({
        updateCustomer: async () => {
          throw new AppError('stripe_refused', 'Stripe refused the change.', { reference: 'req_refused' });
        },
      }),
    );
    const error = await failureOf(
      refusing['customers.update'](
        update(customer, {
          values: { name: 'Refused' },
          addTaxIds: [{ type: 'eu_vat', value: 'DE136695976' }],
          removeTaxIds: customer.taxIds.map(({ id }) => id),
        }),
      ),
    );
    expect(error).toMatchObject({
      code: 'stripe_refused',
      reference: 'req_refused',
      details: { saved: ['tax ID DE136695976'], failed: 'name' },
    });
    const outcomes = (await auditOf(customer.id)).map(({ action, outcome }) => [action, outcome]);
    expect(outcomes).toEqual([
      ['taxId.removed', 'withdrawn'],
      ['customer.updated', 'refused'],
      ['taxId.added', 'done'],
    ]);
    const saved = await services['customers.get']({ workspaceId, customerId: customer.id });
    expect(saved.taxIds).toHaveLength(2);
    expect(saved.name).toBe(customer.name);
  });

  it('finds out by a fresh read that a change without an answer arrived', async () => {
    const customer = await takeCustomer();
    const real = await office.gateways.of(workspaceId);
    const losing = servicesWith(
      await gatewaysWith({
        updateCustomer: async (...input) => {
          await real.updateCustomer(...input);
          throw new AppError('timeout', 'No answer came in time.');
        },
      }),
    );
    await expect(
      losing['customers.update'](update(customer, { values: { name: 'Arrived' } })),
    ).resolves.toMatchObject({ state: 'saved' });
    expect((await auditOf(customer.id))[0]?.outcome).toBe('done');
  });

  it('says that it is not known and keeps the change when no answer came and nothing shows that it arrived', async () => {
    const customer = await takeCustomer();
    const losing = servicesWith(
      await gatewaysWith({
        updateCustomer: async () => {
          throw new AppError('timeout', 'No answer came in time.');
        },
      }),
    );
    const error = await failureOf(losing['customers.update'](update(customer, { values: { name: 'Lost' } })));
    expect(error.code).toBe('outcome_unknown');
    expect((await auditOf(customer.id))[0]?.outcome).toBe('unknown');
    const { pendingEdit } = await services['customers.get']({ workspaceId, customerId: customer.id });
    expect(pendingEdit).toMatchObject({ state: 'unknown', mayHaveArrived: true });
  });

  it('says that a customer was deleted meanwhile', async () => {
    const customer = await takeCustomer();
    const deleted = servicesWith(
      await gatewaysWith({
        getCustomer: async (id) => ({ id, object: 'customer', deleted: true }),
      }),
    );
    const error = await failureOf(
      deleted['customers.update'](update(customer, { values: { name: 'Gone' } })),
    );
    expect(error.code).toBe('customer_deleted');
  });

  it('shows a customer as deleted from the moment in which saving found it gone', async () => {
    const customer = await takeCustomer();
    const { url, accounts } = office.emulator;
    await connectSdk(url, accounts[0]?.key ?? '').customers.del(customer.id);
    const input = update(customer, { values: { name: 'Gone' } });
    expect((await failureOf(services['customers.update'](input))).code).toBe('customer_deleted');
    const shown = await services['customers.get']({ workspaceId, customerId: customer.id });
    expect(shown).toMatchObject({ deleted: true, name: customer.name });
  });

  it('says that a tax ID to be removed never was there, and lets one pass that a colleague removed', async () => {
    const customer = await takeCustomer(({ taxIds }) => taxIds.length === 1);
    const error = await failureOf(
      services['customers.update'](update(customer, { removeTaxIds: ['txi_mistyped'] })),
    );
    expect(error.code).toBe('not_found');
    const [taxId] = customer.taxIds;
    const { url, accounts } = office.emulator;
    await connectSdk(url, accounts[0]?.key ?? '').customers.deleteTaxId(customer.id, taxId?.id ?? '');
    const removed = update(customer, { removeTaxIds: [taxId?.id ?? ''] });
    await expect(services['customers.update'](removed)).resolves.toMatchObject({ changed: [] });
  });
});
