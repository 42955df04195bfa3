import type { Handlers, InputOf, OutputOf } from '../../shared/ipc/contract.ts';
import type { UnixSeconds } from '../../shared/domain/dates.ts';
import { AppError } from '../../shared/errors/appError.ts';
import type { CustomerDetail } from '../../shared/ipc/schemas/customers.ts';
import type { InvoiceRow, InvoiceView } from '../../shared/ipc/schemas/invoices.ts';
import type { CacheReads } from '../cache/cacheApi.ts';
import type { WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';
import type { WorkspaceRegistry } from '../workspaces/workspaceRegistryApi.ts';
import { listScopes, parseCached } from './cachedObjects.ts';
import { toRow } from './pendingEdits.ts';
import { completeRows } from './completeRows.ts';
import { toCustomerDetail } from './toCustomerDetail.ts';
import type { CustomerContext } from './toCustomerDetail.ts';
import { createCustomerUpdates } from './updateCustomer.ts';
import type { CustomerUpdateDeps } from './updateCustomer.ts';

export type CustomerServices = Pick<
  Handlers,
  | 'customers.list'
  | 'customers.listCountries'
  | 'customers.get'
  | 'customers.refresh'
  | 'customers.previewUpdate'
  | 'customers.update'
>;

export interface CustomerServiceDeps extends CustomerUpdateDeps {
  cache: CacheReads;
  workspaceDatabase: WorkspaceDatabase;
  registry: Pick<WorkspaceRegistry, 'list' | 'get' | 'getSettings'>;
  /** Reads the customer and everything that belongs to it again from Stripe into the cache. */
  refreshCustomer: (workspaceId: string, customerId: string) => Promise<void>;
  now: () => UnixSeconds;
}

/** Closed invoices that the customer page shows at once; the rest is a list of its own. */
const historyLength = 100;
/** Of so many of the newest drafts and open invoices it is looked up which method they name. */
const namingInvoices = 50;
const pageLength = 500;

/** Use cases around one customer and the list of all. */
export function createCustomerServices(deps: CustomerServiceDeps): CustomerServices {
  const { cache, refreshCustomer } = deps;
  return {
    'customers.list': (input) => listCustomers(deps, input),
    'customers.listCountries': (input) => cache.listCustomerCountries(input),
    'customers.get': (input) => getCustomerDetail(deps, input),
    'customers.refresh': async ({ workspaceId, customerId }) => {
      await refreshCustomer(workspaceId, customerId);
      return {};
    },
    ...createCustomerUpdates(deps),
  };
}

async function listCustomers(
  { cache, workspaceDatabase, registry, now }: CustomerServiceDeps,
  input: InputOf<'customers.list'>,
): Promise<OutputOf<'customers.list'>> {
  const edits = await workspaceDatabase.listPendingEdits({ workspaceIds: input.filter.workspaceIds });
  return cache.listCustomers({
    ...input,
    workspaces: listScopes(registry),
    suspendedFrom: registry.getSettings().suspendedFrom,
    edited: edits
      .flatMap(toRow)
      .map(({ workspaceId, customerId, state }) => ({ workspaceId, customerId, state })),
    now: now(),
  });
}

async function getCustomerDetail(
  deps: CustomerServiceDeps,
  { workspaceId, customerId }: InputOf<'customers.get'>,
): Promise<CustomerDetail> {
  const { cache, workspaceDatabase, now } = deps;
  const cached = await cache.findObject({ workspaceId, kind: 'customer', id: customerId });
  if (!cached)
    throw new AppError(
      'not_found',
      'This customer is not known in this account. It may be newer than the last synchronisation; synchronise and look again.',
      { details: { customerId } },
    );
  const [belongings, invoices, state, edit] = await Promise.all([
    readBelongings(cache, workspaceId, customerId),
    readInvoices(deps, workspaceId, customerId),
    cache.getSyncState({ workspaceId }),
    workspaceDatabase.findPendingEdit({ workspaceId, customerId }),
  ]);
  return toCustomerDetail(parseCached('customer', cached), {
    workspaceId,
    now: now(),
    asOf: state.asOf === null ? cached.readAt : Math.max(state.asOf, cached.readAt),
    ...belongings,
    ...invoices,
    pendingEdit: edit ? (toRow(edit)[0] ?? null) : null,
    suspendedFrom: deps.registry.getSettings().suspendedFrom,
  });
}

async function readBelongings(
  cache: CacheReads,
  workspaceId: string,
  customerId: string,
): Promise<Pick<CustomerContext, 'taxIds' | 'subscriptions' | 'paymentMethods' | 'paymentMethodsAsOf'>> {
  const [taxIds, subscriptions, paymentMethods, paymentMethodsAsOf] = await Promise.all([
    cache.listObjects({ workspaceId, kind: 'taxId', customerId }),
    cache.listObjects({ workspaceId, kind: 'subscription', customerId }),
    cache.listObjects({ workspaceId, kind: 'paymentMethod', customerId }),
    cache.listReadAt({ workspaceId, kind: 'paymentMethod', customerId }),
  ]);
  return {
    taxIds: taxIds.map((object) => parseCached('taxId', object)),
    subscriptions: subscriptions.map((object) => parseCached('subscription', object)),
    paymentMethods: paymentMethods.map((object) => parseCached('paymentMethod', object)),
    paymentMethodsAsOf,
  };
}

async function readInvoices(
  deps: CustomerServiceDeps,
  workspaceId: string,
  customerId: string,
): Promise<
  Pick<CustomerContext, 'openInvoices' | 'invoicesToPay' | 'invoiceHistory' | 'invoiceHistoryCount'>
> {
  const { cache, registry, now, workspaceDatabase } = deps;
  const list = (view: InvoiceView, offset: number, limit: number): ReturnType<CacheReads['listInvoices']> =>
    cache.listInvoices({
      filter: {
        workspaceIds: [workspaceId],
        view,
        status: null,
        customerId,
        query: '',
        from: null,
        to: null,
      },
      sort: { field: 'createdAt', direction: 'desc' },
      offset,
      limit,
      workspaces: listScopes(registry),
      now: now(),
    });
  const open: InvoiceRow[] = [];
  for (;;) {
    const page = await list('open', open.length, pageLength);
    open.push(...page.rows);
    if (page.rows.length === 0 || open.length >= page.total) break;
  }
  const drafts = await list('draft', 0, namingInvoices);
  const newest = await list('all', 0, Math.min(pageLength, historyLength + open.length + drafts.total));
  const closed = newest.rows.filter(({ status }) => status !== 'open' && status !== 'draft');
  const toPay = [...drafts.rows, ...open].slice(0, namingInvoices);
  return {
    invoicesToPay: await readCachedInvoices(cache, workspaceId, toPay),
    openInvoices: await completeRows(workspaceDatabase, open),
    invoiceHistory: await completeRows(workspaceDatabase, closed.slice(0, historyLength)),
    invoiceHistoryCount: newest.total - open.length - drafts.total,
  };
}

async function readCachedInvoices(
  cache: CacheReads,
  workspaceId: string,
  rows: readonly InvoiceRow[],
): Promise<CustomerContext['invoicesToPay']> {
  const found = await Promise.all(
    rows.map(({ id }) => cache.findObject({ workspaceId, kind: 'invoice', id })),
  );
  return found.flatMap((object) => (object ? [parseCached('invoice', object)] : []));
}
