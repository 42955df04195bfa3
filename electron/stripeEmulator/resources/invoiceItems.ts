import { invalidRequest, missing, missingParameterObject, parameterMissing } from '../contract/apiError.ts';
import { listPage, pageQuery } from '../contract/pagination.ts';
import {
  boolean,
  decimal,
  hash,
  integer,
  list,
  metadata,
  pageFields,
  text,
  timeRange,
  type Params,
} from '../contract/params.ts';
import { idIn, route, type Route } from '../contract/route.ts';
import type { InvoiceObject } from '../objects/invoice.ts';
import type { InvoiceItemObject, TaxRateObject } from '../objects/others.ts';
import type { Books } from '../state/books.ts';
import { linesOf } from '../state/lookups.ts';
import { demandCustomerParameter } from './demand.ts';
import { emit } from './emit.ts';
import { lineOfItem, setLines } from './invoiceMath.ts';
import { mergeMetadata } from './merge.ts';

export const itemFields = {
  amount: integer,
  currency: text,
  description: text,
  discountable: boolean,
  metadata,
  period: hash({ start: integer, end: integer }),
  pricing: hash({ price: text }),
  quantity: integer,
  tax_rates: list(text),
  unit_amount_decimal: decimal,
};

type ItemParams = Params<typeof itemFields>;

export function readTaxRates(
  books: Books,
  ids: readonly (string | null)[] | null | undefined,
  param: string,
): TaxRateObject[] {
  return (ids ?? []).map((id) => {
    const rate = id === null ? undefined : books.taxRates.find(id);
    if (rate === undefined) throw missingParameterObject('tax rate', id ?? '', param);
    return rate;
  });
}

/** Builds an item from a price, or from an amount. */
export function buildItem(
  books: Books,
  params: ItemParams,
  owner: { id: string; customer: string; currency: string; invoice: string | null },
): InvoiceItemObject {
  const priceId = params.pricing?.price ?? undefined;
  const price = priceId === undefined ? undefined : books.prices.find(priceId);
  if (priceId !== undefined && price === undefined)
    throw missingParameterObject('price', priceId, 'pricing[price]');
  const quantity = params.quantity ?? 1;
  const unit =
    price?.unit_amount ??
    (params.unit_amount_decimal === undefined ? undefined : Number(params.unit_amount_decimal));
  if (unit === undefined && params.amount === undefined) throw parameterMissing('amount');
  const amount = unit === undefined ? (params.amount ?? 0) : Math.round(unit * quantity);
  const now = books.now();
  return {
    id: owner.id,
    object: 'invoiceitem',
    amount,
    currency: price?.currency ?? params.currency ?? owner.currency,
    customer: owner.customer,
    customer_account: null,
    date: now,
    description: params.description ?? null,
    discountable: params.discountable ?? amount >= 0,
    discounts: [],
    invoice: owner.invoice,
    livemode: books.context.livemode,
    metadata: mergeMetadata({}, params.metadata),
    parent: null,
    period: { start: params.period?.start ?? now, end: params.period?.end ?? now },
    pricing: {
      ...(price === undefined ? {} : { price_details: { price: price.id, product: String(price.product) } }),
      type: 'price_details',
      unit_amount_decimal: String(unit ?? amount / quantity),
    },
    proration: false,
    quantity,
    quantity_decimal: String(quantity),
    tax_rates: readTaxRates(books, params.tax_rates, 'tax_rates'),
    test_clock: null,
  } satisfies InvoiceItemObject;
}

function demandDraft(books: Books, id: string): InvoiceObject {
  const invoice = books.invoices.find(id);
  if (invoice === undefined) throw missingParameterObject('invoice', id, 'invoice');
  if (invoice.status !== 'draft') {
    throw invalidRequest(
      `The invoice ${id} is not a draft: items can no longer be added.`,
      'invoice_not_editable',
      'invoice',
    );
  }
  return invoice;
}

function demandItem(books: Books, id: string): InvoiceItemObject {
  const item = books.invoiceItems.find(id);
  if (item === undefined) throw missing('invoiceitem', id);
  return item;
}

export const invoiceItemRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/v1/invoiceitems',
    permission: 'rak_invoice_write',
    fields: { ...itemFields, customer: text, invoice: text },
    answer(call) {
      const { books, params } = call;
      if (!params.customer) throw parameterMissing('customer');
      const customer = demandCustomerParameter(books, params.customer);
      const invoice = params.invoice ? demandDraft(books, params.invoice) : undefined;
      const item = buildItem(books, params, {
        id: books.invoiceItems.nextId(),
        customer: customer.id,
        currency: invoice?.currency ?? customer.currency ?? books.context.account.currency,
        invoice: invoice?.id ?? null,
      });
      if (invoice !== undefined && item.currency !== invoice.currency) {
        throw invalidRequest(
          `The currency of the item (${item.currency}) is not the invoice's (${invoice.currency}).`,
          undefined,
          'currency',
        );
      }
      books.invoiceItems.put(item);
      emit(call, 'invoiceitem.created', item);
      if (invoice !== undefined) {
        const before = structuredClone(invoice);
        const lines = linesOf(books, invoice);
        setLines(books, invoice, [...lines, lineOfItem(books, invoice, item, lines.length)]);
        books.invoices.put(invoice);
        emit(call, 'invoice.updated', invoice, before);
      }
      return item;
    },
  }),
  route({
    method: 'GET',
    path: '/v1/invoiceitems',
    permission: 'rak_invoice_read',
    fields: { ...pageFields, created: timeRange, customer: text, invoice: text, pending: boolean },
    answer: ({ books, params }) =>
      listPage(
        books.invoiceItems,
        {
          ...pageQuery(params),
          matches: (item) =>
            (!params.customer || item.customer === params.customer) &&
            (!params.invoice || item.invoice === params.invoice) &&
            (params.pending === undefined || (item.invoice === null) === params.pending),
        },
        'invoiceitem',
        '/v1/invoiceitems',
      ),
  }),
  route({
    method: 'GET',
    path: '/v1/invoiceitems/:id',
    permission: 'rak_invoice_read',
    fields: {},
    answer: (call) => demandItem(call.books, idIn(call)),
  }),
  route({
    method: 'DELETE',
    path: '/v1/invoiceitems/:id',
    permission: 'rak_invoice_write',
    fields: {},
    answer(call) {
      const { books } = call;
      const item = demandItem(books, idIn(call));
      if (typeof item.invoice === 'string') {
        const invoice = demandDraft(books, item.invoice);
        const kept = linesOf(books, invoice).filter(
          (line) => line.parent?.invoice_item_details?.invoice_item !== item.id,
        );
        setLines(books, invoice, kept);
        books.invoices.put(invoice);
      }
      books.invoiceItems.remove(item.id);
      emit(call, 'invoiceitem.deleted', item);
      return { id: item.id, object: 'invoiceitem', deleted: true };
    },
  }),
];
