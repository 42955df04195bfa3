const DAY = 86_400;

interface Scheme {
  /** A debit goes through in these currencies only. */
  currencies: readonly string[];
  /** How long the bank takes to say whether the money came. */
  settleSeconds: number;
  /** Last digits of Stripe's test account that always works. */
  testLast4: string;
  country: string;
}

const SCHEMES = {
  acss_debit: { currencies: ['cad', 'usd'], settleSeconds: 5 * DAY, testLast4: '6789', country: 'CA' },
  au_becs_debit: { currencies: ['aud'], settleSeconds: 3 * DAY, testLast4: '3456', country: 'AU' },
  bacs_debit: { currencies: ['gbp'], settleSeconds: 4 * DAY, testLast4: '2345', country: 'GB' },
  nz_bank_account: { currencies: ['nzd'], settleSeconds: 2 * DAY, testLast4: '6789', country: 'NZ' },
  sepa_debit: { currencies: ['eur'], settleSeconds: 6 * DAY, testLast4: '3000', country: 'DE' },
  us_bank_account: { currencies: ['usd'], settleSeconds: 4 * DAY, testLast4: '6789', country: 'US' },
} as const satisfies Record<string, Scheme>;

export type DebitType = keyof typeof SCHEMES;

export const DEBIT_TYPES = Object.keys(SCHEMES) as DebitType[];

export function isDebit(type: string): type is DebitType {
  return Object.hasOwn(SCHEMES, type);
}

export function schemeOf(type: DebitType): Scheme {
  return SCHEMES[type];
}
