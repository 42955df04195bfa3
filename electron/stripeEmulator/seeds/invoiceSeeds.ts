import {
  buildInvoice,
  buildLine,
  buildTax,
  type InvoiceObject,
  type LineObject,
  type TaxabilityReason,
  type TaxObject,
} from '../objects/invoice.ts';
import { idAt } from '../state/ids.ts';
import { accountTaxIdOf } from './accountSeeds.ts';
import { priceId, productId, taxRateId, zeroTaxRateId } from './catalogue.ts';
import type { CustomerFacts, SeedContext } from './customerFacts.ts';
import { type InvoiceFacts, type LineFacts } from './invoiceFacts.ts';
import { documentLinks } from './documentLinks.ts';

const DAY = 86_400;
/** An invoice carries its first ten lines; the rest is asked for. */
export const EMBEDDED_LINES = 10;

export function buildSeedInvoice(context: SeedContext, facts: InvoiceFacts, today: number): InvoiceObject {
  const { customer } = facts;
  const { account } = context;
  const paysItself = facts.collection === 'charge_automatically';
  const attempts = attemptsOf(facts);
  const links =
    facts.finalizedAt === null
      ? { hosted: null, pdf: null }
      : documentLinks(context, 'invoice', facts.id, (facts.dueDate ?? facts.finalizedAt) + 30 * DAY, today);
  const shown = facts.lines.length > EMBEDDED_LINES ? facts.lines.slice(0, EMBEDDED_LINES) : facts.lines;
  const subscription = facts.fromSubscription ? subscriptionIdAt(context, customer.index) : null;
  return buildInvoice({
    id: facts.id,
    accountName: account.legalName,
    accountTaxId: accountTaxIdOf(context),
    accountCountry: account.country,
    livemode: context.livemode,
    status: facts.status,
    created: facts.created,
    currency: customer.currency,
    customer: customer.id,
    customerAddress: customer.address,
    customerEmail: customer.email,
    customerName: customer.name,
    customerPhone: customer.phone,
    customerTaxExempt: customer.taxExempt,
    customerTaxIds: customer.taxId === null ? [] : [customer.taxId],
    billingReason: subscription === null ? 'manual' : 'subscription_cycle',
    collection: facts.collection,
    subscription,
    dueDate: facts.dueDate,
    number: facts.number,
    finalizedAt: facts.finalizedAt,
    paidAt: facts.paidAt,
    voidedAt: facts.status === 'void' ? facts.created + DAY : null,
    uncollectibleAt: facts.status === 'uncollectible' ? facts.created + 45 * DAY : null,
    attempted: attempts > 0,
    attemptCount: attempts,
    nextAttempt: null,
    autoAdvance: facts.status === 'open' && paysItself,
    periodStart: facts.created - 30 * DAY,
    periodEnd: facts.created,
    lines: shown.map((line, i) => buildSeedLine(context, facts, line, i)),
    lineCount: facts.lines.length,
    subtotal: facts.subtotal,
    discount: facts.discount,
    discountIds: facts.discount === 0 ? [] : [discountIdAt(context, facts.index)],
    total: facts.total,
    taxes: totalTaxes(context, facts),
    tax: facts.tax,
    amountDue: facts.amountDue,
    amountPaid: facts.amountPaid,
    creditedBeforePayment: facts.status === 'open' ? facts.credited : 0,
    creditedAfterPayment: facts.status === 'paid' ? facts.credited : 0,
    endingBalance: facts.finalizedAt === null ? null : Math.min(0, facts.total),
    hostedUrl: links.hosted,
    pdfUrl: links.pdf,
  });
}

/** Automatic collection: once when it worked or is under way, four times when it never did. */
function attemptsOf(facts: InvoiceFacts): number {
  if (facts.collection !== 'charge_automatically') return 0;
  if (facts.amountDue <= 0 || facts.finalizedAt === null) return 0;
  const unpaid = facts.status === 'open' || facts.status === 'uncollectible';
  return unpaid && !facts.debitUnderWay ? 4 : 1;
}

/** All lines of a seeded invoice, also those beyond the embedded ten. */
export function buildSeedLines(context: SeedContext, facts: InvoiceFacts): LineObject[] {
  return facts.lines.map((line, i) => buildSeedLine(context, facts, line, i));
}

function buildSeedLine(
  context: SeedContext,
  facts: InvoiceFacts,
  line: LineFacts,
  position: number,
): LineObject {
  const { customer } = facts;
  const slot = position.toString(36).toUpperCase().padStart(2, '0');
  const recurring = facts.fromSubscription && position === 0;
  const net = line.amount - line.discount;
  return buildLine({
    id: idAt('il', context.part, facts.index, slot),
    invoice: facts.id,
    livemode: context.livemode,
    currency: customer.currency,
    description: line.description,
    quantity: line.quantity,
    unitAmount: line.unitAmount,
    amount: line.amount,
    discount: line.discount,
    discountId: facts.discount === 0 ? null : discountIdAt(context, facts.index),
    periodStart: recurring ? facts.created : facts.created - 30 * DAY,
    periodEnd: recurring ? facts.created + 30 * DAY : facts.created,
    price: priceId(context.part, line.item, customer.currency),
    product: productId(context.part, line.item),
    subscription: recurring ? subscriptionIdAt(context, customer.index) : null,
    subscriptionItem: recurring ? subscriptionItemIdAt(context, customer.index) : null,
    invoiceItem: recurring ? null : idAt('ii', context.part, facts.index, slot),
    taxes: [taxOf(context, customer, line.reduced, line.tax, net)],
  });
}

function totalTaxes(context: SeedContext, facts: InvoiceFacts): TaxObject[] {
  const sums = [0, 0, 0, 0];
  const seen = [false, false];
  for (const line of facts.lines) {
    const kind = line.reduced && facts.customer.taxExempt === 'none' ? 1 : 0;
    seen[kind] = true;
    sums[kind] = (sums[kind] ?? 0) + line.tax;
    sums[kind + 2] = (sums[kind + 2] ?? 0) + line.amount - line.discount;
  }
  const taxes: TaxObject[] = [];
  if (seen[0]) taxes.push(taxOf(context, facts.customer, false, sums[0] ?? 0, sums[2] ?? 0));
  if (seen[1]) taxes.push(taxOf(context, facts.customer, true, sums[1] ?? 0, sums[3] ?? 0));
  return taxes;
}

/** The tax a line or an invoice carries at one of the customer's rates. */
export function taxOf(
  context: SeedContext,
  customer: CustomerFacts,
  reduced: boolean,
  amount: number,
  taxable: number,
): TaxObject {
  const { market, marketIndex, taxExempt } = customer;
  if (taxExempt !== 'none') {
    const reason = taxExempt === 'reverse' ? 'reverse_charge' : 'customer_exempt';
    return buildTax(zeroTaxRateId(context.part, marketIndex), 0, taxable, reason);
  }
  const rate = market.rates[reduced ? 1 : 0];
  const reason: TaxabilityReason = rate === 0 ? 'zero_rated' : reduced ? 'reduced_rated' : 'standard_rated';
  return buildTax(taxRateId(context.part, marketIndex, reduced), amount, taxable, reason);
}

export function subscriptionIdAt(context: SeedContext, customer: number): string {
  return idAt('sub', context.part, customer);
}

export function subscriptionItemIdAt(context: SeedContext, customer: number): string {
  return idAt('si', context.part, customer);
}

function discountIdAt(context: SeedContext, invoice: number): string {
  return idAt('di', context.part, invoice);
}
