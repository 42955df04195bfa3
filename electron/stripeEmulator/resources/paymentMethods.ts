import { missing } from '../contract/apiError.ts';
import { listPage, pageQuery } from '../contract/pagination.ts';
import { pageFields, text } from '../contract/params.ts';
import { idIn, route, type Route } from '../contract/route.ts';
import type { PaymentMethodObject } from '../objects/paymentMethod.ts';
import type { Books } from '../state/books.ts';
import { paymentMethodQuery } from '../state/lookups.ts';
import { METHOD_SLOTS, paymentMethodsOf } from '../seeds/paymentMethodSeeds.ts';
import { demandCustomer, demandCustomerParameter, demandPaymentMethod } from './demand.ts';

const listFields = { ...pageFields, type: text, allow_redisplay: text };

function listOfCustomer(
  books: Books,
  customer: string,
  params: Parameters<typeof pageQuery>[0] & { type?: string | null },
  url: string,
): object {
  const query = paymentMethodQuery(books, customer);
  const fits = (method: PaymentMethodObject): boolean => !params.type || method.type === params.type;
  return listPage(
    books.paymentMethods,
    {
      ...pageQuery(params),
      ...query,
      matches: (method) => query.matches?.(method) === true && fits(method),
      matchesSeed(position) {
        const methods = paymentMethodsOf(
          books.context,
          books.reader.customer(Math.floor(position / METHOD_SLOTS)),
        );
        const method = methods[position % METHOD_SLOTS];
        return method !== undefined && fits(method);
      },
    },
    'PaymentMethod',
    url,
  );
}

export const paymentMethodReadRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/v1/customers/:id/payment_methods',
    permission: 'rak_payment_method_read',
    fields: listFields,
    answer(call) {
      const customer = demandCustomer(call.books, idIn(call)).id;
      return listOfCustomer(call.books, customer, call.params, `/v1/customers/${customer}/payment_methods`);
    },
  }),
  route({
    method: 'GET',
    path: '/v1/customers/:id/payment_methods/:id',
    permission: 'rak_payment_method_read',
    fields: {},
    answer(call) {
      const method = demandPaymentMethod(call.books, idIn(call, 1));
      if (method.customer !== idIn(call)) throw missing('PaymentMethod', method.id, 'payment_method');
      return method;
    },
  }),
  route({
    method: 'GET',
    path: '/v1/payment_methods',
    permission: 'rak_payment_method_read',
    fields: { ...listFields, customer: text },
    answer({ books, params }) {
      // Stripe lists a customer's methods only; without one the list is empty.
      if (!params.customer) return { object: 'list', data: [], has_more: false, url: '/v1/payment_methods' };
      const customer = demandCustomerParameter(books, params.customer).id;
      return listOfCustomer(books, customer, params, '/v1/payment_methods');
    },
  }),
  route({
    method: 'GET',
    path: '/v1/payment_methods/:id',
    permission: 'rak_payment_method_read',
    fields: {},
    answer: (call) => demandPaymentMethod(call.books, idIn(call)),
  }),
];
