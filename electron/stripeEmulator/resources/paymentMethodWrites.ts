import { ApiError, invalidRequest, parameterMissing } from '../contract/apiError.ts';
import { choice, hash, integer, metadata, text, type Params } from '../contract/params.ts';
import { idIn, route, type Route } from '../contract/route.ts';
import type { PaymentMethodObject } from '../objects/paymentMethod.ts';
import type { Books } from '../state/books.ts';
import { address } from './customerFields.ts';
import { DEBIT_TYPES } from './debits.ts';
import { demandCustomerParameter, demandPaymentMethod } from './demand.ts';
import { emit } from './emit.ts';
import { mergeMetadata } from './merge.ts';
import { attachMethod, detachMethod, isLegacy } from './methodChanges.ts';
import { TEST_TOKENS } from './sources.ts';
import { makeDebit, makeMethodOfNumber, makeTestMethod } from './testMethods.ts';

const billingDetails = hash({ address, email: text, name: text, phone: text, tax_id: text });

const newMethodFields = {
  type: choice('card', ...DEBIT_TYPES),
  billing_details: billingDetails,
  card: hash({ number: text, exp_month: integer, exp_year: integer, cvc: text, token: text }),
  sepa_debit: hash({ iban: text }),
  acss_debit: hash({ account_number: text, institution_number: text, transit_number: text }),
  au_becs_debit: hash({ account_number: text, bsb_number: text }),
  bacs_debit: hash({ sort_code: text, account_number: text }),
  nz_bank_account: hash({
    account_holder_name: text,
    account_number: text,
    bank_code: text,
    branch_code: text,
    reference: text,
    suffix: text,
  }),
  us_bank_account: hash({
    account_holder_type: text,
    account_number: text,
    account_type: text,
    financial_connections_account: text,
    routing_number: text,
  }),
  metadata,
};

type NewMethodParams = Params<typeof newMethodFields>;

function cardFrom(books: Books, card: NonNullable<NewMethodParams['card']>): PaymentMethodObject {
  const byToken = card.token ? makeTestMethod(books, TEST_TOKENS[card.token] ?? '') : undefined;
  if (byToken !== undefined) return byToken;
  if (!card.number) throw parameterMissing('card[number]');
  if (card.exp_month === undefined || card.exp_month < 1 || card.exp_month > 12) {
    throw cardError('invalid_expiry_month', "Your card's expiration month is invalid.", 'exp_month');
  }
  if (card.exp_year === undefined || card.exp_year < new Date(books.now() * 1000).getUTCFullYear()) {
    throw cardError('invalid_expiry_year', "Your card's expiration year is invalid.", 'exp_year');
  }
  const method = makeMethodOfNumber(books, card.number, { expMonth: card.exp_month, expYear: card.exp_year });
  if (method === undefined) throw cardError('incorrect_number', 'Your card number is incorrect.', 'number');
  return method;
}

function cardError(code: string, message: string, param: string): ApiError {
  return new ApiError(402, { type: 'card_error', code, message, param });
}

/** A new method from a test card's number, a token or a test account; it belongs to nobody yet. */
function createMethod(books: Books, params: NewMethodParams): PaymentMethodObject {
  const method = methodFrom(books, params);
  method.metadata = mergeMetadata({}, params.metadata);
  applyBillingDetails(method, params.billing_details);
  return books.paymentMethods.put(method);
}

function methodFrom(books: Books, params: NewMethodParams): PaymentMethodObject {
  if (params.type === undefined) throw parameterMissing('type');
  if (params.type === 'card') {
    if (!params.card) throw parameterMissing('card');
    return cardFrom(books, params.card);
  }
  const account =
    params.type === 'sepa_debit' ? params.sepa_debit?.iban : params[params.type]?.account_number;
  if (!account) throw parameterMissing(params.type);
  if (params.type === 'sepa_debit' && !/^[A-Z]{2}\d{2}[0-9A-Z]{10,30}$/.test(account.replaceAll(' ', ''))) {
    throw invalidRequest(
      'The IBAN you provided is invalid.',
      'invalid_bank_account_iban',
      'sepa_debit[iban]',
    );
  }
  return makeDebit(books, params.type, account.replaceAll(' ', '').slice(-4));
}

function applyBillingDetails(method: PaymentMethodObject, details: NewMethodParams['billing_details']): void {
  if (!details) return;
  const { address: given, ...rest } = details;
  const empty = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
  Object.assign(method.billing_details, rest);
  if (given !== undefined) method.billing_details.address = given === null ? null : { ...empty, ...given };
}

export const paymentMethodWriteRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/v1/payment_methods',
    permission: 'rak_payment_method_write',
    fields: newMethodFields,
    answer: ({ books, params }) => createMethod(books, params),
  }),
  route({
    method: 'POST',
    path: '/v1/payment_methods/:id',
    permission: 'rak_payment_method_write',
    fields: {
      billing_details: billingDetails,
      card: hash({ exp_month: integer, exp_year: integer }),
      metadata,
    },
    answer(call) {
      const { books, params } = call;
      const before = demandPaymentMethod(books, idIn(call));
      if (before.customer === null) {
        throw invalidRequest('You must save this PaymentMethod to a customer before you can update it.');
      }
      const method = structuredClone(before);
      applyBillingDetails(method, params.billing_details);
      if (method.card && params.card) Object.assign(method.card, params.card);
      method.metadata = mergeMetadata(method.metadata, params.metadata);
      books.paymentMethods.put(method);
      emit(call, 'payment_method.updated', method, before);
      return method;
    },
  }),
  route({
    method: 'POST',
    path: '/v1/payment_methods/:id/attach',
    permission: 'rak_payment_method_write',
    fields: { customer: text },
    answer(call) {
      if (!call.params.customer) throw parameterMissing('customer');
      return attachMethod(call, idIn(call), demandCustomerParameter(call.books, call.params.customer).id);
    },
  }),
  route({
    method: 'POST',
    path: '/v1/payment_methods/:id/detach',
    permission: 'rak_payment_method_write',
    fields: {},
    answer(call) {
      const method = demandPaymentMethod(call.books, idIn(call));
      // Undocumented: the harder case.
      if (isLegacy(method.id)) throw invalidRequest('Cards are removed as sources of their customer.');
      return detachMethod(call, method);
    },
  }),
];
