import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Stripe from 'stripe';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startEmulator } from '../../electron/stripeEmulator/startEmulator.ts';
import { anchor, connectSdk, emulatedStripe, nowMs, refusal } from './stripeEmulatorClient.ts';
import { moneyOffice, openInvoice, payerWith } from './stripeEmulatorMoney.ts';

async function all<T>(list: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of list) items.push(item);
  return items;
}

describe('a seeded office', () => {
  let stripe: Stripe;
  let intents: Stripe.PaymentIntent[];
  let customers: Stripe.Customer[];

  beforeAll(async () => {
    const emulator = await startEmulator(
      { size: 'S', accounts: 1, seed: 7, anchor },
      { nowMs: () => Date.parse(`${anchor}T00:00:00Z`) },
    );
    stripe = connectSdk(emulator.url, emulator.accounts[0]?.key ?? '');
    const open = stripe.invoicePayments.list({
      status: 'open',
      limit: 100,
      expand: ['data.payment.payment_intent'],
    });
    intents = (await all(open)).map(({ payment }) => payment.payment_intent as Stripe.PaymentIntent);
    customers = await all(stripe.customers.list({ limit: 100 }));
    return () => emulator.close();
  });

  it('knows every common reason for which money did not come', () => {
    const reasons = new Set(
      intents.map(({ last_payment_error: error }) => error?.decline_code ?? error?.code),
    );
    expect([...reasons]).toEqual(
      expect.arrayContaining([
        'insufficient_funds',
        'generic_decline',
        'do_not_honor',
        'lost_card',
        'stolen_card',
        'expired_card',
        'account_closed',
      ]),
    );
    expect(new Set(intents.map(({ status }) => status))).toEqual(
      new Set(['requires_payment_method', 'requires_action', 'processing']),
    );
  });

  it('ties each failure to the charge that failed', async () => {
    const failed = intents.filter(({ last_payment_error: error }) => error !== null);
    for (const intent of failed.slice(0, 15)) {
      const charge = await stripe.charges.retrieve(String(intent.latest_charge));
      expect(charge).toMatchObject({
        status: 'failed',
        failure_code: intent.last_payment_error?.code,
        amount: intent.amount,
      });
    }
  });

  it('has customers who share an address for mail, and some without any', () => {
    const addresses = customers.flatMap(({ email }) => email ?? []);
    expect(addresses.length - new Set(addresses).size).toBeGreaterThan(3);
    expect(addresses.length).toBeLessThan(customers.length);
  });

  it('has subscriptions whose own method goes before the customer’s', async () => {
    const subscriptions = await all(stripe.subscriptions.list({ status: 'all', limit: 100 }));
    const own = subscriptions.filter(({ default_payment_method: method }) => method !== null);
    expect(own.length).toBeGreaterThan(5);
    const [first] = own;
    const methods = await stripe.customers.listPaymentMethods(String(first?.customer));
    expect(methods.data.map(({ id }) => id)).toContain(first?.default_payment_method);
  });

  it('has mandates that were revoked: their debits are refused', async () => {
    const setups = await all(stripe.setupIntents.list({ limit: 100, expand: ['data.mandate'] }));
    const revoked = setups.filter(({ mandate }) => (mandate as Stripe.Mandate).status === 'inactive');
    expect(revoked.length).toBeGreaterThan(0);
    expect(revoked.length).toBeLessThan(setups.length / 4);
    const gone = revoked.find(({ customer }) => customer !== null);
    const { id } = await openInvoice(stripe, String(gone?.customer));
    const pay = stripe.invoices.pay(id, { payment_method: String(gone?.payment_method) });
    expect((await refusal(pay)).code).toBe('payment_intent_mandate_invalid');
  });
});

it('lets the debits of its last days clear or come back, each at its own time', async () => {
  const { stripe, passDays } = await moneyOffice({ size: 'M' });
  const underWay = async (): Promise<Stripe.PaymentIntent[]> =>
    (
      await all(
        stripe.invoicePayments.list({
          status: 'open',
          limit: 100,
          expand: ['data.payment.payment_intent'],
        }),
      )
    )
      .map(({ payment }) => payment.payment_intent as Stripe.PaymentIntent)
      .filter(({ status }) => status === 'processing');
  const first = await underWay();
  await passDays(2);
  const second = await underWay();
  expect(second.length).toBeGreaterThan(0);
  expect(second.length).toBeLessThan(first.length);
  await passDays(5);
  // What came back is collected anew by then, so it is the first charge that tells.
  const outcomes = await Promise.all(
    first.map(async ({ latest_charge: charge }) => (await stripe.charges.retrieve(String(charge))).status),
  );
  expect(new Set(outcomes)).toEqual(new Set(['succeeded', 'failed']));
});

it('differs in its accounts: who resumes by itself, whose log-in page is off', async () => {
  const { emulator, clientFor } = await emulatedStripe({ accounts: 3 });
  const logins: boolean[] = [];
  const settings: unknown[] = [];
  for (const { key } of emulator.accounts) {
    const { data } = await clientFor(key).billingPortal.configurations.list();
    logins.push(data[0]?.login_page.enabled === true);
    const answer = await fetch(`${emulator.url}/_emulator/settings`, {
      headers: { authorization: `Bearer ${key}` },
    });
    settings.push(((await answer.json()) as { auto_resume: boolean }).auto_resume);
  }
  expect(logins).toEqual([true, true, false]);
  expect(settings).toEqual([true, false, true]);
});

it('keeps its clock, its settings and the debits it waits for over a restart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'emulator-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const journalFile = join(folder, 'journal.jsonl');
  const before = await moneyOffice({ journalFile });
  const { customer } = await payerWith(before.stripe, 'pm_sepaDebit');
  const { id } = await openInvoice(before.stripe, customer);
  await before.passDays(10);
  await before.stripe.invoices.pay(id);
  await before.control('settings', { auto_resume: 'false' });
  await before.emulator.close();

  const after = await moneyOffice({ journalFile });
  const clock = await after.control('clock', { advance: '0' });
  expect(clock.now).toBe(Math.floor(nowMs / 1000) + 10 * 86_400);
  expect(await after.control('settings')).toMatchObject({ auto_resume: false });
  await after.passDays(5);
  expect((await after.stripe.invoices.retrieve(id)).status).toBe('open');
  await after.passDays(1);
  expect((await after.stripe.invoices.retrieve(id)).status).toBe('paid');
});
