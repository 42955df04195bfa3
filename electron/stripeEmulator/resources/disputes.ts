import { missing } from '../contract/apiError.ts';
import { listPage, pageQuery } from '../contract/pagination.ts';
import { pageFields, text, timeRange } from '../contract/params.ts';
import { idIn, route, type Route } from '../contract/route.ts';
import { buildDispute, type DisputeObject } from '../objects/dispute.ts';
import type { ChargeObject } from '../objects/payment.ts';
import { isDebit } from './debits.ts';
import { emit, type Cause } from './emit.ts';

/** The payer's bank takes a payment back: the charge is disputed, the invoice stays paid. */
export function createDispute(cause: Cause, charge: ChargeObject, reason: string): DisputeObject {
  const { books } = cause;
  const dispute = books.disputes.put(
    buildDispute({
      id: books.disputes.nextId(),
      created: books.now(),
      charge,
      reason,
      final: isDebit(charge.payment_method_details?.type ?? 'card'),
    }),
  );
  const before = structuredClone(charge);
  charge.disputed = true;
  books.charges.put(charge);
  emit(cause, 'charge.dispute.created', dispute);
  emit(cause, 'charge.dispute.funds_withdrawn', dispute);
  emit(cause, 'charge.updated', charge, before);
  if (dispute.status === 'lost') emit(cause, 'charge.dispute.closed', dispute);
  return dispute;
}

export const disputeRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/v1/disputes',
    permission: 'rak_dispute_read',
    fields: { ...pageFields, charge: text, created: timeRange, payment_intent: text },
    answer: ({ books, params }) =>
      listPage(
        books.disputes,
        {
          ...pageQuery(params),
          created: params.created,
          matches: (dispute) =>
            (!params.charge || dispute.charge === params.charge) &&
            (!params.payment_intent || dispute.payment_intent === params.payment_intent),
        },
        'dispute',
        '/v1/disputes',
      ),
  }),
  route({
    method: 'GET',
    path: '/v1/disputes/:id',
    permission: 'rak_dispute_read',
    fields: {},
    answer(call) {
      const dispute = call.books.disputes.find(idIn(call));
      if (dispute === undefined) throw missing('dispute', idIn(call));
      return dispute;
    },
  }),
];
