import fc from 'fast-check';
import Stripe from 'stripe';
import { expect, it } from 'vitest';
import {
  moneyOffice,
  openInvoice,
  payerWith,
  paymentOf,
  submit,
  type MoneyOffice,
} from './stripeEmulatorMoney.ts';

const METHODS = [
  'pm_card_visa',
  'pm_card_visa_chargeDeclinedInsufficientFunds',
  'pm_card_authenticationRequired',
  'pm_sepaDebit',
  'pm_sepaDebit_failed',
] as const;

const step = fc.oneof(
  fc.record({ kind: fc.constant('pay' as const), method: fc.nat(METHODS.length - 1) }),
  fc.record({ kind: fc.constant('payOnPage' as const), method: fc.nat(METHODS.length - 1) }),
  fc.record({ kind: fc.constant('authenticate' as const), passes: fc.boolean() }),
  fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 7 }) }),
  fc.record({ kind: fc.constant('credit' as const), amount: fc.integer({ min: 100, max: 4_000 }) }),
  fc.record({ kind: fc.constantFrom('void' as const, 'writeOff' as const, 'attempt' as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Does one step; refusals are part of life and only what remains is looked at. */
async function take(
  office: MoneyOffice,
  invoice: Stripe.Invoice,
  methods: readonly string[],
  next: Step,
): Promise<void> {
  const { stripe, control } = office;
  const url = invoice.hosted_invoice_url ?? '';
  try {
    if (next.kind === 'pay') {
      await stripe.invoices.pay(invoice.id, { payment_method: methods[next.method] ?? '' });
    } else if (next.kind === 'payOnPage') {
      await submit(url, { action: 'pay', payment_method: methods[next.method] ?? '' });
    } else if (next.kind === 'authenticate') {
      await submit(url, { action: 'authenticate', outcome: next.passes ? 'succeed' : 'fail' });
    } else if (next.kind === 'wait') await office.passDays(next.days);
    else if (next.kind === 'credit') {
      await stripe.creditNotes.create({ invoice: invoice.id, amount: next.amount });
    } else if (next.kind === 'void') await stripe.invoices.voidInvoice(invoice.id);
    else if (next.kind === 'writeOff') await stripe.invoices.markUncollectible(invoice.id);
    else await control(`invoices/${invoice.id}/attempt`);
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    expect(error.statusCode).toBeLessThan(500);
  }
}

async function checkBooks(stripe: Stripe, customer: string, id: string): Promise<void> {
  const { invoice, payment, intent } = await paymentOf(stripe, id);
  const charges = (await stripe.charges.list({ customer, limit: 100 })).data;
  const taken = charges.filter(({ status }) => status === 'succeeded');
  const pending = charges.filter(({ status }) => status === 'pending');
  // Never charged twice, and never while a bank is still being asked.
  expect(taken.length + pending.length).toBeLessThanOrEqual(1);
  expect(taken.reduce((sum, { amount }) => sum + amount, 0)).toBe(invoice.amount_paid);
  expect(invoice.amount_paid + invoice.amount_remaining).toBe(invoice.amount_due);
  expect(pending.length === 1).toBe(intent.status === 'processing');
  expect(invoice.status === 'paid').toBe(invoice.amount_remaining === 0);
  expect(payment.status === 'paid').toBe(taken.length === 1);
  expect(payment.status === 'open').toBe(
    taken.length === 0 && (invoice.status === 'open' || invoice.status === 'uncollectible'),
  );
}

it('never takes money twice, whoever does what in which order', async () => {
  const office = await moneyOffice();
  const { stripe } = office;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const { customer } = await payerWith(stripe, 'pm_card_visa');
      const methods: string[] = [];
      for (const id of METHODS) methods.push((await stripe.paymentMethods.attach(id, { customer })).id);
      const invoice = await openInvoice(stripe, customer);
      for (const next of steps) {
        await take(office, invoice, methods, next);
        await checkBooks(stripe, customer, invoice.id);
      }
    }),
    { numRuns: 60, seed: 20_261_101 },
  );
});
