import { invalidRequest, missingParameterObject, parameterMissing } from '../contract/apiError.ts';
import {
  anything,
  boolean,
  choice,
  hash,
  integer,
  limitedText,
  list,
  metadata,
  text,
  type Params,
} from '../contract/params.ts';
import { idIn, route, type Route } from '../contract/route.ts';
import { buildInvoice, type InvoiceObject } from '../objects/invoice.ts';
import type { CustomerObject } from '../objects/customer.ts';
import { accountTaxIdOf } from '../seeds/accountSeeds.ts';
import type { Books } from '../state/books.ts';
import { taxIdsOf } from '../state/lookups.ts';
import { demandCustomerParameter, demandInvoice } from './demand.ts';
import { emit } from './emit.ts';
import { readTaxRates } from './invoiceItems.ts';
import { lineOfItem, setLines } from './invoiceMath.ts';
import { mergeMetadata } from './merge.ts';

const DAY = 86_400;

const invoiceFields = {
  auto_advance: boolean,
  collection_method: choice('charge_automatically', 'send_invoice'),
  custom_fields: list(hash({ name: limitedText(40), value: limitedText(140) }), 4),
  days_until_due: integer,
  default_payment_method: text,
  default_source: text,
  default_tax_rates: list(text),
  description: text,
  due_date: integer,
  effective_at: integer,
  footer: text,
  metadata,
  number: text,
  payment_settings: hash({
    default_mandate: text,
    payment_method_options: anything,
    payment_method_types: list(text),
  }),
  rendering: anything,
  statement_descriptor: text,
};

type InvoiceParams = Params<typeof invoiceFields>;

/** What may still change once an invoice has its number. */
const EDITABLE_WHEN_FINALIZED: ReadonlySet<string> = new Set([
  'metadata',
  'default_payment_method',
  'default_source',
  'auto_advance',
  'description',
  'footer',
]);

/** A draft for a customer with everything it snapshots from them. */
export function draftFor(
  books: Books,
  customer: CustomerObject,
  options: {
    id: string;
    currency: string;
    subscription: string | null;
    reason: 'manual' | 'subscription_create' | 'subscription_cycle' | 'subscription_update';
  },
): InvoiceObject {
  const { account } = books.context;
  const now = books.now();
  return buildInvoice({
    id: options.id,
    accountName: account.legalName,
    accountTaxId: accountTaxIdOf(books.context),
    accountCountry: account.country,
    livemode: books.context.livemode,
    status: 'draft',
    created: now,
    currency: options.currency,
    customer: customer.id,
    customerAddress: customer.address ?? null,
    customerEmail: customer.email,
    customerName: customer.name ?? null,
    customerPhone: customer.phone ?? null,
    customerTaxExempt: (customer.tax_exempt ?? 'none') as 'none' | 'exempt' | 'reverse',
    customerTaxIds: taxIdsOf(books, customer.id).map(({ type, value }) => ({ type, value })),
    billingReason: options.reason,
    collection: 'charge_automatically',
    subscription: options.subscription,
    dueDate: null,
    number: null,
    finalizedAt: null,
    paidAt: null,
    voidedAt: null,
    uncollectibleAt: null,
    attempted: false,
    attemptCount: 0,
    nextAttempt: null,
    autoAdvance: false,
    periodStart: now,
    periodEnd: now,
    lines: [],
    lineCount: 0,
    subtotal: 0,
    discount: 0,
    discountIds: [],
    total: 0,
    taxes: [],
    tax: 0,
    amountDue: 0,
    amountPaid: 0,
    creditedBeforePayment: 0,
    creditedAfterPayment: 0,
    endingBalance: null,
    hostedUrl: null,
    pdfUrl: null,
  });
}

function applyInvoiceParams(books: Books, invoice: InvoiceObject, params: InvoiceParams): void {
  if (params.collection_method !== undefined) invoice.collection_method = params.collection_method;
  if (params.auto_advance !== undefined) invoice.auto_advance = params.auto_advance;
  if (params.description !== undefined) invoice.description = params.description;
  if (params.footer !== undefined) invoice.footer = params.footer;
  if (params.number !== undefined) invoice.number = params.number;
  if (params.effective_at !== undefined) invoice.effective_at = params.effective_at;
  if (params.statement_descriptor !== undefined) invoice.statement_descriptor = params.statement_descriptor;
  if (params.custom_fields !== undefined) {
    invoice.custom_fields =
      params.custom_fields?.map((field) => ({ name: field?.name ?? '', value: field?.value ?? '' })) ?? null;
  }
  if (params.default_tax_rates !== undefined) {
    invoice.default_tax_rates = readTaxRates(books, params.default_tax_rates, 'default_tax_rates');
  }
  if (params.default_payment_method !== undefined) {
    checkMethod(books, invoice, params.default_payment_method);
    invoice.default_payment_method = params.default_payment_method;
  }
  if (params.default_source !== undefined) {
    checkMethod(books, invoice, params.default_source);
    invoice.default_source = params.default_source;
  }
  if (params.payment_settings) {
    const { default_mandate: mandate, payment_method_types: types } = params.payment_settings;
    if (mandate !== undefined) invoice.payment_settings.default_mandate = mandate;
    if (types !== undefined) {
      invoice.payment_settings.payment_method_types = types?.filter((type) => type !== null) ?? null;
    }
  }
  invoice.metadata = mergeMetadata(invoice.metadata, params.metadata);
  applyDueDate(books, invoice, params);
}

function checkMethod(books: Books, invoice: InvoiceObject, id: string | null): void {
  if (id === null) return;
  if (books.paymentMethods.find(id)?.customer !== invoice.customer) {
    throw missingParameterObject('PaymentMethod', id, 'default_payment_method');
  }
}

function applyDueDate(books: Books, invoice: InvoiceObject, params: InvoiceParams): void {
  if (params.days_until_due === undefined && params.due_date === undefined) return;
  if (invoice.collection_method !== 'send_invoice') {
    throw invalidRequest(
      "`days_until_due` and `due_date` can only be set when `collection_method` is 'send_invoice'.",
      undefined,
      'days_until_due',
    );
  }
  invoice.due_date = params.due_date ?? books.now() + (params.days_until_due ?? 0) * DAY;
}

function includePendingItems(books: Books, invoice: InvoiceObject): void {
  const items = books.invoiceItems.changedWhere(
    (item) =>
      item.customer === invoice.customer && item.invoice === null && item.currency === invoice.currency,
  );
  for (const item of items) books.invoiceItems.put({ ...item, invoice: invoice.id });
  setLines(
    books,
    invoice,
    items.map((item, i) => lineOfItem(books, invoice, item, i)),
  );
}

export const invoiceWriteRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/v1/invoices',
    permission: 'rak_invoice_write',
    fields: {
      ...invoiceFields,
      customer: text,
      currency: text,
      pending_invoice_items_behavior: choice('include', 'exclude'),
    },
    answer(call) {
      const { books } = call;
      const {
        customer: customerId,
        currency,
        pending_invoice_items_behavior: pending,
        ...params
      } = call.params;
      if (!customerId) throw parameterMissing('customer');
      const customer = demandCustomerParameter(books, customerId);
      if (
        params.collection_method === 'send_invoice' &&
        params.days_until_due === undefined &&
        params.due_date === undefined
      ) {
        throw invalidRequest(
          "If the invoice's collection method is send_invoice, days_until_due or due_date is required.",
          'parameter_missing',
          'days_until_due',
        );
      }
      const invoice = draftFor(books, customer, {
        id: books.invoices.nextId(),
        currency: currency ?? customer.currency ?? books.context.account.currency,
        subscription: null,
        reason: 'manual',
      });
      applyInvoiceParams(books, invoice, params);
      books.invoices.put(invoice);
      if (pending === 'include') {
        includePendingItems(books, invoice);
        books.invoices.put(invoice);
      }
      emit(call, 'invoice.created', invoice);
      return invoice;
    },
  }),
  route({
    method: 'POST',
    path: '/v1/invoices/:id',
    permission: 'rak_invoice_write',
    fields: invoiceFields,
    answer(call) {
      const { books, params } = call;
      const before = demandInvoice(books, idIn(call));
      const frozen = Object.keys(params).find((name) => !EDITABLE_WHEN_FINALIZED.has(name));
      if (before.status !== 'draft' && frozen !== undefined) {
        throw invalidRequest(
          `Finalized invoices can't be updated in this way: ${frozen} is fixed.`,
          'invoice_not_editable',
          frozen,
        );
      }
      const invoice = structuredClone(before);
      applyInvoiceParams(books, invoice, params);
      books.invoices.put(invoice);
      if (JSON.stringify(before) !== JSON.stringify(invoice)) emit(call, 'invoice.updated', invoice, before);
      return demandInvoice(books, invoice.id);
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/invoices/:id',
    permission: 'rak_invoice_write',
    fields: {},
    answer(call) {
      const invoice = demandInvoice(call.books, idIn(call));
      if (invoice.status !== 'draft') {
        throw invalidRequest(
          'You can only delete draft invoices. Void the invoice instead.',
          'invoice_not_editable',
        );
      }
      if (invoice.parent?.type === 'subscription_details') {
        throw invalidRequest(
          'You cannot delete a draft invoice that belongs to a subscription. Void it once it is finalized.',
          'invoice_not_editable',
        );
      }
      call.books.invoices.remove(invoice.id);
      emit(call, 'invoice.deleted', invoice);
      return { id: invoice.id, object: 'invoice', deleted: true };
    },
  }),
];
