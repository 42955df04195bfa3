import { invalidRequest, missing, parameterMissing } from '../contract/apiError.ts';
import { boolean, choice, integer, text } from '../contract/params.ts';
import { idIn, route, type Route } from '../contract/route.ts';
import { buildPaymentIntent, type PaymentIntentObject } from '../objects/payment.ts';
import type { Books } from '../state/books.ts';
import { checkAmount } from './amounts.ts';
import { chargeIntent, declined } from './charging.ts';
import { demandCustomerParameter } from './demand.ts';
import { emit, type Cause } from './emit.ts';
import { findMethod, intentFields } from './intentFields.ts';
import { mergeMetadata } from './merge.ts';

function demandIntent(books: Books, id: string): PaymentIntentObject {
  const intent = books.paymentIntents.find(id);
  if (intent === undefined) throw missing('payment_intent', id, 'intent');
  return intent;
}

function confirmIntent(
  call: Cause,
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

export const paymentIntentWriteRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/v1/payment_intents',
    permission: 'rak_payment_intent_write',
    fields: { ...intentFields, amount: integer, currency: text, off_session: boolean, receipt_email: text },
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
      checkAmount(params.amount, params.currency.toLowerCase());
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
