import { addressParts, checkAddress } from './addresses.ts';
import { customerFields, taxExemptions } from './customers.ts';
import type { Address, CustomerField, CustomerValues, TaxExemption } from './customers.ts';
import { checkPhone } from './phones.ts';
import { checkTaxId, isVatType, maxTaxIds } from './taxIds.ts';
import type { TaxIdProblem } from './taxIds.ts';

/** The part of a customer that can be edited, as screens and Stripe's JSON both have it. */
export interface EditableCustomer {
  name: string | null;
  email: string | null;
  phone: string | null;
  address: Address;
  preferredLocale: string | null;
  taxExempt: TaxExemption;
}

export interface NewTaxId {
  type: string;
  value: string;
}

export interface TaxIdFacts extends NewTaxId {
  id: string;
}

/** What a person wants: only the fields that change, null clears one. */
export interface WantedChanges {
  values: Partial<CustomerValues>;
  addTaxIds: readonly NewTaxId[];
  removeTaxIds: readonly string[];
}

export interface ChangedField {
  field: string;
  before: string | null;
  after: string | null;
}

export interface FieldConflict {
  field: string;
  base: string | null;
  theirs: string | null;
  mine: string | null;
}

export interface Comparison {
  changed: ChangedField[];
  /** Fields that somebody else changed since the person began to edit, and that this change touches. */
  conflicts: FieldConflict[];
  /** The customer's values after the change. */
  merged: CustomerValues;
}

export type UpdateWarning = 'reverseChargeWithoutVatId' | 'emailIsPortalLogin' | 'countryChangesTax';

export type InputProblem =
  | 'required'
  | 'postalCode'
  | 'country'
  | 'email'
  | 'phone'
  | 'locale'
  | 'taxExempt'
  | 'tooLong'
  | 'taxIdLimit'
  | 'taxIdTwice'
  | `taxId.${TaxIdProblem}`;

export interface FieldProblem {
  /** Path of the field in the input, e.g. `values.postal_code`, `addTaxIds.0`. */
  path: string;
  problem: InputProblem;
  example: string | null;
}

const addressFields: ReadonlySet<string> = new Set([...addressParts, 'country']);

/** Whether a field is a part of the address, which is compared and sent as one thing. */
export function isAddressField(field: string): boolean {
  return addressFields.has(field);
}

/** Line breaks and the like come along when text is pasted; printed on an invoice they would break it. */
const controlCharacters = /\s*[\p{Cc}\u2028\u2029]+\s*/gu;
/** STRIPE: longest texts that `customers.update` takes. */
const longest: Partial<Record<CustomerField, number>> = { name: 256, email: 512, phone: 20 };
const emailPattern = /^[^\s@<>()[\],;:"]+@[^\s@<>()[\],;:"]+\.[^\s@.<>()[\],;:"]{2,}$/;

/** The editable values of a customer as flat text. */
export function toCustomerValues(customer: EditableCustomer): CustomerValues {
  const { name, email, phone, address, preferredLocale, taxExempt } = customer;
  return { name, email, phone, ...address, preferredLocale, taxExempt };
}

/** The address among a customer's values. */
export function toAddress(values: CustomerValues): Address {
  const { line1, line2, city, postal_code, state, country } = values;
  return { line1, line2, city, postal_code, state, country };
}

/** Brings typed text into the form in which it is compared and sent: trimmed, empty is null, phone international. */
export function normalizeValues(
  values: Partial<CustomerValues>,
  current: CustomerValues,
): Partial<CustomerValues> {
  const country = values.country === undefined ? current.country : values.country?.trim().toUpperCase();
  const normalized: Partial<CustomerValues> = {};
  for (const field of customerFields) {
    const typed = values[field];
    if (typed === undefined) continue;
    const isAsStored = typed === current[field];
    normalized[field] = isAsStored ? typed : normalizeValue(field, typed, country ?? null);
  }
  return normalized;
}

function normalizeValue(field: CustomerField, typed: string | null, country: string | null): string | null {
  const text = typed?.replaceAll(controlCharacters, ' ').trim().normalize('NFC') ?? '';
  if (text === '') return field === 'taxExempt' ? 'none' : null;
  if (field === 'country') return text.toUpperCase();
  if (field === 'postal_code') return text.toUpperCase();
  if (field === 'phone') {
    const check = checkPhone(text, country);
    return check.ok ? check.value : text;
  }
  return text;
}

/**
 * Compares what the person saw (base), what is there now (theirs) and what the person wants (mine).
 * An address is one thing: when somebody else changed another part of it meanwhile, mixing the two would make an
 * address that nobody wanted, so that is a conflict as well.
 */
export function compareCustomer(
  base: Partial<CustomerValues>,
  theirs: CustomerValues,
  mine: Partial<CustomerValues>,
): Comparison {
  const changed: ChangedField[] = [];
  const conflicts: FieldConflict[] = [];
  const editsAddress = customerFields.some(
    (field) => isAddressField(field) && mine[field] !== undefined && mine[field] !== theirs[field],
  );
  for (const field of customerFields) {
    const wanted = mine[field];
    const seen = base[field];
    const movedOn = seen !== undefined && seen !== theirs[field];
    const differs = wanted !== undefined && wanted !== theirs[field];
    if (differs) changed.push({ field, before: theirs[field], after: wanted });
    const isMixed = editsAddress && isAddressField(field) && wanted === undefined;
    if (movedOn && (differs || isMixed))
      conflicts.push({ field, base: seen, theirs: theirs[field], mine: wanted ?? seen });
  }
  const merged: CustomerValues = { ...theirs };
  for (const { field, after } of changed) merged[field as CustomerField] = after;
  return { changed, conflicts, merged };
}

/** Which tax IDs to add and remove, given those that are there: doing twice what is already done is no error. */
export function compareTaxIds(
  current: readonly TaxIdFacts[],
  wanted: Pick<WantedChanges, 'addTaxIds' | 'removeTaxIds'>,
): { add: NewTaxId[]; remove: TaxIdFacts[]; remaining: TaxIdFacts[] } {
  const remove = current.filter(({ id }) => wanted.removeTaxIds.includes(id));
  const kept = current.filter((taxId) => !remove.includes(taxId));
  const add = wanted.addTaxIds
    .map(({ type, value }) => {
      const check = checkTaxId({ type, value });
      return { type, value: check.ok ? check.value : value };
    })
    .filter((taxId) => !kept.some(({ type, value }) => type === taxId.type && value === taxId.value));
  return { add, remove, remaining: [...kept, ...add.map((taxId) => ({ id: '', ...taxId }))] };
}

/** Everything that is wrong with an update before anything is sent. */
export function checkUpdate(
  theirs: CustomerValues,
  taxIds: readonly TaxIdFacts[],
  wanted: WantedChanges,
): FieldProblem[] {
  const mine = normalizeValues(wanted.values, theirs);
  const { changed, merged } = compareCustomer({}, theirs, mine);
  const changedNames = new Set(changed.map(({ field }) => field));
  const problems = changed.flatMap(({ field, after }) => checkValue(field as CustomerField, after, merged));
  for (const { field, problem } of checkAddress(toAddress(merged), changedNames))
    problems.push({ path: `values.${field}`, problem, example: null });
  return [...problems, ...checkTaxIdChanges(taxIds, wanted, merged.country)];
}

function checkValue(field: CustomerField, value: string | null, merged: CustomerValues): FieldProblem[] {
  const refuse = (problem: InputProblem): FieldProblem[] => [
    { path: `values.${field}`, problem, example: null },
  ];
  if (value === null) return [];
  if (value.length > (longest[field] ?? 512)) return refuse('tooLong');
  switch (field) {
    case 'email':
      return emailPattern.test(value) ? [] : refuse('email');
    case 'phone':
      return checkPhone(value, merged.country).ok ? [] : refuse('phone');
    case 'preferredLocale':
      return /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,4})?$/.test(value) ? [] : refuse('locale');
    case 'taxExempt':
      return taxExemptions.some((exemption) => exemption === value) ? [] : refuse('taxExempt');
    default:
      return [];
  }
}

function checkTaxIdChanges(
  current: readonly TaxIdFacts[],
  wanted: WantedChanges,
  country: string | null,
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const seen = new Set<string>();
  for (const [index, taxId] of wanted.addTaxIds.entries()) {
    const path = `addTaxIds.${index}`;
    const check = checkTaxId({ ...taxId, country });
    if (!check.ok) {
      problems.push({ path, problem: `taxId.${check.problem}`, example: check.example });
      continue;
    }
    const key = `${taxId.type}:${check.value}`;
    if (seen.has(key)) problems.push({ path, problem: 'taxIdTwice', example: null });
    seen.add(key);
  }
  if (compareTaxIds(current, wanted).remaining.length > maxTaxIds)
    problems.push({ path: 'addTaxIds', problem: 'taxIdLimit', example: null });
  return problems;
}

/** What a person should know before saving: nothing of this forbids it. */
export function listUpdateWarnings(
  comparison: Pick<Comparison, 'changed' | 'merged'>,
  taxIds: { remove: readonly TaxIdFacts[]; remaining: readonly TaxIdFacts[] },
): UpdateWarning[] {
  const changed = new Set(comparison.changed.map(({ field }) => field));
  const warnings: UpdateWarning[] = [];
  const touchesVat = changed.has('taxExempt') || taxIds.remove.length > 0;
  const hasVatId = taxIds.remaining.some(({ type }) => isVatType(type));
  if (touchesVat && comparison.merged.taxExempt === 'reverse' && !hasVatId)
    warnings.push('reverseChargeWithoutVatId');
  if (changed.has('email')) warnings.push('emailIsPortalLogin');
  if (changed.has('country')) warnings.push('countryChangesTax');
  return warnings;
}
