import { idAt } from '../state/ids.ts';
import { CATALOGUE, unitAmountOf } from './catalogue.ts';
import {
  daysUntilDue,
  sendsInvoices,
  serviceOf,
  type CustomerFacts,
  type SeedContext,
} from './customerFacts.ts';
import { isOwing } from './failureSeeds.ts';
import { paysByDebit } from './paymentMethodSeeds.ts';
import { below, mix } from './random.ts';
import { hasManyLines, isHuge, isNegative, isSpecial, isZero } from './specialInvoices.ts';

const DAY = 86_400;
/** Finalised this long after creation. */
const FINALIZE_SECONDS = 45;
const CREDIT_NOTE_EVERY = 61;
const CREDIT_NOTE_AT = 7;
const CREDIT_NOTE_DELAY = 2 * DAY;

/** A debit submitted this recently has not settled. */
export const DEBIT_SECONDS = 6 * DAY;

type InvoiceStatus = 'draft' | 'open' | 'paid' | 'uncollectible' | 'void';

/** What filters ask of an invoice; cheap enough to compute for every index. */
interface InvoiceFilterFacts {
  status: InvoiceStatus;
  collection: 'charge_automatically' | 'send_invoice';
  dueDate: number | null;
  fromSubscription: boolean;
  /** Submitted to the bank and not settled: still open, but nothing to collect. */
  debitUnderWay: boolean;
}

export interface LineFacts {
  item: number;
  description: string;
  quantity: number;
  unitAmount: number;
  amount: number;
  discount: number;
  reduced: boolean;
  tax: number;
}

export interface InvoiceFacts extends InvoiceFilterFacts {
  index: number;
  id: string;
  created: number;
  customer: CustomerFacts;
  lines: LineFacts[];
  subtotal: number;
  discount: number;
  tax: number;
  total: number;
  credited: number;
  amountDue: number;
  amountPaid: number;
  amountRemaining: number;
  number: string | null;
  finalizedAt: number | null;
  paidAt: number | null;
}

export function invoiceIdAt(context: SeedContext, index: number): string {
  return idAt('in', context.part, index);
}

/** Index of the invoice that a position in the list of credit notes belongs to. */
export function creditedInvoiceAt(position: number): number {
  return position * CREDIT_NOTE_EVERY + CREDIT_NOTE_AT;
}

export function creditNotePositionOf(index: number): number {
  return (index - CREDIT_NOTE_AT) / CREDIT_NOTE_EVERY;
}

/** Positions of the list of credit notes, including those of invoices that have none after all. */
export function creditNoteCount(context: SeedContext): number {
  const last = context.history.firstAtOrAfter(context.history.end - CREDIT_NOTE_DELAY) - 1;
  return last < CREDIT_NOTE_AT ? 0 : Math.floor((last - CREDIT_NOTE_AT) / CREDIT_NOTE_EVERY) + 1;
}

export function creditNoteCreatedAt(context: SeedContext, position: number): number {
  return context.history.createdAt(creditedInvoiceAt(position)) + CREDIT_NOTE_DELAY;
}

export function hasCreditNote(context: SeedContext, index: number): boolean {
  return (
    index % CREDIT_NOTE_EVERY === CREDIT_NOTE_AT &&
    !isSpecial(context.history, index) &&
    !context.history.isDraft(index) &&
    context.history.createdAt(index) < context.history.end - CREDIT_NOTE_DELAY
  );
}

export function invoiceFilterFacts(context: SeedContext, index: number): InvoiceFilterFacts {
  const { history, account } = context;
  const customer = history.customerOf(index);
  const isLast = history.lastInvoiceOf(customer) === index;
  const service = isLast ? serviceOf(context, customer) : 'active';
  const owes = isOwing(service);
  const sends = !owes && service !== 'incomplete_expired' && sendsInvoices(context, customer);
  const created = history.createdAt(index);
  const due = sends && !history.isDraft(index) ? created + daysUntilDue(context, customer) * DAY : null;
  const underWay =
    service === 'active' &&
    !sends &&
    !history.isDraft(index) &&
    !isSpecial(context.history, index) &&
    created > history.end - DEBIT_SECONDS &&
    paysByDebit(context, customer);
  return {
    status: underWay ? 'open' : statusOf(context, index, owes, service === 'incomplete_expired', due),
    debitUnderWay: underWay,
    collection: sends ? 'send_invoice' : 'charge_automatically',
    dueDate: due,
    fromSubscription: isLast
      ? service !== 'none'
      : below(100, account.salt, index, 61) < 85 && serviceOf(context, customer) !== 'none',
  };
}

function statusOf(
  context: SeedContext,
  index: number,
  owes: boolean,
  expired: boolean,
  due: number | null,
): InvoiceStatus {
  const { history, account } = context;
  if (history.isDraft(index)) return 'draft';
  if (expired) return 'void';
  if (isSpecial(context.history, index)) return 'paid';
  if (owes) return 'open';
  const ageDays = (history.end - history.createdAt(index)) / DAY;
  const draw = below(1000, account.salt, index, 62);
  if (draw < openShare(ageDays, due !== null, due !== null && due > history.end)) return 'open';
  if (hasCreditNote(context, index)) return 'paid';
  if (draw > 988) return 'void';
  return draw > 980 && ageDays > 60 ? 'uncollectible' : 'paid';
}

/** How many of 1,000 invoices of this age still wait for their money. */
function openShare(ageDays: number, sent: boolean, notYetDue: boolean): number {
  if (notYetDue) return 550;
  if (ageDays < 3) return 120;
  if (ageDays < 60) return sent ? 110 : 25;
  if (ageDays < 180) return sent ? 30 : 8;
  return 3;
}

/** All facts about a seeded invoice, from its index and its customer's facts. */
export function invoiceFacts(context: SeedContext, index: number, customer: CustomerFacts): InvoiceFacts {
  const { history, account } = context;
  const filter = invoiceFilterFacts(context, index);
  const created = history.createdAt(index);
  const salt = mix(account.salt, index, 63);
  const discounted = !isSpecial(context.history, index) && below(100, salt, 1) < 8;
  const lines = linesOf(context, index, customer, salt, discounted);
  let subtotal = 0;
  let discount = 0;
  let tax = 0;
  for (const line of lines) {
    subtotal += line.amount;
    discount += line.discount;
    tax += line.tax;
  }
  const total = subtotal - discount + tax;
  const credited = hasCreditNote(context, index) ? creditAmount(subtotal - discount, tax).total : 0;
  const creditedBefore = filter.status === 'open' ? credited : 0;
  const amountDue = Math.max(0, total) - creditedBefore;
  const partly = filter.status === 'open' && !filter.debitUnderWay && below(100, salt, 2) < 7;
  const amountPaid =
    filter.status === 'paid' ? amountDue : partly ? roundAmount(amountDue * 0.4, customer.currency) : 0;
  const finalizedAt = filter.status === 'draft' ? null : created + FINALIZE_SECONDS;
  return {
    ...filter,
    index,
    id: invoiceIdAt(context, index),
    created,
    customer,
    lines,
    subtotal,
    discount,
    tax,
    total,
    credited,
    amountDue,
    amountPaid,
    amountRemaining: amountDue - amountPaid,
    number:
      finalizedAt === null
        ? null
        : `${account.numberPrefix}-${String(history.numberedBefore(index) + 1).padStart(6, '0')}`,
    finalizedAt,
    paidAt: filter.status === 'paid' ? paidAt(context, created, filter.dueDate, salt) : null,
  };
}

function paidAt(context: SeedContext, created: number, due: number | null, salt: number): number {
  if (due === null) return created + FINALIZE_SECONDS + 6;
  const wanted = created + DAY + below(due - created + 6 * DAY, salt, 3);
  return Math.max(created + FINALIZE_SECONDS + 6, Math.min(wanted, context.history.end - 60));
}

/** A quarter of the net amount is credited, with its share of the tax. */
export function creditAmount(net: number, tax: number): { net: number; tax: number; total: number } {
  const creditedNet = Math.round(net / 4 / 10) * 10;
  const creditedTax = net === 0 ? 0 : Math.round((tax * creditedNet) / net / 10) * 10;
  return { net: creditedNet, tax: creditedTax, total: creditedNet + creditedTax };
}

/** KWD's last digit is always 0. */
function roundAmount(amount: number, currency: string): number {
  return currency === 'kwd' ? Math.round(amount / 10) * 10 : Math.round(amount);
}

function lineCount(context: SeedContext, index: number, salt: number): number {
  if (hasManyLines(context.history, index)) return 250;
  if (isSpecial(context.history, index)) return 1;
  const draw = below(100, salt, 4);
  if (draw < 58) return 1;
  if (draw < 83) return 2;
  if (draw < 95) return 3;
  return draw < 99 ? 4 + below(4, salt, 5) : 11 + below(14, salt, 6);
}

function linesOf(
  context: SeedContext,
  index: number,
  customer: CustomerFacts,
  salt: number,
  discounted: boolean,
): LineFacts[] {
  const count = lineCount(context, index, salt);
  const lines: LineFacts[] = [];
  for (let i = 0; i < count; i++) lines.push(lineAt(context, index, customer, salt, i, discounted));
  return lines;
}

function lineAt(
  context: SeedContext,
  index: number,
  customer: CustomerFacts,
  salt: number,
  line: number,
  discounted: boolean,
): LineFacts {
  const first = line === 0;
  const item = first
    ? subscriptionItemOf(context, customer.index)
    : 2 + below(CATALOGUE.length - 2, salt, line, 7);
  const product = CATALOGUE[item] as (typeof CATALOGUE)[number];
  let quantity = first ? 1 : 1 + below(product.maximumQuantity, salt, line, 8);
  let unitAmount = unitAmountOf(product, customer.currency);
  let description = `${quantity} × ${product.name}`;
  if (isZero(index)) {
    unitAmount = 0;
    description = `${product.name} (free month)`;
  } else if (isNegative(index)) {
    unitAmount = -unitAmount;
    description = `Correction: ${product.name}`;
  } else if (isHuge(context.history, index)) {
    unitAmount = 1_000_000_000;
    description = 'Chain-wide licence';
    quantity = 1;
  }
  const amount = quantity * unitAmount;
  const discount = discounted ? roundAmount(amount / 10, customer.currency) : 0;
  const rate = customer.taxExempt === 'none' ? (customer.market.rates[product.reducedRate ? 1 : 0] ?? 0) : 0;
  return {
    item,
    description,
    quantity,
    unitAmount,
    amount,
    discount,
    reduced: product.reducedRate,
    tax: roundAmount(((amount - discount) * rate * 10) / 1000, customer.currency),
  };
}

/** Which catalogue item a customer subscribes to. */
export function subscriptionItemOf(context: SeedContext, customer: number): number {
  return below(2, context.account.salt, customer, 64);
}
