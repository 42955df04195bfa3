import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors/appError.ts';
import { schemas } from '../../shared/ipc/contract.ts';
import { failureOf } from '../builders/failureOf.ts';
import { openPaymentBench, workspaceId, type PaymentBench } from '../builders/paymentBench.ts';

const day = 86_400;
let bench: PaymentBench;

beforeAll(async () => {
  bench = await openPaymentBench();
}, 60_000);

afterAll(() => bench.close());

async function auditOf(customerId: string) {
  const { rows } = await bench.office.workspaceDatabase.listAudit({
    workspaceIds: [workspaceId],
    customerId,
    offset: 0,
    limit: 50,
  });
  return rows;
}

async function attemptsOf(invoiceId: string) {
  const filter = { workspaceIds: [workspaceId], customerId: null, unsettled: false, offset: 0, limit: 50 };
  return (await bench.services['payments.listAttempts']({ ...filter, invoiceId })).rows;
}

async function cachedInvoice(invoiceId: string): Promise<{ status: string; amount_remaining: number }> {
  const cached = await bench.office.cache.findObject({ workspaceId, kind: 'invoice', id: invoiceId });
  return JSON.parse(cached?.json ?? '{}') as { status: string; amount_remaining: number };
}

describe('preparing to collect', () => {
  it('names amount, customer and every method, each usable one or with the reason why not', async () => {
    const customer = await bench.addCustomer([
      'pm_card_visa',
      'pm_sepaDebit',
      'pm_bacsDebit_success',
      'pm_customerBalance',
    ]);
    const invoice = await bench.addInvoice(customer.id);
    const offer = await bench.services['payments.prepare']({ workspaceId, invoiceId: invoice.id });
    expect(schemas['payments.prepare'].output.parse(offer)).toEqual(offer);
    expect(offer).toMatchObject({
      amount: 12_100,
      currency: 'eur',
      refusal: null,
      customerName: 'De Gouden Lepel',
    });
    const refusals = Object.fromEntries(offer.methods.map(({ type, refusal }) => [type, refusal]));
    expect(refusals).toEqual({
      card: null,
      sepa_debit: null,
      bacs_debit: 'currency',
      customer_balance: 'bankTransfer',
    });
    expect(offer.methods.find(({ type }) => type === 'sepa_debit')?.clearing).not.toBeNull();
  });

  it('suggests the method that Stripe would take by itself', async () => {
    const customer = await bench.addCustomer(['pm_card_visa', 'pm_card_mastercard']);
    const mastercard = customer.methods[1]?.id ?? '';
    await bench.stripe.customers.update(customer.id, {
      invoice_settings: { default_payment_method: mastercard },
    });
    const invoice = await bench.addInvoice(customer.id);
    const offer = await bench.services['payments.prepare']({ workspaceId, invoiceId: invoice.id });
    expect(offer.suggestedMethodId).toBe(mastercard);
  });

  it('refuses drafts, paid and void invoices, and customers without a usable method', async () => {
    const customer = await bench.addCustomer();
    const paid = await bench.addInvoice(customer.id);
    await bench.stripe.invoices.pay(paid.id, { payment_method: customer.methods[0]?.id ?? '' });
    const voided = await bench.addInvoice(customer.id);
    await bench.stripe.invoices.voidInvoice(voided.id);
    const draft = await bench.stripe.invoices.create({ customer: customer.id, auto_advance: false });
    const poor = await bench.addInvoice((await bench.addCustomer(['pm_customerBalance'])).id);
    const refusals = [];
    for (const { id } of [draft, paid, voided, poor])
      refusals.push((await bench.services['payments.prepare']({ workspaceId, invoiceId: id })).refusal);
    expect(refusals).toEqual(['draft', 'paid', 'void', 'noMethod']);
  });
});

describe('collecting', () => {
  it('charges once, tells it, records it and shows it in the cache', async () => {
    const customer = await bench.addCustomer();
    const invoice = await bench.addInvoice(customer.id);
    const result = await bench.collect(invoice);
    expect(schemas['payments.collect'].output.parse(result)).toEqual(result);
    expect(result).toMatchObject({ invoiceStatus: 'paid', amountPaid: 12_100, attempt: { state: 'paid' } });
    expect(await bench.listCharges(customer.id)).toHaveLength(1);
    expect(await cachedInvoice(invoice.id)).toMatchObject({ status: 'paid', amount_remaining: 0 });
    const [entry] = await auditOf(customer.id);
    expect(entry).toMatchObject({
      action: 'invoice.collected',
      outcome: 'done',
      who: 'anna (Anna de Vries)',
      after: { amount: '121.00 EUR', collection: 'paid' },
    });
    expect(entry?.requestId).toMatch(/^req_/);
    expect(await bench.office.workspaceDatabase.listActions()).toEqual([]);
  });

  it.each([
    ['jpy', 12_100, '12100 JPY'],
    ['kwd', 12_100, '12.100 KWD'],
  ])('shows amounts in %s with the decimals of that currency', async (currency, amount, text) => {
    const customer = await bench.addCustomer();
    const invoice = await bench.addInvoice(customer.id, { amount, currency });
    await bench.collect(invoice);
    const [entry] = await auditOf(customer.id);
    expect(entry?.after['amount']).toBe(text);
  });

  it.each([
    ['pm_card_visa_chargeDeclinedInsufficientFunds', 'insufficient_funds', 'try_again_later'],
    ['pm_card_visa_chargeDeclinedLostCard', 'lost_card', 'do_not_try_again'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'confirm_card_data'],
  ])('tells the decline of %s and leaves the invoice open', async (method, declineCode, adviceCode) => {
    const customer = await bench.addCustomer([method]);
    const invoice = await bench.addInvoice(customer.id);
    const result = await bench.collect(invoice);
    expect(result).toMatchObject({
      invoiceStatus: 'open',
      amountPaid: 0,
      attempt: { state: 'declined', declineCode, adviceCode },
    });
    expect(await bench.listCharges(customer.id)).toEqual([]);
    expect((await auditOf(customer.id))[0]).toMatchObject({
      outcome: 'refused',
      after: { reason: declineCode },
    });
  });

  it('warns at the next try when Stripe advised against trying again', async () => {
    const customer = await bench.addCustomer(['pm_card_visa_chargeDeclinedStolenCard']);
    const invoice = await bench.addInvoice(customer.id);
    await bench.collect(invoice);
    const offer = await bench.services['payments.prepare']({ workspaceId, invoiceId: invoice.id });
    expect(offer.methods[0]?.advisedAgainst).toBe('stolen_card');
    expect(offer.refusal).toBeNull();
  });

  it('uses a new key for a new try, so that the first decline is not given again', async () => {
    const customer = await bench.addCustomer(['pm_card_visa_chargeDeclined']);
    const invoice = await bench.addInvoice(customer.id);
    await bench.collect(invoice);
    await bench.stripe.paymentMethods.detach(customer.methods[0]?.id ?? '');
    await bench.stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    expect((await bench.collect(invoice)).attempt.state).toBe('paid');
    expect((await attemptsOf(invoice.id)).map(({ state }) => state)).toEqual(['paid', 'declined']);
  });

  it('says that the customer has to authenticate', async () => {
    const customer = await bench.addCustomer(['pm_card_authenticationRequired']);
    const invoice = await bench.addInvoice(customer.id);
    const result = await bench.collect(invoice);
    expect(result).toMatchObject({ invoiceStatus: 'open', attempt: { state: 'authentication_required' } });
  });

  it('refuses an amount that is not the one that was confirmed, and says both', async () => {
    const customer = await bench.addCustomer();
    const invoice = await bench.addInvoice(customer.id);
    const error = await failureOf(
      bench.services['payments.collect']({
        workspaceId,
        invoiceId: invoice.id,
        paymentMethodId: customer.methods[0]?.id ?? '',
        amount: 9900,
        currency: 'eur',
      }),
    );
    expect(error).toMatchObject({
      code: 'collection_refused',
      details: { reason: 'amountChanged', confirmed: 9900, live: 12_100 },
    });
    expect(error.message).toContain('99.00 EUR was confirmed, but 121.00 EUR');
    expect(await bench.listCharges(customer.id)).toEqual([]);
    expect(await attemptsOf(invoice.id)).toEqual([]);
  });

  it('refuses a method that was removed and one that cannot be used while the dialog was open', async () => {
    const customer = await bench.addCustomer(['pm_customerBalance', 'pm_card_visa']);
    const invoice = await bench.addInvoice(customer.id);
    const wanted = { workspaceId, invoiceId: invoice.id, amount: 12_100, currency: 'eur' };
    const [transfer, card] = customer.methods;
    await bench.stripe.paymentMethods.attach('pm_card_mastercard', { customer: customer.id });
    await bench.stripe.paymentMethods.detach(card?.id ?? '');
    for (const [method, reason] of [
      [card, 'methodGone'],
      [transfer, 'methodUnusable'],
    ] as const) {
      const error = await failureOf(
        bench.services['payments.collect']({ ...wanted, paymentMethodId: method?.id ?? '' }),
      );
      expect(error.details['reason']).toBe(reason);
    }
  });

  it('refuses when the customer paid in the portal meanwhile', async () => {
    const customer = await bench.addCustomer();
    const invoice = await bench.addInvoice(customer.id);
    await bench.stripe.invoices.pay(invoice.id, { payment_method: customer.methods[0]?.id ?? '' });
    const error = await failureOf(bench.collect(invoice));
    expect(error.details['reason']).toBe('paid');
    expect(await bench.listCharges(customer.id)).toHaveLength(1);
  });

  it('refuses when the customer was deleted meanwhile', async () => {
    const customer = await bench.addCustomer();
    const invoice = await bench.addInvoice(customer.id);
    await bench.stripe.customers.del(customer.id);
    const offer = await bench.services['payments.prepare']({ workspaceId, invoiceId: invoice.id });
    expect(offer).toMatchObject({ refusal: 'customerDeleted', methods: [] });
    const error = await failureOf(
      bench.services['payments.collect']({
        workspaceId,
        invoiceId: invoice.id,
        paymentMethodId: customer.methods[0]?.id ?? '',
        amount: 12_100,
        currency: 'eur',
      }),
    );
    expect(error.details['reason']).toBe('customerDeleted');
  });

  it('says that it was paid already when the payment came between the last look and the request', async () => {
    const customer = await bench.addCustomer();
    const invoice = await bench.addInvoice(customer.id);
    const gateway = await bench.office.gateways.of(workspaceId);
    const services = await bench.servicesWith({
      payInvoice: async (...input) => {
        await bench.stripe.invoices.pay(invoice.id, { payment_method: customer.methods[0]?.id ?? '' });
        return gateway.payInvoice(...input);
      },
    });
    const result = await bench.collect(invoice, services);
    expect(result).toMatchObject({ refusal: 'paid', invoiceStatus: 'paid', attempt: { state: 'refused' } });
    expect(await bench.listCharges(customer.id)).toHaveLength(1);
  });

  it('moves no money for two clicks in one second: one attempt, one charge', async () => {
    const customer = await bench.addCustomer();
    const invoice = await bench.addInvoice(customer.id);
    const both = await Promise.allSettled([bench.collect(invoice), bench.collect(invoice)]);
    expect(both.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(1);
    expect(await bench.listCharges(customer.id)).toHaveLength(1);
    const states = (await attemptsOf(invoice.id)).map(({ state }) => state);
    expect(states.filter((state) => state === 'paid')).toHaveLength(1);
  });

  it('is refused in words while Stripe cannot be reached', async () => {
    const customer = await bench.addCustomer();
    const invoice = await bench.addInvoice(customer.id);
    const services = await bench.servicesWith({
      getInvoice: async () => {
        throw new AppError('offline', 'Stripe cannot be reached.');
      },
    });
    const error = await failureOf(bench.collect(invoice, services));
    expect(error.code).toBe('offline');
    expect(error.message).toContain('Nothing was collected');
    expect(await attemptsOf(invoice.id)).toEqual([]);
  });

  it('names the missing right, and settles the attempt as refused', async () => {
    const customer = await bench.addCustomer();
    const invoice = await bench.addInvoice(customer.id);
    const services = await bench.servicesWith({
      payInvoice: async () => {
        throw new AppError('permission_missing', 'The key lacks rak_invoice_write.', { reference: 'req_1' });
      },
    });
    expect((await failureOf(bench.collect(invoice, services))).code).toBe('permission_missing');
    expect((await attemptsOf(invoice.id))[0]).toMatchObject({ state: 'refused', requestId: 'req_1' });
    expect((await bench.collect(invoice)).attempt.state).toBe('paid');
  });
});

describe('a direct debit', () => {
  it('is in progress, blocks a second collection, says when it clears, and is paid once it does', async () => {
    const customer = await bench.addCustomer(['pm_sepaDebit', 'pm_card_visa']);
    const invoice = await bench.addInvoice(customer.id);
    const sepa = customer.methods[0]?.id ?? '';
    const wanted = { workspaceId, invoiceId: invoice.id, amount: 12_100, currency: 'eur' };
    const result = await bench.services['payments.collect']({ ...wanted, paymentMethodId: sepa });
    expect(result).toMatchObject({ invoiceStatus: 'open', attempt: { state: 'processing' } });
    expect(result.attempt.clearing?.to).toBeGreaterThan(result.attempt.startedAt + 5 * day);

    const offer = await bench.services['payments.prepare']({ workspaceId, invoiceId: invoice.id });
    expect(offer).toMatchObject({ refusal: 'debitInProgress', debit: { since: result.attempt.startedAt } });
    const card = customer.methods[1]?.id ?? '';
    const error = await failureOf(bench.services['payments.collect']({ ...wanted, paymentMethodId: card }));
    expect(error.details['reason']).toBe('debitInProgress');

    bench.advance(7 * day);
    await bench.office.sync.refreshInvoice(workspaceId, invoice.id);
    bench.follower.follow(workspaceId);
    await bench.follower.idle();
    expect((await attemptsOf(invoice.id))[0]?.state).toBe('paid');
    expect(await cachedInvoice(invoice.id)).toMatchObject({ status: 'paid' });
    expect(await bench.listCharges(customer.id)).toHaveLength(1);
  });

  it('that fails days later tells why, and the invoice can be collected again', async () => {
    const customer = await bench.addCustomer(['pm_sepaDebit_insufficientFunds']);
    const invoice = await bench.addInvoice(customer.id);
    const { attempt } = await bench.collect(invoice);
    bench.advance(7 * day);
    const settled = await bench.services['payments.settle']({ attemptId: attempt.id });
    expect(settled).toMatchObject({ state: 'failed', declineCode: 'insufficient_funds' });
    expect((await auditOf(customer.id))[0]).toMatchObject({
      outcome: 'refused',
      after: { collection: 'failed', reason: 'insufficient_funds' },
    });
    const offer = await bench.services['payments.prepare']({ workspaceId, invoiceId: invoice.id });
    expect(offer.refusal).toBeNull();
  });

  it('that somebody else began is told with its method and since when', async () => {
    const customer = await bench.addCustomer(['pm_sepaDebit']);
    const invoice = await bench.addInvoice(customer.id);
    await bench.stripe.invoices.pay(invoice.id, { payment_method: customer.methods[0]?.id ?? '' });
    const offer = await bench.services['payments.prepare']({ workspaceId, invoiceId: invoice.id });
    expect(offer.debit).toMatchObject({
      methodLabel: 'SEPA Direct Debit •••• 3000',
      since: bench.office.now(),
    });
  });

  it('whose mandate was refused is not offered', async () => {
    const customer = await bench.addCustomer([]);
    const { setup_intent } = await setUp(customer.id, 'pm_bacsDebit_mandateRefused');
    expect(setup_intent.status).toBe('succeeded');
    bench.advance(4 * day);
    const invoice = await bench.addInvoice(customer.id, { currency: 'gbp' });
    const offer = await bench.services['payments.prepare']({ workspaceId, invoiceId: invoice.id });
    expect(offer.methods.map(({ refusal }) => refusal)).toEqual(['mandateRefused']);
    expect(offer.refusal).toBe('noMethod');
  });
});

async function setUp(customer: string, method: string) {
  const setup_intent = await bench.stripe.setupIntents.create({
    customer,
    confirm: true,
    payment_method: method,
    allowed_payment_method_types: ['bacs_debit'],
    usage: 'off_session',
  });
  return { setup_intent };
}
