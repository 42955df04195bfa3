import type Stripe from 'stripe';
import type { CachedObject, ScopeOfWorkspace } from '../cache/cacheApi.ts';
import type { Wire } from '../stripe/stripeGatewayApi.ts';
import type { WorkspaceRegistry } from '../workspaces/workspaceRegistryApi.ts';

/** What the cache holds under each kind, as Stripe sent it. */
interface CachedShapes {
  customer: Wire<Stripe.Customer | Stripe.DeletedCustomer>;
  invoice: Wire<Stripe.Invoice>;
  creditNote: Wire<Stripe.CreditNote>;
  subscription: Wire<Stripe.Subscription>;
  paymentMethod: Wire<Stripe.PaymentMethod>;
  invoicePayment: Wire<Stripe.InvoicePayment>;
  taxId: Wire<Stripe.TaxId>;
}

/** A cached object in the shape that its kind has. */
export function parseCached<Kind extends keyof CachedShapes>(
  _kind: Kind,
  { json }: CachedObject,
): CachedShapes[Kind] {
  return JSON.parse(json) as CachedShapes[Kind];
}

/** Every connected workspace with the time zone in which its days are days. */
export function listScopes(registry: Pick<WorkspaceRegistry, 'list'>): ScopeOfWorkspace[] {
  return registry.list().map(({ id, timeZone }) => ({ workspaceId: id, timeZone }));
}
