import type Stripe from 'stripe';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import type { CachedKind } from '../cache/cacheApi.ts';
import type { Wire } from '../stripe/stripeGatewayApi.ts';

export type ReadKind = Extract<
  CachedKind,
  'customer' | 'invoice' | 'creditNote' | 'subscription' | 'invoicePayment'
>;

/** Objects by id with their `created`, null where no event told it. */
export type ChangedObjects = Map<string, UnixSeconds | null>;

/** Objects that have to be read again and objects that are gone. */
export interface AffectedObjects {
  changed: Record<ReadKind, ChangedObjects>;
  deleted: Record<ReadKind, Set<string>>;
  /** Customers whose payment methods have to be listed again. */
  paymentMethodsOf: Set<string>;
  /** Payment intents whose payments of invoices have to be read again. */
  intents: Set<string>;
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

/** Objects that are read as part of their customer. */
const partsOfCustomers = new Set(['tax_id', 'discount', 'payment_method', 'mandate', 'source', 'card']);
const methodObjects = new Set(['payment_method', 'mandate']);
/** STRIPE: no event of the invoice tells that a debit is under way; of all other outcomes one does. */
const intentEvents = new Set(['payment_intent.processing', 'payment_intent.payment_failed']);

function idOf(reference: EventObject['customer'] | undefined): string | null {
  if (reference === null || reference === undefined) return null;
  return typeof reference === 'string' ? reference : reference.id;
}

function previousCustomerOf(event: StripeEvent): string | null {
  const previous = event.data.previous_attributes as { customer?: string } | undefined;
  return previous?.customer ?? null;
}

const ofEachKind = <Value>(make: () => Value): Record<ReadKind, Value> => ({
  customer: make(),
  invoice: make(),
  creditNote: make(),
  subscription: make(),
  invoicePayment: make(),
});

/**
 * Which cached objects a batch of events concerns.
 * STRIPE: event bodies are of the account's own API version and come in no certain order, so they only say what to read again.
 */
export function affectedObjectsOf(events: readonly StripeEvent[]): AffectedObjects {
  const affected: AffectedObjects = {
    changed: ofEachKind(() => new Map()),
    deleted: ofEachKind(() => new Set()),
    paymentMethodsOf: new Set(),
    intents: new Set(),
  };
  for (const event of events) noteEvent(affected, event);
  for (const kind of Object.values(kindsByObject))
    for (const id of affected.deleted[kind]) affected.changed[kind].delete(id);
  return affected;
}

/** Notes an object once; its creation stays known once it was told. */
export function noteChanged(changed: ChangedObjects, id: string, created: UnixSeconds | null): void {
  changed.set(id, changed.get(id) ?? created);
}

function noteEvent(affected: AffectedObjects, event: StripeEvent): void {
  const { changed, deleted, paymentMethodsOf, intents } = affected;
  const object = event.data.object as unknown as EventObject;
  const kind = kindsByObject[object.object];
  const customerId = idOf(object.customer) ?? previousCustomerOf(event);
  const invoiceId = idOf(object.invoice);

  // STRIPE: `invoice.upcoming` announces an invoice that has no id yet.
  if (kind !== undefined && object.id !== undefined) {
    const isGone = event.type === 'customer.deleted' || event.type === 'invoice.deleted';
    if (isGone) deleted[kind].add(object.id);
    else noteChanged(changed[kind], object.id, object.created ?? null);
  }
  if (customerId !== null && partsOfCustomers.has(object.object)) {
    noteChanged(changed.customer, customerId, null);
    if (methodObjects.has(object.object)) paymentMethodsOf.add(customerId);
  }
  if (intentEvents.has(event.type) && object.id !== undefined) intents.add(object.id);
  // A credit note or a payment changes what remains to be paid; payments come with their invoice.
  if (invoiceId !== null && (kind === 'creditNote' || object.object === 'invoice_payment'))
    noteChanged(changed.invoice, invoiceId, null);
}
