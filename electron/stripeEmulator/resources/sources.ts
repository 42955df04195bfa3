import type Stripe from 'stripe';
import { invalidRequest, missing, parameterMissing } from '../contract/apiError.ts';
import { pageFields, text } from '../contract/params.ts';
import { idIn, route, type Route } from '../contract/route.ts';
import type { PaymentMethodObject } from '../objects/paymentMethod.ts';
import type { Books } from '../state/books.ts';
import { LEGACY_CARD, METHOD } from '../state/ids.ts';
import { paymentMethodsOfCustomer } from '../state/lookups.ts';
import type { Wire } from '../wire.ts';
import { demandCustomer } from './demand.ts';
import { emit, type Cause } from './emit.ts';
import { detachMethod, isLegacy } from './methodChanges.ts';
import { makeTestMethod } from './testMethods.ts';

/** Tokens of the time before payment methods, by the test card that they stand for. */
export const TEST_TOKENS: Record<string, string> = {
  tok_visa: 'pm_card_visa',
  tok_mastercard: 'pm_card_mastercard',
  tok_chargeCustomerFail: 'pm_card_chargeCustomerFail',
};

/** A card as the endpoints of that time show it; as a payment method it is listed under the same id. */
function toCard(method: PaymentMethodObject): Wire<Stripe.Card> {
  if (!method.card) throw invalidRequest(`${method.id} is no card.`);
  return {
    id: method.id,
    object: 'card',
    address_city: null,
    address_country: null,
    address_line1: null,
    address_line1_check: null,
    address_line2: null,
    address_state: null,
    address_zip: null,
    address_zip_check: null,
    brand: method.card.brand === 'visa' ? 'Visa' : 'MasterCard',
    country: method.card.country,
    customer: method.customer,
    cvc_check: 'pass',
    dynamic_last4: null,
    exp_month: method.card.exp_month,
    exp_year: method.card.exp_year,
    fingerprint: method.card.fingerprint ?? null,
    funding: method.card.funding,
    last4: method.card.last4,
    metadata: method.metadata,
    name: method.billing_details.name,
    regulated_status: 'unregulated',
    tokenization_method: null,
  };
}

function sourcesOf(books: Books, customer: string): PaymentMethodObject[] {
  return paymentMethodsOfCustomer(books, customer).filter(({ id }) => isLegacy(id));
}

/** Adds a card in the old way; the first one is the customer's default source. */
function addSource(cause: Cause, customerId: string, token: string | null | undefined): Wire<Stripe.Card> {
  const { books } = cause;
  if (!token) throw parameterMissing('source');
  const made = makeTestMethod(books, TEST_TOKENS[token] ?? '');
  if (!made) throw invalidRequest(`No such token: '${token}'`, 'resource_missing', 'source');
  const method = { ...made, id: made.id.replace(METHOD, LEGACY_CARD), customer: customerId };
  books.paymentMethods.put(method);
  const card = toCard(method);
  emit(cause, 'customer.source.created', card);
  const customer = demandCustomer(books, customerId);
  if (customer.default_source === null) {
    const before = structuredClone(customer);
    books.customers.put({ ...customer, default_source: method.id });
    emit(cause, 'customer.updated', demandCustomer(books, customerId), before);
  }
  return card;
}

export const sourceRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/v1/customers/:id/sources',
    permission: 'rak_customer_read',
    fields: { ...pageFields, object: text },
    answer(call) {
      const { id } = demandCustomer(call.books, idIn(call));
      const data = sourcesOf(call.books, id).map(toCard);
      return { object: 'list', data, has_more: false, url: `/v1/customers/${id}/sources` };
    },
  }),
  route({
    method: 'POST',
    path: '/v1/customers/:id/sources',
    permission: 'rak_customer_write',
    fields: { source: text },
    answer: (call) => addSource(call, demandCustomer(call.books, idIn(call)).id, call.params.source),
  }),
  route({
    method: 'DELETE',
    path: '/v1/customers/:id/sources/:id',
    permission: 'rak_customer_write',
    fields: {},
    answer(call) {
      const { id: customer } = demandCustomer(call.books, idIn(call));
      const source = sourcesOf(call.books, customer).find(({ id }) => id === idIn(call, 1));
      if (!source) throw missing('source', idIn(call, 1));
      detachMethod(call, source);
      return { id: source.id, object: 'card', deleted: true };
    },
  }),
];
