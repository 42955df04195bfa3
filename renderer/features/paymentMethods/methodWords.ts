import type { TFunction } from 'i18next';
import type { PaymentMethod } from '../../../shared/ipc/schemas/customers.ts';
import { isDirectDebit } from '../../../shared/domain/paymentMethods.ts';

type Words = TFunction<'paymentMethods'>;

/** Why invoices cannot be collected with a method; null when they can. */
export function describeUnusable({ usable, type, expYear }: PaymentMethod, t: Words): string | null {
  if (usable) return null;
  if (type === 'customer_balance') return t('unusable.bankTransfer');
  return t(expYear === null && !isDirectDebit(type) ? 'unusable.type' : 'unusable.expired');
}

/** What names a method of its own: `Subscription Menu card, invoice 2026-0012`. */
export function describeNames(
  names: readonly { kind: 'subscription' | 'schedule' | 'invoice'; label: string }[],
  t: Words,
): string {
  return names.map(({ kind, label }) => t(`named.${kind}`, { label })).join(', ');
}
