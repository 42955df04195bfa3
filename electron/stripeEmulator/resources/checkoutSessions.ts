import { randomUUID } from 'node:crypto';

import { invalidRequest, missing, parameterMissing } from '../contract/apiError.ts';
import { listPage, pageQuery } from '../contract/pagination.ts';
import {
  anything,
  choice,
  hash,
  integer,
  list,
  metadata,
  pageFields,
  text,
  timeRange,
  type Params,
} from '../contract/params.ts';
import { idIn, route, type Route } from '../contract/route.ts';
import { checkoutLocale, webAddress } from '../contract/webParams.ts';
import { buildCheckoutSession, type CheckoutSessionObject } from '../objects/checkoutSession.ts';
import { buildSetupIntent } from '../objects/setupIntent.ts';
import type { Books } from '../state/books.ts';
import { DEBIT_TYPES, schemeOf } from './debits.ts';
import { demandCustomerParameter } from './demand.ts';
import { emit, type Cause } from './emit.ts';
import { mergeMetadata } from './merge.ts';
import { removedTypes } from './removedTypes.ts';
import { confirmSetup } from './setupIntents.ts';

const HALF_HOUR = 1_800;
const DAY = 86_400;

const createFields = {
  allowed_payment_method_types: list(text, 100),
  cancel_url: webAddress,
  client_reference_id: text,
  consent_collection: anything,
  currency: text,
  custom_text: anything,
  customer: text,
  customer_email: text,
  customer_update: anything,
  expires_at: integer,
  locale: checkoutLocale,
  metadata,
  mode: choice('payment', 'setup', 'subscription'),
  payment_method_types: removedTypes,
  setup_intent_data: hash({ description: text, metadata, on_behalf_of: text }),
  success_url: webAddress,
  ui_mode: text,
};

type CreateParams = Params<typeof createFields>;

/** What a page can collect in a currency; a list of wishes is a filter over it. */
function offeredTypes(currency: string | null, wished: string[] | null): string[] {
  const eligible = [
    'card',
    ...DEBIT_TYPES.filter((type) => currency === null || schemeOf(type).currencies.includes(currency)),
  ];
  return wished === null ? eligible : eligible.filter((type) => wished.includes(type));
}

function checkParams(books: Books, params: CreateParams): number {
  if (params.mode === undefined) throw parameterMissing('mode');
  if (params.mode !== 'setup') {
    throw invalidRequest(`This emulator makes no sessions of mode ${params.mode}.`, undefined, 'mode');
  }
  if (!params.success_url) throw parameterMissing('success_url');
  if (!params.currency && !params.allowed_payment_method_types) throw parameterMissing('currency');
  if (params.customer && params.customer_email) {
    throw invalidRequest(
      'You may only specify one of these parameters: customer, customer_email.',
      'parameters_exclusive',
      'customer_email',
    );
  }
  const expiresAt = params.expires_at ?? books.now() + DAY;
  const lifetime = expiresAt - books.now();
  if (lifetime < HALF_HOUR || lifetime > DAY) {
    throw invalidRequest(
      'The `expires_at` timestamp must be at least 30 minutes and at most 24 hours from Checkout Session creation.',
      undefined,
      'expires_at',
    );
  }
  return expiresAt;
}

function createSession(cause: Cause, params: CreateParams): CheckoutSessionObject {
  const { books } = cause;
  const expiresAt = checkParams(books, params);
  const customer = params.customer ? demandCustomerParameter(books, params.customer) : null;
  const currency = params.currency?.toLowerCase() ?? null;
  const wished = params.allowed_payment_method_types?.filter((type) => type !== null) ?? null;
  const types = offeredTypes(currency, wished);
  if (types.length === 0) {
    throw invalidRequest(
      'No payment method types are available for this Checkout Session: none of those allowed is activated.',
      undefined,
      'allowed_payment_method_types',
    );
  }
  const intent = buildSetupIntent({
    id: books.setupIntents.nextId(),
    created: books.now(),
    livemode: books.context.livemode,
    customer: customer?.id ?? null,
    description: params.setup_intent_data?.description ?? null,
    metadata: mergeMetadata({}, params.setup_intent_data?.metadata),
    paymentMethod: null,
    allowedTypes: types,
    usage: 'off_session',
  });
  books.setupIntents.put(intent);
  emit(cause, 'setup_intent.created', intent);
  const id = books.checkoutSessions.nextId();
  const session = buildCheckoutSession({
    id,
    created: books.now(),
    expiresAt,
    livemode: books.context.livemode,
    customer,
    customerEmail: params.customer_email ?? null,
    currency,
    allowedTypes: wished,
    types,
    setupIntent: intent.id,
    successUrl: params.success_url ?? '',
    cancelUrl: params.cancel_url ?? null,
    clientReference: params.client_reference_id ?? null,
    locale: params.locale ?? null,
    metadata: mergeMetadata({}, params.metadata),
    url: `${books.context.documentsUrl}/c/pay/${id}_${randomUUID().replaceAll('-', '')}`,
  });
  books.agenda.add({ at: expiresAt, kind: 'expire_session', target: id, failure: null });
  return books.checkoutSessions.put(session);
}

/** Ends a session that nobody completed; its link is of no use any more. */
export function expireCheckoutSession(cause: Cause, id: string): void {
  const session = cause.books.checkoutSessions.find(id);
  if (session?.status !== 'open') return;
  session.status = 'expired';
  session.url = null;
  cause.books.checkoutSessions.put(session);
  emit(cause, 'checkout.session.expired', session);
}

/** The customer has filled in the page: the method is attached to them, and is nobody's default yet. */
export function completeCheckoutSession(
  cause: Cause,
  session: CheckoutSessionObject,
  methodId: string,
): CheckoutSessionObject {
  const { books } = cause;
  const intent = books.setupIntents.find(String(session.setup_intent));
  if (intent === undefined) throw missing('setupintent', String(session.setup_intent), 'intent');
  confirmSetup(cause, intent, methodId);
  session.status = 'complete';
  session.url = null;
  books.checkoutSessions.put(session);
  books.agenda.cancel('expire_session', session.id);
  emit(cause, 'checkout.session.completed', session);
  return session;
}

function demandSession(books: Books, id: string): CheckoutSessionObject {
  const session = books.checkoutSessions.find(id);
  if (session === undefined) throw missing('checkout.session', id, 'session');
  return session;
}

export const checkoutRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/v1/checkout/sessions',
    permission: 'rak_checkout_session_write',
    fields: createFields,
    answer: (call) => createSession(call, call.params),
  }),
  route({
    method: 'GET',
    path: '/v1/checkout/sessions',
    permission: 'rak_checkout_session_read',
    fields: {
      ...pageFields,
      created: timeRange,
      customer: text,
      status: choice('complete', 'expired', 'open'),
    },
    answer: ({ books, params }) =>
      listPage(
        books.checkoutSessions,
        {
          ...pageQuery(params),
          created: params.created,
          matches: (session) =>
            (!params.customer || session.customer === params.customer) &&
            (params.status === undefined || session.status === params.status),
        },
        'checkout.session',
        '/v1/checkout/sessions',
      ),
  }),
  route({
    method: 'GET',
    path: '/v1/checkout/sessions/:id',
    permission: 'rak_checkout_session_read',
    fields: {},
    answer: (call) => demandSession(call.books, idIn(call)),
  }),
  route({
    method: 'POST',
    path: '/v1/checkout/sessions/:id/expire',
    permission: 'rak_checkout_session_write',
    fields: {},
    answer(call) {
      const session = demandSession(call.books, idIn(call));
      if (session.status !== 'open') {
        throw invalidRequest(
          `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status ?? ''}.`,
          undefined,
          'session',
        );
      }
      expireCheckoutSession(call, session.id);
      call.books.agenda.cancel('expire_session', session.id);
      return demandSession(call.books, session.id);
    },
  }),
];
