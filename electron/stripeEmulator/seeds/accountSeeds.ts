import { buildTaxId, type TaxIdObject } from '../objects/customer.ts';
import { idAt } from '../state/ids.ts';
import type { SeedContext } from './customerFacts.ts';

/** The account's own tax ID stands behind those of its customers. */
export function accountTaxIdOf(context: Pick<SeedContext, 'account' | 'part'>): string {
  return idAt('txi', context.part, context.account.customers);
}

export function buildAccountTaxId(context: SeedContext): TaxIdObject {
  const { account } = context;
  return buildTaxId({
    id: accountTaxIdOf(context),
    created: context.start,
    livemode: context.livemode,
    customer: null,
    type: account.vatType,
    value: account.vatNumber,
    country: account.country,
    status: 'verified',
    verifiedName: account.legalName,
    verifiedAddress: account.address.line1,
  });
}
