import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors/appError.ts';
import { schemas } from '../../shared/ipc/contract.ts';
import { failureOf } from '../builders/failureOf.ts';
import { openEditedOffice, updateOf, type EditedOffice } from '../builders/openEditedOffice.ts';

const workspaceId = 'workspace-1';
let edited: EditedOffice;

beforeAll(async () => {
  edited = await openEditedOffice();
}, 120_000);

afterAll(() => edited.office.close());

describe('an edit while Stripe cannot be reached', () => {
  it('is kept, shown beside what Stripe has, and in the audit log as pending', async () => {
    const customer = await edited.takeCustomer();
    const updated = await edited.editOffline(customer, { values: { name: 'Offline BV' } });
    expect(updated).toMatchObject({
      state: 'pending',
      changed: [{ field: 'name', before: customer.name, after: 'Offline BV' }],
    });
    const shown = await edited.getCustomer(customer.id);
    expect(shown.name).toBe(customer.name);
    expect(shown.pendingEdit).toMatchObject({ state: 'waiting', changes: updated.changed });
    expect(schemas['customers.get'].output.parse(shown)).toEqual(shown);
    expect(await edited.outcomesOf(customer.id)).toEqual(['customer.updated pending']);
    const list = await edited.desk.pendingEdits.handlers['pendingEdits.list']({
      workspaceIds: [workspaceId],
    });
    expect(schemas['pendingEdits.list'].output.parse(list)).toEqual(list);
    expect(list.map(({ customerId }) => customerId)).toContain(customer.id);
  });

  it('is marked in the list of customers, which can show only those', async () => {
    const customer = await edited.takeCustomer();
    await edited.editOffline(customer, { values: { name: 'Marked' } });
    const marked = await edited.listCustomers({ hasPendingEdit: true });
    expect(marked.find(({ id }) => id === customer.id)?.pendingEdit).toBe('waiting');
    expect(marked.every(({ pendingEdit }) => pendingEdit !== null)).toBe(true);
    const others = (await edited.listCustomers({})).filter(({ pendingEdit }) => pendingEdit === null);
    expect(others.length).toBeGreaterThan(0);
  });

  it('does not wait for a network that is known to be gone', async () => {
    const customer = await edited.takeCustomer();
    const knowing = await edited.deskWith({
      getCustomer: () => Promise.reject(new Error('nobody asks while offline')),
    });
    knowing.connectivity.setOffline(true);
    const updated = await knowing.services['customers.update'](
      updateOf(customer, { values: { name: 'Known' } }),
    );
    expect(updated.state).toBe('pending');
  });

  it('is kept too when Stripe answers with trouble before anything was sent', async () => {
    const customer = await edited.takeCustomer();
    const troubled = await edited.deskWith({
      getCustomer: () => Promise.reject(new AppError('stripe_unavailable', 'Trouble.')),
    });
    const updated = await troubled.services['customers.update'](
      updateOf(customer, { values: { name: 'Troubled' } }),
    );
    expect(updated.state).toBe('pending');
  });

  it('refuses what is wrong at once, and keeps nothing of it', async () => {
    const customer = await edited.takeCustomer();
    const error = await failureOf(edited.editOffline(customer, { values: { email: 'no address' } }));
    expect(error.code).toBe('invalid_input');
    expect((await edited.getCustomer(customer.id)).pendingEdit).toBeNull();
  });

  it('is one edit with those before it; the first base stays', async () => {
    const customer = await edited.takeCustomer();
    await edited.editOffline(customer, { values: { name: 'First', email: 'first@example.com' } });
    await edited.editOffline(customer, { values: { name: 'Second' } });
    const { pendingEdit } = await edited.getCustomer(customer.id);
    expect(pendingEdit?.changes).toEqual([
      { field: 'name', before: customer.name, after: 'Second' },
      { field: 'email', before: customer.email, after: 'first@example.com' },
    ]);
    expect(await edited.outcomesOf(customer.id)).toEqual([
      'customer.updated replaced',
      'customer.updated pending',
    ]);
    await edited.editOffline(customer, { values: { name: customer.name, email: customer.email } });
    expect((await edited.getCustomer(customer.id)).pendingEdit).toBeNull();
    expect((await edited.outcomesOf(customer.id)).at(-1)).toBe('customer.updated withdrawn');
  });

  it('gives way to the one that a person made of it, with all that they took out', async () => {
    const customer = await edited.takeCustomer();
    await edited.editOffline(customer, { values: { name: 'First', email: 'first@example.com' } });
    const { pendingEdit } = await edited.getCustomer(customer.id);
    await edited.office.emulator.setOffline(true);
    const input = updateOf(customer, { values: { phone: '+31 20 555 1234' } });
    await edited.desk.services['customers.update']({ ...input, replaces: pendingEdit?.id });
    await edited.office.emulator.setOffline(false);
    expect((await edited.getCustomer(customer.id)).pendingEdit?.changes.map(({ field }) => field)).toEqual([
      'phone',
    ]);
  });

  it('can be withdrawn, which the log says', async () => {
    const customer = await edited.takeCustomer();
    await edited.editOffline(customer, { values: { name: 'Never mind' } });
    const ref = { workspaceId, customerId: customer.id };
    const answer = await edited.desk.pendingEdits.handlers['pendingEdits.withdraw'](ref);
    expect(answer).toEqual({ mayHaveArrived: false });
    expect(await edited.outcomesOf(customer.id)).toEqual(['customer.updated withdrawn']);
    expect(await edited.send(customer.id)).toBeNull();
    expect((await edited.liveCustomer(customer.id)).name).toBe(customer.name);
    const again = await failureOf(edited.desk.pendingEdits.handlers['pendingEdits.withdraw'](ref));
    expect(again.code).toBe('not_found');
  });
});

describe('when Stripe is back', () => {
  it('sends the edit, in the same audit entry, and shows the customer as it is then', async () => {
    const customer = await edited.takeCustomer(({ taxIds }) => taxIds.length === 1);
    await edited.editOffline(customer, {
      values: { name: 'Sent later' },
      addTaxIds: [{ type: 'eu_vat', value: 'DE136695976' }],
      removeTaxIds: customer.taxIds.map(({ id }) => id),
    });
    expect(await edited.send(customer.id)).toBeNull();
    const shown = await edited.getCustomer(customer.id);
    expect(shown).toMatchObject({ name: 'Sent later', pendingEdit: null });
    expect(shown.taxIds.map(({ value }) => value)).toEqual(['DE136695976']);
    expect(await edited.outcomesOf(customer.id)).toEqual([
      'taxId.added done',
      'customer.updated done',
      'taxId.removed done',
    ]);
    const log = await edited.office.workspaceDatabase.verifyAudit();
    expect(log.intact).toBe(true);
  });

  it('sends by itself, once, as soon as it is told so', async () => {
    const customer = await edited.takeCustomer();
    let sends = 0;
    const real = await edited.office.gateways.of(workspaceId);
    const counting = await edited.deskWith({
      updateCustomer: (...input) => {
        if (input[0] === customer.id) sends += 1;
        return real.updateCustomer(...input);
      },
    });
    counting.connectivity.setOffline(true);
    await counting.services['customers.update'](updateOf(customer, { values: { name: 'By itself' } }));
    counting.pendingEdits.begin();
    counting.connectivity.setOffline(false);
    counting.connectivity.setOffline(false);
    await expect.poll(async () => (await edited.getCustomer(customer.id)).pendingEdit).toBeNull();
    await counting.pendingEdits.close();
    expect((await edited.liveCustomer(customer.id)).name).toBe('By itself');
    expect(sends).toBe(1);
  });

  it('sends what only this edit touched and lets the rest wait for a decision', async () => {
    const customer = await edited.takeCustomer();
    await edited.editOffline(customer, { values: { name: 'Mine', email: 'mine@example.com' } });
    await edited.colleague.customers.update(customer.id, { name: 'Theirs' });
    const left = await edited.send(customer.id);
    expect(left).toMatchObject({
      state: 'conflict',
      conflicts: [{ field: 'name', base: customer.name, theirs: 'Theirs', mine: 'Mine' }],
      changes: [{ field: 'name', before: customer.name, after: 'Mine' }],
    });
    expect(await edited.liveCustomer(customer.id)).toEqual({ name: 'Theirs', email: 'mine@example.com' });
    expect(await edited.outcomesOf(customer.id)).toEqual([
      'customer.updated replaced',
      'customer.updated done',
      'customer.updated conflict',
    ]);
    expect((await edited.getCustomer(customer.id)).name).toBe('Theirs');
  });

  it('sends the decided value on the base that the person saw', async () => {
    const customer = await edited.takeCustomer();
    await edited.editOffline(customer, { values: { name: 'Mine' } });
    await edited.colleague.customers.update(customer.id, { name: 'Theirs' });
    const left = await edited.send(customer.id);
    const present = await edited.getCustomer(customer.id);
    const decided = { ...updateOf(present, { values: { name: 'Mine' } }), replaces: left?.id };
    await expect(edited.desk.services['customers.update'](decided)).resolves.toMatchObject({
      state: 'saved',
    });
    expect((await edited.liveCustomer(customer.id)).name).toBe('Mine');
    expect((await edited.getCustomer(customer.id)).pendingEdit).toBeNull();
  });

  it('holds a whole address back when somebody changed a part of it', async () => {
    const customer = await edited.takeCustomer(
      ({ address }) => address.line1 !== null && address.city !== null,
    );
    await edited.editOffline(customer, { values: { line1: 'Damrak 99' } });
    const { line1, ...rest } = customer.address;
    const theirs = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, value ?? '']));
    await edited.colleague.customers.update(customer.id, {
      address: { ...theirs, line1: line1 ?? '', city: 'Hoorn' },
    });
    const left = await edited.send(customer.id);
    expect(left?.conflicts.map(({ field }) => field).toSorted()).toEqual(['city', 'line1']);
    expect((await edited.getCustomer(customer.id)).address).toMatchObject({ line1, city: 'Hoorn' });
  });

  it('asks when both added a tax ID of the same kind', async () => {
    const customer = await edited.takeCustomer(({ taxIds }) => taxIds.length === 1);
    await edited.editOffline(customer, {
      addTaxIds: [{ type: 'eu_vat', value: 'DE136695976' }],
      removeTaxIds: customer.taxIds.map(({ id }) => id),
    });
    await edited.colleague.customers.createTaxId(customer.id, { type: 'eu_vat', value: 'FR40303265045' });
    const left = await edited.send(customer.id);
    expect(left?.conflicts).toEqual([
      {
        field: 'taxId',
        base: `eu_vat ${customer.taxIds[0]?.value}`,
        theirs: 'eu_vat FR40303265045',
        mine: 'eu_vat DE136695976',
      },
    ]);
    expect((await edited.getCustomer(customer.id)).taxIds).toHaveLength(2);
  });

  it('drops what somebody else did already', async () => {
    const customer = await edited.takeCustomer();
    await edited.editOffline(customer, {
      values: { name: 'Same' },
      addTaxIds: [{ type: 'eu_vat', value: 'DE136695976' }],
    });
    await edited.colleague.customers.update(customer.id, { name: 'Same' });
    await edited.colleague.customers.createTaxId(customer.id, { type: 'eu_vat', value: 'DE136695976' });
    expect(await edited.send(customer.id)).toBeNull();
    expect(await edited.outcomesOf(customer.id)).toEqual([
      'taxId.added alreadySo',
      'customer.updated alreadySo',
    ]);
    expect(
      (await edited.getCustomer(customer.id)).taxIds.filter(({ value }) => value === 'DE136695976'),
    ).toHaveLength(1);
  });

  it('tells that the customer was deleted, until somebody puts the edit away', async () => {
    const customer = await edited.takeCustomer();
    await edited.editOffline(customer, { values: { name: 'Too late' } });
    await edited.colleague.customers.del(customer.id);
    expect(await edited.send(customer.id)).toMatchObject({
      state: 'customerDeleted',
      problem: { code: 'customer_deleted' },
    });
    const shown = await edited.getCustomer(customer.id);
    expect(shown).toMatchObject({ deleted: true, pendingEdit: { state: 'customerDeleted' } });
    await edited.desk.pendingEdits.handlers['pendingEdits.withdraw']({
      workspaceId,
      customerId: customer.id,
    });
    expect(await edited.outcomesOf(customer.id)).toEqual(['customer.updated refused']);
  });

  it('tries what the key was refused again by itself when the key may do more', async () => {
    const customer = await edited.takeCustomer();
    let mayWrite = false;
    const real = await edited.office.gateways.of(workspaceId);
    const refusing = await edited.deskWith({
      updateCustomer: (...input) =>
        mayWrite ? real.updateCustomer(...input) : Promise.reject(new AppError('permission_missing', 'No.')),
    });
    const stateOf = async () => (await edited.getCustomer(customer.id)).pendingEdit?.state ?? null;
    await edited.editOffline(customer, { values: { name: 'New key' } });
    refusing.pendingEdits.begin();
    await expect.poll(stateOf).toBe('refused');
    mayWrite = true;
    refusing.pendingEdits.noteMoreRights();
    await expect.poll(stateOf).toBeNull();
    await refusing.pendingEdits.close();
    expect((await edited.liveCustomer(customer.id)).name).toBe('New key');
  });

  it('keeps what Stripe refuses, with the reason, until it is edited', async () => {
    const customer = await edited.takeCustomer();
    let answer: Error | null = new AppError('permission_missing', 'The key lacks a permission.', {
      reference: 'req_refused',
    });
    const real = await edited.office.gateways.of(workspaceId);
    const refusing = await edited.deskWith({
      updateCustomer: (...input) => (answer ? Promise.reject(answer) : real.updateCustomer(...input)),
    });
    await edited.editOffline(customer, { values: { name: 'Refused' } });
    expect(await edited.send(customer.id, refusing)).toMatchObject({
      state: 'refused',
      problem: { code: 'permission_missing', reference: 'req_refused' },
    });
    expect(await edited.outcomesOf(customer.id)).toEqual(['customer.updated refused']);
    answer = null;
    expect(await edited.send(customer.id, refusing)).toBeNull();
    expect(await edited.outcomesOf(customer.id)).toEqual(['customer.updated done']);
  });
});
