import type Stripe from 'stripe';
import { expiryOf } from '../../shared/domain/methodChanges.ts';
import { isUsable, labelOfPaymentMethod, monthOf } from '../../shared/domain/paymentMethods.ts';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import type { Handlers, InputOf, OutputOf } from '../../shared/ipc/contract.ts';
import type { CustomerRow } from '../../shared/ipc/schemas/customers.ts';
import type { ExpiringCardRow } from '../../shared/ipc/schemas/paymentMethods.ts';
import type { CacheReads } from '../cache/cacheApi.ts';
import type { Wire } from '../stripe/stripeGatewayApi.ts';
import type { WorkspaceRegistry } from '../workspaces/workspaceRegistryApi.ts';
import { listScopes, parseCached } from './cachedObjects.ts';
import { idOf } from './idOf.ts';
import { productNamesOf } from './productNames.ts';

export interface ExpiringCardDeps {
  cache: CacheReads;
  registry: Pick<WorkspaceRegistry, 'list' | 'getSettings'>;
  now: () => UnixSeconds;
}

/** STRIPE: methods are listed per customer only; the default one alone comes with each customer. */
export function createExpiringCardServices(
  deps: ExpiringCardDeps,
): Pick<Handlers, 'paymentMethods.listExpiring'> {
  return { 'paymentMethods.listExpiring': (input) => listExpiring(deps, input) };
}

async function listExpiring(
  deps: ExpiringCardDeps,
  { workspaceIds, offset, limit }: InputOf<'paymentMethods.listExpiring'>,
): Promise<OutputOf<'paymentMethods.listExpiring'>> {
  const { cache, registry, now } = deps;
  const { rows, total, asOf } = await cache.listCustomers({
    filter: {
      workspaceIds,
      query: '',
      hasOverdue: false,
      suspended: false,
      vatMissing: false,
      vatUnverified: false,
      cardExpiring: true,
      hasPendingEdit: false,
      country: null,
      includeDeleted: false,
    },
    sort: { field: 'amountRemaining', direction: 'desc' },
    offset,
    limit,
    workspaces: listScopes(registry),
    suspendedFrom: registry.getSettings().suspendedFrom,
    edited: [],
    now: now(),
  });
  const cards = await Promise.all(rows.map((row) => toExpiringCard(deps, row)));
  return { rows: cards.filter((card) => card !== null), total, asOf };
}

async function toExpiringCard(
  { cache, now }: ExpiringCardDeps,
  { workspaceId, id, name, openInvoiceCount, amountRemaining }: CustomerRow,
): Promise<ExpiringCardRow | null> {
  const ofCustomer = { workspaceId, customerId: id };
  const [cached, subscriptions, methods, methodsReadAt] = await Promise.all([
    cache.findObject({ workspaceId, kind: 'customer', id }),
    cache.listObjects({ ...ofCustomer, kind: 'subscription' }),
    cache.listObjects({ ...ofCustomer, kind: 'paymentMethod' }),
    cache.listReadAt({ ...ofCustomer, kind: 'paymentMethod' }),
  ]);
  const customer = cached && parseCached('customer', cached);
  if (!customer || !('created' in customer)) return null;
  const method = customer.invoice_settings.default_payment_method;
  if (method === null || typeof method === 'string' || !method.card) return null;
  const month = monthOf(now());
  const using = subscriptions
    .map((object) => parseCached('subscription', object))
    .filter((subscription) => isCollectedWith(subscription, method.id));
  const nextBills = using.flatMap(({ items }) => items.data.map((item) => item.current_period_end));
  const others = methods.map((object) => parseCached('paymentMethod', object));
  return {
    workspaceId,
    customerId: id,
    methodId: method.id,
    customerName: name,
    label: labelOfPaymentMethod(method),
    expMonth: method.card.exp_month,
    expYear: method.card.exp_year,
    expiry: expiryOf(method, month),
    subscriptions: using.map((subscription) => productNamesOf(subscription).join(', ') || subscription.id),
    nextInvoiceAt: nextBills.length === 0 ? null : Math.min(...nextBills),
    openInvoiceCount,
    amountRemaining,
    hasOther:
      methodsReadAt === null
        ? null
        : others.some((other) => other.id !== method.id && isUsable(other, month)),
  };
}

const collected = new Set(['active', 'trialing', 'past_due']);

/** Whether a subscription's next invoice would be collected with the customer's default. */
function isCollectedWith(
  { status, collection_method, cancel_at_period_end, default_payment_method }: Wire<Stripe.Subscription>,
  methodId: string,
): boolean {
  if (!collected.has(status) || collection_method !== 'charge_automatically' || cancel_at_period_end)
    return false;
  return default_payment_method === null || idOf(default_payment_method) === methodId;
}
