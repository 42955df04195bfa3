import type { Account } from './offices.ts';
import { below, mix } from './random.ts';

const DAY = 86_400;
const BIG_CUSTOMER_INVOICES = 5_000;
/** Only accounts of this many invoices have the customer with 5,000 of them. */
const BIG_CUSTOMER_FROM = 20_000;
const DRAFT_DAYS = 20;
const DRAFT_EVERY = 23;

/** The 36 months of one account as arithmetic: nothing here is stored per invoice. */
export interface History {
  start: number;
  end: number;
  invoices: number;
  /** Index of the customer with 5,000 invoices, -1 where there is none. */
  bigCustomer: number;
  createdAt(index: number): number;
  /** The first index created at or after a time. */
  firstAtOrAfter(time: number): number;
  customerOf(index: number): number;
  /** Indices of a customer's invoices, newest first. */
  invoicesOf(customer: number): number[];
  lastInvoiceOf(customer: number): number;
  isDraft(index: number): boolean;
  /** How many of the invoices before `index` have a number. */
  numberedBefore(index: number): number;
}

export function createHistory(account: Account, anchor: string): History {
  const end = Date.parse(`${anchor}T00:00:00Z`) / 1000;
  if (!Number.isInteger(end)) throw new Error(`The anchor ${anchor} is not a day like 2026-10-31.`);
  const startDay = new Date(end * 1000);
  startDay.setUTCMonth(startDay.getUTCMonth() - 36);
  const start = startDay.getTime() / 1000;

  const count = account.invoices;
  const rounds = createRounds(account);
  const gap = (end - start) / count;
  const jitter = Math.max(1, Math.floor(gap / 2));
  const plainCreatedAt = (index: number): number =>
    start + Math.floor(index * gap) + (mix(account.salt, index, 1) % jitter);

  const firstPlain = (time: number): number => {
    const guess = Math.floor((time - start) / gap);
    let index = Math.min(count, Math.max(0, guess - 1));
    while (index < count && plainCreatedAt(index) < time) index++;
    return index;
  };
  const overrides = placeAtMonthBoundaries(account, start, end, firstPlain, plainCreatedAt);
  const createdAt = (index: number): number => overrides.get(index) ?? plainCreatedAt(index);

  const firstAtOrAfter = (time: number): number => {
    let index = Math.max(0, firstPlain(time) - 1);
    while (index < count && createdAt(index) < time) index++;
    return index;
  };

  const firstDraft = firstAtOrAfter(end - DRAFT_DAYS * DAY);
  const isDraft = (index: number): boolean => index >= firstDraft && (count - 1 - index) % DRAFT_EVERY === 4;
  const draftsFrom = (index: number): number =>
    index >= count
      ? 0
      : Math.floor((count - 1 - Math.max(index, firstDraft) - 4 + DRAFT_EVERY) / DRAFT_EVERY);
  const drafts = draftsFrom(firstDraft);

  return {
    start,
    end,
    invoices: count,
    bigCustomer: rounds.bigCustomer,
    createdAt,
    firstAtOrAfter,
    customerOf: rounds.customerOf,
    invoicesOf: rounds.invoicesOf,
    lastInvoiceOf: rounds.lastInvoiceOf,
    isDraft,
    numberedBefore: (index) => index - (drafts - draftsFrom(index)),
  };
}

/** Puts an invoice half an hour before and one half an hour after each of the account's months begins. */
function placeAtMonthBoundaries(
  account: Account,
  start: number,
  end: number,
  firstAtOrAfter: (time: number) => number,
  plainCreatedAt: (index: number) => number,
): Map<number, number> {
  const overrides = new Map<number, number>();
  const month = new Date(start * 1000);
  for (;;) {
    month.setUTCMonth(month.getUTCMonth() + 1, 1);
    const boundary = startOfLocalDay(month, account.timeZone);
    if (boundary >= end) return overrides;
    const after = firstAtOrAfter(boundary);
    if (after === 0 || after >= account.invoices) continue;
    overrides.set(after - 1, Math.max(plainCreatedAt(after - 1), boundary - 1800));
    overrides.set(after, Math.min(plainCreatedAt(after), boundary + 1800));
  }
}

/** Midnight of a day in a time zone, in Unix seconds. */
function startOfLocalDay(day: Date, timeZone: string): number {
  const utc = Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate());
  const local = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(utc);
  const part = (type: string): number => Number(local.find((piece) => piece.type === type)?.value);
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return (utc - (shown - utc)) / 1000;
}

interface Rounds {
  bigCustomer: number;
  customerOf(index: number): number;
  invoicesOf(customer: number): number[];
  lastInvoiceOf(customer: number): number;
}

/**
 * Invoices come in rounds in which every customer has one, each round in another order (an affine
 * permutation, so that both directions are arithmetic); the big customer's invoices are woven in between.
 */
function createRounds(account: Account): Rounds {
  const { customers, invoices, salt } = account;
  const big = account.index === 0 && invoices >= BIG_CUSTOMER_FROM ? BIG_CUSTOMER_INVOICES : 0;
  const bigCustomer = big > 0 ? 1 : -1;
  const every = big > 0 ? Math.floor(invoices / big) : 0;
  const ordinary = big > 0 ? customers - 1 : customers;
  const ordinaryInvoices = invoices - big;
  const rounds = Math.ceil(ordinaryInvoices / ordinary);
  const step = coprimeStep(ordinary, salt);
  const backStep = inverse(step, ordinary);
  const offset = (round: number): number => below(ordinary, salt, round, 9);

  const isBig = (index: number): boolean => big > 0 && index % every === every - 1 && index < every * big;
  const toOrdinary = (index: number): number =>
    big > 0 ? index - Math.min(big, Math.floor(index / every)) : index;
  const fromOrdinary = (position: number): number => {
    if (big === 0) return position;
    return position + Math.min(big, Math.floor(position / (every - 1)));
  };
  const skipBig = (customer: number): number =>
    big > 0 && customer >= bigCustomer ? customer + 1 : customer;

  const indexIn = (round: number, customer: number): number | undefined => {
    const plain = big > 0 && customer > bigCustomer ? customer - 1 : customer;
    const shifted = (plain - offset(round) + ordinary) % ordinary;
    const position = round * ordinary + multiply(shifted, backStep, ordinary);
    return position < ordinaryInvoices ? fromOrdinary(position) : undefined;
  };
  const invoicesOf = (customer: number): number[] => {
    const found: number[] = [];
    if (customer === bigCustomer) {
      for (let i = big - 1; i >= 0; i--) found.push(i * every + every - 1);
      return found;
    }
    for (let round = rounds - 1; round >= 0; round--) {
      const index = indexIn(round, customer);
      if (index !== undefined) found.push(index);
    }
    return found;
  };

  return {
    bigCustomer,
    customerOf(index) {
      if (isBig(index)) return bigCustomer;
      const position = toOrdinary(index);
      const round = Math.floor(position / ordinary);
      return skipBig((multiply(position % ordinary, step, ordinary) + offset(round)) % ordinary);
    },
    invoicesOf,
    lastInvoiceOf(customer) {
      if (customer === bigCustomer) return big * every - 1;
      return indexIn(rounds - 1, customer) ?? indexIn(rounds - 2, customer) ?? 0;
    },
  };
}

/** Products stay below 2^53: both factors are below 30,000. */
function multiply(a: number, b: number, modulus: number): number {
  return (a * b) % modulus;
}

function coprimeStep(modulus: number, salt: number): number {
  for (let step = Math.floor(modulus * 0.38) + below(50, salt, 4) + 1; ; step++) {
    if (divisor(step, modulus) === 1) return step % modulus || 1;
  }
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

function inverse(step: number, modulus: number): number {
  if (modulus === 1) return 0;
  let [previous, current] = [modulus, step];
  let [before, now] = [0, 1];
  while (current > 1) {
    const quotient = Math.floor(previous / current);
    [previous, current] = [current, previous - quotient * current];
    [before, now] = [now, before - quotient * now];
  }
  return ((now % modulus) + modulus) % modulus;
}
