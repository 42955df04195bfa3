import type { TaxIdVerification } from './customers.ts';

/** What is known about a customer's VAT number; `missing` when there is none. */
export const vatStates = ['missing', 'unverified', 'pending', 'verified', 'unavailable'] as const;
export type VatState = (typeof vatStates)[number];

/** What needs a person's attention first comes first. */
const attention: readonly TaxIdVerification[] = ['unverified', 'pending', 'verified', 'unavailable'];

/** The VAT state of a customer from the verification of each tax id. */
export function vatStateOf(verifications: readonly string[]): VatState {
  if (verifications.length === 0) return 'missing';
  return attention.find((state) => verifications.includes(state)) ?? 'unavailable';
}
