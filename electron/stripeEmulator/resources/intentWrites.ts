import {
  ApiError,
  invalidRequest,
  missing,
  missingParameterObject,
  parameterMissing,
} from '../contract/apiError.ts';
import { listPage, pageQuery } from '../contract/pagination.ts';
import {
  boolean,
  choice,
  integer,
  list,
  metadata,
  pageFields,
  text,
  timeRange,
  type Field,
} from '../contract/params.ts';
import { idIn, route, type Call, type Route } from '../contract/route.ts';
import type { PaymentIntentObject } from '../objects/payment.ts';
import { buildPaymentIntent } from '../objects/payment.ts';
import type { PaymentMethodObject } from '../objects/paymentMethod.ts';
import { buildSetupIntent } from '../objects/setupIntent.ts';
import type { SetupIntentObject } from '../objects/others.ts';
import type { Books } from '../state/books.ts';
import { chargeIntent, declined } from './charging.ts';
import { demandCustomerParameter } from './demand.ts';
import { emit } from './emit.ts';
import { mergeMetadata } from './merge.ts';
import { attachMethod } from './methodChanges.ts';
import { makeTestMethod } from './testMethods.ts';

/** Gone since endive; Stripe names the replacement. */
const removedTypes: Field<never> = {
  read() {
    throw invalidRequest(
      'The `payment_method_types` parameter is no longer supported. Use `allowed_payment_method_types` instead.',
      'payment_method_types_no_longer_supported',
      'payment_method_types',
    );
  },
};

const sharedFields = {
  allowed_payment_method_types: list(text),
  customer: text,
  confirm: boolean,
  description: text,
  metadata,
  payment_method: text,
  payment_method_types: removedTypes,
  return_url: text,
};

type Writing = Pick<Call<unknown>, 'books' | 'requestId' | 'idempotencyKey'>;

/** A stored method, or a fresh one for a test id. */
function findMethod(books: Books, id: string): PaymentMethodObject {
  const fresh = makeTestMethod(books, id);
  if (fresh !== undefined) return books.paymentMethods.put(fresh);
  const method = books.paymentMethods.find(id);
  if (method === undefined) throw missingParameterObject('PaymentMethod', id, 'payment_method');
  return method;
}

function demandIntent(books: Books, id: string): PaymentIntentObject {
  const intent = books.paymentIntents.find(id);
  if (intent === undefined) throw missing('payment_intent', id, 'intent');
  return intent;
}

function confirmIntent(
  call: Writing,
  intent: PaymentIntentObject,
  methodId: string | null | undefined,
): PaymentIntentObject {
  const { books } = call;
  if (intent.status !== 'requires_payment_method' && intent.status !== 'requires_confirmation') {
    throw invalidRequest(
      `You cannot confirm this PaymentIntent because it has a status of ${intent.status}.`,
      'payment_intent_unexpected_state',
    );
  }
  const id = methodId ?? (typeof intent.payment_method === 'string' ? intent.payment_method : undefined);
  if (id === undefined) {
    throw invalidRequest(
      "You cannot confirm this PaymentIntent because it's missing a payment method.",
      'payment_intent_unexpected_state',
    );
  }
  const method = findMethod(books, id);
  if (method.customer !== null && method.customer !== intent.customer) {
    throw invalidRequest(
      `The payment method ${method.id} belongs to another customer.`,
      undefined,
      'payment_method',
    );
  }
  const outcome = chargeIntent(call, intent, method);
  if (outcome.state === 'declined') throw declined(outcome.decline, outcome.charge, intent, method);
  return intent;
}

const paymentIntentRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/v1/payment_intents',
    permission: 'rak_payment_intent_write',
    fields: { ...sharedFields, amount: integer, currency: text, off_session: boolean, receipt_email: text },
    answer(call) {
      const { books, params } = call;
      if (params.amount === undefined) throw parameterMissing('amount');
      if (!params.currency) throw parameterMissing('currency');
      if (params.amount < 1)
        throw invalidRequest(
          'This value must be greater than or equal to 1.',
          'parameter_invalid_integer',
          'amount',
        );
      if (params.customer) demandCustomerParameter(books, params.customer);
      const intent = buildPaymentIntent({
        id: books.paymentIntents.nextId(),
        created: books.now(),
        livemode: books.context.livemode,
        amount: params.amount,
        currency: params.currency.toLowerCase(),
        customer: params.customer ?? null,
        description: params.description ?? null,
        status: params.payment_method ? 'requires_confirmation' : 'requires_payment_method',
        paymentMethod: params.payment_method ?? null,
        latestCharge: null,
        canceledAt: null,
        lastPaymentError: null,
        paymentMethodTypes: (params.allowed_payment_method_types ?? ['card']).filter((type) => type !== null),
      });
      intent.metadata = mergeMetadata({}, params.metadata);
      intent.receipt_email = params.receipt_email ?? null;
      books.paymentIntents.put(intent);
      emit(call, 'payment_intent.created', intent);
      return params.confirm ? confirmIntent(call, intent, params.payment_method) : intent;
    },
  }),
  route({
    method: 'POST',
    path: '/v1/payment_intents/:id/confirm',
    permission: 'rak_payment_intent_write',
    fields: { payment_method: text, off_session: boolean, return_url: text },
    answer: (call) => confirmIntent(call, demandIntent(call.books, idIn(call)), call.params.payment_method),
  }),
  route({
    method: 'POST',
    path: '/v1/payment_intents/:id/cancel',
    permission: 'rak_payment_intent_write',
    fields: { cancellation_reason: choice('duplicate', 'fraudulent', 'requested_by_customer', 'abandoned') },
    answer(call) {
      const intent = demandIntent(call.books, idIn(call));
      if (intent.status === 'succeeded' || intent.status === 'canceled' || intent.status === 'processing') {
        throw invalidRequest(
          `You cannot cancel this PaymentIntent because it has a status of ${intent.status}.`,
          'payment_intent_unexpected_state',
        );
      }
      intent.status = 'canceled';
      intent.canceled_at = call.books.now();
      intent.cancellation_reason = call.params.cancellation_reason ?? null;
      call.books.paymentIntents.put(intent);
      emit(call, 'payment_intent.canceled', intent);
      return intent;
    },
  }),
];

function demandSetupIntent(books: Books, id: string): SetupIntentObject {
  const intent = books.setupIntents.find(id);
  if (intent === undefined) throw missing('setupintent', id, 'intent');
  return intent;
}

/** A confirmed setup attaches the method to its customer. */
function confirmSetup(
  call: Writing,
  intent: SetupIntentObject,
  methodId: string | null | undefined,
): SetupIntentObject {
  const { books } = call;
  if (intent.status === 'succeeded' || intent.status === 'canceled') {
    throw invalidRequest(
      `You cannot confirm this SetupIntent because it has a status of ${intent.status}.`,
      'setup_intent_unexpected_state',
    );
  }
  const id = methodId ?? (typeof intent.payment_method === 'string' ? intent.payment_method : undefined);
  if (id === undefined) throw parameterMissing('payment_method');
  const method = findMethod(books, id);
  if (method.card?.last4 === '0002') {
    throw new ApiError(402, {
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'generic_decline',
      message: 'Your card was declined.',
      setup_intent: intent,
    });
  }
  intent.payment_method =
    typeof intent.customer === 'string' ? attachMethod(call, method.id, intent.customer).id : method.id;
  intent.status = 'succeeded';
  books.setupIntents.put(intent);
  emit(call, 'setup_intent.succeeded', intent);
  return intent;
}

const setupIntentRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/v1/setup_intents',
    permission: 'rak_setup_intent_write',
    fields: { ...sharedFields, usage: choice('off_session', 'on_session') },
    answer(call) {
      const { books, params } = call;
      if (params.customer) demandCustomerParameter(books, params.customer);
      const intent = buildSetupIntent({
        id: books.setupIntents.nextId(),
        created: books.now(),
        livemode: books.context.livemode,
        customer: params.customer ?? null,
        description: params.description ?? null,
        metadata: mergeMetadata({}, params.metadata),
        paymentMethod: params.payment_method ?? null,
        allowedTypes: params.allowed_payment_method_types?.filter((type) => type !== null) ?? null,
        usage: params.usage ?? 'off_session',
      });
      books.setupIntents.put(intent);
      emit(call, 'setup_intent.created', intent);
      return params.confirm ? confirmSetup(call, intent, params.payment_method) : intent;
    },
  }),
  route({
    method: 'GET',
    path: '/v1/setup_intents',
    permission: 'rak_setup_intent_read',
    fields: { ...pageFields, created: timeRange, customer: text, payment_method: text },
    answer: ({ books, params }) =>
      listPage(
        books.setupIntents,
        {
          ...pageQuery(params),
          created: params.created,
          matches: (intent) =>
            (!params.customer || intent.customer === params.customer) &&
            (!params.payment_method || intent.payment_method === params.payment_method),
        },
        'setupintent',
        '/v1/setup_intents',
      ),
  }),
  route({
    method: 'GET',
    path: '/v1/setup_intents/:id',
    permission: 'rak_setup_intent_read',
    fields: { client_secret: text },
    answer: (call) => demandSetupIntent(call.books, idIn(call)),
  }),
  route({
    method: 'POST',
    path: '/v1/setup_intents/:id/confirm',
    permission: 'rak_setup_intent_write',
    fields: { payment_method: text, return_url: text },
    answer: (call) =>
      confirmSetup(call, demandSetupIntent(call.books, idIn(call)), call.params.payment_method),
  }),
  route({
    method: 'POST',
    path: '/v1/setup_intents/:id/cancel',
    permission: 'rak_setup_intent_write',
    fields: {},
    answer(call) {
      const intent = demandSetupIntent(call.books, idIn(call));
      if (intent.status === 'succeeded') {
        throw invalidRequest(
          'You cannot cancel this SetupIntent because it has a status of succeeded.',
          'setup_intent_unexpected_state',
        );
      }
      intent.status = 'canceled';
      call.books.setupIntents.put(intent);
      emit(call, 'setup_intent.canceled', intent);
      return intent;
    },
  }),
];

export const intentWriteRoutes: Route[] = [...paymentIntentRoutes, ...setupIntentRoutes];
