import {
  austria,
  belgium,
  bulgaria,
  checkVAT,
  croatia,
  cyprus,
  czechRepublic,
  denmark,
  estonia,
  finland,
  france,
  germany,
  greece,
  hungary,
  ireland,
  italy,
  latvia,
  lithuania,
  luxembourg,
  malta,
  netherlands,
  norway,
  poland,
  portugal,
  romania,
  russia,
  serbia,
  slovakiaRepublic,
  slovenia,
  spain,
  sweden,
  switzerland,
  unitedKingdom,
} from 'jsvat-next';
import { euVatFormats, taxIdTypes } from './taxIdTypes.ts';
import type { TaxIdType } from './taxIdTypes.ts';

/** Stripe takes at most five tax IDs per customer. */
export const maxTaxIds = 5;

export const taxIdProblems = ['unknownType', 'format', 'checkDigit'] as const;
export type TaxIdProblem = (typeof taxIdProblems)[number];

export type TaxIdCheck =
  | { ok: true; value: string }
  | { ok: false; problem: TaxIdProblem; example: string | null };

const byType = new Map(taxIdTypes.map((entry) => [entry.type, entry]));

/** Countries whose check digits are known; Norway comes last because its numbers carry no prefix. */
const checkedCountries = [
  austria,
  belgium,
  bulgaria,
  croatia,
  cyprus,
  czechRepublic,
  denmark,
  estonia,
  finland,
  france,
  germany,
  greece,
  hungary,
  ireland,
  italy,
  latvia,
  lithuania,
  luxembourg,
  malta,
  netherlands,
  poland,
  portugal,
  romania,
  russia,
  serbia,
  slovakiaRepublic,
  slovenia,
  spain,
  sweden,
  switzerland,
  unitedKingdom,
  norway,
];

/** Kinds that make an invoice's reverse charge possible: VAT numbers, not national tax numbers. */
const vatType = /(?:^|_)(?:vat|mwst|trn|pib)$/;

/** Kinds of tax ID that people of a country use, the VAT number first; every kind when the country is unknown. */
export function listTaxIdTypes(country: string | null): readonly TaxIdType[] {
  if (country === null) return taxIdTypes;
  return taxIdTypes
    .filter((entry) => entry.countries.includes(country))
    .toSorted((left, right) => rankOf(left, country) - rankOf(right, country));
}

/** The United Kingdom's own number comes before Northern Ireland's EU number. */
function rankOf(entry: TaxIdType, country: string): number {
  if (entry.type === `${country.toLowerCase()}_vat`) return 0;
  return entry.type === 'eu_vat' ? 1 : 2;
}

/** What a kind of tax ID is called in its country; the type itself where Kantoor does not know it. */
export function labelOfTaxIdType(type: string): string {
  return byType.get(type)?.label ?? type;
}

/** An example for a kind of tax ID in a country, to show beside an input. */
export function exampleOfTaxId(type: string, country: string | null): string | null {
  if (type !== 'eu_vat') return byType.get(type)?.example ?? null;
  const prefix = country === 'GR' ? 'EL' : country === 'GB' ? 'XI' : (country ?? 'NL');
  return euVatFormats[prefix]?.example ?? byType.get(type)?.example ?? null;
}

/** Whether a kind of tax ID is a VAT number. */
export function isVatType(type: string): boolean {
  return vatType.test(type);
}

/** Checks a tax ID as Stripe would and, where known, its check digit; gives it in the form that Stripe takes. */
export function checkTaxId(input: { type: string; value: string; country?: string | null }): TaxIdCheck {
  const entry = byType.get(input.type);
  if (!entry) return { ok: false, problem: 'unknownType', example: null };
  const value = normalizeTaxId(input.type, input.value);
  const example = exampleOfTaxId(input.type, countryOfEuVat(value) ?? input.country ?? null);
  const pattern = input.type === 'eu_vat' ? euVatFormats[value.slice(0, 2)]?.pattern : entry.pattern;
  if (!pattern?.test(value)) return { ok: false, problem: 'format', example };
  if (entry.toCheckedVat && hasWrongCheckDigit(entry.toCheckedVat(value)))
    return { ok: false, problem: 'checkDigit', example };
  return { ok: true, value };
}

/**
 * Brings what a person typed into Stripe's spelling: upper case, without the spaces, dots and dashes that the kind
 * does not have.
 */
export function normalizeTaxId(type: string, typed: string): string {
  const bare = typed.toUpperCase().replaceAll(/[\s./\-\u00A0]/g, '');
  switch (type) {
    case 'ch_vat':
    case 'ch_uid':
      return bare.replace(/^(?:CHE)?(\d{3})(\d{3})(\d{3})([A-Z]*)$/, (_, one, two, three, suffix) =>
        `CHE-${one}.${two}.${three} ${suffix || (type === 'ch_vat' ? 'MWST' : '')}`.trim(),
      );
    case 'hu_tin':
      return bare.replace(/^(\d{8})(\d)(\d{2})$/, '$1-$2-$3');
    case 'ng_tin':
      return bare.replace(/^(\d{8})(\d{4})$/, '$1-$2');
    case 'ad_nrt':
      return bare.replace(/^([A-Z])(\d{6})([A-Z])$/, '$1-$2-$3');
    case 'is_kt':
      return bare.replace(/^(\d{6})(\d{4})$/, '$1-$2');
    case 'gb_vat':
      return bare.startsWith('GB') ? bare : `GB${bare}`;
    case 'no_vat':
      return bare.replace(/^NO/, '').replace(/^(\d{9})$/, '$1MVA');
    default:
      return bare;
  }
}

function countryOfEuVat(value: string): string | null {
  const prefix = value.slice(0, 2);
  if (!(prefix in euVatFormats)) return null;
  return prefix === 'EL' ? 'GR' : prefix === 'XI' ? 'GB' : prefix;
}

/** A number whose form the check-digit table does not know is left to Stripe. */
function hasWrongCheckDigit(vatNumber: string): boolean {
  const check = checkVAT(vatNumber, checkedCountries);
  return check.isSupportedCountry && check.isValidFormat && !check.isValid;
}
