import { invalidRequest, missing } from '../contract/apiError.ts';
import { idIn, route, type Route } from '../contract/route.ts';
import { buildMandate, type MandateObject } from '../objects/mandate.ts';
import type { PaymentMethodObject } from '../objects/paymentMethod.ts';
import { seedMandateId } from '../seeds/mandateSeeds.ts';
import { METHOD_SLOTS } from '../seeds/paymentMethodSeeds.ts';
import type { Books } from '../state/books.ts';
import { isDebit } from './debits.ts';
import { emit, type Cause } from './emit.ts';
import { last4Of } from './methodBehaviour.ts';

/** Bacs takes days to accept a mandate; the others are told at once. */
const ACCEPT_SECONDS = 3 * 86_400;
/** Stripe's test account whose bank refuses every mandate. */
const REFUSES_MANDATES = '3333';

/** The mandate of a debit; undefined for other methods and before the customer agreed. */
export function mandateOf(books: Books, method: PaymentMethodObject): MandateObject | undefined {
  if (!isDebit(method.type)) return undefined;
  const made = books.mandates.changedWhere((mandate) => mandate.payment_method === method.id).at(-1);
  if (made !== undefined) return made;
  const position = books.paymentMethods.positionOf(method.id) ?? Infinity;
  if (position >= books.paymentMethods.seedCount) return undefined;
  const customer = Math.floor(position / METHOD_SLOTS);
  return books.mandates.find(seedMandateId(books.context, customer, position % METHOD_SLOTS));
}

/** Writes down that a customer agreed to be debited; nothing for methods that need no mandate. */
export function createMandate(books: Books, method: PaymentMethodObject): MandateObject | undefined {
  if (!isDebit(method.type)) return undefined;
  const known = mandateOf(books, method);
  if (known !== undefined) return known;
  const mandate = buildMandate({
    id: books.mandates.nextId(),
    livemode: books.context.livemode,
    paymentMethod: method.id,
    type: method.type,
    acceptedAt: books.now(),
    status: 'active',
    networkStatus: 'pending',
  });
  books.mandates.put(mandate);
  if (method.type === 'bacs_debit') {
    const failure = last4Of(method) === REFUSES_MANDATES ? 'refused' : null;
    books.agenda.add({
      at: books.now() + ACCEPT_SECONDS,
      kind: 'accept_mandate',
      target: mandate.id,
      failure,
    });
  }
  return mandate;
}

export type MandateState = 'accepted' | 'pending' | 'refused' | 'revoked';

/** The bank or the customer changes what a mandate allows. */
export function changeMandate(cause: Cause, id: string, state: MandateState): MandateObject {
  const mandate = cause.books.mandates.find(id);
  if (mandate === undefined) throw missing('mandate', id, 'mandate');
  const before = structuredClone(mandate);
  mandate.status = state === 'refused' || state === 'revoked' ? 'inactive' : 'active';
  const bacs = mandate.payment_method_details.bacs_debit;
  if (bacs) {
    bacs.network_status = state;
    bacs.revocation_reason = state === 'revoked' ? 'debit_not_authorized' : null;
  }
  cause.books.mandates.put(mandate);
  emit(cause, 'mandate.updated', mandate, before);
  return mandate;
}

/** Refuses a debit whose mandate is gone; gives the mandate that the charge names. */
export function demandMandate(
  books: Books,
  method: PaymentMethodObject,
  given: string | null | undefined,
): MandateObject | undefined {
  const mandate = given ? books.mandates.find(given) : createMandate(books, method);
  if (given && mandate?.payment_method !== method.id) {
    throw invalidRequest(`No such mandate: '${given}'`, 'resource_missing', 'mandate');
  }
  if (mandate?.status === 'inactive') {
    throw invalidRequest(
      'The mandate of this payment method is inactive and cannot be used for a payment. Collect a new mandate.',
      'payment_intent_mandate_invalid',
    );
  }
  return mandate;
}

export const mandateRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/v1/mandates/:id',
    permission: 'rak_payment_method_read',
    fields: {},
    answer(call) {
      const mandate = call.books.mandates.find(idIn(call));
      if (mandate === undefined) throw missing('mandate', idIn(call), 'mandate');
      return mandate;
    },
  }),
];
