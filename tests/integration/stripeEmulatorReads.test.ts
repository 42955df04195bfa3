import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulator } from '../../electron/stripeEmulator/startEmulator.ts';
import type { RunningEmulator } from '../../electron/stripeEmulator/emulatorOptions.ts';
import {
  anchor,
  connectSdk,
  emulatedStripe,
  firstAccount,
  firstOf,
  nowMs,
  refusal,
} from './stripeEmulatorClient.ts';

const all = async <T>(list: AsyncIterable<T>): Promise<T[]> => {
  const items: T[] = [];
  for await (const item of list) items.push(item);
  return items;
};

// Reading a whole office takes seconds, so the tests that change nothing share one.
let office: RunningEmulator;
let stripe: Stripe;
let invoices: Stripe.Invoice[];
let customers: Stripe.Customer[];

beforeAll(async () => {
  office = await startEmulator({ size: 'S', accounts: 1, seed: 7, anchor }, { nowMs: () => nowMs });
  stripe = connectSdk(office.url, firstAccount(office).key);
  customers = await all(stripe.customers.list({ limit: 100 }));
  invoices = await all(stripe.invoices.list({ limit: 100 }));
}, 60_000);

afterAll(() => office.close());

describe('the office', () => {
  it('holds the tier’s customers and invoices, shared out over its accounts', async () => {
    const { emulator, clientFor } = await emulatedStripe({ accounts: 3 });
    let sum = 0;
    for (const { key } of emulator.accounts) {
      sum += (await all(clientFor(key).customers.list({ limit: 100 }))).length;
    }
    // The deleted customer of each account comes on top.
    expect([sum, customers.length, invoices.length]).toEqual([300, 300, 12_000]);
  });

  it('is three regions with their own country, money, zone and mode', async () => {
    const { emulator, clientFor } = await emulatedStripe({ accounts: 3 });
    const seen = [];
    for (const { sampleKey, name } of emulator.accounts) {
      const account = await clientFor(sampleKey).accounts.retrieveCurrent();
      const { livemode } = await clientFor(sampleKey).balance.retrieve();
      seen.push([name, account.default_currency, account.settings?.dashboard.timezone, livemode]);
    }
    expect(seen).toEqual([
      ['Nederland', 'eur', 'Europe/Amsterdam', false],
      ['United Kingdom', 'gbp', 'Europe/London', true],
      ['Gulf', 'aed', 'Asia/Dubai', false],
    ]);
  });

  it('keeps the ids of its accounts apart and its keys for good', async () => {
    const first = await emulatedStripe({ accounts: 2 });
    const second = await emulatedStripe({ accounts: 2 });
    expect(first.emulator.accounts).toEqual(second.emulator.accounts);
    const [a, b] = first.emulator.accounts;
    const inA = await firstOf(first.clientFor(a?.key ?? '').customers.list());
    const inB = await firstOf(first.clientFor(b?.key ?? '').customers.list());
    expect(inA.id.slice(0, 10)).not.toBe(inB.id.slice(0, 10));
  });

  it('has customers in twelve countries, with names and gaps that break naïve programs', async () => {
    expect(new Set(customers.map(({ address }) => address?.country)).size).toBeGreaterThanOrEqual(12);
    const names = customers.map(({ name }) => name).join('\n');
    for (const odd of ['ß', 'é', 'ø', 'ل', 'ג', '🍕', '/', ':', '*', '?', '"']) expect(names).toContain(odd);
    expect(customers.some(({ name }) => name === 'CON')).toBe(true);
    expect(customers.some(({ email }) => email === null)).toBe(true);
  });

  it('bills in nine currencies, with every status, and totals of zero, below zero and beyond 10⁹', async () => {
    expect(new Set(invoices.map(({ currency }) => currency))).toEqual(
      new Set(['eur', 'gbp', 'chf', 'sek', 'pln', 'huf', 'aed', 'kwd', 'xof']),
    );
    expect(new Set(invoices.map(({ status }) => status))).toEqual(
      new Set(['draft', 'open', 'paid', 'uncollectible', 'void']),
    );
    const totals = invoices.map(({ total }) => total);
    expect(totals).toContain(0);
    expect(Math.min(...totals)).toBeLessThan(0);
    expect(Math.max(...totals)).toBeGreaterThanOrEqual(1e9);
    expect(invoices.every(({ currency, total }) => currency !== 'kwd' || total % 10 === 0)).toBe(true);
  });
});

describe('invoices', () => {
  it('add up: lines, discounts, taxes, credits and payments', async () => {
    const wrong = invoices.filter((invoice) => {
      const discount = (invoice.total_discount_amounts ?? []).reduce((sum, { amount }) => sum + amount, 0);
      const tax = (invoice.total_taxes ?? []).reduce((sum, { amount }) => sum + amount, 0);
      const lines = invoice.lines.data.reduce((sum, { amount }) => sum + amount, 0);
      return !(
        invoice.total === invoice.subtotal - discount + tax &&
        invoice.amount_due === Math.max(0, invoice.total) - invoice.pre_payment_credit_notes_amount &&
        invoice.amount_remaining === invoice.amount_due - invoice.amount_paid &&
        (invoice.lines.has_more || lines === invoice.subtotal) &&
        (invoice.status !== 'paid' || invoice.amount_remaining === 0)
      );
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('are numbered without a gap; drafts have no number and no document', async () => {
    const numbers = invoices.flatMap(({ number }) => (number === null ? [] : [Number(number.split('-')[1])]));
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, i) => numbers.length - i));
    for (const draft of invoices.filter(({ status }) => status === 'draft')) {
      expect([draft.number, draft.invoice_pdf, draft.hosted_invoice_url]).toEqual([null, null, null]);
    }
  });

  it('stand at both sides of a month’s beginning in the account’s zone', async () => {
    const day = (created: number): string =>
      new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Amsterdam', dateStyle: 'short' }).format(
        created * 1000,
      );
    const midnight = Date.parse('2026-08-31T22:00:00Z') / 1000;
    const near = await all(stripe.invoices.list({ created: { gte: midnight - 1800, lte: midnight + 1800 } }));
    expect(near.map(({ created }) => day(created))).toEqual(['2026-09-01', '2026-08-31']);
  });

  it('come newest first, forwards and backwards, and a page starts behind its cursor', async () => {
    const [first, second, third, fourth] = (await stripe.invoices.list({ limit: 4 })).data.map(
      ({ id }) => id,
    );
    const after = await stripe.invoices.list({ limit: 2, starting_after: first ?? '' });
    expect(after.data.map(({ id }) => id)).toEqual([second, third]);
    expect(after.has_more).toBe(true);
    const before = await stripe.invoices.list({ limit: 2, ending_before: fourth ?? '' });
    expect(before.data.map(({ id }) => id)).toEqual([second, third]);
    expect(before.has_more).toBe(true);
    const head = await stripe.invoices.list({ limit: 5, ending_before: third ?? '' });
    expect([head.data.map(({ id }) => id), head.has_more]).toEqual([[first, second], false]);
  });

  it('are the same, filtered by the server or by the reader', async () => {
    const now = Math.floor(nowMs / 1000);
    const ids = (list: Stripe.Invoice[]): string[] => list.map(({ id }) => id);
    const sample = invoices.find(({ parent, status }) => parent !== null && status === 'open');
    const customer = String(sample?.customer);
    const subscription = String(sample?.parent?.subscription_details?.subscription);
    const filters: [Stripe.InvoiceListParams, (invoice: Stripe.Invoice) => boolean][] = [
      [{ status: 'open' }, ({ status }) => status === 'open'],
      [{ status: 'uncollectible' }, ({ status }) => status === 'uncollectible'],
      [{ customer }, (invoice) => invoice.customer === customer],
      [{ customer, status: 'paid' }, (invoice) => invoice.customer === customer && invoice.status === 'paid'],
      [{ subscription }, ({ parent }) => parent?.subscription_details?.subscription === subscription],
      [
        { collection_method: 'send_invoice', status: 'open' },
        (i) => i.collection_method === 'send_invoice' && i.status === 'open',
      ],
      [
        { status: 'open', due_date: { lt: now } },
        (i) => i.status === 'open' && i.due_date !== null && i.due_date < now,
      ],
      [
        { created: { gt: now - 90 * 86_400, lte: now - 60 * 86_400 } },
        ({ created }) => created > now - 90 * 86_400 && created <= now - 60 * 86_400,
      ],
    ];
    for (const [filter, fits] of filters) {
      const listed = await all(stripe.invoices.list({ ...filter, limit: 100 }));
      const expected = ids(invoices.filter(fits));
      expect(expected.length).toBeGreaterThan(0);
      expect(ids(listed)).toEqual(expected);
    }
  });

  it('hold the first ten lines and give the rest page by page', async () => {
    const long = await stripe.invoices.retrieve(invoices.find(({ lines }) => lines.has_more)?.id ?? '');
    expect(long.lines.data).toHaveLength(10);
    const lines = await all(stripe.invoices.listLineItems(long.id, { limit: 7 }));
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(long.subtotal);
    const counts = [];
    for (const invoice of invoices) {
      if (!invoice.lines.has_more) continue;
      counts.push((await all(stripe.invoices.listLineItems(invoice.id, { limit: 100 }))).length);
      if (counts.includes(250)) break;
    }
    expect(counts).toContain(250);
  });

  it('tax each rate of their country and none in a reverse charge', async () => {
    const rates = new Map((await all(stripe.taxRates.list({ limit: 100 }))).map((rate) => [rate.id, rate]));
    const reasons = new Set<string>();
    const percentages = new Set<number>();
    for (const invoice of invoices) {
      for (const tax of invoice.total_taxes ?? []) {
        reasons.add(tax.taxability_reason);
        percentages.add(rates.get(tax.tax_rate_details?.tax_rate ?? '')?.percentage ?? -1);
        if (invoice.customer_tax_exempt !== 'none') expect(tax.amount).toBe(0);
      }
    }
    for (const reason of ['standard_rated', 'reduced_rated', 'reverse_charge'])
      expect(reasons).toContain(reason);
    for (const rate of [0, 5, 8.1, 9, 19, 20, 21, 25, 27]) expect(percentages).toContain(rate);
  });
});

describe('what belongs together', () => {
  it('lets a suspended customer owe the invoice that suspended them', async () => {
    const subscriptions = await all(
      stripe.subscriptions.list({ status: 'all', limit: 100, expand: ['data.latest_invoice'] }),
    );
    const states = new Set(subscriptions.map(({ status }) => status));
    for (const state of ['active', 'trialing', 'past_due', 'unpaid', 'paused', 'incomplete', 'canceled']) {
      expect(states).toContain(state);
    }
    const owing = subscriptions.filter(
      ({ status, status_details: details }) =>
        ['past_due', 'unpaid', 'incomplete'].includes(status) ||
        details?.paused.subscription.type.endsWith('payment_failure'),
    );
    expect(owing.length).toBeGreaterThan(5);
    for (const { latest_invoice: latest } of owing)
      expect(latest).toMatchObject({ status: 'open', attempted: true });
  });

  it('hides canceled subscriptions unless they are asked for', async () => {
    const shown = await all(stripe.subscriptions.list({ limit: 100 }));
    expect(shown.some(({ status }) => status === 'canceled')).toBe(false);
    expect((await all(stripe.subscriptions.list({ limit: 100, status: 'canceled' }))).length).toBeGreaterThan(
      0,
    );
  });

  it('finds debits under way by the open payments of invoices', async () => {
    const open = await all(
      stripe.invoicePayments.list({ status: 'open', limit: 100, expand: ['data.payment.payment_intent'] }),
    );
    const processing = open.filter(
      ({ payment }) => (payment.payment_intent as Stripe.PaymentIntent).status === 'processing',
    );
    expect(processing.length).toBeGreaterThan(0);
    const invoice = await stripe.invoices.retrieve(String(processing[0]?.invoice));
    expect(invoice.status).toBe('open');
  });

  it('ties credit notes to their invoice by amount', async () => {
    for await (const note of stripe.creditNotes.list({ limit: 100, expand: ['data.invoice'] })) {
      const invoice = note.invoice as Stripe.Invoice;
      const credited = invoice.pre_payment_credit_notes_amount + invoice.post_payment_credit_notes_amount;
      expect(credited).toBe(note.amount);
      expect(note.total).toBe(
        note.subtotal + (note.total_taxes ?? []).reduce((sum, { amount }) => sum + amount, 0),
      );
    }
  });

  it('answers for a deleted customer with a stub and keeps the invoices', async () => {
    const alive = new Set(customers.map(({ id }) => id));
    const orphan = invoices.find(({ customer }) => !alive.has(String(customer)));
    const expanded = await stripe.invoices.retrieve(orphan?.id ?? '', { expand: ['customer'] });
    expect(expanded.customer).toMatchObject({ object: 'customer', deleted: true });
    const { id } = expanded.customer as Stripe.DeletedCustomer;
    expect(await stripe.customers.retrieve(id)).toEqual(expect.objectContaining({ id, deleted: true }));
    expect(await refusal(stripe.customers.update(id, { name: 'x' }))).toMatchObject({ statusCode: 404 });
  });

  it('keeps 30 days of events and refuses a cursor from before', async () => {
    let clockMs = nowMs;
    const { stripe } = await emulatedStripe({}, { nowMs: () => clockMs });
    const events = await all(stripe.events.list({ limit: 100 }));
    const oldest = events.at(-1);
    expect(events.length).toBeGreaterThan(600);
    expect(oldest?.created).toBeGreaterThanOrEqual(Math.floor(clockMs / 1000) - 30 * 86_400);
    expect(Math.floor(clockMs / 1000)).toBeGreaterThanOrEqual(events[0]?.created ?? Infinity);
    clockMs += 10 * 86_400_000;
    const gone = await refusal(stripe.events.list({ ending_before: oldest?.id ?? '' }));
    expect(gone).toMatchObject({ code: 'resource_missing', param: 'ending_before' });
  });
});

it('serves the largest office, with a customer of 5,000 invoices', async () => {
  const { stripe, emulator } = await emulatedStripe({ size: 'XL' });
  const first = await stripe.invoices.list({ limit: 1 });
  const big = await firstOf(stripe.customers.search({ query: 'name:"Nederland Horeca Group Holding"' }));
  expect(await all(stripe.invoices.list({ customer: big.id, limit: 100 }))).toHaveLength(5_000);
  expect((await stripe.invoices.retrieve(first.data[0]?.id ?? '')).id).toBe(first.data[0]?.id);
  expect(firstAccount(emulator).name).toBe('Nederland');
});
