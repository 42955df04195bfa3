import { listPage, pageOf, pageQuery } from '../contract/pagination.ts';
import { choice, pageFields, text, timeRange, type Params } from '../contract/params.ts';
import { idIn, route, type Route } from '../contract/route.ts';
import type { InvoiceObject } from '../objects/invoice.ts';
import { invoiceFilterFacts } from '../seeds/invoiceFacts.ts';
import { subscriptionIdAt } from '../seeds/invoiceSeeds.ts';
import type { Books } from '../state/books.ts';
import type { ListQuery } from '../state/collection.ts';
import { linesOf, seedInvoicesOf } from '../state/lookups.ts';
import { demandInvoice } from './demand.ts';

const listFields = {
  ...pageFields,
  created: timeRange,
  due_date: timeRange,
  customer: text,
  customer_account: text,
  status: choice('draft', 'open', 'paid', 'uncollectible', 'void'),
  collection_method: choice('charge_automatically', 'send_invoice'),
  subscription: text,
};

type Filter = Params<typeof listFields>;

function matches(filter: Filter, invoice: InvoiceObject): boolean {
  const due = invoice.due_date;
  const subscription = invoice.parent?.subscription_details?.subscription;
  return (
    (filter.status === undefined || invoice.status === filter.status) &&
    (!filter.customer || invoice.customer === filter.customer) &&
    (filter.collection_method === undefined || invoice.collection_method === filter.collection_method) &&
    (!filter.subscription || subscription === filter.subscription) &&
    (filter.due_date === undefined ||
      (due !== null && due >= filter.due_date.from && due <= filter.due_date.to))
  );
}

/** The same question as `matches`, asked of a seed without building it. */
function seedFilter(books: Books, filter: Filter): ((index: number) => boolean) | undefined {
  const { status, collection_method: collection, due_date: due, subscription } = filter;
  if (status === undefined && collection === undefined && due === undefined && !subscription)
    return undefined;
  return (index) => {
    const facts = invoiceFilterFacts(books.context, index);
    return (
      (status === undefined || facts.status === status) &&
      (collection === undefined || facts.collection === collection) &&
      (due === undefined ||
        (facts.dueDate !== null && facts.dueDate >= due.from && facts.dueDate <= due.to)) &&
      (!subscription || facts.fromSubscription)
    );
  };
}

/** A filter by customer or subscription looks at that customer's invoices only. */
function candidates(books: Books, filter: Filter): readonly number[] | undefined {
  if (filter.customer) return seedInvoicesOf(books, filter.customer);
  if (!filter.subscription) return undefined;
  const subscription = books.subscriptions.find(filter.subscription);
  const position = books.subscriptions.positionOf(filter.subscription) ?? Infinity;
  const seeded = position < books.context.account.customers;
  if (subscription === undefined || !seeded) return [];
  return subscriptionIdAt(books.context, position) === filter.subscription
    ? seedInvoicesOf(books, String(subscription.customer))
    : [];
}

function invoiceQuery(books: Books, params: Filter): ListQuery<InvoiceObject> {
  return {
    ...pageQuery(params),
    created: params.created,
    candidates: candidates(books, params),
    matches: (invoice) => matches(params, invoice),
    matchesSeed: seedFilter(books, params),
  };
}

export const invoiceReadRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/v1/invoices',
    permission: 'rak_invoice_read',
    fields: listFields,
    answer: ({ books, params }) =>
      listPage(books.invoices, invoiceQuery(books, params), 'invoice', '/v1/invoices'),
  }),
  route({
    method: 'GET',
    path: '/v1/invoices/:id',
    permission: 'rak_invoice_read',
    fields: {},
    answer: (call) => demandInvoice(call.books, idIn(call)),
  }),
  route({
    method: 'GET',
    path: '/v1/invoices/:id/lines',
    permission: 'rak_invoice_read',
    fields: pageFields,
    answer(call) {
      const invoice = demandInvoice(call.books, idIn(call));
      return pageOf(
        linesOf(call.books, invoice),
        call.params,
        'line_item',
        `/v1/invoices/${invoice.id}/lines`,
      );
    },
  }),
];
