/** Stripe's address with its own key names; every key is always present. */
export interface Address {
  line1: string | null;
  line2: string | null;
  city: string | null;
  postal_code: string | null;
  state: string | null;
  /** ISO 3166-1 alpha-2, upper case. */
  country: string | null;
}

export const taxExemptions = ['none', 'exempt', 'reverse'] as const;
export type TaxExemption = (typeof taxExemptions)[number];

/** Fields of a customer that Kantoor edits, in the order in which a person reads them. */
export const customerFields = [
  'name',
  'email',
  'phone',
  'line1',
  'line2',
  'city',
  'postal_code',
  'state',
  'country',
  'preferredLocale',
  'taxExempt',
] as const;
export type CustomerField = (typeof customerFields)[number];

/** The editable values of a customer as flat text; null means "not set". */
export type CustomerValues = Record<CustomerField, string | null>;

export const emptyAddress: Address = {
  line1: null,
  line2: null,
  city: null,
  postal_code: null,
  state: null,
  country: null,
};

export const taxIdVerifications = ['pending', 'verified', 'unverified', 'unavailable'] as const;
export type TaxIdVerification = (typeof taxIdVerifications)[number];
