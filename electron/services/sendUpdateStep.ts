import type Stripe from 'stripe';
import { isAddressField, type ChangedField } from '../../shared/domain/customerChanges.ts';
import type { UpdateStep } from '../../shared/domain/customerSteps.ts';
import type { Address, TaxExemption } from '../../shared/domain/customers.ts';
import type { ActionOptions, StripeGateway } from '../stripe/stripeGatewayApi.ts';

/** Sends one request of an update; the same step with the same action id is the same request to Stripe. */
export function sendUpdateStep(
  gateway: StripeGateway,
  customerId: string,
  step: UpdateStep,
  options: ActionOptions,
): Promise<{ requestId: string | null }> {
  switch (step.kind) {
    case 'fields':
      return gateway.updateCustomer(customerId, toUpdateParams(step), options);
    case 'addTaxId':
      return gateway.createTaxId(customerId, { type: step.type, value: step.value }, options);
    case 'removeTaxId':
      return gateway.deleteTaxId(customerId, step.id, options);
  }
}

/**
 * Only what changed, with an empty text for what is cleared.
 * STRIPE: whether omitted keys of an address survive is not documented, so all six are sent (stripe.md §3.2).
 */
function toUpdateParams({
  changed,
  address,
}: {
  changed: ChangedField[];
  address: Address | null;
}): Stripe.CustomerUpdateParams {
  const params: Stripe.CustomerUpdateParams = {};
  for (const { field, after } of changed) {
    if (field === 'name' || field === 'email' || field === 'phone') params[field] = after ?? '';
    if (field === 'preferredLocale') params.preferred_locales = toLocales(after);
    if (field === 'taxExempt') params.tax_exempt = after as TaxExemption;
    if (isAddressField(field) && address) params.address = toAddressParams(address);
  }
  return params;
}

/** STRIPE: the SDK leaves an empty array out of the request, and only an empty text unsets a list. */
function toLocales(locale: string | null): string[] {
  return locale === null ? ('' as unknown as string[]) : [locale];
}

function toAddressParams({
  line1,
  line2,
  city,
  postal_code,
  state,
  country,
}: Address): NonNullable<Stripe.CustomerUpdateParams['address']> {
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
