import type Stripe from 'stripe';
import {
  chooseWhole,
  estimateCredit,
  findLineProblem,
  findSplitProblem,
  listCreditEffects,
  postPaymentAmount,
  suggestSplit,
  type CreditableLine,
  type CreditLine,
  type CreditSplit,
} from '../../shared/domain/creditNotes.ts';
import { creditableAmount, findInvoiceActionRefusal } from '../../shared/domain/invoiceActions.ts';
import { toDecimalString } from '../../shared/domain/money.ts';
import { sumTaxes } from '../../shared/domain/taxes.ts';
import type { Handlers, InputOf } from '../../shared/ipc/contract.ts';
import type { CreditPreview, CreditResult, CreditWish } from '../../shared/ipc/schemas/invoiceActions.ts';
import type { StripeGateway, Wire } from '../stripe/stripeGatewayApi.ts';
import { idOf } from './idOf.ts';
import {
  actionRefused,
  customerIdOf,
  effectOfSettling,
  readStanding,
  statusOf,
  type InvoiceActionDeps,
} from './invoiceActions.ts';
import { readLiveInvoice, readSubscriptionOf, type LiveInvoice } from './paymentsLive.ts';
import { refreshShown } from './paymentsSettle.ts';
import { recordWrite } from './recordedWrite.ts';
import { refuseOffline } from './refuseOffline.ts';

type CreditNote = Wire<Stripe.CreditNote>;
type Params = Stripe.CreditNotePreviewParams;

export type CreditNoteServices = Pick<Handlers, 'invoices.previewCreditNote' | 'invoices.createCreditNote'>;

/** Use cases around crediting an invoice: what it would come to, and doing it. */
export function createCreditNoteServices(deps: InvoiceActionDeps): CreditNoteServices {
  return {
    'invoices.previewCreditNote': async (wish) => (await readLiveCredit(deps, wish)).preview,
    'invoices.createCreditNote': async (input) => {
      refuseOffline(deps.connectivity, input.workspaceId);
      return createCreditNote(deps, input);
    },
  };
}

/** Everything that a credit note is decided by, as Stripe has it this moment. */
interface LiveCredit {
  gateway: StripeGateway;
  invoice: LiveInvoice;
  preview: CreditPreview;
  /** What Stripe would be asked for; null where nothing can be credited as wished. */
  params: Params | null;
}

async function readLiveCredit(deps: InvoiceActionDeps, wish: CreditWish): Promise<LiveCredit> {
  const { workspaceId, invoiceId } = wish;
  const gateway = await deps.gateways.of(workspaceId);
  const standing = await readStanding(deps, gateway, wish);
  const { invoice } = standing;
  const refusal = findInvoiceActionRefusal('credit', invoice, standing);
  const lines = refusal === null ? await gateway.listInvoiceLines(invoiceId) : [];
  const facts = {
    wish,
    invoice,
    lines: lines.map(toCreditable),
    creditable: creditableAmount(invoice),
    refundable: refusal === null ? await readRefundable(gateway, invoice) : 0,
  };
  const planned = refusal === null ? planCredit(facts) : null;
  const params = planned !== null && 'params' in planned ? planned.params : null;
  const preview: CreditPreview = {
    workspaceId,
    invoiceId,
    invoiceNumber: invoice.number,
    invoiceStatus: statusOf(invoice),
    customerName: invoice.customer_name,
    livemode: invoice.livemode,
    currency: invoice.currency,
    total: invoice.total,
    amountRemaining: invoice.amount_remaining,
    creditable: facts.creditable,
    refundable: facts.refundable,
    refusal,
    lines: lines.map(({ id, description, quantity, amount }) => ({ id, description, quantity, amount })),
    problem: planned !== null && 'problem' in planned ? planned.problem : null,
    note: params && (await previewNote(gateway, invoice, params)),
  };
  return { gateway, invoice, preview, params };
}

function toCreditable(line: Wire<Stripe.InvoiceLineItem>): CreditableLine {
  return {
    id: line.id,
    amount: line.amount,
    quantity: line.quantity,
    discount: sumTaxes(line.discount_amounts),
    taxes: (line.taxes ?? []).map(({ amount, tax_behavior }) => ({
      amount,
      inclusive: tax_behavior === 'inclusive',
    })),
  };
}

/** What Stripe can still give back of what it took for an invoice. */
async function readRefundable(gateway: StripeGateway, invoice: LiveInvoice): Promise<number> {
  const paid = invoice.payments?.data.find(
    ({ status, payment }) => status === 'paid' && payment.payment_intent,
  );
  const reference = paid?.payment.payment_intent;
  if (!reference) return 0;
  const { latest_charge: charge } = await gateway.getPaymentIntent(idOf(reference), ['latest_charge']);
  if (charge === null || typeof charge === 'string') return 0;
  return charge.amount_captured - charge.amount_refunded;
}

interface CreditFacts {
  wish: CreditWish;
  invoice: LiveInvoice;
  lines: readonly CreditableLine[];
  creditable: number;
  refundable: number;
}

/** What Stripe is asked for, or what is wrong with the wish. */
function planCredit({
  wish,
  invoice,
  lines,
  creditable,
  refundable,
}: CreditFacts): { params: Params } | { problem: NonNullable<CreditPreview['problem']> } {
  const chosen = wish.lines ?? chooseWhole(lines, creditable);
  const lineProblem = wish.lines === null ? null : findLineProblem(wish.lines, lines);
  if (lineProblem) return { problem: lineProblem };
  const total = chosen === null ? creditable : estimateCredit(chosen, lines);
  if (total > invoice.total - creditedBefore(invoice))
    return { problem: { lineId: null, problem: 'aboveCreditable' } };
  const toDistribute = postPaymentAmount(invoice, total);
  const split = wish.split ?? suggestSplit({ toDistribute, refundable });
  const problem = findSplitProblem(split, { toDistribute, refundable });
  if (problem) return { problem: { lineId: null, problem } };
  return { params: toParams(invoice.id, chosen, total, split) };
}

function creditedBefore(invoice: LiveInvoice): number {
  return invoice.pre_payment_credit_notes_amount + invoice.post_payment_credit_notes_amount;
}

function toParams(
  invoice: string,
  chosen: readonly CreditLine[] | null,
  total: number,
  { refund, balance, outOfBand }: CreditSplit,
): Params {
  return {
    invoice,
    ...(chosen === null
      ? { amount: total }
      : {
          lines: chosen.map(({ lineId, quantity, amount }) => ({
            type: 'invoice_line_item' as const,
            invoice_line_item: lineId,
            ...(quantity === null ? { amount: amount ?? 0 } : { quantity }),
          })),
        }),
    ...(refund > 0 ? { refund_amount: refund } : {}),
    ...(balance > 0 ? { credit_amount: balance } : {}),
    ...(outOfBand > 0 ? { out_of_band_amount: outOfBand } : {}),
  };
}

async function previewNote(
  gateway: StripeGateway,
  invoice: LiveInvoice,
  params: Params,
): Promise<CreditPreview['note']> {
  const [note, subscription] = await Promise.all([
    gateway.previewCreditNote(params),
    readSubscriptionOf(gateway, invoice),
  ]);
  const split = {
    refund: params.refund_amount ?? 0,
    balance: params.credit_amount ?? 0,
    outOfBand: params.out_of_band_amount ?? 0,
  };
  const tax = sumTaxes(note.total_taxes);
  const prePayment = note.pre_payment_amount;
  const settling = await effectOfSettling(gateway, invoice, subscription);
  return {
    // STRIPE: its own subtotal is the one before discounts.
    subtotal: note.total - tax,
    tax,
    total: note.total,
    prePayment,
    postPayment: note.post_payment_amount,
    split,
    effects: listCreditEffects({ prePayment, tax, split }, invoice, settling),
  };
}

/** Credits what the person confirmed: live preview, rule, record, send, re-read. */
async function createCreditNote(
  deps: InvoiceActionDeps,
  input: InputOf<'invoices.createCreditNote'>,
): Promise<CreditResult> {
  const { workspaceId, invoiceId, lines, split, confirmed } = input;
  const live = await readLiveCredit(deps, { workspaceId, invoiceId, lines, split });
  const { gateway, preview, params } = live;
  if (preview.refusal !== null) throw actionRefused(preview.refusal);
  const { note } = preview;
  if (!note || !params || !isAsConfirmed(note, confirmed)) throw actionRefused('changed');
  const made = await recordCredit(deps, live, { ...input, params, total: note.total });
  const invoice = await readLiveInvoice(gateway, invoiceId).catch(() => live.invoice);
  await refreshShown(deps, { workspaceId, invoiceId, customerId: customerIdOf(invoice) });
  return {
    workspaceId,
    invoiceId,
    creditNoteId: made.id,
    creditNoteNumber: made.number,
    total: made.total,
    currency: made.currency,
    invoiceStatus: statusOf(invoice),
    amountRemaining: invoice.amount_remaining,
  };
}

/** Whether it comes to what was confirmed, and brings about nothing that was not said. */
function isAsConfirmed(
  note: NonNullable<CreditPreview['note']>,
  confirmed: InputOf<'invoices.createCreditNote'>['confirmed'],
): boolean {
  return (
    note.total === confirmed.total &&
    note.prePayment === confirmed.prePayment &&
    note.effects.every((effect) => confirmed.effects.includes(effect))
  );
}

type WantedCredit = Pick<InputOf<'invoices.createCreditNote'>, 'reason' | 'memo' | 'sendEmail'> & {
  params: Params;
  total: number;
};

async function recordCredit(
  deps: InvoiceActionDeps,
  { gateway, invoice, preview }: LiveCredit,
  { params, total, reason, memo, sendEmail }: WantedCredit,
): Promise<CreditNote> {
  const { currency } = invoice;
  const known = new Set((await gateway.listCreditNotes(invoice.id)).map(({ id }) => id));
  return recordWrite<CreditNote>(deps, {
    kind: 'invoice.credit',
    audit: {
      workspaceId: preview.workspaceId,
      action: 'invoice.credited',
      target: customerIdOf(invoice) ?? invoice.id,
      targetName: invoice.customer_name,
      before: {},
      after: {
        invoice: invoice.number ?? invoice.id,
        amount: `${toDecimalString({ amount: total, currency })} ${currency.toUpperCase()}`,
        ...(reason === null ? {} : { reason }),
      },
    },
    send: (options) =>
      gateway.createCreditNote(
        {
          ...params,
          ...(reason === null ? {} : { reason }),
          ...(memo === null ? {} : { memo }),
          email_type: sendEmail ? 'credit_note' : 'none',
        },
        options,
      ),
    // Somebody else's note of the same amount is told from ours by why it was made.
    findEffect: async () =>
      (await gateway.listCreditNotes(invoice.id)).find(
        (note) => !known.has(note.id) && note.total === total && note.reason === reason && note.memo === memo,
      ) ?? null,
  });
}
