import { invalidRequest } from '../contract/apiError.ts';

/** The least that can be collected, in minor units. Source: https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts */
const MINIMUMS: Record<string, number> = {
  aed: 200,
  czk: 1_500,
  dkk: 250,
  gbp: 30,
  huf: 17_500,
  kwd: 150,
  nok: 300,
  pln: 200,
  ron: 200,
  sek: 300,
  xof: 300,
};
const DEFAULT_MINIMUM = 50;
const MAXIMUM = 99_999_999;
const ZERO_DECIMAL: ReadonlySet<string> = new Set('bif djf gnf jpy kmf mga rwf xaf xof'.split(' '));
const THREE_DECIMAL: ReadonlySet<string> = new Set('bhd jod kwd omr tnd'.split(' '));

/** Refuses amounts that no payment can have: too small, too large, or with a last digit that cannot be paid. */
export function checkAmount(amount: number, currency: string): void {
  if (THREE_DECIMAL.has(currency) && amount % 10 !== 0) {
    throw invalidRequest(
      `Amounts in ${currency} must be divisible by 10: the last of its three decimals is always 0.`,
      'parameter_invalid_integer',
      'amount',
    );
  }
  const minimum = MINIMUMS[currency] ?? DEFAULT_MINIMUM;
  if (amount < minimum) {
    throw invalidRequest(
      `Amount must be at least ${inMajorUnits(minimum, currency)} ${currency}`,
      'amount_too_small',
      'amount',
    );
  }
  if (amount > MAXIMUM && !ZERO_DECIMAL.has(currency) && currency !== 'huf') {
    throw invalidRequest(
      `Amount must be no more than ${inMajorUnits(MAXIMUM, currency)} ${currency}`,
      'amount_too_large',
      'amount',
    );
  }
}

function inMajorUnits(amount: number, currency: string): string {
  const decimals = ZERO_DECIMAL.has(currency) ? 0 : THREE_DECIMAL.has(currency) ? 3 : 2;
  return (amount / 10 ** decimals).toFixed(decimals);
}
