import { debitError, debitFailure, DEBIT_FAILURES, type DebitFailure } from '../objects/declines.ts';
import { outcomeOf, type ChargeObject, type PaymentIntentObject } from '../objects/payment.ts';
import { paymentOfIntent } from '../state/lookups.ts';
import { failInvoice } from './collecting.ts';
import { createDispute } from './disputes.ts';
import { emit, type Cause } from './emit.ts';
import { payInvoice } from './invoiceChanges.ts';

/** The bank reports on a debit: the money came, it came and was taken back, or it comes never. */
export function settleDebit(cause: Cause, intentId: string, result: string | null): void {
  const { books } = cause;
  const intent = books.paymentIntents.find(intentId);
  const charge =
    typeof intent?.latest_charge === 'string' ? books.charges.find(intent.latest_charge) : undefined;
  if (intent?.status !== 'processing' || charge === undefined) return;
  if (result !== null && Object.hasOwn(DEBIT_FAILURES, result)) {
    bounce(cause, intent, charge, result as DebitFailure);
    return;
  }
  clear(cause, intent, charge);
  if (result === 'disputed') createDispute(cause, charge, 'debit_not_authorized');
}

function clear(cause: Cause, intent: PaymentIntentObject, charge: ChargeObject): void {
  const { books } = cause;
  charge.status = 'succeeded';
  charge.amount_captured = charge.amount;
  books.charges.put(charge);
  emit(cause, 'charge.succeeded', charge);
  intent.status = 'succeeded';
  intent.amount_received = intent.amount;
  books.paymentIntents.put(intent);
  emit(cause, 'payment_intent.succeeded', intent);
  const payment = paymentOfIntent(books, intent.id);
  const invoice = payment === undefined ? undefined : books.invoices.find(String(payment.invoice));
  if (payment?.status === 'open' && invoice !== undefined) payInvoice(cause, invoice, payment);
}

function bounce(cause: Cause, intent: PaymentIntentObject, charge: ChargeObject, reason: DebitFailure): void {
  const { books } = cause;
  const failure = debitFailure(reason);
  charge.status = 'failed';
  charge.paid = false;
  charge.captured = false;
  charge.failure_code = failure.code;
  charge.failure_message = failure.message;
  charge.outcome = outcomeOf(failure);
  books.charges.put(charge);
  emit(cause, 'charge.failed', charge);
  const method = books.paymentMethods.find(String(intent.payment_method));
  intent.status = 'requires_payment_method';
  intent.last_payment_error = method === undefined ? null : debitError(reason, charge.id, method);
  intent.payment_method = null;
  books.paymentIntents.put(intent);
  emit(cause, 'payment_intent.payment_failed', intent);
  const payment = paymentOfIntent(books, intent.id);
  const invoice = payment === undefined ? undefined : books.invoices.find(String(payment.invoice));
  if (invoice !== undefined) failInvoice(cause, invoice, { automatic: false });
}
