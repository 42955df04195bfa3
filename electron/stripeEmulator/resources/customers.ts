import { missing } from '../contract/apiError.ts';
import { listPage, pageQuery } from '../contract/pagination.ts';
import { pageFields, text, timeRange } from '../contract/params.ts';
import { idIn, route, type Route } from '../contract/route.ts';
import { findCustomer } from '../state/lookups.ts';

export const customerReadRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/v1/customers',
    permission: 'rak_customer_read',
    fields: { ...pageFields, created: timeRange, email: text, test_clock: text },
    answer({ books, params }) {
      const { email } = params;
      return listPage(
        books.customers,
        {
          ...pageQuery(params),
          created: params.created,
          matches: (customer) => email === undefined || customer.email === email,
          matchesSeed: (index) => email === undefined || books.reader.customer(index).email === email,
        },
        'customer',
        '/v1/customers',
      );
    },
  }),
  route({
    method: 'GET',
    path: '/v1/customers/:id',
    permission: 'rak_customer_read',
    fields: {},
    answer(call) {
      const customer = findCustomer(call.books, idIn(call));
      if (customer === undefined) throw missing('customer', idIn(call));
      return customer;
    },
  }),
];
