import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { eventTypesSince, newestEvent, refusal } from './stripeEmulatorClient.ts';
import { moneyOffice, openInvoice, payerWith, paymentOf } from './stripeEmulatorMoney.ts';

describe('a direct debit', () => {
  it.each([
    ['pm_sepaDebit', 'eur', 6],
    ['pm_bacsDebit_success', 'gbp', 4],
    ['pm_test_au_becs_debit', 'aud', 3],
    ['pm_test_acss_debit', 'cad', 5],
    ['pm_usBankAccount_success', 'usd', 4],
    ['pm_test_nz_bank_account', 'nzd', 2],
  ])('%s in %s is under way for %i days and then pays', async (testMethod, currency, days) => {
    const { stripe, passDays } = await moneyOffice();
    const { customer } = await payerWith(stripe, testMethod);
    const { id } = await openInvoice(stripe, customer, { currency });
    expect((await stripe.invoices.pay(id)).status).toBe('open');
    await passDays(days - 1);
    expect((await paymentOf(stripe, id)).intent.status).toBe('processing');
    const before = await newestEvent(stripe);
    await passDays(1);
    const { invoice, payment, intent } = await paymentOf(stripe, id);
    expect([invoice.status, payment.status, intent.status]).toEqual(['paid', 'paid', 'succeeded']);
    expect(await eventTypesSince(stripe, before)).toEqual(
      expect.arrayContaining([
        'charge.succeeded',
        'payment_intent.succeeded',
        'invoice_payment.paid',
        'invoice.paid',
        'invoice.payment_succeeded',
      ]),
    );
  });

  it('blocks everything that would take or forgive the money twice', async () => {
    const { stripe } = await moneyOffice();
    const { customer } = await payerWith(stripe, 'pm_sepaDebit');
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    const { id } = await openInvoice(stripe, customer);
    await stripe.invoices.pay(id);
    for (const call of [
      stripe.invoices.pay(id, { payment_method: card.id }),
      stripe.invoices.pay(id, { paid_out_of_band: true }),
      stripe.invoices.voidInvoice(id),
      stripe.creditNotes.create({ invoice: id, amount: 500 }),
    ]) {
      expect(await refusal(call)).toMatchObject({ statusCode: 400, code: 'payment_intent_unexpected_state' });
    }
  });

  it.each([
    ['pm_sepaDebit_failed', 'eur', 'payment_method_provider_decline'],
    ['pm_sepaDebit_insufficientFunds', 'eur', 'insufficient_funds'],
    ['pm_bacsDebit_debitNotAuthorized', 'gbp', 'debit_not_authorized'],
    ['pm_usBankAccount_accountClosed', 'usd', 'account_closed'],
    ['pm_usBankAccount_noAccount', 'usd', 'no_account'],
  ])('%s comes back days later and leaves the invoice open', async (testMethod, currency, code) => {
    const { stripe, passDays } = await moneyOffice();
    const { customer } = await payerWith(stripe, testMethod);
    const { id } = await openInvoice(stripe, customer, { currency });
    await stripe.invoices.pay(id);
    const before = await newestEvent(stripe);
    await passDays(7);
    const { invoice, payment, intent } = await paymentOf(stripe, id);
    expect([invoice.status, payment.status]).toEqual(['open', 'open']);
    expect(intent).toMatchObject({ status: 'requires_payment_method', last_payment_error: { code } });
    expect(await stripe.charges.retrieve(String(intent.latest_charge))).toMatchObject({
      status: 'failed',
      paid: false,
      failure_code: code,
    });
    const types = await eventTypesSince(stripe, before);
    expect(types).toEqual(
      expect.arrayContaining(['charge.failed', 'payment_intent.payment_failed', 'invoice.payment_failed']),
    );
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    expect((await stripe.invoices.pay(id, { payment_method: card.id })).status).toBe('paid');
  });

  it('bears the bank’s date, however late one looks', async () => {
    const { stripe, passDays } = await moneyOffice();
    const { customer } = await payerWith(stripe, 'pm_sepaDebit');
    const { id } = await openInvoice(stripe, customer);
    const { payments } = await stripe.invoices.pay(id, { expand: ['payments.data.payment.payment_intent'] });
    const intent = payments?.data[0]?.payment.payment_intent as Stripe.PaymentIntent;
    const { created } = await stripe.charges.retrieve(String(intent.latest_charge));
    await passDays(20);
    const { status_transitions: moments } = await stripe.invoices.retrieve(id);
    expect(moments.paid_at).toBe(created + 6 * 86_400);
  });

  it('that was disputed was paid all the same', async () => {
    const { stripe, passDays } = await moneyOffice();
    const { customer } = await payerWith(stripe, 'pm_sepaDebit_disputed');
    const { id } = await openInvoice(stripe, customer);
    await stripe.invoices.pay(id);
    await passDays(6);
    const { invoice, intent } = await paymentOf(stripe, id);
    expect(invoice.status).toBe('paid');
    const [dispute] = (await stripe.disputes.list({ payment_intent: intent.id })).data;
    expect(dispute).toMatchObject({ status: 'lost', reason: 'debit_not_authorized', amount: 12_000 });
    const charge = await stripe.charges.retrieve(String(intent.latest_charge));
    expect(charge.disputed).toBe(true);
    expect((await refusal(stripe.refunds.create({ charge: charge.id }))).code).toBe('charge_disputed');
  });

  it('clears within the seconds an office was started with, or when the bank is told to', async () => {
    const { stripe, control } = await moneyOffice({ debitSeconds: 60 });
    const { customer } = await payerWith(stripe, 'pm_sepaDebit');
    const [quick, told] = [await openInvoice(stripe, customer), await openInvoice(stripe, customer)];
    await stripe.invoices.pay(told.id);
    const { intent } = await paymentOf(stripe, told.id);
    await control(`payment_intents/${intent.id}/settle`, { failure: 'refer_to_customer' });
    expect((await paymentOf(stripe, told.id)).intent.last_payment_error?.code).toBe('refer_to_customer');
    await expect(control(`payment_intents/${intent.id}/settle`)).rejects.toThrow('not processing');
    await stripe.invoices.pay(quick.id);
    await control('clock', { advance: '60' });
    expect((await stripe.invoices.retrieve(quick.id)).status).toBe('paid');
  });
});

describe('a mandate', () => {
  async function mandateOfCharge(stripe: Stripe, invoice: string): Promise<string> {
    const { intent } = await paymentOf(stripe, invoice);
    const details = (await stripe.charges.retrieve(String(intent.latest_charge))).payment_method_details;
    return details?.sepa_debit?.mandate ?? details?.bacs_debit?.mandate ?? '';
  }

  it('stands behind every debit and can be revoked, which ends collecting by it', async () => {
    const { stripe, control } = await moneyOffice();
    const { customer } = await payerWith(stripe, 'pm_sepaDebit');
    const [first, second] = [await openInvoice(stripe, customer), await openInvoice(stripe, customer)];
    await stripe.invoices.pay(first.id);
    const id = await mandateOfCharge(stripe, first.id);
    expect(await stripe.mandates.retrieve(id)).toMatchObject({ status: 'active', type: 'multi_use' });
    const before = await newestEvent(stripe);
    await control(`mandates/${id}`, { state: 'revoked' });
    expect(await eventTypesSince(stripe, before)).toEqual(['mandate.updated']);
    expect((await stripe.mandates.retrieve(id)).status).toBe('inactive');
    expect(await refusal(stripe.invoices.pay(second.id))).toMatchObject({
      statusCode: 400,
      code: 'payment_intent_mandate_invalid',
    });
  });

  it.each([
    ['pm_bacsDebit_success', 'accepted', 'active'],
    ['pm_bacsDebit_mandateRefused', 'refused', 'inactive'],
  ])('of %s is %s by the bank days after it was given', async (testMethod, network, status) => {
    const { stripe, passDays } = await moneyOffice();
    const { customer } = await payerWith(stripe, testMethod);
    const { id: invoice } = await openInvoice(stripe, customer, { currency: 'gbp' });
    await stripe.invoices.pay(invoice);
    const id = await mandateOfCharge(stripe, invoice);
    const networkStatus = async (): Promise<string | undefined> =>
      (await stripe.mandates.retrieve(id)).payment_method_details.bacs_debit?.network_status;
    expect(await networkStatus()).toBe('pending');
    await passDays(3);
    expect(await networkStatus()).toBe(network);
    expect((await stripe.mandates.retrieve(id)).status).toBe(status);
  });
});
