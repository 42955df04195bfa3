import type { Handlers, InputOf, OutputOf } from '../../shared/ipc/contract.ts';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import { AppError } from '../../shared/errors/appError.ts';
import type { InvoiceDetail } from '../../shared/ipc/schemas/invoices.ts';
import type { CacheReads } from '../cache/cacheApi.ts';
import type { WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';
import type { WorkspaceRegistry } from '../workspaces/workspaceRegistryApi.ts';
import { listScopes, parseCached } from './cachedObjects.ts';
import { completeRows } from './completeRows.ts';
import { idOf } from './idOf.ts';
import { toInvoiceDetail } from './toInvoiceDetail.ts';

export type InvoiceServices = Pick<
  Handlers,
  'invoices.list' | 'invoices.sum' | 'invoices.get' | 'invoices.refresh'
>;

export interface InvoiceServiceDeps {
  cache: CacheReads;
  workspaceDatabase: Pick<WorkspaceDatabase, 'listStoredDocuments' | 'listInvoicesSent'>;
  registry: Pick<WorkspaceRegistry, 'list'>;
  /** Reads the invoice with its lines and payments again from Stripe into the cache. */
  refreshInvoice: (workspaceId: string, invoiceId: string) => Promise<void>;
  now: () => UnixSeconds;
}

/** Use cases around one invoice and the list of all. */
export function createInvoiceServices(deps: InvoiceServiceDeps): InvoiceServices {
  const { cache, workspaceDatabase, registry, refreshInvoice, now } = deps;
  return {
    'invoices.list': async (input) => {
      const page = await cache.listInvoices({ ...input, workspaces: listScopes(registry), now: now() });
      return { ...page, rows: await completeRows(workspaceDatabase, page.rows) };
    },
    'invoices.sum': (input) => sumInvoices(deps, input),
    'invoices.get': (input) => getInvoiceDetail(deps, input),
    'invoices.refresh': async ({ workspaceId, invoiceId }) => {
      await refreshInvoice(workspaceId, invoiceId);
      return {};
    },
  };
}

type Totals = OutputOf<'invoices.sum'>['totals'];

/** Adds LIVE and TEST accounts up apart: money and play money. */
async function sumInvoices(
  deps: InvoiceServiceDeps,
  { filter }: InputOf<'invoices.sum'>,
): Promise<OutputOf<'invoices.sum'>> {
  const chosen = deps.registry
    .list()
    .filter(({ id }) => filter.workspaceIds === null || filter.workspaceIds.includes(id));
  const modes = [true, false]
    .map((livemode) => ({ livemode, own: chosen.filter((workspace) => workspace.livemode === livemode) }))
    .filter(({ own }) => own.length > 0);
  const totals: Totals = [];
  for (const { livemode, own } of modes) {
    const workspaceIds = modes.length === 1 ? filter.workspaceIds : own.map(({ id }) => id);
    totals.push(...(await sumOfMode(deps, { ...filter, workspaceIds }, livemode)));
  }
  return { totals };
}

/** Adds up part by part, so that lists are answered in between. */
async function sumOfMode(
  { cache, registry, now }: InvoiceServiceDeps,
  filter: InputOf<'invoices.sum'>['filter'],
  livemode: boolean,
): Promise<Totals> {
  const sums = new Map<string, Totals[number]>();
  const question = { filter, workspaces: listScopes(registry), now: now() };
  let before: number | null | undefined;
  while (before !== null) {
    const part = await cache.sumInvoices(before === undefined ? question : { ...question, before });
    for (const { currency, count, total, amountRemaining } of part.totals) {
      const known = sums.get(currency) ?? { currency, livemode, count: 0, total: 0, amountRemaining: 0 };
      known.count += count;
      known.total += total;
      known.amountRemaining += amountRemaining;
      sums.set(currency, known);
    }
    ({ before } = part);
  }
  return [...sums.values()].toSorted((left, right) => (left.currency < right.currency ? -1 : 1));
}

/** The payments as they came with the invoice, or as they were read later by themselves. */
function mergePayments<Payment extends { id: string }>(
  embedded: readonly Payment[],
  later: readonly Payment[],
): Payment[] {
  return [...new Map([...embedded, ...later].map((payment) => [payment.id, payment])).values()];
}

async function getInvoiceDetail(
  { cache, workspaceDatabase, now }: InvoiceServiceDeps,
  { workspaceId, invoiceId }: InputOf<'invoices.get'>,
): Promise<InvoiceDetail> {
  const cached = await cache.findObject({ workspaceId, kind: 'invoice', id: invoiceId });
  if (!cached)
    throw new AppError(
      'not_found',
      'This invoice is not known in this account. It may be newer than the last synchronisation; synchronise and look again.',
      { details: { invoiceId } },
    );
  const invoice = parseCached('invoice', cached);
  const customerId = invoice.customer === null ? null : idOf(invoice.customer);
  const [creditNotes, payments, customer, state, [sent]] = await Promise.all([
    cache.listObjects({ workspaceId, kind: 'creditNote', invoiceId }),
    cache.listObjects({ workspaceId, kind: 'invoicePayment', invoiceId }),
    customerId === null ? null : cache.findObject({ workspaceId, kind: 'customer', id: customerId }),
    cache.getSyncState({ workspaceId }),
    workspaceDatabase.listInvoicesSent([{ workspaceId, invoiceId }]),
  ]);
  const notes = creditNotes.map((object) => parseCached('creditNote', object));
  const ofKind = { invoice: [invoiceId], creditNote: notes.map(({ id }) => id) };
  const stored = await Promise.all([
    workspaceDatabase.listStoredDocuments({ workspaceId, kind: 'invoice', objectIds: ofKind.invoice }),
    workspaceDatabase.listStoredDocuments({ workspaceId, kind: 'creditNote', objectIds: ofKind.creditNote }),
  ]);
  return toInvoiceDetail(invoice, {
    workspaceId,
    now: now(),
    asOf: state.asOf === null ? cached.readAt : Math.max(state.asOf, cached.readAt),
    creditNotes: notes,
    payments: mergePayments(
      invoice.payments?.data ?? [],
      payments.map((object) => parseCached('invoicePayment', object)),
    ),
    storedDocuments: new Set(stored.flat()),
    lastSentAt: sent?.at ?? null,
    customerDeleted: customer !== null && parseCached('customer', customer).deleted === true,
  });
}
