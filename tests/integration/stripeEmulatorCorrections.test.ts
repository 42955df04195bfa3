import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { emulatedStripe, firstAccount, firstOf, refusal } from './stripeEmulatorClient.ts';
import { moneyOffice, openInvoice, payerWith, paymentOf } from './stripeEmulatorMoney.ts';

describe('a credit note of a paid invoice', () => {
  it('gives the money back to the card, to the balance, or says that we did', async () => {
    const { stripe } = await moneyOffice();
    const { customer } = await payerWith(stripe, 'pm_card_visa');
    const { id } = await openInvoice(stripe, customer, { amount: 10_000 });
    await stripe.invoices.pay(id);
    const wish = { invoice: id, amount: 6_000, refund_amount: 3_000, credit_amount: 2_000 };
    const preview = await stripe.creditNotes.preview({ ...wish, out_of_band_amount: 1_000 });
    expect(preview).toMatchObject({ post_payment_amount: 6_000, pre_payment_amount: 0 });
    expect((await stripe.refunds.list({})).data).toEqual([]);
    const note = await stripe.creditNotes.create({ ...wish, out_of_band_amount: 1_000 });
    expect(note).toMatchObject({
      type: 'post_payment',
      out_of_band_amount: 1_000,
      refunds: [{ amount_refunded: 3_000, type: 'refund' }],
    });
    expect(note.customer_balance_transaction).toMatch(/^cbtxn_/);
    const { intent, invoice } = await paymentOf(stripe, id);
    expect(invoice).toMatchObject({ status: 'paid', post_payment_credit_notes_amount: 6_000 });
    expect((await stripe.charges.retrieve(String(intent.latest_charge))).amount_refunded).toBe(3_000);
    expect(((await stripe.customers.retrieve(customer)) as Stripe.Customer).balance).toBe(-2_000);
  });

  it('accounts for a refund that was made before', async () => {
    const { stripe } = await moneyOffice();
    const { customer } = await payerWith(stripe, 'pm_card_visa');
    const { id } = await openInvoice(stripe, customer);
    await stripe.invoices.pay(id);
    const { intent } = await paymentOf(stripe, id);
    const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 700 });
    const note = await stripe.creditNotes.create({
      invoice: id,
      amount: 700,
      refunds: [{ refund: refund.id, amount_refunded: 700 }],
    });
    expect(note.refunds).toMatchObject([{ refund: refund.id, amount_refunded: 700 }]);
    expect((await stripe.charges.retrieve(String(refund.charge))).amount_refunded).toBe(700);
  });

  it('is refused when its parts do not add up or there is no charge', async () => {
    const { stripe } = await moneyOffice();
    const { customer } = await payerWith(stripe, 'pm_card_visa');
    const { id } = await openInvoice(stripe, customer);
    const early = { invoice: id, amount: 500, refund_amount: 500 };
    expect((await refusal(stripe.creditNotes.create(early))).message).toContain('must equal');
    await stripe.invoices.pay(id, { paid_out_of_band: true });
    expect((await refusal(stripe.creditNotes.create(early))).param).toBe('refund_amount');
    expect((await stripe.creditNotes.list({ invoice: id })).data).toEqual([]);
  });

  it('shows by line what it would credit', async () => {
    const { stripe } = await moneyOffice();
    const { customer } = await payerWith(stripe, 'pm_card_visa');
    const { id, lines } = await openInvoice(stripe, customer, { amount: 900 });
    const line = {
      type: 'invoice_line_item',
      invoice_line_item: lines.data[0]?.id ?? '',
      amount: 300,
    } as const;
    const credited = await firstOf(stripe.creditNotes.listPreviewLineItems({ invoice: id, lines: [line] }));
    expect(credited).toMatchObject({ amount: 300, invoice_line_item: line.invoice_line_item });
  });
});

/** An invoice of the office on which a discount was given. */
async function findDiscounted(stripe: Stripe): Promise<Stripe.Invoice> {
  for await (const invoice of stripe.invoices.list({ limit: 100, status: 'open' }))
    if (invoice.total_discount_amounts?.length && invoice.amount_remaining === invoice.total) return invoice;
  throw new Error('The office has no open invoice with a discount.');
}

describe('a credit note of a discounted invoice', () => {
  it('credits the discount with its lines, so that everything comes to what was asked', async () => {
    const { stripe } = await moneyOffice({ anchor: '2026-10-31', accounts: 1 });
    const invoice = await findDiscounted(stripe);
    const lines = invoice.lines.data.map(({ id, amount }) => ({
      type: 'invoice_line_item' as const,
      invoice_line_item: id,
      amount,
    }));
    const note = await stripe.creditNotes.preview({ invoice: invoice.id, lines });
    const discount = invoice.total_discount_amounts?.[0]?.amount ?? 0;
    expect(note).toMatchObject({
      subtotal: invoice.subtotal,
      discount_amount: discount,
      total_excluding_tax: invoice.total_excluding_tax,
      total: invoice.total,
      pre_payment_amount: invoice.total,
    });
  });
});

describe('the addresses of the emulator itself', () => {
  it('need a secret key, and no limit or fault reaches them', async () => {
    const { emulator } = await emulatedStripe({ rate: 1, faults: [{ kind: 'offline', percent: 100 }] });
    const url = `${emulator.url}/_emulator/clock`;
    expect((await fetch(url)).status).toBe(401);
    const headers = { authorization: `Bearer ${firstAccount(emulator).key}` };
    for (const _ of [1, 2, 3]) expect((await fetch(url, { headers })).status).toBe(200);
  });

  it('set the trouble, move the clock forward only, and tell what can be used', async () => {
    const { stripe, control, emulator } = await moneyOffice();
    await control('faults', { 'faults[0][kind]': '500', 'faults[0][percent]': '100' });
    expect((await refusal(stripe.balance.retrieve())).statusCode).toBe(500);
    await control('faults');
    expect((await stripe.balance.retrieve()).object).toBe('balance');
    await expect(control('clock', { advance: '-1' })).rejects.toThrow('forward only');
    const headers = { authorization: `Bearer ${firstAccount(emulator).key}` };
    const told = (await (await fetch(`${emulator.url}/_emulator`, { headers })).json()) as {
      test_payment_methods: string[];
    };
    const { id: customer } = await stripe.customers.create({});
    for (const method of told.test_payment_methods) await stripe.paymentMethods.attach(method, { customer });
    expect((await stripe.customers.listPaymentMethods(customer, { limit: 100 })).data).toHaveLength(
      told.test_payment_methods.length,
    );
  });

  it('dispute a charge', async () => {
    const { stripe, control } = await moneyOffice();
    const { customer } = await payerWith(stripe, 'pm_card_visa');
    const { id } = await openInvoice(stripe, customer);
    await stripe.invoices.pay(id);
    const { intent } = await paymentOf(stripe, id);
    await control(`charges/${String(intent.latest_charge)}/dispute`, { reason: 'duplicate' });
    const [dispute] = (await stripe.disputes.list({ charge: String(intent.latest_charge) })).data;
    expect(dispute).toMatchObject({ reason: 'duplicate', status: 'needs_response', amount: 12_000 });
    expect((await stripe.invoices.retrieve(id)).status).toBe('paid');
  });
});

it('takes no more than 200 methods of a customer', async () => {
  const { stripe } = await moneyOffice();
  const { customer } = await payerWith(stripe, 'pm_card_visa');
  for (let i = 1; i < 200; i++) await stripe.paymentMethods.attach('pm_card_visa', { customer });
  const error = await refusal(stripe.paymentMethods.attach('pm_card_visa', { customer }));
  expect([error.statusCode, error.code]).toEqual([400, 'customer_max_payment_methods']);
});
