import { missing } from '../contract/apiError.ts';
import { listPage, pageOf, pageQuery } from '../contract/pagination.ts';
import { choice, hash, pageFields, text, timeRange } from '../contract/params.ts';
import { idIn, route, type Route } from '../contract/route.ts';
import { invoiceFilterFacts } from '../seeds/invoiceFacts.ts';
import { PAYMENT_SLOTS } from '../seeds/paymentSeeds.ts';
import type { Books } from '../state/books.ts';
import { refundsOf, seedInvoicesOf, seedPaymentsOf } from '../state/lookups.ts';

/** Seed positions of the payments of a customer's invoices. */
function seedPaymentsOfCustomer(books: Books, customer: string): number[] {
  return seedInvoicesOf(books, customer).flatMap((index) =>
    Array.from({ length: PAYMENT_SLOTS }, (_, i) => index * PAYMENT_SLOTS + PAYMENT_SLOTS - 1 - i),
  );
}

/** Most invoices are paid: without this, finding the open payments would build nearly all of them. */
function mayHaveStatus(
  books: Books,
  status: string | undefined,
): ((position: number) => boolean) | undefined {
  if (status === undefined) return undefined;
  return (position) => {
    const { status: invoice } = invoiceFilterFacts(books.context, Math.floor(position / PAYMENT_SLOTS));
    const second = position % PAYMENT_SLOTS === 1;
    if (status === 'paid') return second ? invoice === 'open' : invoice === 'paid';
    if (status === 'canceled') return !second && invoice === 'void';
    return !second && (invoice === 'open' || invoice === 'uncollectible');
  };
}

const invoicePaymentRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/v1/invoice_payments',
    permission: 'rak_invoice_read',
    fields: {
      ...pageFields,
      created: timeRange,
      invoice: text,
      payment: hash({ type: text, payment_intent: text, payment_record: text }),
      status: choice('open', 'paid', 'canceled'),
    },
    answer({ books, params }) {
      const { invoice, status } = params;
      const intent = params.payment?.payment_intent;
      const seedPosition = intent ? books.paymentIntents.positionOf(intent) : undefined;
      return listPage(
        books.invoicePayments,
        {
          ...pageQuery(params),
          created: params.created,
          candidates: invoice ? seedPaymentsOf(books, invoice) : intent ? [seedPosition ?? -1] : undefined,
          matches: (payment) =>
            (!invoice || payment.invoice === invoice) &&
            (!intent || payment.payment.payment_intent === intent) &&
            (status === undefined || payment.status === status),
          matchesSeed: mayHaveStatus(books, status),
        },
        'invoice_payment',
        '/v1/invoice_payments',
      );
    },
  }),
  route({
    method: 'GET',
    path: '/v1/invoice_payments/:id',
    permission: 'rak_invoice_read',
    fields: {},
    answer(call) {
      const payment = call.books.invoicePayments.find(idIn(call));
      if (payment === undefined) throw missing('invoice_payment', idIn(call));
      return payment;
    },
  }),
];

const intentReadRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/v1/payment_intents',
    permission: 'rak_payment_intent_read',
    fields: { ...pageFields, created: timeRange, customer: text },
    answer({ books, params }) {
      const { customer } = params;
      return listPage(
        books.paymentIntents,
        {
          ...pageQuery(params),
          created: params.created,
          candidates: customer ? seedPaymentsOfCustomer(books, customer) : undefined,
          matches: (intent) => !customer || intent.customer === customer,
        },
        'payment_intent',
        '/v1/payment_intents',
      );
    },
  }),
  route({
    method: 'GET',
    path: '/v1/payment_intents/:id',
    permission: 'rak_payment_intent_read',
    fields: { client_secret: text },
    answer(call) {
      const intent = call.books.paymentIntents.find(idIn(call));
      if (intent === undefined) throw missing('payment_intent', idIn(call), 'intent');
      return intent;
    },
  }),
];

const chargeReadRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/v1/charges',
    permission: 'rak_charge_read',
    fields: { ...pageFields, created: timeRange, customer: text, payment_intent: text },
    answer({ books, params }) {
      const { customer, payment_intent: intent } = params;
      const seedPosition = intent ? books.paymentIntents.positionOf(intent) : undefined;
      return listPage(
        books.charges,
        {
          ...pageQuery(params),
          created: params.created,
          candidates: intent
            ? [seedPosition ?? -1]
            : customer
              ? seedPaymentsOfCustomer(books, customer)
              : undefined,
          matches: (charge) =>
            (!customer || charge.customer === customer) && (!intent || charge.payment_intent === intent),
        },
        'charge',
        '/v1/charges',
      );
    },
  }),
  route({
    method: 'GET',
    path: '/v1/charges/:id',
    permission: 'rak_charge_read',
    fields: {},
    answer(call) {
      const charge = call.books.charges.find(idIn(call));
      if (charge === undefined) throw missing('charge', idIn(call));
      return charge;
    },
  }),
  route({
    method: 'GET',
    path: '/v1/charges/:id/refunds',
    permission: 'rak_charge_read',
    fields: pageFields,
    answer: (call) =>
      pageOf(refundsOf(call.books, idIn(call)), call.params, 'refund', `/v1/charges/${idIn(call)}/refunds`),
  }),
];

export const paymentReadRoutes: Route[] = [...invoicePaymentRoutes, ...intentReadRoutes, ...chargeReadRoutes];
