import type Stripe from 'stripe';

import type { Wire } from '../wire.ts';

export type MandateObject = Wire<Stripe.Mandate>;

interface MandateInput {
  id: string;
  livemode: boolean;
  paymentMethod: string;
  type: string;
  acceptedAt: number;
  status: 'active' | 'inactive' | 'pending';
  /** Bacs only: what the network says of it. */
  networkStatus: 'accepted' | 'pending' | 'refused' | 'revoked';
}

export function buildMandate(input: MandateInput): MandateObject {
  return {
    id: input.id,
    object: 'mandate',
    customer_acceptance: {
      accepted_at: input.acceptedAt,
      online: { ip_address: '127.0.0.1', user_agent: 'Mozilla/5.0' },
      type: 'online',
    },
    livemode: input.livemode,
    multi_use: {},
    payment_method: input.paymentMethod,
    payment_method_details: { type: input.type, ...detailsOf(input) },
    status: input.status,
    type: 'multi_use',
  } satisfies MandateObject;
}

function detailsOf(input: MandateInput): Partial<MandateObject['payment_method_details']> {
  const reference = input.id.slice(-8).toUpperCase();
  const url = `https://payments.stripe.com/mandates/${input.id}`;
  switch (input.type) {
    case 'bacs_debit':
      return {
        bacs_debit: {
          display_name: null,
          network_status: input.networkStatus,
          reference,
          revocation_reason: input.networkStatus === 'revoked' ? 'debit_not_authorized' : null,
          service_user_number: '123456',
          url,
        },
      };
    case 'sepa_debit':
      return { sepa_debit: { reference, url } };
    case 'au_becs_debit':
      return { au_becs_debit: { url } };
    case 'acss_debit':
      return {
        acss_debit: {
          interval_description: null,
          payment_schedule: 'sporadic',
          transaction_type: 'business',
        },
      };
    case 'nz_bank_account':
      return { nz_bank_account: {} };
    default:
      return { us_bank_account: {} };
  }
}
