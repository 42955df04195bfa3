/** Stripe's reasons for a credit note, verbatim. */
export const creditReasons = ['duplicate', 'fraudulent', 'order_change', 'product_unsatisfactory'] as const;
export type CreditReason = (typeof creditReasons)[number];

/** Where the money of a credit note on a paid invoice goes. *Units*: minor units of the invoice's currency. */
export interface CreditSplit {
  /** Back to the card or bank account that paid. */
  refund: number;
  /** To the customer's balance, for later invoices. */
  balance: number;
  /** Given back outside Stripe, e.g. by bank transfer. */
  outOfBand: number;
}

/** What a credit note may be made of: a line, by quantity or by amount. */
export interface CreditLine {
  lineId: string;
  /** Exactly one of the two. */
  quantity: number | null;
  amount: number | null;
}

/** The part of an invoice line that the rules look at. */
export interface CreditableLine {
  id: string;
  amount: number;
  quantity: number | null;
}

export const creditProblems = [
  'nothingChosen',
  'splitDoesNotAddUp',
  'negativeAmount',
  'refundAbovePaid',
  'unknownLine',
  'aboveLine',
  'wholeQuantity',
] as const;
export type CreditProblem = (typeof creditProblems)[number];

/** What is wrong with the chosen lines, or null. */
export function findLineProblem(
  chosen: readonly CreditLine[],
  lines: readonly CreditableLine[],
): { lineId: string | null; problem: CreditProblem } | null {
  if (chosen.length === 0) return { lineId: null, problem: 'nothingChosen' };
  for (const { lineId, quantity, amount } of chosen) {
    const line = lines.find(({ id }) => id === lineId);
    if (!line) return { lineId, problem: 'unknownLine' };
    const wanted = quantity ?? amount ?? 0;
    if (wanted <= 0) return { lineId, problem: 'negativeAmount' };
    if (!Number.isInteger(wanted)) return { lineId, problem: 'wholeQuantity' };
    const most = quantity === null ? line.amount : (line.quantity ?? 1);
    if (wanted > most) return { lineId, problem: 'aboveLine' };
  }
  return null;
}

/** What a credit note with this total (tax included) would have to distribute: only what was paid is given back. */
export function postPaymentAmount(
  invoice: { status: string | null; amount_remaining: number },
  total: number,
): number {
  return invoice.status === 'paid' ? total : Math.max(0, total - invoice.amount_remaining);
}

/** What is wrong with the way in which money is given back, or null. */
export function findSplitProblem(
  split: CreditSplit,
  { toDistribute, refundable }: { toDistribute: number; refundable: number },
): CreditProblem | null {
  const parts = [split.refund, split.balance, split.outOfBand];
  if (parts.some((part) => part < 0)) return 'negativeAmount';
  if (split.refund > refundable) return 'refundAbovePaid';
  const sum = parts.reduce((total, part) => total + part, 0);
  return sum === toDistribute ? null : 'splitDoesNotAddUp';
}

/** The way back that people expect: to where the money came from, and what cannot go there to the balance. */
export function suggestSplit({
  toDistribute,
  refundable,
}: {
  toDistribute: number;
  refundable: number;
}): CreditSplit {
  const refund = Math.min(toDistribute, refundable);
  return { refund, balance: toDistribute - refund, outOfBand: 0 };
}
