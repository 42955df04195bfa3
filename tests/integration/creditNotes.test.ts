import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors/appError.ts';
import { schemas, type InputOf } from '../../shared/ipc/contract.ts';
import type { CreditPreview } from '../../shared/ipc/schemas/invoiceActions.ts';
import { openActionBench, type ActionBench } from '../builders/actionBench.ts';
import { failureOf } from '../builders/failureOf.ts';
import { workspaceId } from '../builders/paymentBench.ts';

let bench: ActionBench;

beforeAll(async () => {
  bench = await openActionBench();
}, 60_000);

afterAll(() => bench.close());

type Wish = Omit<InputOf<'invoices.previewCreditNote'>, 'workspaceId' | 'invoiceId'>;
const everything: Wish = { lines: null, split: null };

function preview(invoiceId: string, wish: Wish = everything): Promise<CreditPreview> {
  return bench.actions['invoices.previewCreditNote']({ workspaceId, invoiceId, ...wish });
}

function create(offer: CreditPreview, wish: Wish = everything, services = bench.actions) {
  if (!offer.note) throw new Error(`Nothing to confirm: ${JSON.stringify(offer.problem ?? offer.refusal)}`);
  const { split, total, prePayment, effects } = offer.note;
  return services['invoices.createCreditNote']({
    workspaceId,
    invoiceId: offer.invoiceId,
    lines: wish.lines,
    split,
    reason: 'order_change',
    memo: 'Te veel berekend',
    sendEmail: false,
    confirmed: { total, prePayment, effects },
  });
}

/** An invoice with a line of 3 × 50.00 at 21 % and one of 10.00 at 9 %. */
async function addTaxedInvoice(customer: string): Promise<Stripe.Invoice> {
  const { stripe } = bench;
  const { data: rates } = await stripe.taxRates.list({ limit: 100 });
  const rateOf = (percentage: number): string => {
    const rate = rates.find((each) => each.percentage === percentage && !each.inclusive);
    if (!rate) throw new Error(`The office has no rate of ${percentage} %.`);
    return rate.id;
  };
  const invoice = await stripe.invoices.create({ customer, currency: 'eur', auto_advance: false });
  await stripe.invoiceItems.create({
    customer,
    invoice: invoice.id,
    quantity: 3,
    unit_amount_decimal: Stripe.Decimal.from('5000'),
    tax_rates: [rateOf(21)],
  });
  const low = { amount: 1000, currency: 'eur', tax_rates: [rateOf(9)] };
  await stripe.invoiceItems.create({ customer, invoice: invoice.id, ...low });
  return stripe.invoices.finalizeInvoice(invoice.id, { auto_advance: false });
}

describe('crediting an open invoice', () => {
  it('credits everything with its taxes, which settles the invoice', async () => {
    const { id: customer } = await bench.addCustomer();
    const invoice = await addTaxedInvoice(customer);
    expect(invoice.total).toBe(16_000 + 3_150 + 90);
    const offer = await preview(invoice.id);
    expect(schemas['invoices.previewCreditNote'].output.parse(offer)).toEqual(offer);
    expect(offer.note).toMatchObject({ total: 19_240, tax: 3_240, prePayment: 19_240, postPayment: 0 });
    expect(offer.note?.effects).toEqual([
      'irreversible',
      'lowersAmountDue',
      'settlesInvoice',
      'vatCorrected',
    ]);
    const result = await create(offer);
    expect(schemas['invoices.createCreditNote'].output.parse(result)).toEqual(result);
    expect(result).toMatchObject({ total: 19_240, invoiceStatus: 'paid', amountRemaining: 0 });
    const made = await bench.stripe.creditNotes.retrieve(result.creditNoteId);
    expect(made).toMatchObject({
      reason: 'order_change',
      memo: 'Te veel berekend',
      number: result.creditNoteNumber,
    });
    const cached = await bench.office.cache.listObjects({
      workspaceId,
      kind: 'creditNote',
      invoiceId: invoice.id,
    });
    expect(cached).toHaveLength(1);
    const { rows } = await bench.office.workspaceDatabase.listAudit({
      workspaceIds: [workspaceId],
      customerId: customer,
      offset: 0,
      limit: 1,
    });
    expect(rows[0]).toMatchObject({
      action: 'invoice.credited',
      outcome: 'done',
      after: { invoice: invoice.number, amount: '192.40 EUR', reason: 'order_change' },
    });
  });

  it('credits everything of a discounted invoice, in amounts that add up', async () => {
    const open = await bench.stripe.invoices
      .list({ status: 'open', limit: 100 })
      .autoPagingToArray({ limit: 400 });
    const found = open.find(
      ({ total_discount_amounts: discounts, total, amount_remaining: remaining }) =>
        discounts?.length && remaining === total,
    );
    const offer = await preview(found?.id ?? '');
    expect(offer.note).toMatchObject({ total: found?.total, subtotal: found?.total_excluding_tax });
    expect((offer.note?.subtotal ?? 0) + (offer.note?.tax ?? 0)).toBe(found?.total);
  });

  it('credits a part of a line, by quantity or by amount', async () => {
    const { id: customer } = await bench.addCustomer();
    const invoice = await addTaxedInvoice(customer);
    const [line] = (await preview(invoice.id)).lines.filter(({ amount }) => amount === 15_000);
    const lineId = line?.id ?? '';
    const byQuantity: Wish = { ...everything, lines: [{ lineId, quantity: 1, amount: null }] };
    const offer = await preview(invoice.id, byQuantity);
    expect(offer.note).toMatchObject({ subtotal: 5_000, tax: 1_050, total: 6_050 });
    expect(offer.note?.effects).toEqual(['lowersAmountDue', 'vatCorrected']);
    expect(await create(offer, byQuantity)).toMatchObject({ invoiceStatus: 'open', amountRemaining: 13_190 });
    const byAmount: Wish = { ...everything, lines: [{ lineId, quantity: null, amount: 100 }] };
    expect((await preview(invoice.id, byAmount)).note).toMatchObject({ total: 121 });
    // What is left is told by its amount: which lines it belongs to is no longer plain.
    expect((await preview(invoice.id)).note).toMatchObject({ total: 13_190 });
  });

  it('says what is wrong with a wish instead of asking Stripe', async () => {
    const { id: customer } = await bench.addCustomer();
    const invoice = await bench.addInvoice(customer);
    const lineId = (await preview(invoice.id)).lines[0]?.id ?? '';
    const problemOf = async (wish: Wish) => (await preview(invoice.id, wish)).problem?.problem;
    const choose = (amount: number): Wish => ({ ...everything, lines: [{ lineId, quantity: null, amount }] });
    expect(await problemOf(choose(12_101))).toBe('aboveLine');
    expect(await problemOf({ ...everything, lines: [] })).toBe('nothingChosen');
    await create(await preview(invoice.id, choose(12_000)), choose(12_000));
    expect(await problemOf(choose(200))).toBe('aboveCreditable');
  });

  it.each([
    { currency: 'jpy', amount: 12_100, credited: 100 },
    { currency: 'kwd', amount: 12_100, credited: 10 },
  ])('counts in the units of $currency', async ({ currency, amount, credited }) => {
    const { id: customer } = await bench.addCustomer();
    const invoice = await bench.addInvoice(customer, { amount, currency });
    const lineId = (await preview(invoice.id)).lines[0]?.id ?? '';
    const wish: Wish = { ...everything, lines: [{ lineId, quantity: null, amount: credited }] };
    expect(await create(await preview(invoice.id, wish), wish)).toMatchObject({
      total: credited,
      currency,
      amountRemaining: amount - credited,
    });
  });
});

describe('crediting a paid invoice', () => {
  async function addPaid(): Promise<{ customer: string; invoice: Stripe.Invoice }> {
    const { id: customer, methods } = await bench.addCustomer();
    const { id } = await bench.addInvoice(customer);
    const paying = { payment_method: methods[0]?.id ?? '' };
    return { customer, invoice: await bench.stripe.invoices.pay(id, paying) };
  }

  it('gives the money back to where it came from unless somebody says otherwise', async () => {
    const { customer, invoice } = await addPaid();
    const offer = await preview(invoice.id);
    expect(offer).toMatchObject({
      creditable: 12_100,
      refundable: 12_100,
      note: { split: { refund: 12_100, balance: 0, outOfBand: 0 }, effects: ['irreversible', 'refunded'] },
    });
    await create(offer);
    const { data: refunds } = await bench.stripe.refunds.list({ limit: 100 });
    expect(refunds.filter(({ amount }) => amount === 12_100)).toHaveLength(1);
    expect((await preview(invoice.id)).refusal).toBe('nothingToCredit');
    expect((await bench.listCharges(customer))[0]?.amount_refunded).toBe(12_100);
  });

  it('splits it as wished, and only when the parts add up', async () => {
    const { customer, invoice } = await addPaid();
    const split = { refund: 6_000, balance: 4_000, outOfBand: 2_000 };
    expect((await preview(invoice.id, { lines: null, split })).problem?.problem).toBe('splitDoesNotAddUp');
    const wish: Wish = { lines: null, split: { ...split, outOfBand: 2_100 } };
    const offer = await preview(invoice.id, wish);
    expect(offer.note?.effects).toEqual(['irreversible', 'refunded', 'toBalance', 'outOfBand']);
    await create(offer, wish);
    const found = (await bench.stripe.customers.retrieve(customer)) as Stripe.Customer;
    expect(found.balance).toBe(-4_000);
  });

  it('makes one note though the answer was lost, and is refused when somebody else credited meanwhile', async () => {
    const { customer, invoice } = await addPaid();
    const offer = await preview(invoice.id);
    let made = 0;
    const services = await bench.actionsWith({
      createCreditNote: async (params) => {
        if (made === 0) await bench.stripe.creditNotes.create(params);
        made += 1;
        throw new AppError('timeout', 'No answer.');
      },
    });
    expect(await create(offer, everything, services)).toMatchObject({ total: 12_100 });
    expect((await bench.stripe.creditNotes.list({ invoice: invoice.id })).data).toHaveLength(1);
    const refused = await failureOf(create(offer));
    expect([refused.code, refused.details['reason']]).toEqual(['action_refused', 'nothingToCredit']);
    expect((await bench.listCharges(customer))[0]?.amount_refunded).toBe(12_100);
  });

  it('is refused when what was confirmed is no longer what Stripe would make', async () => {
    const { invoice } = await addPaid();
    const offer = await preview(invoice.id);
    await bench.stripe.creditNotes.create({ invoice: invoice.id, amount: 100, out_of_band_amount: 100 });
    const refused = await failureOf(create(offer));
    expect(refused.details['reason']).toBe('changed');
  });

  it('is refused when it brings about what was not said', async () => {
    const { invoice } = await addPaid();
    const offer = await preview(invoice.id);
    if (!offer.note) throw new Error('There is something to credit.');
    const told = { ...offer, note: { ...offer.note, effects: offer.note.effects.slice(1) } };
    expect((await failureOf(create(told))).details['reason']).toBe('changed');
    expect((await bench.stripe.creditNotes.list({ invoice: invoice.id })).data).toEqual([]);
  });

  it('is refused for drafts and void invoices', async () => {
    const { id: customer } = await bench.addCustomer();
    const draft = await bench.addDraft(customer);
    expect(await preview(draft.id)).toMatchObject({ refusal: 'draft', note: null });
    const open = await bench.addInvoice(customer);
    await bench.stripe.invoices.voidInvoice(open.id);
    expect((await preview(open.id)).refusal).toBe('void');
  });
});
