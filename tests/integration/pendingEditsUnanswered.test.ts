import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors/appError.ts';
import type { CustomerDetail } from '../../shared/ipc/schemas/customers.ts';
import { failureOf } from '../builders/failureOf.ts';
import type { EditDesk } from '../builders/openEditDesk.ts';
import { openEditedOffice, updateOf, type EditedOffice } from '../builders/openEditedOffice.ts';

const workspaceId = 'workspace-1';
let edited: EditedOffice;

beforeAll(async () => {
  edited = await openEditedOffice();
}, 120_000);

afterAll(() => edited.office.close());

describe('a request without an answer', () => {
  /** Loses answers: after Stripe did it, or before it heard of it. */
  async function losing(
    kind: 'answer' | 'request',
    now = edited.office.now,
  ): Promise<EditDesk & { keys: string[] }> {
    const real = await edited.office.gateways.of(workspaceId);
    const keys: string[] = [];
    let isLosing = true;
    const lossy = await edited.deskWith(
      {
        updateCustomer: async (id, params, options) => {
          keys.push(options.actionId);
          if (!isLosing) return real.updateCustomer(id, params, options);
          if (kind === 'answer') await real.updateCustomer(id, params, options);
          isLosing = false;
          await edited.office.emulator.setOffline(true);
          throw new AppError('timeout', 'No answer came in time.');
        },
      },
      now,
    );
    return { ...lossy, keys };
  }

  async function saveLosing(lossy: EditDesk, customer: CustomerDetail, name: string): Promise<AppError> {
    const error = await failureOf(
      lossy.services['customers.update'](updateOf(customer, { values: { name } })),
    );
    await edited.office.emulator.setOffline(false);
    return error;
  }

  it('is found to have arrived by looking again, and is not sent again', async () => {
    const customer = await edited.takeCustomer();
    const lossy = await losing('answer');
    const error = await saveLosing(lossy, customer, 'Arrived');
    expect(error.code).toBe('outcome_unknown');
    expect((await edited.getCustomer(customer.id)).pendingEdit).toMatchObject({
      state: 'unknown',
      mayHaveArrived: true,
    });
    expect(await edited.outcomesOf(customer.id)).toEqual(['customer.updated unknown']);
    expect(await edited.send(customer.id, lossy)).toBeNull();
    expect(lossy.keys).toHaveLength(1);
    expect(await edited.outcomesOf(customer.id)).toEqual(['customer.updated done']);
  });

  it('is sent again with the same key when it is not there', async () => {
    const customer = await edited.takeCustomer();
    const lossy = await losing('request');
    await saveLosing(lossy, customer, 'Again');
    expect(await edited.send(customer.id, lossy)).toBeNull();
    expect(lossy.keys).toHaveLength(2);
    expect(new Set(lossy.keys).size).toBe(1);
    expect((await edited.liveCustomer(customer.id)).name).toBe('Again');
  });

  it('gets a new key once Stripe may have forgotten the old one', async () => {
    const customer = await edited.takeCustomer();
    let later = 0;
    const lossy = await losing('request', () => edited.office.now() + later);
    await saveLosing(lossy, customer, 'Tomorrow');
    later = 24 * 3600;
    expect(await edited.send(customer.id, lossy)).toBeNull();
    expect(new Set(lossy.keys).size).toBe(2);
  });

  it('is in conflict when somebody else changed the field after it was lost', async () => {
    const customer = await edited.takeCustomer();
    const lossy = await losing('request');
    await saveLosing(lossy, customer, 'Lost');
    await edited.colleague.customers.update(customer.id, { name: 'Theirs' });
    expect(await edited.send(customer.id, lossy)).toMatchObject({ state: 'conflict' });
    expect(lossy.keys).toHaveLength(1);
    expect((await edited.liveCustomer(customer.id)).name).toBe('Theirs');
  });

  it('that arrived is no conflict with what the same person wants next', async () => {
    const customer = await edited.takeCustomer();
    const lossy = await losing('answer');
    await saveLosing(lossy, customer, 'First thought');
    const next = updateOf(customer, { values: { name: 'Second thought' } });
    await expect(lossy.services['customers.update'](next)).resolves.toMatchObject({ state: 'saved' });
    expect((await edited.liveCustomer(customer.id)).name).toBe('Second thought');
    expect(await edited.outcomesOf(customer.id)).toEqual(['customer.updated done', 'customer.updated done']);
  });

  it('may be withdrawn, but the answer says that it may be there', async () => {
    const customer = await edited.takeCustomer();
    await saveLosing(await losing('answer'), customer, 'Perhaps');
    const ref = { workspaceId, customerId: customer.id };
    expect(await edited.desk.pendingEdits.handlers['pendingEdits.withdraw'](ref)).toEqual({
      mayHaveArrived: true,
    });
    expect(await edited.outcomesOf(customer.id)).toEqual(['customer.updated unknown']);
  });
});
