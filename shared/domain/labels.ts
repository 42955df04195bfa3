/** Brand names of cards by Stripe's code; proper names, so they are not translated. */
export const brandNames: Readonly<Record<string, string>> = {
  amex: 'American Express',
  american_express: 'American Express',
  cartes_bancaires: 'Cartes Bancaires',
  diners: 'Diners Club',
  diners_club: 'Diners Club',
  discover: 'Discover',
  eftpos_au: 'eftpos',
  jcb: 'JCB',
  mastercard: 'Mastercard',
  unionpay: 'UnionPay',
  union_pay: 'UnionPay',
  visa: 'Visa',
};

/** Names of payment method types by Stripe's code. */
export const typeNames: Readonly<Record<string, string>> = {
  acss_debit: 'ACSS Debit',
  au_becs_debit: 'BECS Debit',
  bacs_debit: 'Bacs Direct Debit',
  bancontact: 'Bancontact',
  customer_balance: 'Bank transfer',
  ideal: 'iDEAL',
  klarna: 'Klarna',
  link: 'Link',
  nz_bank_account: 'NZ BECS Debit',
  paypal: 'PayPal',
  revolut_pay: 'Revolut Pay',
  sepa_debit: 'SEPA Direct Debit',
  us_bank_account: 'ACH Direct Debit',
};
