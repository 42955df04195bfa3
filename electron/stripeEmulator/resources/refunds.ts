import { invalidRequest, missing, missingParameterObject, parameterMissing } from '../contract/apiError.ts';
import { listPage, pageQuery } from '../contract/pagination.ts';
import { choice, integer, metadata, pageFields, text, timeRange } from '../contract/params.ts';
import { idIn, route, type Route } from '../contract/route.ts';
import type { ChargeObject, RefundObject } from '../objects/payment.ts';
import type { Books } from '../state/books.ts';
import { emit, type Cause } from './emit.ts';
import { mergeMetadata } from './merge.ts';

function findCharge(
  books: Books,
  chargeId: string | null | undefined,
  intentId: string | null | undefined,
): ChargeObject {
  const latest = intentId ? books.paymentIntents.find(intentId)?.latest_charge : undefined;
  const id = chargeId ?? (typeof latest === 'string' ? latest : undefined);
  if (id === undefined) {
    if (!intentId) throw parameterMissing('charge');
    throw missingParameterObject('payment_intent', intentId, 'payment_intent');
  }
  const charge = books.charges.find(id);
  if (charge === undefined) throw missingParameterObject('charge', id, 'charge');
  return charge;
}

interface Refunding {
  amount?: number | undefined;
  metadata?: Record<string, string | null> | null | undefined;
  reason?: string | undefined;
}

/** Gives back what a charge took, or a part of it. */
export function refundCharge(cause: Cause, charge: ChargeObject, wish: Refunding): RefundObject {
  const { books } = cause;
  if (charge.status !== 'succeeded') {
    throw invalidRequest(`Charge ${charge.id} has not succeeded: there is nothing to refund yet.`);
  }
  if (charge.disputed) {
    throw invalidRequest(
      `Charge ${charge.id} has been charged back; cannot issue a refund.`,
      'charge_disputed',
    );
  }
  const left = charge.amount_captured - charge.amount_refunded;
  const amount = wish.amount ?? left;
  if (left <= 0)
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, 'charge_already_refunded');
  if (amount < 1 || amount > left) {
    throw invalidRequest(
      `Refund amount (${amount}) is greater than unrefunded amount on charge (${left}).`,
      undefined,
      'amount',
    );
  }
  const refund = books.refunds.put({
    id: books.refunds.nextId(),
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: books.now(),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    metadata: mergeMetadata({}, wish.metadata),
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: wish.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  } satisfies RefundObject);
  const before = structuredClone(charge);
  charge.amount_refunded += amount;
  charge.refunded = charge.amount_refunded === charge.amount_captured;
  books.charges.put(charge);
  emit(cause, 'refund.created', refund);
  emit(cause, 'charge.refunded', charge, before);
  return refund;
}

export const refundRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/v1/refunds',
    permission: 'rak_charge_write',
    fields: {
      amount: integer,
      charge: text,
      payment_intent: text,
      metadata,
      reason: choice('duplicate', 'fraudulent', 'requested_by_customer'),
    },
    answer(call) {
      const { books, params } = call;
      const { amount, metadata: labels, reason } = params;
      const charge = findCharge(books, params.charge, params.payment_intent);
      return refundCharge(call, charge, { amount, metadata: labels, reason });
    },
  }),
  route({
    method: 'GET',
    path: '/v1/refunds',
    permission: 'rak_charge_read',
    fields: { ...pageFields, created: timeRange, charge: text, payment_intent: text },
    answer: ({ books, params }) =>
      listPage(
        books.refunds,
        {
          ...pageQuery(params),
          created: params.created,
          matches: (refund) =>
            (!params.charge || refund.charge === params.charge) &&
            (!params.payment_intent || refund.payment_intent === params.payment_intent),
        },
        'refund',
        '/v1/refunds',
      ),
  }),
  route({
    method: 'GET',
    path: '/v1/refunds/:id',
    permission: 'rak_charge_read',
    fields: {},
    answer(call) {
      const refund = call.books.refunds.find(idIn(call));
      if (refund === undefined) throw missing('refund', idIn(call));
      return refund;
    },
  }),
];
