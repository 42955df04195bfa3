import { chargeMethodDetails } from '../objects/chargeMethod.ts';
import { CARD_DECLINES, cardError, cardFailure, debitError, debitFailure } from '../objects/declines.ts';
import {
  buildCharge,
  buildInvoicePayment,
  buildPaymentIntent,
  type ChargeFailure,
  type ChargeObject,
  type InvoicePaymentObject,
  type PaymentIntentObject,
} from '../objects/payment.ts';
import { idAt } from '../state/ids.ts';
import type { SeedContext } from './customerFacts.ts';
import { documentLinks } from './documentLinks.ts';
import { bankFailureOf, cardFailureOf } from './failureSeeds.ts';
import type { InvoiceFacts } from './invoiceFacts.ts';
import { seedMandateId } from './mandateSeeds.ts';
import { paymentMethodsOf } from './paymentMethodSeeds.ts';

const DAY = 86_400;

/** Two positions per invoice: what is still asked for (or was paid), and an earlier part payment. */
export const PAYMENT_SLOTS = 2;

export function paymentIdAt(
  context: SeedContext,
  prefix: 'inpay' | 'pi' | 'ch',
  index: number,
  slot: number,
): string {
  return idAt(prefix, context.part, index * PAYMENT_SLOTS + slot);
}

interface Share {
  amount: number;
  /** Failed: collected automatically, in vain. */
  state: 'open' | 'failed' | 'processing' | 'paid' | 'canceled';
  at: number;
}

function shareOf(context: SeedContext, facts: InvoiceFacts, slot: number): Share | undefined {
  if (facts.finalizedAt === null || facts.amountDue <= 0) return undefined;
  const at = facts.finalizedAt;
  if (slot === 1) {
    const partly = facts.status === 'open' && facts.amountPaid > 0;
    return partly ? { amount: facts.amountPaid, state: 'paid', at: at + 3600 } : undefined;
  }
  if (facts.status === 'paid') return { amount: facts.amountPaid, state: 'paid', at: facts.paidAt ?? at };
  if (facts.status === 'void') return { amount: facts.amountDue, state: 'canceled', at: facts.created + DAY };
  const failed =
    facts.status === 'open' &&
    facts.collection === 'charge_automatically' &&
    paymentMethodsOf(context, facts.customer).length > 0;
  return {
    amount: facts.amountRemaining,
    state: facts.debitUnderWay ? 'processing' : failed ? 'failed' : 'open',
    at,
  };
}

interface Failure {
  error: PaymentIntentObject['last_payment_error'];
  /** Null when the customer has to act before anything is charged. */
  charge: ChargeFailure | null;
}

/** Why the automatic collection of an open invoice was in vain. */
function failureOf(context: SeedContext, facts: InvoiceFacts, chargeId: string): Failure {
  const { index } = facts.customer;
  const [method] = paymentMethodsOf(context, facts.customer);
  if (method === undefined) throw new Error(`${facts.customer.id} has no method that could fail.`);
  if (method.type !== 'card') {
    const reason = bankFailureOf(index);
    return { error: debitError(reason, chargeId, method), charge: debitFailure(reason) };
  }
  const reason = cardFailureOf(index);
  if (reason === 'authentication_required') return { error: null, charge: null };
  const decline = CARD_DECLINES[reason];
  return { error: cardError(decline, chargeId, method), charge: cardFailure(decline) };
}

export function buildSeedInvoicePayment(
  context: SeedContext,
  facts: InvoiceFacts,
  slot: number,
): InvoicePaymentObject | undefined {
  const share = shareOf(context, facts, slot);
  if (share === undefined) return undefined;
  return buildInvoicePayment({
    id: paymentIdAt(context, 'inpay', facts.index, slot),
    created: facts.created + slot,
    livemode: context.livemode,
    invoice: facts.id,
    currency: facts.customer.currency,
    amountRequested: share.amount,
    amountPaid: share.state === 'paid' ? share.amount : null,
    isDefault: slot === 0,
    status: share.state === 'processing' || share.state === 'failed' ? 'open' : share.state,
    payment: { payment_intent: paymentIdAt(context, 'pi', facts.index, slot), type: 'payment_intent' },
    paidAt: share.state === 'paid' ? share.at : null,
    canceledAt: share.state === 'canceled' ? share.at : null,
  });
}

const INTENT_STATUS = {
  open: 'requires_payment_method',
  failed: 'requires_payment_method',
  processing: 'processing',
  paid: 'succeeded',
  canceled: 'canceled',
} as const;

export function buildSeedPaymentIntent(
  context: SeedContext,
  facts: InvoiceFacts,
  slot: number,
): PaymentIntentObject | undefined {
  const share = shareOf(context, facts, slot);
  if (share === undefined) return undefined;
  const moved = share.state === 'paid' || share.state === 'processing';
  const charge = paymentIdAt(context, 'ch', facts.index, slot);
  const failure = share.state === 'failed' ? failureOf(context, facts, charge) : null;
  const waits = failure !== null && failure.charge === null;
  return buildPaymentIntent({
    id: paymentIdAt(context, 'pi', facts.index, slot),
    created: facts.created + slot,
    livemode: context.livemode,
    amount: share.amount,
    currency: facts.customer.currency,
    customer: facts.customer.id,
    description: `Payment for Invoice ${facts.number ?? ''}`,
    status: waits ? 'requires_action' : INTENT_STATUS[share.state],
    paymentMethod: moved || waits ? (paymentMethodsOf(context, facts.customer)[0]?.id ?? null) : null,
    latestCharge: moved || failure?.charge ? charge : null,
    canceledAt: share.state === 'canceled' ? share.at : null,
    lastPaymentError: failure?.error ?? null,
    paymentMethodTypes:
      facts.customer.market.direct === null ? ['card'] : ['card', facts.customer.market.direct],
  });
}

const CHARGE_STATUS = { failed: 'failed', processing: 'pending', paid: 'succeeded' } as const;

export function buildSeedCharge(
  context: SeedContext,
  facts: InvoiceFacts,
  slot: number,
  today: number,
): ChargeObject | undefined {
  const share = shareOf(context, facts, slot);
  if (share === undefined || share.state === 'open' || share.state === 'canceled') return undefined;
  const id = paymentIdAt(context, 'ch', facts.index, slot);
  const failure = share.state === 'failed' ? failureOf(context, facts, id) : null;
  if (failure !== null && failure.charge === null) return undefined;
  const method = paymentMethodsOf(context, facts.customer)[0];
  return buildCharge({
    id,
    created: facts.created + slot,
    livemode: context.livemode,
    amount: share.amount,
    currency: facts.customer.currency,
    customer: facts.customer.id,
    description: `Payment for Invoice ${facts.number ?? ''}`,
    paymentIntent: paymentIdAt(context, 'pi', facts.index, slot),
    paymentMethod: method?.id ?? null,
    methodDetails: chargeMethodDetails(method, seedMandateId(context, facts.customer.index, 0)),
    billingName: facts.customer.name,
    billingEmail: facts.customer.email,
    status: CHARGE_STATUS[share.state],
    failure: failure?.charge ?? null,
    receiptUrl:
      share.state === 'paid'
        ? documentLinks(context, 'receipt', id, share.at + 30 * DAY, today).hosted
        : null,
    receiptNumber: share.state === 'paid' ? `${facts.number ?? ''}-R${slot + 1}` : null,
  });
}
