import type { UnixSeconds } from './dates.ts';
import { brandNames, typeNames } from './labels.ts';

/** What the rules look at; names as in Stripe's payment method. */
export interface PaymentMethodFacts {
  id: string;
  type: string;
  card?: {
    brand: string;
    display_brand?: string | null;
    last4: string;
    exp_month: number;
    exp_year: number;
  } | null;
  sepa_debit?: { last4: string | null; country: string | null } | null | undefined;
  bacs_debit?: { last4: string | null } | null | undefined;
  us_bank_account?: { last4: string | null } | null | undefined;
  link?: { email: string | null } | null | undefined;
}

/** Cards, accounts and sources of the time before payment methods, which Stripe takes and removes in a way of their own. */
export function isLegacyMethod(id: string): boolean {
  return /^(card|src|ba)_/.test(id);
}

const directDebits = new Set([
  'sepa_debit',
  'bacs_debit',
  'us_bank_account',
  'acss_debit',
  'au_becs_debit',
  'nz_bank_account',
]);

/** Whether a type is debited through the customer's bank: the money arrives, or fails to, days later. */
export function isDirectDebit(type: string): boolean {
  return directDebits.has(type);
}

/** Whether invoices may be collected with a type: cards and direct debits, never a bank transfer. Source: stripe.md §2.7, §4.1. */
export function isCollectableType(type: string): boolean {
  return type === 'card' || isDirectDebit(type);
}

export interface Month {
  year: number;
  /** 1…12. */
  month: number;
}

/** The month of a moment. Cards expire by the calendar month; which zone it is taken in matters for a day at most. */
export function monthOf(moment: UnixSeconds): Month {
  const date = new Date(moment * 1000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 };
}

/** A month as a number that rises by one from month to month. */
export function monthNumberOf({ year, month }: Month): number {
  return year * 12 + month;
}

/** Whether a card's last valid month lies before the given one; other types do not expire. */
export function isExpired(method: PaymentMethodFacts, now: Month): boolean {
  if (!method.card) return false;
  const { exp_year: year, exp_month: month } = method.card;
  return monthNumberOf({ year, month }) < monthNumberOf(now);
}

/** Whether an invoice can be collected with a method: the right type, and not expired. */
export function isUsable(method: PaymentMethodFacts, now: Month): boolean {
  return isCollectableType(method.type) && !isExpired(method, now);
}

/** A method as people know it: `Visa •••• 4242`, `SEPA •••• 3201`. */
export function labelOfPaymentMethod(method: PaymentMethodFacts): string {
  if (method.card) {
    const brand = method.card.display_brand ?? method.card.brand;
    return withDigits(brandNames[brand] ?? capitalize(brand), method.card.last4);
  }
  const name = typeNames[method.type] ?? capitalize(method.type.replaceAll('_', ' '));
  if (method.link?.email) return `${name} ${method.link.email}`;
  const last4 = method.sepa_debit?.last4 ?? method.bacs_debit?.last4 ?? method.us_bank_account?.last4;
  return last4 ? withDigits(name, last4) : name;
}

function withDigits(name: string, last4: string): string {
  return `${name} •••• ${last4}`;
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
