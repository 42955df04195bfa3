import type Stripe from 'stripe';
import { maxTaxIds } from '../../shared/domain/taxIds.ts';
import { toAddress, toCustomerValues } from '../../shared/domain/customerChanges.ts';
import type { Comparison, TaxIdFacts, compareTaxIds } from '../../shared/domain/customerChanges.ts';
import type { CustomerValues, TaxExemption } from '../../shared/domain/customers.ts';
import type { AuditAction } from '../../shared/ipc/schemas/audit.ts';
import type { StripeGateway, WriteOptions } from '../stripe/stripeGatewayApi.ts';
import { toEditableCustomer } from './toCustomerDetail.ts';
import type { StripeCustomer } from './toCustomerDetail.ts';

/** One request of an update, with what the audit log says about it and how to find out whether it arrived. */
export interface UpdateStep {
  /** For sentences: `the customer's name, city`, `tax ID NL004495445B01`. */
  label: string;
  action: AuditAction;
  before: Record<string, string | null>;
  after: Record<string, string | null>;
  send: (gateway: StripeGateway, options: WriteOptions) => Promise<{ requestId: string | null }>;
  /** Whether a fresh read shows the step's effect: asked when no answer came. */
  isVisible: (customer: StripeCustomer) => boolean;
}

const addressFields = new Set(['line1', 'line2', 'city', 'postal_code', 'state', 'country']);

/**
 * The requests of an update in the order in which they are sent. What Stripe is most likely to refuse, a new tax ID,
 * goes first, so that a refusal leaves everything as it was; old tax IDs go last, so that the customer is never without.
 */
export function planUpdateSteps(
  customerId: string,
  current: readonly TaxIdFacts[],
  comparison: Comparison,
  taxIds: ReturnType<typeof compareTaxIds>,
): UpdateStep[] {
  const overflow = Math.max(0, current.length + taxIds.add.length - maxTaxIds);
  const removals = taxIds.remove.map((taxId) => removeTaxIdStep(customerId, taxId));
  return [
    ...removals.slice(0, overflow),
    ...taxIds.add.map((taxId) => addTaxIdStep(customerId, taxId)),
    ...(comparison.changed.length > 0 ? [updateFieldsStep(customerId, comparison)] : []),
    ...removals.slice(overflow),
  ];
}

function updateFieldsStep(customerId: string, { changed, merged }: Comparison): UpdateStep {
  return {
    label: changed.map(({ field }) => field).join(', '),
    action: 'customer.updated',
    before: Object.fromEntries(changed.map(({ field, before }) => [field, before])),
    after: Object.fromEntries(changed.map(({ field, after }) => [field, after])),
    send: (gateway, options) => gateway.updateCustomer(customerId, toUpdateParams(changed, merged), options),
    isVisible: (customer) => {
      const values: Record<string, string | null> = toCustomerValues(toEditableCustomer(customer));
      return changed.every(({ field, after }) => values[field] === after);
    },
  };
}

function addTaxIdStep(customerId: string, { type, value }: { type: string; value: string }): UpdateStep {
  return {
    label: `tax ID ${value}`,
    action: 'taxId.added',
    before: {},
    after: { type, value },
    send: (gateway, options) => gateway.createTaxId(customerId, { type, value }, options),
    isVisible: (customer) =>
      (customer.tax_ids?.data ?? []).some((taxId) => taxId.type === type && taxId.value === value),
  };
}

function removeTaxIdStep(customerId: string, { id, type, value }: TaxIdFacts): UpdateStep {
  return {
    label: `removal of tax ID ${value}`,
    action: 'taxId.removed',
    before: { type, value },
    after: {},
    send: (gateway, options) => gateway.deleteTaxId(customerId, id, options),
    isVisible: (customer) => !(customer.tax_ids?.data ?? []).some((taxId) => taxId.id === id),
  };
}

/**
 * Only what changed, with an empty text for what is cleared.
 * STRIPE: whether omitted keys of an address survive is not documented, so all six are sent (stripe.md §3.2).
 */
function toUpdateParams(changed: Comparison['changed'], merged: CustomerValues): Stripe.CustomerUpdateParams {
  const params: Stripe.CustomerUpdateParams = {};
  for (const { field, after } of changed) {
    if (field === 'name' || field === 'email' || field === 'phone') params[field] = after ?? '';
    if (field === 'preferredLocale') params.preferred_locales = toLocales(after);
    if (field === 'taxExempt') params.tax_exempt = after as TaxExemption;
    if (addressFields.has(field)) params.address = toAddressParams(merged);
  }
  return params;
}

/** STRIPE: the SDK leaves an empty array out of the request, and only an empty text unsets a list. */
function toLocales(locale: string | null): string[] {
  return locale === null ? ('' as unknown as string[]) : [locale];
}

function toAddressParams(merged: CustomerValues): NonNullable<Stripe.CustomerUpdateParams['address']> {
  const { line1, line2, city, postal_code, state, country } = toAddress(merged);
  const sent = {
    line1: line1 ?? '',
    line2: line2 ?? '',
    city: city ?? '',
    postal_code: postal_code ?? '',
    state: state ?? '',
    country: country ?? '',
  };
  return Object.values(sent).some((value) => value !== '') ? sent : '';
}
