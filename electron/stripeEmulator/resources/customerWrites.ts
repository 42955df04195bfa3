import { invalidRequest } from '../contract/apiError.ts';
import { hash, list, text } from '../contract/params.ts';
import { idIn, route, type Route } from '../contract/route.ts';
import { buildCustomer, type CustomerObject } from '../objects/customer.ts';
import { hashText, letters } from '../seeds/random.ts';
import type { Books } from '../state/books.ts';
import { paymentMethodsOfCustomer, subscriptionsOf } from '../state/lookups.ts';
import { applyCustomerParams, customerFields } from './customerFields.ts';
import { demandCustomer } from './demand.ts';
import { emit } from './emit.ts';
import { attachMethod, detachMethod, isLegacy } from './methodChanges.ts';
import { endSubscription } from './subscriptionChanges.ts';
import { createTaxId } from './taxIdChanges.ts';

/** A default must be one of the customer's own methods. */
function checkDefaultMethod(books: Books, customer: CustomerObject): void {
  const { default_source: source } = customer;
  if (typeof source === 'string' && books.paymentMethods.find(source)?.customer !== customer.id)
    throw invalidRequest(`No such source: '${source}'`, 'resource_missing', 'default_source');
  const id = customer.invoice_settings.default_payment_method;
  if (typeof id !== 'string') return;
  const method = books.paymentMethods.find(id);
  // Undocumented for cards of the old time: the harder case.
  if (method === undefined || isLegacy(id)) {
    throw invalidRequest(
      `No such PaymentMethod: '${id}'`,
      'resource_missing',
      'invoice_settings[default_payment_method]',
    );
  }
  if (method.customer !== customer.id) {
    throw invalidRequest(
      `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`,
      'resource_missing',
      'invoice_settings[default_payment_method]',
    );
  }
}

export const customerWriteRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/v1/customers',
    permission: 'rak_customer_write',
    fields: {
      ...customerFields,
      payment_method: text,
      source: text,
      tax_id_data: list(hash({ type: text, value: text }), 5),
      test_clock: text,
    },
    answer(call) {
      const { books, params } = call;
      const id = books.customers.nextId();
      const customer = buildCustomer({
        id,
        created: books.now(),
        livemode: books.context.livemode,
        name: null,
        email: null,
        phone: null,
        address: null,
        currency: null,
        delinquent: false,
        taxExempt: 'none',
        locales: [],
        invoicePrefix: letters(8, hashText(id)).toUpperCase(),
        defaultPaymentMethod: null,
      });
      const {
        payment_method: methodId,
        source: _source,
        tax_id_data: taxIds,
        test_clock: _clock,
        ...rest
      } = params;
      applyCustomerParams(customer, rest);
      books.customers.put(customer);
      emit(call, 'customer.created', customer);
      if (methodId) attachMethod(call, methodId, id);
      for (const taxId of taxIds ?? []) createTaxId(call, customer, taxId?.type ?? '', taxId?.value ?? '');
      checkDefaultMethod(books, customer);
      return customer;
    },
  }),
  route({
    method: 'POST',
    path: '/v1/customers/:id',
    permission: 'rak_customer_write',
    fields: { ...customerFields, default_source: text, source: text },
    answer(call) {
      const { books } = call;
      const before = demandCustomer(books, idIn(call));
      const customer = structuredClone(before);
      const { default_source: defaultSource, source: _source, ...params } = call.params;
      applyCustomerParams(customer, params);
      if (defaultSource) customer.default_source = defaultSource;
      if (params.invoice_settings?.default_payment_method || defaultSource)
        checkDefaultMethod(books, customer);
      books.customers.put(customer);
      if (JSON.stringify(before) !== JSON.stringify(customer))
        emit(call, 'customer.updated', customer, before);
      return customer;
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/customers/:id',
    permission: 'rak_customer_write',
    fields: {},
    answer(call) {
      const { books } = call;
      const customer = demandCustomer(books, idIn(call));
      for (const subscription of subscriptionsOf(books, customer.id).data)
        endSubscription(call, subscription);
      for (const method of paymentMethodsOfCustomer(books, customer.id)) detachMethod(call, method);
      books.customers.remove(customer.id);
      emit(call, 'customer.deleted', customer);
      return { id: customer.id, object: 'customer', deleted: true };
    },
  }),
];
