import { standingOf } from '../../../shared/domain/subscriptions.ts';
import type { Connection } from '../../sqlite/openDatabase.ts';
import type { CachedKind } from '../cacheApi.ts';
import { idOf, type RelatedJson } from '../stripeJson.ts';
import type { StoredRow } from './customerWrites.ts';
import type { RowTarget } from './invoiceWrites.ts';

/** Kinds that share the table of related objects. */
export type RelatedKind = Exclude<CachedKind, 'customer' | 'invoice'>;

interface StoredRelated extends StoredRow {
  customer: string | null;
  state: string | null;
}

/** The stored row of a related object, if any. */
export function findStoredRelated(
  { statement }: Connection,
  workspace: number,
  kind: RelatedKind,
  id: string,
): StoredRelated | undefined {
  return statement(
    'SELECT position, read_order, block, customer, state FROM related WHERE workspace = ? AND kind = ? AND id = ?',
  ).get(workspace, kind, id) as StoredRelated | undefined;
}

/** STRIPE: a payment is open while its debit is under way; only the payment intent tells. */
function intentStatusOf({ payment }: RelatedJson): string {
  const intent = payment?.payment_intent;
  return (typeof intent === 'object' ? intent?.status : null) ?? 'open';
}

/** What our rules make of an object's own status. */
export function stateOf(kind: RelatedKind, object: RelatedJson): string | null {
  if (kind === 'subscription')
    return standingOf({
      status: object.status ?? '',
      pauseType: object.status_details?.paused?.subscription?.type ?? null,
    });
  if (kind === 'taxId') return object.verification?.status ?? 'unavailable';
  if (kind === 'invoicePayment' && object.status === 'open') return intentStatusOf(object);
  return object.status ?? null;
}

const upsert = `INSERT INTO related (position, workspace, kind, id, read_at, read_order, customer, invoice, status, state, value,
    issued_at, created, block, block_start, block_length)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (position) DO UPDATE SET read_at = excluded.read_at, read_order = excluded.read_order, customer = excluded.customer,
    invoice = excluded.invoice, status = excluded.status, state = excluded.state, value = excluded.value,
    issued_at = excluded.issued_at,
    block = excluded.block, block_start = excluded.block_start, block_length = excluded.block_length`;

/** Writes the columns of a subscription, credit note, payment method, invoice payment or tax id. */
export function writeRelatedRow(
  { statement }: Connection,
  { workspace, position, read, place }: RowTarget,
  kind: RelatedKind,
  object: RelatedJson,
  customer: string | null,
): void {
  statement(upsert).run(
    position,
    workspace,
    kind,
    object.id,
    read.readAt,
    read.readOrder,
    customer,
    idOf(object.invoice),
    object.status ?? null,
    stateOf(kind, object),
    kind === 'taxId' ? (object.value ?? null) : null,
    kind === 'creditNote' ? (object.effective_at ?? object.created ?? null) : null,
    object.created ?? 0,
    place.block,
    place.block_start,
    place.block_length,
  );
}
