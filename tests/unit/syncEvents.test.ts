import { describe, expect, it } from 'vitest';
import {
  affectedObjectsOf,
  type ChangedObjects,
  type StripeEvent,
} from '../../electron/sync/affectedObjects.ts';

function event(
  type: string,
  object: Record<string, unknown>,
  previous?: Record<string, unknown>,
): StripeEvent {
  const data = previous ? { object, previous_attributes: previous } : { object };
  return { id: 'evt_1', object: 'event', type, created: 50, data } as unknown as StripeEvent;
}

const ids = (changed: ChangedObjects): string[] => [...changed.keys()];

describe('what events concern', () => {
  it('reads each changed object once, however many events tell of it', () => {
    const { changed } = affectedObjectsOf([
      event('invoice.paid', { id: 'in_1', object: 'invoice', created: 10 }),
      event('invoice.updated', { id: 'in_1', object: 'invoice', created: 10 }),
      event('customer.updated', { id: 'cus_1', object: 'customer', created: 5 }),
    ]);
    expect([...changed.invoice]).toEqual([['in_1', 10]]);
    expect(ids(changed.customer)).toEqual(['cus_1']);
  });

  it('reads the customer of a tax ID, the invoice of a credit note and of a payment', () => {
    const { changed } = affectedObjectsOf([
      event('customer.tax_id.updated', { id: 'txi_1', object: 'tax_id', customer: 'cus_2' }),
      event('credit_note.created', { id: 'cn_1', object: 'credit_note', invoice: 'in_2', customer: 'cus_9' }),
      event('invoice_payment.paid', { id: 'inpay_1', object: 'invoice_payment', invoice: 'in_3' }),
    ]);
    expect(ids(changed.customer)).toEqual(['cus_2']);
    expect(ids(changed.creditNote)).toEqual(['cn_1']);
    expect(ids(changed.invoice).toSorted()).toEqual(['in_2', 'in_3']);
  });

  it('finds the former owner of a payment method that was detached', () => {
    const { paymentMethodsOf } = affectedObjectsOf([
      event(
        'payment_method.detached',
        { id: 'pm_1', object: 'payment_method', customer: null },
        { customer: 'cus_3' },
      ),
    ]);
    expect([...paymentMethodsOf]).toEqual(['cus_3']);
  });

  it('does not read what was deleted, in whatever order the events come', () => {
    const deleted = event('invoice.deleted', { id: 'in_4', object: 'invoice' });
    const updated = event('invoice.updated', { id: 'in_4', object: 'invoice' });
    for (const events of [
      [deleted, updated],
      [updated, deleted],
    ]) {
      const affected = affectedObjectsOf(events);
      expect([...affected.deleted.invoice]).toEqual(['in_4']);
      expect(affected.changed.invoice.size).toBe(0);
    }
  });

  it('passes over an upcoming invoice, which has no id, and kinds that are not kept', () => {
    const { changed } = affectedObjectsOf([
      event('invoice.upcoming', { object: 'invoice' }),
      event('payout.paid', { id: 'po_1', object: 'payout' }),
    ]);
    expect(Object.values(changed).every((map) => map.size === 0)).toBe(true);
  });
});
