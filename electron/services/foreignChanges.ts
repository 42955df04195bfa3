import { authorOfInstallation, outsideKantoor, stripeItself } from '../../shared/domain/auditAuthors.ts';
import { toCustomerValues } from '../../shared/domain/customerChanges.ts';
import { labelOfPaymentMethod, type PaymentMethodFacts } from '../../shared/domain/paymentMethods.ts';
import type { AuditEntry } from '../../shared/ipc/schemas/audit.ts';
import type { CacheReads } from '../cache/cacheApi.ts';
import type { StripeEvent } from '../sync/affectedObjects.ts';
import type { ForeignChange, WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';
import { parseCached } from './cachedObjects.ts';
import { settleProvenWrites, type ProvenWrite } from './recordedWrite.ts';
import { toEditableCustomer } from './toCustomerDetail.ts';

export interface ForeignChangesDeps {
  cache: Pick<CacheReads, 'findObject'>;
  workspaceDatabase: Pick<
    WorkspaceDatabase,
    'noteForeignChanges' | 'noteInvoicesSent' | 'listActions' | 'settleAction'
  >;
  installationId: string;
}

type Change = Pick<AuditEntry, 'action' | 'target' | 'before' | 'after'> & { targetName?: string | null };

/** The parts of an event's object that are looked at; its other fields may be of an older API version. */
interface ChangedObject {
  id: string;
  customer?: string | { id: string } | null;
  name?: string | null;
  number?: string | null;
  status?: string | null;
  type?: string;
  value?: string;
  verification?: { status: string } | null;
  address?: object | null;
  invoice_settings?: { default_payment_method?: string | { id: string } | null } | null;
}
type Values = Record<string, string | null>;
type Describe = (object: ChangedObject, event: StripeEvent) => Change | null;

function idOf(reference: ChangedObject['customer']): string | null {
  return typeof reference === 'string' ? reference : (reference?.id ?? null);
}

function previousOf(event: StripeEvent): Partial<ChangedObject> {
  return (event.data.previous_attributes ?? {}) as Partial<ChangedObject>;
}

/** STRIPE: of a hash the old values of its changed keys are told, of one that was empty before only that. */
function beforeChange(object: ChangedObject, previous: Partial<ChangedObject>): ChangedObject {
  const { address } = previous;
  const merged = address ? { address: { ...object.address, ...address } } : {};
  return { ...object, ...previous, ...merged };
}

function valuesOf(object: ChangedObject): Values {
  return toCustomerValues(toEditableCustomer(object as unknown as Parameters<typeof toEditableCustomer>[0]));
}

const differing = (values: Values, others: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([field, value]) => value !== others[field]));

function describeCustomer(object: ChangedObject, event: StripeEvent): Change | null {
  const before = valuesOf(beforeChange(object, previousOf(event)));
  const after = valuesOf(object);
  const change = { target: object.id, targetName: object.name ?? null };
  const changed = differing(after, before);
  if (Object.keys(changed).length > 0)
    return { ...change, action: 'customer.updated', before: differing(before, after), after: changed };
  const oldSettings = previousOf(event).invoice_settings;
  if (oldSettings?.default_payment_method === undefined) return null;
  return {
    ...change,
    action: 'paymentMethod.defaultChanged',
    before: { paymentMethod: idOf(oldSettings.default_payment_method) },
    after: { paymentMethod: idOf(object.invoice_settings?.default_payment_method) },
  };
}

const ofTaxId = (object: ChangedObject): Values => ({
  type: object.type ?? null,
  value: object.value ?? null,
});
const ofMethod = (object: ChangedObject): Values => ({
  paymentMethod: labelOfPaymentMethod(object as unknown as PaymentMethodFacts),
});

function describeVerdict(object: ChangedObject, event: StripeEvent): Change | null {
  const status = object.verification?.status;
  if (previousOf(event).verification?.status !== 'pending' || status === undefined || status === 'pending')
    return null;
  return {
    action: 'taxId.verified',
    target: idOf(object.customer),
    before: {},
    after: { ...ofTaxId(object), result: status },
  };
}

/** An invoice is known by its number, and its history by its customer. */
const ofInvoice =
  (action: AuditEntry['action']): Describe =>
  (object) => ({
    action,
    target: object.id,
    targetName: object.number ?? null,
    before: {},
    after: { status: object.status ?? null },
  });
const ofSubscription =
  (action: AuditEntry['action']): Describe =>
  (object) => ({
    action,
    target: idOf(object.customer),
    before: {},
    after: { status: object.status ?? null },
  });

/**
 * Events that are worth an entry: what a person did to a customer or gave up on. What billing does every day (invoices
 * made, sent, paid) is on the invoice already, and a run of 2,000 must not bury everything else.
 */
const described: Record<string, Describe> = {
  'customer.updated': describeCustomer,
  'customer.deleted': (object) => ({
    action: 'customer.deleted',
    target: object.id,
    targetName: object.name ?? null,
    before: {},
    after: {},
  }),
  'customer.tax_id.created': (object) => ({
    action: 'taxId.added',
    target: idOf(object.customer),
    before: {},
    after: ofTaxId(object),
  }),
  'customer.tax_id.deleted': (object) => ({
    action: 'taxId.removed',
    target: idOf(object.customer),
    before: ofTaxId(object),
    after: {},
  }),
  'customer.tax_id.updated': describeVerdict,
  'payment_method.attached': (object) => ({
    action: 'paymentMethod.added',
    target: idOf(object.customer),
    before: {},
    after: ofMethod(object),
  }),
  'payment_method.detached': (object, event) => ({
    action: 'paymentMethod.removed',
    target: idOf(previousOf(event).customer),
    before: ofMethod(object),
    after: {},
  }),
  'invoice.voided': ofInvoice('invoice.voided'),
  'invoice.marked_uncollectible': ofInvoice('invoice.markedUncollectible'),
  'customer.subscription.deleted': ofSubscription('subscription.canceled'),
  'customer.subscription.paused': ofSubscription('subscription.paused'),
  'customer.subscription.resumed': ofSubscription('subscription.resumed'),
};

const keyPattern = /^kantoor-(.+)-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The installation whose request caused an event, or null where it was none. */
export function installationOf(event: StripeEvent): string | null {
  return keyPattern.exec(event.request?.idempotency_key ?? '')?.[1] ?? null;
}

function authorOf(event: StripeEvent): string {
  const installation = installationOf(event);
  if (installation !== null) return authorOfInstallation(installation);
  return (event.request?.id ?? null) === null ? stripeItself : outsideKantoor;
}

/** What an event says that somebody else changed; null for what is not worth an entry. */
export function toForeignChange(workspaceId: string, event: StripeEvent): ForeignChange | null {
  const change = described[event.type]?.(event.data.object as unknown as ChangedObject, event) ?? null;
  if (change === null || change.target === null) return null;
  return {
    eventId: event.id,
    entry: {
      at: event.created,
      who: authorOf(event),
      workspaceId,
      targetName: null,
      ...change,
      outcome: 'done',
      requestId: event.request?.id ?? null,
    },
  };
}

/** Writes of this installation that events name. */
function provenBy(events: readonly StripeEvent[], installationId: string): ProvenWrite[] {
  return events.flatMap(({ request }) => {
    const [, installation, actionId] = keyPattern.exec(request?.idempotency_key ?? '') ?? [];
    if (installation !== installationId || actionId === undefined) return [];
    return [{ actionId, requestId: request?.id ?? null }];
  });
}

/** Makes what turns events into entries of the audit log: changes that were not made here, each once. */
export function createForeignChanges(deps: ForeignChangesDeps) {
  const { cache, workspaceDatabase, installationId } = deps;

  async function withName(workspaceId: string, change: ForeignChange): Promise<ForeignChange> {
    const { target, targetName } = change.entry;
    if (targetName !== null || target === null || !target.startsWith('cus_')) return change;
    const customer = await cache.findObject({ workspaceId, kind: 'customer', id: target });
    const known = customer === null ? null : parseCached('customer', customer);
    const name = known !== null && 'name' in known ? (known.name ?? null) : null;
    return { ...change, entry: { ...change.entry, targetName: name } };
  }

  return async function noteChanges(workspaceId: string, events: readonly StripeEvent[]): Promise<void> {
    const changes: ForeignChange[] = [];
    // The feed gives the newest first; the log is written as it happened.
    for (const event of events.toReversed()) {
      const change = installationOf(event) === installationId ? null : toForeignChange(workspaceId, event);
      if (change !== null) changes.push(await withName(workspaceId, change));
    }
    if (changes.length > 0) await workspaceDatabase.noteForeignChanges(changes);
    await settleProvenWrites(workspaceDatabase, provenBy(events, installationId));
    const sent = events
      .filter(({ type }) => type === 'invoice.sent')
      .map(({ data, created }) => ({
        workspaceId,
        invoiceId: (data.object as ChangedObject).id,
        at: created,
      }));
    if (sent.length > 0) await workspaceDatabase.noteInvoicesSent(sent);
  };
}
