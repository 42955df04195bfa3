/** Stripe's reasons for a credit note, verbatim. */
export const creditReasons = ['duplicate', 'fraudulent', 'order_change', 'product_unsatisfactory'] as const;

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
  /** What discounts take off it. */
  discount: number;
  taxes: readonly { amount: number; inclusive: boolean }[];
}

export const creditProblems = [
  'nothingChosen',
  'splitDoesNotAddUp',
  'negativeAmount',
  'refundAbovePaid',
  'unknownLine',
  'aboveLine',
  'aboveCreditable',
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

/** What crediting these lines comes to, discounts and taxes in proportion; Stripe's preview has the last word. */
export function estimateCredit(chosen: readonly CreditLine[], lines: readonly CreditableLine[]): number {
  return chosen.reduce((total, choice) => {
    const line = lines.find(({ id }) => id === choice.lineId);
    return line ? total + creditOfLine(choice, line) : total;
  }, 0);
}

function creditOfLine({ quantity, amount }: CreditLine, line: CreditableLine): number {
  if (line.amount === 0) return 0;
  const credited = amount ?? Math.round((line.amount * (quantity ?? 0)) / (line.quantity ?? 1));
  const share = (part: number): number => Math.round((part * credited) / line.amount);
  const taxes = line.taxes.reduce((sum, tax) => sum + (tax.inclusive ? 0 : share(tax.amount)), 0);
  return credited - share(line.discount) + taxes;
}

/**
 * All lines, where they come to exactly what can be credited: then the note shows its taxes per rate. Null where only an
 * amount says it: part was credited or paid before, or the invoice has lines that give money back.
 */
export function chooseWhole(lines: readonly CreditableLine[], creditable: number): CreditLine[] | null {
  if (lines.some(({ amount }) => amount < 0)) return null;
  const whole = lines
    .filter(({ amount }) => amount > 0)
    .map(({ id, amount }) => ({ lineId: id, quantity: null, amount }));
  return estimateCredit(whole, lines) === creditable ? whole : null;
}

/** What a credit note brings about; the dialog says each as a sentence before anybody confirms. */
export const creditEffects = [
  'irreversible',
  'lowersAmountDue',
  'settlesInvoice',
  'serviceResumes',
  'refunded',
  'toBalance',
  'outOfBand',
  'vatCorrected',
] as const;
export type CreditEffect = (typeof creditEffects)[number];

/** What a credit note brings about, in the order in which it matters to the person who confirms it. */
export function listCreditEffects(
  note: { prePayment: number; tax: number; split: CreditSplit },
  invoice: { status: string | null; amount_remaining: number },
  settling: 'restores' | 'doesNotRestore' | null,
): CreditEffect[] {
  const { prePayment, tax, split } = note;
  const settles = invoice.status === 'open' && prePayment >= invoice.amount_remaining;
  const effects: [CreditEffect, boolean][] = [
    // STRIPE: only a note on an open invoice can be voided again.
    ['irreversible', invoice.status === 'paid' || settles],
    ['lowersAmountDue', prePayment > 0],
    ['settlesInvoice', settles],
    ['serviceResumes', settles && settling === 'restores'],
    ['refunded', split.refund > 0],
    ['toBalance', split.balance > 0],
    ['outOfBand', split.outOfBand > 0],
    ['vatCorrected', tax > 0],
  ];
  return effects.filter(([, applies]) => applies).map(([effect]) => effect);
}
