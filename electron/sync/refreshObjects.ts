import { isForbidden, unlessForbidden } from '../../shared/errors/unlessForbidden.ts';
import type { CachedKind } from '../cache/cacheApi.ts';
import { readWholeInvoice, toListBytes } from './completeLines.ts';
import { readList } from './readList.ts';
import { customerExpansions, type StripeList } from './syncLists.ts';
import { beginRead, writeBytes, type Reader } from './syncRun.ts';

/** STRIPE: four levels, the most there are (stripe.md §2.5). */
const invoiceExpansions = [['payments.data.payment.payment_intent'], ['payments'], []] as const;
const nothingMore = [[]] as const;

/** Reads with what else is wanted, or with less where the key lacks the right to all of it. */
async function readExpanded<Value>(
  [expand = [], ...simpler]: StripeList['expansions'],
  read: (expand: readonly string[]) => Promise<Value>,
): Promise<Value> {
  try {
    return await read(expand);
  } catch (error) {
    if (simpler.length > 0 && isForbidden(error)) return readExpanded(simpler, read);
    throw error;
  }
}

/** Reads one object again and writes it. */
export async function readObject(
  reader: Reader,
  kind: CachedKind,
  path: string,
  expansions: StripeList['expansions'],
): Promise<void> {
  const { gateway, priority, signal } = reader;
  const moment = beginRead(reader);
  const bytes = await readExpanded(expansions, (expand) =>
    gateway.readObject({ path, expand, priority, signal }),
  );
  await writeBytes(reader, kind, { bytes, ...moment });
}

/** Reads a customer again, with tax IDs and default payment method. */
export function readCustomer(reader: Reader, id: string): Promise<void> {
  return readObject(reader, 'customer', `customers/${id}`, [customerExpansions, ['tax_ids'], []]);
}

/** Reads an invoice again with all its lines, and its payments. */
export async function readInvoice(reader: Reader, id: string): Promise<void> {
  const moment = beginRead(reader);
  const { bytes, payments } = await readExpanded(invoiceExpansions, (expand) =>
    readWholeInvoice(reader, id, expand),
  );
  // STRIPE: more than ten payments of one invoice are a curiosity; the open one, which counts, is the newest.
  if (payments.length > 0)
    await writeBytes(reader, 'invoicePayment', { bytes: toListBytes(payments), ...moment });
  await writeBytes(reader, 'invoice', { bytes, ...moment });
}

/** Reads all payment methods of a customer; what is not among them is gone. */
export async function readPaymentMethods(reader: Reader, customerId: string): Promise<void> {
  const { workspaceId, priority, signal } = reader;
  const moment = beginRead(reader);
  const bytes = await reader.gateway.readPage({
    path: `customers/${customerId}/payment_methods`,
    // STRIPE: a customer has at most a few dozen methods; one page holds them.
    params: { limit: 100 },
    priority,
    signal,
  });
  await reader.cache.replaceOfCustomer({
    page: { workspaceId, kind: 'paymentMethod', bytes, ...moment },
    customerId,
  });
}

/** STRIPE: a draft shows its customer as it is now, so it changes with the customer; most customers have none. */
async function hasDrafts({ cache, workspaceId }: Reader, customer: string): Promise<boolean> {
  const drafts = await cache.listIds({
    workspaceId,
    kind: 'invoice',
    status: 'draft',
    customerIds: [customer],
  });
  return drafts.length > 0;
}

/** Reads everything that the page of a customer shows. */
export async function refreshCustomer(reader: Reader, customer: string): Promise<void> {
  const readOwn = (kind: 'invoice' | 'subscription', status: string): Promise<void> => {
    const path = `${kind}s` as const;
    const list = { kind, path, params: { customer, status }, expansions: nothingMore };
    return unlessForbidden(readList(reader, list), undefined);
  };
  const mayHaveDrafts = await hasDrafts(reader, customer);
  // All of them end before a failure is told: of a deleted customer the methods are refused while the deletion is written.
  const reads = await Promise.allSettled([
    readCustomer(reader, customer),
    unlessForbidden(readPaymentMethods(reader, customer), undefined),
    readOwn('subscription', 'all'),
    readOwn('invoice', 'open'),
    mayHaveDrafts ? readOwn('invoice', 'draft') : null,
  ]);
  for (const read of reads) if (read.status === 'rejected') throw read.reason;
}

/** Reads everything that the page of an invoice shows. */
export async function refreshInvoice(reader: Reader, invoice: string): Promise<void> {
  await Promise.all([
    readInvoice(reader, invoice),
    unlessForbidden(
      readList(reader, {
        kind: 'creditNote',
        path: 'credit_notes',
        params: { invoice },
        expansions: nothingMore,
      }),
      undefined,
    ),
  ]);
}
