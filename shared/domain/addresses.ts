import { formatAddress } from 'localized-address-format';
import { isCountryCode } from './countries.ts';
import type { Address } from './customers.ts';
import { postalCodeFormats } from './postalCodes.ts';

/** Parts of an address besides the country, which a person chooses first because it decides the rest. */
export const addressParts = ['line1', 'line2', 'city', 'postal_code', 'state'] as const;
export type AddressPart = (typeof addressParts)[number];

/** What a part is called; screens translate it. */
export const addressLabels = [
  'street',
  'streetMore',
  'city',
  'postTown',
  'postalCode',
  'postcode',
  'eircode',
  'zipCode',
  'province',
  'county',
  'canton',
  'emirate',
  'region',
  'state',
  'island',
  'governorate',
] as const;
export type AddressLabel = (typeof addressLabels)[number];

export interface AddressFieldSpec {
  part: AddressPart;
  label: AddressLabel;
  required: boolean;
  /** A postal code of that country, to show beside the input. */
  example: string | null;
}

export const addressProblems = ['required', 'postalCode', 'country'] as const;
export type AddressProblem = { field: AddressPart | 'country'; problem: (typeof addressProblems)[number] };

/** Countries in which mail carries no postal code, or people may leave it out. */
const postalCodeOptional = new Set(
  'AE AO BF BH BJ BW CD CI CM CV EG ET GH GN GQ IE IL IQ JO KE KW LB LS LY MA MR MU MZ NG OM QA SN SO TD TG TZ UG YE ZM ZW'.split(
    ' ',
  ),
);

const stateLabels: Readonly<Record<string, AddressLabel>> = {
  AE: 'emirate',
  CA: 'province',
  CH: 'canton',
  CN: 'province',
  CV: 'island',
  EG: 'governorate',
  ES: 'province',
  GB: 'county',
  IE: 'county',
  IT: 'province',
  KW: 'governorate',
  KY: 'island',
  MZ: 'province',
  TR: 'province',
  AU: 'state',
  BR: 'state',
  IN: 'state',
  MX: 'state',
  MY: 'state',
  NG: 'state',
  US: 'state',
};

/** Private-use characters mark where a country's format puts each part; no address contains them. */
const markers: Readonly<Record<string, AddressPart>> = {
  '\uE001': 'line1',
  '\uE002': 'line2',
  '\uE003': 'city',
  '\uE004': 'postal_code',
  '\uE005': 'state',
};

/**
 * The parts of an address in a country's own order and words.
 * Parts that the country does not use appear only while the address has something in them, so that nothing is hidden.
 */
export function listAddressFields(country: string | null, present?: Partial<Address>): AddressFieldSpec[] {
  const used = orderOfParts(country);
  const extra = addressParts.filter((part) => !used.includes(part) && present?.[part]);
  return [...used, ...extra].map((part) => ({
    part,
    label: labelOf(part, country),
    required: isRequired(part, country),
    example: part === 'postal_code' && country ? (postalCodeFormats[country]?.example ?? null) : null,
  }));
}

function orderOfParts(country: string | null): AddressPart[] {
  const lines = formatAddress({
    postalCountry: country ?? 'NL',
    addressLines: ['\uE001', '\uE002'],
    locality: '\uE003',
    postalCode: '\uE004',
    administrativeArea: '\uE005',
  });
  const parts = [...lines.join('')].flatMap((character) => markers[character] ?? []);
  /* The Emirates' format has no town, but Stripe's addresses there do. */
  if (!parts.includes('city')) parts.splice(parts.indexOf('line2') + 1, 0, 'city');
  return [...new Set(parts)];
}

function labelOf(part: AddressPart, country: string | null): AddressLabel {
  switch (part) {
    case 'line1':
      return 'street';
    case 'line2':
      return 'streetMore';
    case 'city':
      return country === 'GB' ? 'postTown' : 'city';
    case 'postal_code':
      if (country === 'US') return 'zipCode';
      if (country === 'IE') return 'eircode';
      return country === 'GB' || country === 'NL' ? 'postcode' : 'postalCode';
    case 'state':
      return stateLabels[country ?? ''] ?? 'region';
  }
}

function isRequired(part: AddressPart, country: string | null): boolean {
  if (part === 'line1') return true;
  if (country === null) return false;
  if (part === 'city') return country !== 'AE' && country !== 'GI' && country !== 'MC' && country !== 'SG';
  if (part === 'state') return country === 'AE' || country === 'US' || country === 'CA' || country === 'AU';
  return part === 'postal_code' && country in postalCodeFormats && !postalCodeOptional.has(country);
}

/**
 * What is wrong with an address that is about to be saved. Only what the change touches is looked at: an address that
 * was incomplete before may stay so, and an empty address is allowed.
 */
export function checkAddress(address: Address, changed: ReadonlySet<string>): AddressProblem[] {
  const { country } = address;
  const isEmpty = country === null && addressParts.every((part) => address[part] === null);
  const touched = [...addressParts, 'country'].some((part) => changed.has(part));
  if (isEmpty || !touched) return [];
  const movesCountry = changed.has('country');
  if (movesCountry && country !== null && !isCountryCode(country))
    return [{ field: 'country', problem: 'country' }];
  const problems: AddressProblem[] = [];
  for (const { part, required } of listAddressFields(country, address)) {
    if (!movesCountry && !changed.has(part)) continue;
    const value = address[part];
    if (value === null && required) problems.push({ field: part, problem: 'required' });
    if (part === 'postal_code' && value !== null && !isPostalCode(value, country))
      problems.push({ field: part, problem: 'postalCode' });
  }
  return problems;
}

/** Whether a postal code has the form that a country uses; true where the form is not known. */
export function isPostalCode(value: string, country: string | null): boolean {
  const format = country === null ? undefined : postalCodeFormats[country];
  return format === undefined || format.pattern.test(value.trim().toUpperCase());
}

/** An address as the lines of a letter in that country, without the country's own name, which depends on the reader. */
export function formatAddressLines(address: Address): string[] {
  const lines = formatAddress({
    postalCountry: address.country ?? 'NL',
    addressLines: [address.line1, address.line2].filter((line) => line !== null),
    ...(address.city === null ? {} : { locality: address.city }),
    ...(address.postal_code === null ? {} : { postalCode: address.postal_code }),
    ...(address.state === null ? {} : { administrativeArea: address.state }),
  });
  const text = lines.join('\n');
  const left = [address.postal_code, address.city, address.state].filter(
    (value) => value !== null && !text.includes(value),
  );
  return [...lines, ...left.filter((value) => value !== null)].filter((line) => line.trim() !== '');
}
