import type { History } from './history.ts';

/** Invoices that are unlike the others on purpose; their place is fixed, so that every office has them. */
export function isZero(index: number): boolean {
  return index % 499 === 13;
}

export function isNegative(index: number): boolean {
  return index % 997 === 29;
}

export function hasManyLines(history: History, index: number): boolean {
  return index === history.invoices - 30;
}

export function isHuge(history: History, index: number): boolean {
  return index === history.invoices - 60;
}

export function isSpecial(history: History, index: number): boolean {
  return isZero(index) || isNegative(index) || hasManyLines(history, index) || isHuge(history, index);
}
