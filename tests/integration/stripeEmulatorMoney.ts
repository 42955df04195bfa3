import type Stripe from 'stripe';
import { emulatedStripe, firstAccount, type EmulatedStripe } from './stripeEmulatorClient.ts';

/** An office in which money moves: the SDK, the clock and the banks. */
export interface MoneyOffice extends EmulatedStripe {
  /** Posts a form to the emulator's own addresses, see electron/stripeEmulator/resources/control.ts. */
  control(path: string, form?: Record<string, string>): Promise<Record<string, unknown>>;
  passDays(days: number): Promise<void>;
}

export async function moneyOffice(options: Parameters<typeof emulatedStripe>[0] = {}): Promise<MoneyOffice> {
  const office = await emulatedStripe(options);
  const { key } = firstAccount(office.emulator);
  const control: MoneyOffice['control'] = async (path, form = {}) => {
    const response = await fetch(`${office.emulator.url}/_emulator/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
      body: new URLSearchParams(form),
    });
    const body = (await response.json()) as Record<string, unknown>;
    if (!response.ok) throw new Error(JSON.stringify(body));
    return body;
  };
  return {
    ...office,
    control,
    async passDays(days) {
      await control('clock', { advance: String(days * 86_400) });
    },
  };
}

export interface Payer {
  customer: string;
  method: string;
}

/** A customer with one method, which is their default. */
export async function payerWith(stripe: Stripe, testMethod: string): Promise<Payer> {
  const { id: customer } = await stripe.customers.create({ name: 'Bistro', email: 'bistro@example.org' });
  const { id: method } = await stripe.paymentMethods.attach(testMethod, { customer });
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: method } });
  return { customer, method };
}

export async function openInvoice(
  stripe: Stripe,
  customer: string,
  { amount = 12_000, currency = 'eur', ...params }: Stripe.InvoiceCreateParams & { amount?: number } = {},
): Promise<Stripe.Invoice> {
  const { id } = await stripe.invoices.create({ customer, currency, ...params });
  await stripe.invoiceItems.create({ customer, invoice: id, amount, currency });
  return stripe.invoices.finalizeInvoice(id, { auto_advance: false });
}

/** The invoice with the one payment that it waits for, or got. */
export async function paymentOf(
  stripe: Stripe,
  invoice: string,
): Promise<{ invoice: Stripe.Invoice; payment: Stripe.InvoicePayment; intent: Stripe.PaymentIntent }> {
  const found = await stripe.invoices.retrieve(invoice, { expand: ['payments.data.payment.payment_intent'] });
  const payment = found.payments?.data.find(({ is_default: isDefault }) => isDefault);
  if (payment === undefined) throw new Error(`${invoice} has no payment.`);
  return { invoice: found, payment, intent: payment.payment.payment_intent as Stripe.PaymentIntent };
}

/** Posts a form to a hosted page, as a browser does, and tells where it leads. */
export async function submit(
  url: string,
  form: Record<string, string>,
): Promise<{ status: number; location: string | null; text: string }> {
  const response = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams(form),
    redirect: 'manual',
  });
  return {
    status: response.status,
    location: response.headers.get('location'),
    text: await response.text(),
  };
}
