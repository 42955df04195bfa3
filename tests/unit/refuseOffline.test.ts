import { describe, expect, it } from 'vitest';
import { refuseMoneyOffline } from '../../electron/services/refuseOffline.ts';
import { failureOf } from '../builders/failureOf.ts';

const collected: string[] = [];
const handlers: Parameters<typeof refuseMoneyOffline>[1] = {
  'payments.collect': async ({ invoiceId }) => {
    collected.push(invoiceId);
    throw new Error('reached');
  },
  'payments.collectMany': async () => ({ jobId: 'job_1', runId: 'run_1' }),
  'subscriptions.resume': async () => {
    throw new Error('reached');
  },
};
const collect = {
  workspaceId: 'ws_1',
  invoiceId: 'in_1',
  paymentMethodId: 'pm_1',
  amount: 100,
  currency: 'eur',
};

describe('an action that moves money', () => {
  it('is refused in words while Stripe cannot be reached, and nothing is kept', async () => {
    const refusing = refuseMoneyOffline({ offlineSince: () => 1_800_000_000 }, handlers);
    const error = await failureOf(refusing['payments.collect'](collect));
    expect(error.code).toBe('offline');
    expect(error.message).toContain('no money was moved');
    const { paymentMethodId: _, ...debt } = collect;
    const items = [{ ...debt, invoiceNumber: null, customerName: null }];
    const many = await failureOf(refusing['payments.collectMany']({ items, onFailure: 'stop' }));
    expect(many.code).toBe('offline');
    expect(collected).toEqual([]);
  });

  it('goes ahead while it can', async () => {
    const going = refuseMoneyOffline({ offlineSince: () => null }, handlers);
    await expect(going['payments.collect'](collect)).rejects.toThrow('reached');
    expect(collected).toEqual(['in_1']);
  });
});
