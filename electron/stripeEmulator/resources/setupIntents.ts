import { ApiError, invalidRequest, missing, parameterMissing } from '../contract/apiError.ts';
import { listPage, pageQuery } from '../contract/pagination.ts';
import { choice, pageFields, text, timeRange } from '../contract/params.ts';
import { idIn, route, type Route } from '../contract/route.ts';
import { CARD_DECLINES, toldBy, type CardDecline } from '../objects/declines.ts';
import type { SetupIntentObject } from '../objects/others.ts';
import type { PaymentMethodObject } from '../objects/paymentMethod.ts';
import { buildSetupIntent } from '../objects/setupIntent.ts';
import type { Books } from '../state/books.ts';
import { paymentMethodQuery } from '../state/lookups.ts';
import { DEBIT_TYPES } from './debits.ts';
import { demandCustomerParameter } from './demand.ts';
import { emit, type Cause } from './emit.ts';
import { findMethod, intentFields } from './intentFields.ts';
import { createMandate } from './mandates.ts';
import { mergeMetadata } from './merge.ts';
import { attachMethod } from './methodChanges.ts';
import { behaviourOf } from './methodBehaviour.ts';

/** The test card that is accepted when it is set up and declined whenever it is charged. */
const DECLINES_LATER = '0341';

function demandSetupIntent(books: Books, id: string): SetupIntentObject {
  const intent = books.setupIntents.find(id);
  if (intent === undefined) throw missing('setupintent', id, 'intent');
  return intent;
}

/** A confirmed setup attaches the method to its customer and writes down the mandate of a debit. */
export function confirmSetup(
  cause: Cause,
  intent: SetupIntentObject,
  methodId: string | null | undefined,
): SetupIntentObject {
  const { books } = cause;
  if (intent.status === 'succeeded' || intent.status === 'canceled') {
    throw invalidRequest(
      `You cannot confirm this SetupIntent because it has a status of ${intent.status}.`,
      'setup_intent_unexpected_state',
    );
  }
  const id = methodId ?? (typeof intent.payment_method === 'string' ? intent.payment_method : undefined);
  if (id === undefined) throw parameterMissing('payment_method');
  const method = findMethod(books, id);
  if (!intent.payment_method_types.includes(method.type)) {
    throw invalidRequest(
      `The payment method type ${method.type} is not among those of this SetupIntent.`,
      'setup_intent_invalid_parameter',
      'payment_method',
    );
  }
  refuseDeclined(cause, intent, method);
  intent.payment_method =
    typeof intent.customer === 'string' ? attachMethod(cause, method.id, intent.customer).id : method.id;
  intent.mandate = createMandate(books, method)?.id ?? null;
  intent.status = 'succeeded';
  intent.last_setup_error = null;
  books.setupIntents.put(intent);
  emit(cause, 'setup_intent.succeeded', intent);
  return intent;
}

/** The customer is there, so authentication never fails; what the bank declines at once is declined here. */
function refuseDeclined(cause: Cause, intent: SetupIntentObject, method: PaymentMethodObject): void {
  const behaviour = behaviourOf(cause.books, method);
  const declines =
    method.card && method.card.last4 !== DECLINES_LATER && Object.hasOwn(CARD_DECLINES, behaviour);
  if (!declines || behaviour === 'authentication_required') return;
  const reason = toldBy(CARD_DECLINES[behaviour as CardDecline]);
  intent.status = 'requires_payment_method';
  intent.last_setup_error = { ...reason, payment_method: method };
  cause.books.setupIntents.put(intent);
  emit(cause, 'setup_intent.setup_failed', intent);
  throw new ApiError(402, { ...reason, setup_intent: intent, payment_method: method });
}

/** A customer's setups, or a method's: seeded ones stand at the position of the method. */
function candidates(
  books: Books,
  filter: { customer?: string | null; payment_method?: string | null },
): readonly number[] | undefined {
  if (filter.payment_method) return [books.paymentMethods.positionOf(filter.payment_method) ?? -1];
  return filter.customer ? paymentMethodQuery(books, filter.customer).candidates : undefined;
}

export const setupIntentRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/v1/setup_intents',
    permission: 'rak_setup_intent_write',
    fields: { ...intentFields, usage: choice('off_session', 'on_session') },
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
      intent.payment_method_types = intent.allowed_payment_method_types ?? ['card', ...DEBIT_TYPES];
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
          candidates: candidates(books, params),
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
