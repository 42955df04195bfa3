/**
 * Stripe lets an account read on average 500 times per transaction over 30 days, and at least 10,000 times. All
 * desktops of an account share that, so each keeps to its part.
 * *Source*: docs.stripe.com/rate-limits (read API request allocations) as of 2026-10-28.endive.
 */
export const budgetDays = 30;
const readsPerPayment = 500;
const fewestReads = 10_000;
/** Desktops that share an account unless somebody says otherwise. */
export const usualDesktops = 3;

/** *Units*: days since 1970-01-01 UTC. */
export type BudgetDay = number;

export interface DayReads {
  day: BudgetDay;
  reads: number;
}

export interface BudgetUse {
  /** Reads that this desktop may use in 30 days. */
  budget: number;
  /** Reads of the last 30 days, today included. */
  used: number;
  usedToday: number;
}

/** Up to this share background work goes on as if there were no budget; the rest is for people. */
const freeShare = 0.75;
/** How much rarer Kantoor asks for changes by itself once the budget is used up: about hourly. */
const longestStretch = 12;

/** The day to which a moment's reads count. *Units*: Unix seconds. */
export function budgetDayOf(moment: number): BudgetDay {
  return Math.floor(moment / 86_400);
}

/** Reads in 30 days that one of so many desktops may use. */
export function readBudgetOf({
  paidInvoices,
  desktops,
}: {
  /** Invoices paid in the last 30 days. */
  paidInvoices: number;
  desktops: number;
}): number {
  return Math.floor(Math.max(fewestReads, readsPerPayment * paidInvoices) / desktops);
}

/** What is used of a budget; days before the last 30 no longer count. */
export function budgetUseOf(days: readonly DayReads[], today: BudgetDay, budget: number): BudgetUse {
  const counted = days.filter(({ day }) => day > today - budgetDays && day <= today);
  const sum = (some: readonly DayReads[]): number => some.reduce((total, { reads }) => total + reads, 0);
  return { budget, used: sum(counted), usedToday: sum(counted.filter(({ day }) => day === today)) };
}

/** By what the pauses between two questions for changes are multiplied: 1 while there is plenty, up to 12. */
export function pollStretchOf({ used, budget }: Pick<BudgetUse, 'used' | 'budget'>): number {
  const beyond = (used / budget - freeShare) / (1 - freeShare);
  return 1 + (longestStretch - 1) * Math.min(1, Math.max(0, beyond));
}

/**
 * Reads that may still be spent today on history: all of the free share at once, so that a first sync is done as fast as
 * Stripe allows; then a thirtieth of the budget a day, so that even the longest history is complete one day.
 */
export function historyAllowanceOf({ budget, used, usedToday }: BudgetUse): number {
  const free = Math.floor(budget * freeShare) - used;
  if (free > 0) return free;
  return Math.max(0, Math.ceil(budget / budgetDays) - usedToday);
}
