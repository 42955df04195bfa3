import { buildCustomer, buildTaxId, type CustomerObject, type TaxIdObject } from '../objects/customer.ts';
import { idAt } from '../state/ids.ts';
import type { CustomerFacts, SeedContext } from './customerFacts.ts';
import { paymentMethodsOf } from './paymentMethodSeeds.ts';
import { below, letters } from './random.ts';

const OWING: ReadonlySet<string> = new Set(['past_due', 'unpaid', 'paused_final_payment']);

export function buildSeedCustomer(context: SeedContext, facts: CustomerFacts): CustomerObject {
  return buildCustomer({
    id: facts.id,
    created: facts.created,
    livemode: context.livemode,
    name: facts.name,
    email: facts.email,
    phone: facts.phone,
    address: facts.address,
    currency: facts.currency,
    delinquent: OWING.has(facts.service),
    taxExempt: facts.taxExempt,
    locales: [facts.market.locale],
    invoicePrefix: letters(8, context.account.salt, facts.index).toUpperCase(),
    defaultPaymentMethod: paymentMethodsOf(context, facts)[0]?.id ?? null,
  });
}

function taxIdIdAt(context: SeedContext, customer: number): string {
  return idAt('txi', context.part, customer);
}

/** A seeded customer has one tax ID at most. */
export function buildSeedTaxId(context: SeedContext, facts: CustomerFacts): TaxIdObject | undefined {
  if (facts.taxId === null) return undefined;
  const checked = facts.taxId.type === 'eu_vat' || facts.taxId.type === 'gb_vat';
  const draw = below(100, context.account.salt, facts.index, 71);
  const status = !checked ? 'unavailable' : draw < 88 ? 'verified' : draw < 97 ? 'unverified' : 'pending';
  return buildTaxId({
    id: taxIdIdAt(context, facts.index),
    created: facts.created + 60,
    livemode: context.livemode,
    customer: facts.id,
    type: facts.taxId.type,
    value: facts.taxId.value,
    country: facts.market.country,
    status,
    verifiedName: status === 'verified' ? facts.name.toUpperCase() : null,
    verifiedAddress:
      status === 'verified' ? `${facts.address.line1}, ${facts.address.city}`.toUpperCase() : null,
  });
}
