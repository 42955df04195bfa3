import { toCustomerValues, type TaxIdFacts } from '../../shared/domain/customerChanges.ts';
import type { CustomerState } from '../../shared/domain/pendingEdits.ts';
import type { CacheReads } from '../cache/cacheApi.ts';
import type { StripeGateway } from '../stripe/stripeGatewayApi.ts';
import { parseCached } from './cachedObjects.ts';
import { customerDeleted, readLiveCustomer } from './liveCustomer.ts';
import { toEditableCustomer, type StripeCustomer } from './toCustomerDetail.ts';

/** A customer as it is compared with an edit. */
export interface CustomerSnapshot extends CustomerState {
  name: string | null;
}

export interface CustomerRef {
  workspaceId: string;
  customerId: string;
}

/** The customer as last read from Stripe; null when it is not known here. *Errors*: `customer_deleted`. */
export async function readCachedSnapshot(
  cache: Pick<CacheReads, 'findObject' | 'listObjects'>,
  { workspaceId, customerId }: CustomerRef,
): Promise<CustomerSnapshot | null> {
  const cached = await cache.findObject({ workspaceId, kind: 'customer', id: customerId });
  if (!cached) return null;
  const customer = parseCached('customer', cached);
  if (customer.deleted) throw customerDeleted();
  const taxIds = await cache.listObjects({ workspaceId, kind: 'taxId', customerId });
  return toSnapshot(
    customer,
    taxIds.map((object) => parseCached('taxId', object)),
  );
}

/** The customer as Stripe has it this moment. *Errors*: `customer_deleted`. */
export async function readLiveSnapshot(
  gateway: StripeGateway,
  customerId: string,
): Promise<CustomerSnapshot> {
  const customer = await readLiveCustomer(gateway, customerId);
  return toSnapshot(customer, customer.tax_ids?.data ?? []);
}

function toSnapshot(customer: StripeCustomer, taxIds: readonly TaxIdFacts[]): CustomerSnapshot {
  return {
    name: customer.name ?? null,
    values: toCustomerValues(toEditableCustomer(customer)),
    taxIds: taxIds.map(({ id, type, value }) => ({ id, type, value })),
  };
}
