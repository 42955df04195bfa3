import type Stripe from 'stripe';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import type { CachedKind } from '../cache/cacheApi.ts';
import type { Wire } from '../stripe/stripeGatewayApi.ts';

export type ReadKind = Extract<CachedKind, 'customer' | 'invoice' | 'creditNote' | 'subscription'>;

/** Objects that have to be read again, with their `created`, and objects that are gone. */
export interface AffectedObjects {
  changed: Record<ReadKind, Map<string, UnixSeconds>>;
  deleted: Record<ReadKind, Set<string>>;
  /** Customers whose payment methods have to be listed again. */
  paymentMethodsOf: Set<string>;
}

export type StripeEvent = Wire<Stripe.Event>;

/** The parts of an event's object that are looked at; its other fields may be of an older API version. */
interface EventObject {
  id?: string;
  object: string;
  created?: UnixSeconds;
  customer?: string | { id: string } | null;
  invoice?: string | { id: string } | null;
}

const kindsByObject: Record<string, ReadKind> = {
  customer: 'customer',
  invoice: 'invoice',
  credit_note: 'creditNote',
  subscription: 'subscription',
};

function idOf(reference: EventObject['customer'] | undefined): string | null {
  if (reference === null || reference === undefined) return null;
  return typeof reference === 'string' ? reference : reference.id;
}

function previousCustomerOf(event: StripeEvent): string | null {
  const previous = event.data.previous_attributes as { customer?: string } | undefined;
  return previous?.customer ?? null;
}

/**
 * Which cached objects a batch of events concerns.
 * STRIPE: event bodies are of the account's own API version and come in no certain order, so they only say what to read again.
 */
export function affectedObjectsOf(events: readonly StripeEvent[]): AffectedObjects {
  const affected: AffectedObjects = {
    changed: { customer: new Map(), invoice: new Map(), creditNote: new Map(), subscription: new Map() },
    deleted: { customer: new Set(), invoice: new Set(), creditNote: new Set(), subscription: new Set() },
    paymentMethodsOf: new Set(),
  };
  for (const event of events) noteEvent(affected, event);
  for (const kind of Object.values(kindsByObject))
    for (const id of affected.deleted[kind]) affected.changed[kind].delete(id);
  return affected;
}

function noteEvent({ changed, deleted, paymentMethodsOf }: AffectedObjects, event: StripeEvent): void {
  const object = event.data.object as unknown as EventObject;
  const created = object.created ?? event.created;
  const kind = kindsByObject[object.object];
  const customerId = idOf(object.customer) ?? previousCustomerOf(event);
  const invoiceId = idOf(object.invoice);

  // STRIPE: `invoice.upcoming` announces an invoice that has no id yet.
  if (kind !== undefined && object.id !== undefined) {
    const isGone = event.type === 'customer.deleted' || event.type === 'invoice.deleted';
    if (isGone) deleted[kind].add(object.id);
    else changed[kind].set(object.id, created);
  }
  if (customerId !== null && (object.object === 'tax_id' || object.object === 'discount'))
    changed.customer.set(customerId, event.created);
  if (customerId !== null && (object.object === 'payment_method' || object.object === 'mandate')) {
    paymentMethodsOf.add(customerId);
    changed.customer.set(customerId, event.created);
  }
  // A credit note or a payment changes what remains to be paid.
  if (invoiceId !== null && (kind === 'creditNote' || object.object === 'invoice_payment'))
    changed.invoice.set(invoiceId, event.created);
}
