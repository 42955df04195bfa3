import { ApiError } from './apiError.ts';

const READS = [
  'rak_accounts_kyc_basic_read',
  'rak_balance_read',
  'rak_charge_read',
  'rak_checkout_session_read',
  'rak_coupon_read',
  'rak_credit_note_read',
  'rak_customer_portal_read',
  'rak_customer_read',
  'rak_dispute_read',
  'rak_event_read',
  'rak_invoice_read',
  'rak_payment_intent_read',
  'rak_payment_method_read',
  'rak_plan_read',
  'rak_product_read',
  'rak_setup_intent_read',
  'rak_subscription_read',
  'rak_tax_rate_read',
] as const;

/** The restricted keys every account has, by what they may do. */
export const RESTRICTED_KEY_PROFILES: readonly (readonly string[])[] = [
  READS,
  [...READS, 'rak_invoice_write'],
  [
    ...READS,
    'rak_invoice_write',
    'rak_credit_note_write',
    'rak_customer_write',
    'rak_payment_method_write',
    'rak_subscription_write',
    'rak_customer_portal_write',
    'rak_checkout_session_write',
  ],
  READS.filter((permission) => permission !== 'rak_event_read' && permission !== 'rak_credit_note_read'),
  READS.filter(
    (permission) => permission !== 'rak_subscription_read' && permission !== 'rak_accounts_kyc_basic_read',
  ),
  ['rak_customer_read'],
  [],
];

/** Write implies read. */
export function allows(permissions: readonly string[], wanted: string): boolean {
  return (
    permissions.includes(wanted) ||
    (wanted.endsWith('_read') && permissions.includes(wanted.replace(/_read$/, '_write')))
  );
}

export function permissionError(key: string, accountId: string, permission: string): ApiError {
  return new ApiError(403, {
    type: 'invalid_request_error',
    message:
      `The provided key '${maskKey(key)}' does not have the required permissions for this endpoint on account ` +
      `'${accountId}'. Having the '${permission}' permission would allow this request to continue.`,
  });
}

export function maskKey(key: string): string {
  const head = /^[a-z]+_(live|test)_/.exec(key)?.[0] ?? '';
  return `${head}${'*'.repeat(Math.max(4, key.length - head.length - 4))}${key.slice(-4)}`;
}
