import { missing, parameterMissing } from '../contract/apiError.ts';
import { listPage, pageQuery } from '../contract/pagination.ts';
import { choice, hash, pageFields, text } from '../contract/params.ts';
import { idIn, route, type Route } from '../contract/route.ts';
import type { TaxIdObject } from '../objects/customer.ts';
import type { Books } from '../state/books.ts';
import { taxIdQuery } from '../state/lookups.ts';
import { demandCustomer, demandCustomerParameter } from './demand.ts';
import { createTaxId, deleteTaxId } from './taxIdChanges.ts';

const owner = hash({
  type: choice('account', 'application', 'customer', 'self'),
  customer: text,
  account: text,
});

function demandTaxId(books: Books, id: string, customer?: string): TaxIdObject {
  const taxId = books.taxIds.find(id);
  if (taxId === undefined || (customer !== undefined && taxId.customer !== customer))
    throw missing('tax_id', id);
  return taxId;
}

export const taxIdReadRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/v1/customers/:id/tax_ids',
    permission: 'rak_customer_read',
    fields: pageFields,
    answer(call) {
      const customer = demandCustomer(call.books, idIn(call)).id;
      return listPage(
        call.books.taxIds,
        { ...pageQuery(call.params), ...taxIdQuery(call.books, customer) },
        'tax_id',
        `/v1/customers/${customer}/tax_ids`,
      );
    },
  }),
  route({
    method: 'GET',
    path: '/v1/customers/:id/tax_ids/:id',
    permission: 'rak_customer_read',
    fields: {},
    answer: (call) => demandTaxId(call.books, idIn(call, 1), idIn(call)),
  }),
  route({
    method: 'GET',
    path: '/v1/tax_ids',
    permission: 'rak_customer_read',
    fields: { ...pageFields, owner },
    answer({ books, params }) {
      const customer = params.owner?.type === 'customer' ? (params.owner.customer ?? '') : null;
      const own = {
        candidates: [books.context.account.customers],
        matches: (taxId: TaxIdObject) => taxId.customer === null,
      };
      return listPage(
        books.taxIds,
        { ...pageQuery(params), ...(customer === null ? own : taxIdQuery(books, customer)) },
        'tax_id',
        '/v1/tax_ids',
      );
    },
  }),
  route({
    method: 'GET',
    path: '/v1/tax_ids/:id',
    permission: 'rak_customer_read',
    fields: {},
    answer: (call) => demandTaxId(call.books, idIn(call)),
  }),
];

export const taxIdWriteRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/v1/customers/:id/tax_ids',
    permission: 'rak_customer_write',
    fields: { type: text, value: text },
    answer(call) {
      const customer = demandCustomer(call.books, idIn(call));
      const { type, value } = call.params;
      if (!type) throw parameterMissing('type');
      if (!value) throw parameterMissing('value');
      return createTaxId(call, customer, type, value);
    },
  }),
  route({
    method: 'POST',
    path: '/v1/tax_ids',
    permission: 'rak_customer_write',
    fields: { owner, type: text, value: text },
    answer(call) {
      const { type, value, owner: given } = call.params;
      if (!type) throw parameterMissing('type');
      if (!value) throw parameterMissing('value');
      if (given?.type !== 'customer' || !given.customer) throw parameterMissing('owner[customer]');
      return createTaxId(call, demandCustomerParameter(call.books, given.customer), type, value);
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/customers/:id/tax_ids/:id',
    permission: 'rak_customer_write',
    fields: {},
    answer: (call) => deleteTaxId(call, demandTaxId(call.books, idIn(call, 1), idIn(call))),
  }),
  route({
    method: 'DELETE',
    path: '/v1/tax_ids/:id',
    permission: 'rak_customer_write',
    fields: {},
    answer: (call) => deleteTaxId(call, demandTaxId(call.books, idIn(call))),
  }),
];
