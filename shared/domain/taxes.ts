/**
 * The percentage that gives a tax amount on a taxable amount, or null where several would.
 * STRIPE: an invoice names only the id of its tax rates; amounts are integers, so whole percentages are tried first.
 */
export function findTaxPercentage(amount: number, taxableAmount: number | null): number | null {
  if (taxableAmount === null || taxableAmount === 0) return null;
  if (amount === 0) return 0;
  const ratio = (amount / taxableAmount) * 100;
  const candidates = [Math.round(ratio), Math.round(ratio * 2) / 2, Math.round(ratio * 10) / 10];
  const found = candidates.find((percentage) => gives(percentage, taxableAmount, amount));
  if (found === undefined) return null;
  const isAmbiguous = gives(found + 1, taxableAmount, amount) || gives(found - 1, taxableAmount, amount);
  return isAmbiguous ? null : found;
}

/** Stripe may round each line by itself, so a sum can be one minor unit off. */
function gives(percentage: number, taxableAmount: number, amount: number): boolean {
  return Math.abs((taxableAmount * percentage) / 100 - amount) <= 1;
}

/** All taxes of an invoice or credit note together. *Units*: minor units of its currency. */
export function sumTaxes(taxes: readonly { amount: number }[] | null): number {
  return (taxes ?? []).reduce((sum, { amount }) => sum + amount, 0);
}
