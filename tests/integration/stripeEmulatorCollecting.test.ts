import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { eventTypesSince, newestEvent, refusal } from './stripeEmulatorClient.ts';
import { moneyOffice, openInvoice, payerWith, paymentOf } from './stripeEmulatorMoney.ts';

describe('a declined card', () => {
  it.each([
    ['pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline', 'try_again_later', '01'],
    ['pm_card_chargeCustomerFail', 'card_declined', 'generic_decline', 'try_again_later', '01'],
    [
      'pm_card_visa_chargeDeclinedInsufficientFunds',
      'card_declined',
      'insufficient_funds',
      'try_again_later',
      '51',
    ],
    ['pm_card_visa_chargeDeclinedLostCard', 'card_declined', 'lost_card', 'do_not_try_again', '41'],
    ['pm_card_visa_chargeDeclinedStolenCard', 'card_declined', 'stolen_card', 'do_not_try_again', '43'],
    ['pm_card_visa_chargeDeclinedDoNotHonor', 'card_declined', 'do_not_honor', 'try_again_later', '05'],
    [
      'pm_card_visa_chargeDeclinedVelocityLimitExceeded',
      'card_declined',
      'card_velocity_exceeded',
      'try_again_later',
      '65',
    ],
    ['pm_card_chargeDeclinedFraudulent', 'card_declined', 'fraudulent', 'do_not_try_again', '59'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card', 'confirm_card_data', '54'],
    ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', 'incorrect_cvc', 'confirm_card_data', 'N7'],
    [
      'pm_card_chargeDeclinedProcessingError',
      'processing_error',
      'processing_error',
      'try_again_later',
      '06',
    ],
    [
      'pm_card_authenticationRequiredOnSetup',
      'authentication_required',
      'authentication_required',
      undefined,
      '1A',
    ],
  ])('%s says why, and what to do about it', async (card, code, declineCode, advice, network) => {
    const { stripe } = await moneyOffice();
    const { customer, method } = await payerWith(stripe, card);
    const { id } = await openInvoice(stripe, customer);
    const error = await refusal(stripe.invoices.pay(id, { payment_method: method }));
    expect(error).toBeInstanceOf(Stripe.errors.StripeCardError);
    expect(error).toMatchObject({
      statusCode: 402,
      code,
      decline_code: declineCode,
      network_decline_code: network,
      payment_method: { id: method },
    });
    expect(error.advice_code).toBe(advice);
    const { invoice, payment, intent } = await paymentOf(stripe, id);
    expect(invoice).toMatchObject({ status: 'open', attempted: true, attempt_count: 1, amount_paid: 0 });
    expect(payment.status).toBe('open');
    expect(intent).toMatchObject({
      id: error.payment_intent?.id,
      status: 'requires_payment_method',
      last_payment_error: { code, decline_code: declineCode, type: 'card_error' },
    });
    const charge = await stripe.charges.retrieve(String(intent.latest_charge));
    expect(charge).toMatchObject({ status: 'failed', failure_code: code, outcome: { reason: declineCode } });
  });

  it('is told in the feed, and counts once however often we try', async () => {
    const { stripe } = await moneyOffice();
    const { customer } = await payerWith(stripe, 'pm_card_visa_chargeDeclinedInsufficientFunds');
    const { id } = await openInvoice(stripe, customer);
    const before = await newestEvent(stripe);
    await refusal(stripe.invoices.pay(id));
    expect(await eventTypesSince(stripe, before)).toEqual([
      'charge.failed',
      'payment_intent.payment_failed',
      'invoice.payment_failed',
      'invoice.updated',
    ]);
    await refusal(stripe.invoices.pay(id));
    expect((await stripe.invoices.retrieve(id)).attempt_count).toBe(1);
  });

  it('stays declined under its key, and may succeed under another', async () => {
    const { stripe, control } = await moneyOffice();
    const { customer, method } = await payerWith(stripe, 'pm_card_visa_chargeDeclined');
    const { id } = await openInvoice(stripe, customer);
    await refusal(stripe.invoices.pay(id, {}, { idempotencyKey: 'first' }));
    await control(`payment_methods/${method}`, { behaviour: 'succeeds' });
    const again = await refusal(stripe.invoices.pay(id, {}, { idempotencyKey: 'first' }));
    expect([again.statusCode, again.decline_code]).toEqual([402, 'generic_decline']);
    expect((await stripe.invoices.pay(id, {}, { idempotencyKey: 'second' })).status).toBe('paid');
  });
});

describe('authentication', () => {
  it('leaves the payment waiting for the customer', async () => {
    const { stripe } = await moneyOffice();
    const { customer } = await payerWith(stripe, 'pm_card_authenticationRequired');
    const { id } = await openInvoice(stripe, customer);
    const before = await newestEvent(stripe);
    const error = await refusal(stripe.invoices.pay(id, { off_session: true }));
    expect(error).toMatchObject({ statusCode: 402, code: 'invoice_payment_intent_requires_action' });
    expect((await paymentOf(stripe, id)).intent).toMatchObject({
      status: 'requires_action',
      next_action: { type: 'use_stripe_sdk' },
    });
    expect(await eventTypesSince(stripe, before)).toEqual([
      'payment_intent.requires_action',
      'invoice.updated',
      'invoice.payment_action_required',
    ]);
  });

  it('does not keep another method from paying', async () => {
    const { stripe } = await moneyOffice();
    const { customer } = await payerWith(stripe, 'pm_card_authenticationRequired');
    const { id } = await openInvoice(stripe, customer);
    await refusal(stripe.invoices.pay(id));
    const other = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    expect((await stripe.invoices.pay(id, { payment_method: other.id })).status).toBe('paid');
    expect((await paymentOf(stripe, id)).intent).toMatchObject({ status: 'succeeded', next_action: null });
  });
});

describe('a refusal', () => {
  it('names what is wrong with the method', async () => {
    const { stripe, control } = await moneyOffice();
    const { customer, method } = await payerWith(stripe, 'pm_card_visa');
    const { id } = await openInvoice(stripe, customer);
    const limited = await openInvoice(stripe, customer, {
      payment_settings: { payment_method_types: ['sepa_debit'] },
    });
    const wrongType = await refusal(stripe.invoices.pay(limited.id));
    expect(wrongType.code).toBe('payment_intent_incompatible_payment_method');
    const bacs = await stripe.paymentMethods.attach('pm_bacsDebit_success', { customer });
    const wrongCurrency = await refusal(stripe.invoices.pay(id, { payment_method: bacs.id }));
    expect(wrongCurrency).toMatchObject({ statusCode: 400, code: 'payment_method_currency_mismatch' });
    await control(`payment_methods/${bacs.id}`, { behaviour: 'blocked' });
    const pounds = await openInvoice(stripe, customer, { currency: 'gbp' });
    const blocked = await refusal(stripe.invoices.pay(pounds.id, { payment_method: bacs.id }));
    expect(blocked.code).toBe('payment_method_bank_account_blocked');
    await stripe.paymentMethods.detach(method);
    const gone = await refusal(stripe.invoices.pay(id, { payment_method: method }));
    expect(gone).toMatchObject({ statusCode: 400, code: 'payment_method_unexpected_state' });
    const none = await refusal(stripe.invoices.pay(id));
    expect([none.code, none.message]).toEqual([
      undefined,
      expect.stringContaining('no attached payment source'),
    ]);
    expect((await stripe.invoices.retrieve(id)).attempted).toBe(false);
  });

  it('names what is wrong with the invoice', async () => {
    const { stripe } = await moneyOffice();
    const { customer } = await payerWith(stripe, 'pm_card_visa');
    const draft = await stripe.invoices.create({ customer, currency: 'eur' });
    const paid = await openInvoice(stripe, customer);
    await stripe.invoices.pay(paid.id);
    const voided = await openInvoice(stripe, customer);
    await stripe.invoices.voidInvoice(voided.id);
    for (const [id, word] of [
      [draft.id, 'draft'],
      [paid.id, 'already paid'],
      [voided.id, 'voided'],
    ] as const) {
      const error = await refusal(stripe.invoices.pay(id));
      expect([error.statusCode, error.code, error.message]).toEqual([
        400,
        undefined,
        expect.stringContaining(word),
      ]);
    }
    const written = await openInvoice(stripe, customer);
    await stripe.invoices.markUncollectible(written.id);
    expect((await stripe.invoices.pay(written.id)).status).toBe('paid');
  });

  it.each([
    ['eur', 49, 'amount_too_small'],
    ['gbp', 29, 'amount_too_small'],
    ['xof', 299, 'amount_too_small'],
    ['kwd', 1_505, 'parameter_invalid_integer'],
    ['eur', 100_000_000, 'amount_too_large'],
  ])('of %s %i says %s', async (currency, amount, code) => {
    const { stripe } = await moneyOffice();
    const { customer } = await payerWith(stripe, 'pm_card_visa');
    const { id } = await openInvoice(stripe, customer, { currency, amount });
    expect((await refusal(stripe.invoices.pay(id))).code).toBe(code);
  });

  it.each([
    ['xof', 300],
    ['kwd', 1_500],
    ['huf', 17_500],
  ])('does not meet %s %i', async (currency, amount) => {
    const { stripe } = await moneyOffice();
    const { customer } = await payerWith(stripe, 'pm_card_visa');
    const { id } = await openInvoice(stripe, customer, { currency, amount });
    expect(await stripe.invoices.pay(id)).toMatchObject({ status: 'paid', amount_paid: amount });
  });
});

describe('writes at the same time', () => {
  it('to one customer exclude each other, to two do not', async () => {
    const { emulator, stripe } = await moneyOffice();
    const { customer } = await payerWith(stripe, 'pm_card_visa');
    const one = await openInvoice(stripe, customer);
    const two = await openInvoice(stripe, (await payerWith(stripe, 'pm_card_visa')).customer);
    await emulator.setFaults([{ kind: 'slow', percent: 100 }]);
    const [first, second, other] = await Promise.allSettled([
      stripe.invoices.pay(one.id, {}, { idempotencyKey: 'a' }),
      stripe.invoices.pay(one.id, {}, { idempotencyKey: 'b' }),
      stripe.invoices.pay(two.id, {}, { idempotencyKey: 'c' }),
    ]);
    const outcomes = [first, second].map(({ status }) => status).toSorted();
    expect(outcomes).toEqual(['fulfilled', 'rejected']);
    const refused = [first, second].find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(refused.reason).toMatchObject({ statusCode: 429, code: 'lock_timeout' });
    expect(other?.status).toBe('fulfilled');
    await emulator.setFaults([]);
    expect((await paymentOf(stripe, one.id)).invoice.amount_paid).toBe(12_000);
  });

  it('meet a lock on demand, and reads do not; the key is free afterwards', async () => {
    const { emulator, stripe } = await moneyOffice();
    const { customer } = await payerWith(stripe, 'pm_card_visa');
    const { id } = await openInvoice(stripe, customer);
    await emulator.setFaults([{ kind: 'lock', percent: 100 }]);
    const error = await refusal(stripe.invoices.pay(id, {}, { idempotencyKey: 'k' }));
    expect([error.code, error.headers?.['stripe-should-retry']]).toEqual(['lock_timeout', 'true']);
    expect((await stripe.invoices.retrieve(id)).status).toBe('open');
    await emulator.setFaults([]);
    expect((await stripe.invoices.pay(id, {}, { idempotencyKey: 'k' })).status).toBe('paid');
  });
});

it('carries a payment out whose answer is lost, and tells it again under its key', async () => {
  const { emulator, stripe } = await moneyOffice();
  const { customer } = await payerWith(stripe, 'pm_card_visa');
  const { id } = await openInvoice(stripe, customer);
  await emulator.setFaults([{ kind: 'timeout', percent: 100, path: '/pay', times: 1 }]);
  const options = { idempotencyKey: 'lost', timeout: 400 };
  expect(await refusal(stripe.invoices.pay(id, {}, options))).toBeInstanceOf(
    Stripe.errors.StripeConnectionError,
  );
  expect((await stripe.invoices.retrieve(id)).status).toBe('paid');
  const again = await stripe.invoices.pay(id, {}, { idempotencyKey: 'lost' });
  expect([again.status, again.lastResponse.headers['idempotent-replayed']]).toEqual(['paid', 'true']);
  expect((await stripe.charges.list({ customer })).data).toHaveLength(1);
});

it('keeps a refusal that came after execution began under its key, and not one of a parameter', async () => {
  const { stripe } = await moneyOffice();
  const { customer } = await payerWith(stripe, 'pm_card_visa');
  const draft = await stripe.invoices.create({ customer, currency: 'eur' });
  await stripe.invoiceItems.create({ customer, invoice: draft.id, amount: 900, currency: 'eur' });
  await refusal(stripe.invoices.pay(draft.id, {}, { idempotencyKey: 'state' }));
  await stripe.invoices.finalizeInvoice(draft.id);
  const again = await refusal(stripe.invoices.pay(draft.id, {}, { idempotencyKey: 'state' }));
  expect(again.message).toContain('draft');
  const unknown = { payment_method: 'pm_none' };
  await refusal(stripe.invoices.pay(draft.id, unknown, { idempotencyKey: 'parameter' }));
  expect((await stripe.invoices.pay(draft.id, {}, { idempotencyKey: 'parameter' })).status).toBe('paid');
});
