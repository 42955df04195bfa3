import type { PageContext } from './pageContext.ts';
import { debitUnderWay } from './repositories/debits.ts';
import {
  findStoredRelated,
  stateOf,
  writeRelatedRow,
  type RelatedKind,
} from './repositories/relatedWrites.ts';
import { idOf, type RelatedJson } from './stripeJson.ts';

/** Kinds from which columns of their customer are derived. */
function touchCustomer({ states, names }: PageContext, kind: RelatedKind, customer: string | null): void {
  if (customer === null) return;
  if (kind === 'subscription' || kind === 'taxId') states.add(customer);
  if (kind === 'taxId') names.add(customer);
}

/** An invoice whose debit begins or ends is overdue from another moment on. */
function touchDebit({ debits }: PageContext, object: RelatedJson, before: string | null): void {
  const invoice = idOf(object.invoice);
  const isUnderWay = stateOf('invoicePayment', object) === debitUnderWay;
  if (invoice !== null && isUnderWay !== (before === debitUnderWay)) debits.add(invoice);
}

/** Writes subscriptions, credit notes, payment methods, invoice payments or tax ids of a page. */
export function writeRelated(
  context: PageContext,
  kind: RelatedKind,
  objects: readonly RelatedJson[],
  ofCustomer: string | null = null,
): void {
  const { connection, workspace } = context;
  for (const object of objects) {
    const stored = findStoredRelated(connection, workspace, kind, object.id);
    if (!context.mayReplace(kind, object.id, stored)) continue;
    const customer = idOf(object.customer) ?? ofCustomer;
    const target = context.place('related', object, stored);
    writeRelatedRow(connection, target, kind, object, customer);
    if (kind === 'invoicePayment') touchDebit(context, object, stored?.state ?? null);
    touchCustomer(context, kind, customer);
    touchCustomer(context, kind, stored?.customer ?? null);
    context.written += 1;
  }
}

/** Removes an object that is gone at Stripe or no longer belongs to its customer. */
export function removeRelated(context: PageContext, kind: RelatedKind, id: string): void {
  const { connection, workspace, read } = context;
  const stored = findStoredRelated(connection, workspace, kind, id);
  if (!stored || stored.read_order > read.readOrder) return;
  connection.statement('DELETE FROM related WHERE position = ?').run(stored.position);
  context.blocks.release(stored.block);
  touchCustomer(context, kind, stored.customer);
  context.written += 1;
}

/** The list of a kind that a customer has. */
export interface ListOfCustomer {
  kind: RelatedKind;
  customer: string;
  objects: readonly RelatedJson[];
  /** False when more follow on another page: then nothing can be said to be gone. */
  isWhole: boolean;
}

/** Writes a customer's list of a kind and removes what is no longer in it. */
export function replaceRelatedOfCustomer(
  context: PageContext,
  { kind, customer, objects, isWhole }: ListOfCustomer,
): void {
  const { connection, workspace, read } = context;
  // What is missing here leaves no trace of its own: only the list tells whether a newer one is known.
  const known = connection
    .statement('SELECT read_order FROM related_lists WHERE workspace = ? AND customer = ? AND kind = ?')
    .get(workspace, customer, kind);
  if (known !== undefined && (known['read_order'] as number) > read.readOrder) return;
  writeRelated(context, kind, objects, customer);
  if (!isWhole) return;
  const present = new Set(objects.map(({ id }) => id));
  const rows = connection
    .statement('SELECT id FROM related WHERE workspace = ? AND customer = ? AND kind = ?')
    .all(workspace, customer, kind) as { id: string }[];
  for (const { id } of rows) if (!present.has(id)) removeRelated(context, kind, id);
  connection
    .statement(
      `INSERT INTO related_lists (workspace, customer, kind, read_at, read_order) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET read_at = excluded.read_at, read_order = excluded.read_order`,
    )
    .run(workspace, customer, kind, read.readAt, read.readOrder);
}
