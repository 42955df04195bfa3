import {
  buildCharge,
  buildInvoicePayment,
  buildPaymentIntent,
  chargeMethodDetails,
  type ChargeObject,
  type InvoicePaymentObject,
  type PaymentIntentObject,
} from '../objects/payment.ts';
import { idAt } from '../state/ids.ts';
import type { SeedContext } from './customerFacts.ts';
import { documentLinks } from './documentLinks.ts';
import type { InvoiceFacts } from './invoiceFacts.ts';
import { paymentMethodsOf } from './paymentMethodSeeds.ts';

const DAY = 86_400;

/** Two positions per invoice: what is still asked for (or was paid), and an earlier part payment. */
export const PAYMENT_SLOTS = 2;

function paymentIdAt(
  context: SeedContext,
  prefix: 'inpay' | 'pi' | 'ch',
  index: number,
  slot: number,
): string {
  return idAt(prefix, context.part, index * PAYMENT_SLOTS + slot);
}

interface Share {
  amount: number;
  state: 'open' | 'processing' | 'paid' | 'canceled';
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
  const state = facts.debitUnderWay ? 'processing' : 'open';
  return { amount: facts.amountRemaining, state, at };
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
    status: share.state === 'processing' ? 'open' : share.state,
    payment: { payment_intent: paymentIdAt(context, 'pi', facts.index, slot), type: 'payment_intent' },
    paidAt: share.state === 'paid' ? share.at : null,
    canceledAt: share.state === 'canceled' ? share.at : null,
  });
}

const INTENT_STATUS = {
  open: 'requires_payment_method',
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
  return buildPaymentIntent({
    id: paymentIdAt(context, 'pi', facts.index, slot),
    created: facts.created + slot,
    livemode: context.livemode,
    amount: share.amount,
    currency: facts.customer.currency,
    customer: facts.customer.id,
    description: `Payment for Invoice ${facts.number ?? ''}`,
    status: INTENT_STATUS[share.state],
    paymentMethod: moved ? (paymentMethodsOf(context, facts.customer)[0]?.id ?? null) : null,
    latestCharge: moved ? paymentIdAt(context, 'ch', facts.index, slot) : null,
    canceledAt: share.state === 'canceled' ? share.at : null,
    lastPaymentError: null,
    paymentMethodTypes:
      facts.customer.market.direct === null ? ['card'] : ['card', facts.customer.market.direct],
  });
}

export function buildSeedCharge(
  context: SeedContext,
  facts: InvoiceFacts,
  slot: number,
  today: number,
): ChargeObject | undefined {
  const share = shareOf(context, facts, slot);
  if (share === undefined || (share.state !== 'paid' && share.state !== 'processing')) return undefined;
  const id = paymentIdAt(context, 'ch', facts.index, slot);
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
    methodDetails: chargeMethodDetails(method),
    billingName: facts.customer.name,
    billingEmail: facts.customer.email,
    status: share.state === 'paid' ? 'succeeded' : 'pending',
    failureCode: null,
    failureMessage: null,
    receiptUrl:
      share.state === 'paid'
        ? documentLinks(context, 'receipt', id, share.at + 30 * DAY, today).hosted
        : null,
    receiptNumber: share.state === 'paid' ? `${facts.number ?? ''}-R${slot + 1}` : null,
  });
}
