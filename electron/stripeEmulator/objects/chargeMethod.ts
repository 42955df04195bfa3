import type { ChargeObject } from './payment.ts';
import type { PaymentMethodObject } from './paymentMethod.ts';

type Details = ChargeObject['payment_method_details'];

/** What a charge tells about the method it went through, and the mandate that allowed it. */
export function chargeMethodDetails(
  method: PaymentMethodObject | undefined,
  mandate: string | null,
): Details {
  if (method === undefined) return null;
  if (method.card) return cardDetails(method.card);
  const { type } = method;
  const ofMandate = mandate === null ? {} : { mandate };
  if (method.sepa_debit) {
    const { bank_code, branch_code, country, fingerprint, last4 } = method.sepa_debit;
    return { type, sepa_debit: { bank_code, branch_code, country, fingerprint, last4, mandate } };
  }
  if (method.bacs_debit) return { type, bacs_debit: { ...method.bacs_debit, mandate } };
  if (method.au_becs_debit) return { type, au_becs_debit: { ...method.au_becs_debit, ...ofMandate } };
  if (method.acss_debit) return { type, acss_debit: { ...method.acss_debit, ...ofMandate } };
  if (method.nz_bank_account) return { type, nz_bank_account: method.nz_bank_account };
  if (method.us_bank_account) {
    const { account_holder_type, account_type, bank_name, fingerprint, last4, routing_number } =
      method.us_bank_account;
    const account = { account_holder_type, account_type, bank_name, fingerprint, last4, routing_number };
    return { type, us_bank_account: { ...account, ...ofMandate, payment_reference: null } };
  }
  return { type };
}

function cardDetails(card: NonNullable<PaymentMethodObject['card']>): Details {
  return {
    type: 'card',
    card: {
      amount_authorized: null,
      authorization_code: null,
      brand: card.brand,
      checks: null,
      country: card.country,
      electronic_commerce_indicator: null,
      exp_month: card.exp_month,
      exp_year: card.exp_year,
      funding: card.funding,
      installments: null,
      last4: card.last4,
      mandate: null,
      network: card.brand,
      network_token: null,
      network_transaction_id: null,
      regulated_status: 'unregulated',
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
  };
}
