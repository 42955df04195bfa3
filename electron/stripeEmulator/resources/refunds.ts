import { invalidRequest, missing, missingParameterObject, parameterMissing } from '../contract/apiError.ts';
import { listPage, pageQuery } from '../contract/pagination.ts';
import { choice, integer, metadata, pageFields, text, timeRange } from '../contract/params.ts';
import { idIn, route, type Route } from '../contract/route.ts';
import type { ChargeObject, RefundObject } from '../objects/payment.ts';
import type { Books } from '../state/books.ts';
import { emit } from './emit.ts';
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
      const charge = findCharge(books, params.charge, params.payment_intent);
      const left = charge.amount_captured - charge.amount_refunded;
      const amount = params.amount ?? left;
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
        metadata: mergeMetadata({}, params.metadata),
        payment_intent: charge.payment_intent,
        payment_method: charge.payment_method,
        reason: params.reason ?? null,
        receipt_number: null,
        source_transfer_reversal: null,
        status: 'succeeded',
        transfer_reversal: null,
      } satisfies RefundObject);
      const before = structuredClone(charge);
      charge.amount_refunded += amount;
      charge.refunded = charge.amount_refunded === charge.amount_captured;
      books.charges.put(charge);
      emit(call, 'refund.created', refund);
      emit(call, 'charge.refunded', charge, before);
      return refund;
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
